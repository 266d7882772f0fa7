"""What a question asks for, by a taught model: its kind, and which of its words are the subject.

A small convolutional network over the vectors that the default embedding model gives the words of the question, in
context: it tags what each word is to the request, and tells the kind from the words that it attends to. 140,000
weights, computed with numpy. How it is taught: `evals.training.fit_kinds`; how good it is: the card beside the weights.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from index.embed import TokenEmbeddings
from rag.errors import ModelSetupError
from rag.types import BriefingKind

FOLDER = Path(__file__).with_name("kinds")
WEIGHTS = "kinds.npz"
MANIFEST = "manifest.json"

Floats = NDArray[np.float32]
Tag = Literal["frame", "subject", "other", "measure", "about", "document"]
"""What a word is to a request: its frame ("timeline of"), its subject, the other side of a comparison, what is
compared by, what statements are to be about, a word for one document ("the article on")."""
TAGS: tuple[Tag, ...] = get_args(Tag)
KINDS = tuple(BriefingKind)

LONGEST = 40
"""Words that are looked at: requests are shorter, and a longer text is none."""
SCALE = 8.0
"""What vectors of length 1 are multiplied by, so that their entries are near 0.5."""
_UNIT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|['’]s\b|[^\W_]+(?:[-.&’'](?!s\b)[^\W_]+)*|[^\w\s]")
_SECOND_LOOK = 2.0
"""Log odds that a word has to have against it before a stretch is cut in two: names run over small words."""


class Manifest(BaseModel):
    """What the weights are. `threshold` is the share from which a question is read as a briefing: that of the public
    questions kept out of teaching of which `taken` were taken for one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    made_by: str
    embedding: str
    threshold: float
    taken: float
    sets: dict[str, str]
    """Name of each set of plain questions → its licence."""


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A word or mark, by its place."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Told:
    """`kind` is FACT below the threshold, `likeliest` the likeliest kind of briefing all the same. `stretches` are the
    places of what the words are to the request; `one` that its subject is one document."""

    kind: BriefingKind
    likeliest: BriefingKind
    share: float
    stretches: dict[Tag, tuple[int, int]]
    one: bool


def units(text: str) -> list[Unit]:
    """Its words and marks; of Chinese and Japanese each letter."""
    return [Unit(start=m.start(), end=m.end()) for m in _UNIT.finditer(text)][:LONGEST]


def tell(question: str, embeddings: TokenEmbeddings) -> Told | None:
    """What the question asks for. None with another embedding model than the one that the weights were taught on, and
    for a text without words or with too many. Raises ModelSetupError if the weights are damaged."""
    found = units(question)
    if embeddings.name != manifest().embedding or not found or len(_UNIT.findall(question)) > LONGEST:
        return None
    sentence, words = embeddings.encode_spans([question], [[(u.start, u.end) for u in found]])
    kinds, tags = forward(weights(), words[0], sentence[0])
    share = np.exp(kinds - kinds.max())
    share /= share.sum()
    briefing = 1.0 - float(share[0])
    likeliest = KINDS[1 + int(share[1:].argmax())]
    stretches = {tag: place for tag in TAGS[1:5] if (place := _stretch(tag, tags))}
    subject = stretches.get("subject")
    return Told(
        kind=likeliest if briefing >= manifest().threshold else BriefingKind.FACT, likeliest=likeliest, share=briefing,
        stretches={tag: (found[a].start, found[b].end) for tag, (a, b) in stretches.items()},
        one=subject is not None and bool((tags[subject[0] : subject[1] + 1].argmax(1) == TAGS.index("document")).any()),
    )  # fmt: skip


def forward(w: dict[str, Floats], words: Floats, sentence: Floats) -> tuple[Floats, Floats]:
    """Logits of the kinds, and of the tags of each word, as `evals.training.fit_kinds` has the network."""
    x = np.asarray(SCALE * words @ w["word"] + w["word_bias"], dtype=np.float32)
    x[0] += w["place"][0]
    x[-1] += w["place"][1]
    x = np.maximum(x, 0)
    for layer in ("first", "second"):
        around = np.vstack([np.zeros_like(x[:1]), x, np.zeros_like(x[:1])])
        near = np.hstack([around[:-2], around[1:-1], around[2:]])
        x = x + np.maximum(near @ w[layer] + w[f"{layer}_bias"], 0)
    attention = x @ w["attention"] + w["attention_bias"]
    attention = np.exp(attention - attention.max(0))
    attention /= attention.sum(0)
    whole = np.maximum(SCALE * sentence @ w["sentence"] + w["sentence_bias"], 0)
    pooled = np.concatenate([(attention.T @ x).ravel(), whole])
    kinds = pooled @ w["kind"] + w["kind_bias"]
    tags = x @ w["tag"] + w["tag_bias"]
    return np.asarray(kinds, dtype=np.float32), np.asarray(tags, dtype=np.float32)


def _stretch(tag: Tag, tags: Floats) -> tuple[int, int] | None:
    """The unbroken words that are most of all of this tag (a word for a document belongs to the subject): the sum of
    their log odds against every other is the largest. None where no word is."""
    own = [TAGS.index(tag), *([TAGS.index("document")] if tag == "subject" else [])]
    rest = [at for at in range(len(TAGS)) if at not in own]
    odds = np.maximum(tags[:, own].max(1) - tags[:, rest].max(1), -_SECOND_LOOK)
    best, found, begin, total = 0.0, None, 0, 0.0
    for at, odd in enumerate(odds.tolist()):
        if total <= 0:
            begin, total = at, 0.0
        total += odd
        if total > best and odd > 0:
            best, found = total, (begin, at)
    return found


@lru_cache(maxsize=1)
def manifest() -> Manifest:
    """Raises ModelSetupError where it is missing or damaged."""
    try:
        return Manifest.model_validate_json((FOLDER / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise _damaged(MANIFEST, "cannot be read") from error


@lru_cache(maxsize=1)
def weights() -> dict[str, Floats]:
    """The weights that ship, verified against their manifest. Raises ModelSetupError."""
    path = FOLDER / WEIGHTS
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() != manifest().sha256:
            raise _damaged(WEIGHTS, "does not have the digest that its manifest names")
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name].astype(np.float32) for name in stored.files}
    except (OSError, ValueError) as error:
        raise _damaged(WEIGHTS, "cannot be read") from error


def _damaged(name: str, cause: str) -> ModelSetupError:
    return ModelSetupError(
        f"The file {name} of the model that tells kinds of questions {cause}.",
        hint="Get Dossier's files anew (git checkout rag/briefing/kinds), or make them: evals/training.",
    )


def stretch(text: str, place: tuple[int, int] | None) -> str:
    """The words of a stretch."""
    return text[place[0] : place[1]] if place else ""
