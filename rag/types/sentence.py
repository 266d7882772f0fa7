"""A sentence of an answer: what it cites, and how its passages stand to it and to each other."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A marker that the app resolved: `document.text[start:end] == quote`. `number` is the evidence's, `place` where
    the quotation begins: "page 3"."""

    number: int
    document_id: str
    start: int
    end: int
    quote: str
    title: str
    source: str | None = None
    published: date | None = None
    url: str | None = None
    place: str | None = None


class Support(StrEnum):
    """How a passage stands to a sentence, strongest first."""

    VERBATIM = "verbatim"
    SUPPORTED = "supported"
    PARTLY = "partly"
    WRONG_SOURCE = "wrong source"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"


STANDS = frozenset({Support.VERBATIM, Support.SUPPORTED, Support.WRONG_SOURCE})
"""Verdicts under which a sentence is shown without a flag: WRONG_SOURCE is re-cited before it is shown."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`score` in 0…1 is the verifier's belief that the passage supports the sentence; `reason` is for the reader."""

    support: Support
    reason: str
    score: float

    @property
    def stands(self) -> bool:
        return self.support in STANDS


@dataclass(frozen=True, kw_only=True)
class AnswerSentence:
    """A sentence of the answer without its markers; `answer.text[start:end] == text`.

    `failed_markers` are markers as the model wrote them that name no evidence: shown as failures.
    """

    text: str
    start: int
    end: int
    citations: tuple[Citation, ...]
    verdict: Verdict
    failed_markers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Position:
    """One side of a disagreement: what is said, and where."""

    statement: str
    citation: Citation


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Passages that give different values for the same thing. `superseded`: the later one replaces the earlier."""

    about: str
    positions: tuple[Position, ...]
    superseded: bool = False

    @property
    def heading(self) -> str:
        """What the reader is told that it is."""
        return "A later source replaces an earlier one" if self.superseded else "The sources differ"
