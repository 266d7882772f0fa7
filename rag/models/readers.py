"""The small readers: does a window answer a question, and where; how does evidence stand to a claim.

Cross-encoders (Nogueira and Cho 2019). The first, of MiniLM, is quick enough for all that a search brings; the second,
of eight layers of MPNet, is five times as large, and reads the likeliest few again. The claim reader is the first,
taught on with claims alone. How they are taught and on what: `evals.training`, and the card beside the weights of each.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError
from tokenizers import Encoding, Tokenizer

from index.onnx import Session, open_session, session_inputs
from rag.errors import ModelSetupError

FOLDER = Path(__file__).with_name("readers")
"""The first reader."""
SECOND = Path(__file__).with_name("second_reader")
"""The second, which knows English only."""
CLAIMS = Path(__file__).with_name("claim_reader")
"""The claim reader."""
WEIGHTS = "readers.onnx"
"""Those of the second reader are a gzip (`evals.training.compress`)."""
TOKENIZER = "tokenizer.json"
MANIFEST = "manifest.json"

MAX_TOKENS = 192
"""Of both texts together, in teaching as in use; what a window has beyond them is not read. Three sentences with their
question seldom have more, and on a CPU the cost of teaching grows with the square of the length."""

LONGEST_PLACE = 40
"""Tokens that the place of an answer may have."""

LONGEST_TEXT = 4_000
"""Characters of a text that are given to the tokenizer: MAX_TOKENS of any script are fewer, and what it cuts off again
costs it the square of the length."""

BATCH = 8

QUESTION_OUTPUTS = ("answers", "places")
CLAIM_OUTPUT = "claims"
"""The only one of the claim reader; the first reader has it as well, and is not asked for it."""

Floats = NDArray[np.float32]


class Manifest(BaseModel):
    """What the weights are: their digest, the command that makes them, the sets that they were taught on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    made_by: str
    base: str
    seed: int
    sets: dict[str, str]
    """Name of each set → its licence."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Of one window: the log odds that it answers, and the likeliest place of the answer, as offsets in it."""

    log_odds: float
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Stance:
    """How evidence stands to a claim: four shares that add up to 1."""

    supported: float
    partial: float
    contradicted: float
    unmentioned: float


def read(question: str, windows: Sequence[str], reader: Path = FOLDER) -> list[Reading]:
    """What the reader makes of each window. Raises ModelSetupError if its weights are damaged."""
    found: list[Reading | None] = [None] * len(windows)
    for rows, encodings, (answers, places) in _batches(question, windows, reader, QUESTION_OUTPUTS):
        for at, encoding, log_odds, place in zip(rows, encodings, answers, places, strict=True):
            start, end = _place(encoding, place)
            found[at] = Reading(log_odds=float(log_odds), start=start, end=end)
    return [reading for reading in found if reading is not None]


def stances(claim: str, evidence: Sequence[str]) -> list[Stance]:
    """How each text stands to the claim, by the claim reader. Raises ModelSetupError if the weights are damaged."""
    found: list[Stance | None] = [None] * len(evidence)
    for rows, _, (claims,) in _batches(claim, evidence, CLAIMS, (CLAIM_OUTPUT,)):
        shares = np.exp(claims - claims.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        for at, (supported, partial, contradicted, unmentioned) in zip(rows, shares.tolist(), strict=True):
            found[at] = Stance(supported=supported, partial=partial, contradicted=contradicted, unmentioned=unmentioned)
    return [stance for stance in found if stance is not None]


def manifest(folder: Path = FOLDER) -> Manifest:
    """Raises ModelSetupError where it is missing or damaged."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise _damaged(folder / MANIFEST, "cannot be read") from error


def open_weights(folder: Path = FOLDER) -> tuple[Tokenizer, Session]:
    """The readers in a folder, verified against their manifest. Raises ModelSetupError."""
    weights = folder / WEIGHTS
    try:
        if hashlib.sha256(weights.read_bytes()).hexdigest() != manifest(folder).sha256:
            raise _damaged(weights, "does not have the digest that its manifest names")
    except OSError as error:
        raise _damaged(weights, "cannot be read") from error
    tokenizer = open_tokenizer(folder)
    try:
        return tokenizer, open_session(weights)
    except OSError as error:  # packed ones are unpacked into a temporary file
        raise ModelSetupError(
            f"The reader {folder.name} could not be opened: {error.strerror or error}.",
            hint="Free 100 MB in the folder for temporary files, or name another one in TMPDIR.",
        ) from error


def open_tokenizer(folder: Path) -> Tokenizer:
    """That of the readers in a folder, padding to the longest of a batch. Raises ModelSetupError."""
    try:
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    except Exception as error:  # tokenizers raises nothing more telling for a missing or damaged file
        raise _damaged(folder / TOKENIZER, "cannot be read") from error
    tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
    tokenizer.enable_padding()
    return tokenizer


@lru_cache(maxsize=3)
def _open(folder: Path) -> tuple[Tokenizer, Session]:
    return open_weights(folder)


def _batches(
    first: str, seconds: Sequence[str], reader: Path, outputs: Sequence[str]
) -> list[tuple[list[int], list[Encoding], list[Floats]]]:
    """Texts of like length share a batch, so that little is padded."""
    tokenizer, session = _open(reader)
    order = sorted(range(len(seconds)), key=lambda at: len(seconds[at]))
    done = []
    for start in range(0, len(order), BATCH):
        rows = order[start : start + BATCH]
        encodings = tokenizer.encode_batch([(first[:LONGEST_TEXT], seconds[at][:LONGEST_TEXT]) for at in rows])
        done.append((rows, encodings, session.run(outputs, session_inputs(encodings))))
    return done


def _place(encoding: Encoding, logits: Floats) -> tuple[int, int]:
    """The best pair of a first and a last token of the second text, as offsets in it; 0, 0 of an empty text."""
    tokens = np.flatnonzero([kind == 1 for kind in encoding.sequence_ids])
    if not len(tokens):
        return 0, 0
    first, last = likeliest(logits[tokens])
    offsets = encoding.offsets
    return int(offsets[tokens[first]][0]), int(offsets[tokens[last]][1])


def likeliest(logits: Floats) -> tuple[int, int]:
    """The first and last token with the highest sum of logits, (tokens, 2), at most LONGEST_PLACE apart."""
    scores = logits[:, 0][:, None] + logits[:, 1][None, :]
    near = np.triu(np.tri(len(logits), k=LONGEST_PLACE - 1, dtype=bool))
    first, last = divmod(int(np.where(near, scores, -np.inf).argmax()), len(logits))
    return first, last


def _damaged(path: Path, cause: str) -> ModelSetupError:
    return ModelSetupError(
        f"The reader's file {path.name} {cause}.",
        hint=f"Get Dossier's files anew (git checkout rag/models/{path.parent.name}), or make them: evals/training.",
    )
