"""What the reader gets."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rag.types.briefing import Briefing
from rag.types.question import Evidence
from rag.types.sentence import AnswerSentence, Citation, Conflict


class Outcome(StrEnum):
    ANSWERED = "answered"
    PARTLY = "partly answered"
    DECLINED = "declined"


@dataclass(frozen=True, kw_only=True)
class Usage:
    """Seconds since the question was asked, and tokens; None where it could not be measured."""

    evidence_s: float | None = None
    first_token_s: float | None = None
    total_s: float | None = None
    verify_s: float | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the reader gets. With DECLINED, `sentences` is empty, `evidence` holds the nearest passages and `missing`
    says what was not found; of an answer it may say that the question takes for granted what is denied. `notice` tells
    of a failure on the way (a model that died, say); `quoted` that the sentences are the documents' own, because there
    was no model or nothing that it wrote was borne out.
    """

    question: str
    standalone: str
    outcome: Outcome
    text: str
    sentences: tuple[AnswerSentence, ...]
    evidence: tuple[Evidence, ...]
    model: str
    missing: str | None = None
    asks: str | None = None
    """What a declined question has to name so that it can be answered, in its own words ("it", "this plan")."""
    notice: str | None = None
    quoted: bool = False
    conflicts: tuple[Conflict, ...] = ()
    as_of: date | None = None
    """The newest publication cited, where the question is about now: later events are not in the answer."""
    usage: Usage = Usage()
    draft: str = ""
    """The model's own words, markers and all, before anything was checked."""
    belief: float | None = None
    """That the evidence answers, 0…1, of the likeliest part: what was held against the threshold of abstention."""
    threshold: float | None = None
    """The threshold of abstention that was in force."""

    briefing: Briefing | None = None
    """Where the question was read as one over many documents: its rows are the sentences, in the same order."""

    @property
    def below_threshold(self) -> bool:
        """Whether it was declined before anybody tried to write an answer: a lower threshold would have let one try."""
        return self.outcome is Outcome.DECLINED and self.belief is not None and self.belief < (self.threshold or 0)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in order of first use."""
        return tuple(dict.fromkeys(c for s in self.sentences for c in s.citations))

    @property
    def failed_markers(self) -> tuple[str, ...]:
        return tuple(m for s in self.sentences for m in s.failed_markers)
