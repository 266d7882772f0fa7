"""What a question asks for, by a taught model: its kind, and which of its words are the subject.

A small convolutional network over the vectors that the default embedding model gives the words of the question, in
context: it tags what each word is to the request, and tells the kind from the words that it attends to. 140,000
weights, computed with numpy. How it is taught: `evals.training.fit_kinds`; how good it is: the card beside the weights.
"""

import hashlib
import re
from collections.abc import Sequence
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
LIKELY = -0.6
"""Log odds against its being of the frame from which a word is content: a small word inside a name has about as much
for either."""
SWITCH = 1.0
"""Log odds that a change of role within content costs: a side of a comparison is seldom one word of a name."""
ROLES: dict[BriefingKind, tuple[Tag, ...]] = {
    BriefingKind.COMPARISON: ("subject", "other", "measure"),
    BriefingKind.STATEMENTS: ("subject", "about"),
}
"""What the content of a request of this kind may be; of any other it is the subject."""


class Manifest(BaseModel):
    """What the weights are. `thresholds` has for each kind the share from which a question is read as a briefing of it;
    with these, `taken` of the public questions kept out of teaching were taken for one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    made_by: str
    embedding: str
    thresholds: dict[BriefingKind, float]
    taken: float
    sets: dict[str, str]
    """Name of each set of plain questions → its licence."""


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A word or mark, by its place."""

    start: int
    end: int
    possessive: bool = False


@dataclass(frozen=True, kw_only=True)
class Told:
    """`kind` is the likeliest kind of briefing, `share` how likely any briefing is asked for. `words` are its words and
    marks with the logits of their tags."""

    kind: BriefingKind
    share: float
    words: list[Unit]
    tags: Floats

    @property
    def is_briefing(self) -> bool:
        return self.share >= manifest().thresholds[self.kind]

    def stretches(self, kind: BriefingKind) -> dict[Tag, tuple[int, int]]:
        """The places of what the words are to a request of this kind: of every role the likeliest unbroken words."""
        roles = ROLES.get(kind, ("subject",))
        own = np.stack([self.tags[:, _columns(role)].max(1) for role in roles], axis=1)
        odds = self.tags[:, 1:].max(1) - self.tags[:, 0]
        pieces: list[tuple[Tag, float, int, int]] = []
        for first, last in _runs(odds):
            for at, begin, end in _roles(own[first : last + 1], [u.possessive for u in self.words[first : last + 1]]):
                role, begin, end = roles[at], first + begin, first + end
                pieces.append((role, float(odds[begin : end + 1].sum()), begin, end))
        found = {role: (total, a, b) for role, total, a, b in sorted(pieces, key=lambda piece: piece[1])}
        if kind is BriefingKind.STATEMENTS and len(pieces) > 1:
            who = next((at for at, piece in enumerate(pieces[:-1]) if piece[0] == "subject" and piece[1] > 0), 0)
            rest = pieces[who + 1 :]
            found = {"subject": pieces[who][1:], "about": (rest[0][1], rest[0][2], rest[-1][3])}
        if kind is BriefingKind.COMPARISON:
            found = {role: place for role, place in found.items() if role == "measure"} | _sides(pieces)
        if kind is BriefingKind.LIST and pieces:  # "islands that get a bridge"
            found = {"subject": (0.0, pieces[0][2], pieces[-1][3])}
        return {role: (self.words[a].start, self.words[b].end) for role, (_, a, b) in found.items()}


def units(text: str) -> list[Unit]:
    """Its words and marks; of Chinese and Japanese each letter."""
    return [Unit(start=m.start(), end=m.end(), possessive=m[0] in ("'s", "’s")) for m in _UNIT.finditer(text)][:LONGEST]


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
    return Told(kind=KINDS[1 + int(share[1:].argmax())], share=1.0 - float(share[0]), words=found, tags=tags)


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


def _sides(pieces: Sequence[tuple[Tag, float, int, int]]) -> dict[Tag, tuple[float, int, int]]:
    """Both sides of a comparison: the stretches of the one up to the first of the other; where one role alone is told,
    the two likeliest stretches in their order."""
    told = [piece for piece in pieces if piece[0] != "measure"]
    at = next((at for at, piece in enumerate(told) if piece[0] == "other"), 0)
    one, other = told[:at], [piece for piece in told[at:] if piece[0] == "other"]
    if not one or not other:
        likeliest = sorted(sorted(told, key=lambda piece: -piece[1])[:2], key=lambda piece: piece[2])
        one, other = likeliest[:1], likeliest[1:]
    sides: tuple[tuple[Tag, list[tuple[Tag, float, int, int]]], ...] = (("subject", one), ("other", other))
    return {role: (0.0, own[0][2], own[-1][3]) for role, own in sides if own}


def _runs(odds: Floats) -> list[tuple[int, int]]:
    """The unbroken words that are content, first and last each."""
    runs: list[tuple[int, int]] = []
    for at in np.flatnonzero(odds > LIKELY).tolist():
        if runs and runs[-1][1] == at - 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs


def _roles(own: Floats, possessive: Sequence[bool]) -> list[tuple[int, int, int]]:
    """The likeliest roles of words in a row, as role, first and last: each change from one to another costs SWITCH,
    and none comes before a possessive."""
    score, back = own[0].copy(), []
    for at in range(1, len(own)):
        change = np.full_like(score, score.max() - (np.inf if possessive[at] else SWITCH))
        back.append(np.where(score >= change, np.arange(len(score)), int(score.argmax())))
        score = np.maximum(score, change) + own[at]
    path = [int(score.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    path.reverse()
    starts = [at for at in range(len(path)) if at == 0 or path[at] != path[at - 1]]
    return [(path[a], a, b - 1) for a, b in zip(starts, [*starts[1:], len(path)], strict=True)]


def _columns(role: Tag) -> list[int]:
    """A word for one document belongs to the subject."""
    return [TAGS.index(role), *([TAGS.index("document")] if role == "subject" else [])]


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
