"""Domain values of a question and its answer. They can be printed, compared and stored; nothing here does work."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from index.types import Filters, Loss, Place, place_at

THRESHOLD = 0.4
"""The belief that the evidence answers below which a question is declined, where nobody has chosen another."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A passage offered to the model: `document.text[start:end] == text`.

    `number` is the one the reader sees, stable through a conversation. `score` and `answers` in 0…1 say how likely the
    passage answers the question (`rag.retrieval.belief`), `meaning` is the cosine of its nearest sentence; the answer
    stands at `found` (offsets in the document), in the sentence that begins at `best`. `also` names
    other publications of the same passage, "source, date". `people` are the full names, from elsewhere in the
    document, of those whom the passage calls by their last name; `topics` are the names that stand near it or that
    the document keeps coming back to. `places` are the document's pages, slides or sheets, `losses` what of its
    file could not be read.
    """

    number: int
    document_id: str
    start: int
    end: int
    text: str
    title: str
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    score: float = 0.0
    meaning: float = 0.0
    answers: float = 0.5
    best: int | None = None
    found: tuple[int, int] | None = None
    also: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    losses: tuple[Loss, ...] = ()

    def place(self, offset: int) -> str | None:
        """Where the document's character at `offset` stands, as a person calls it: "page 3"."""
        place = place_at(self.places, offset)
        return place.label if place else None


class BriefingKind(StrEnum):
    """What a question over many documents asks for. FACT is no briefing: it goes the usual way."""

    FACT = "fact"
    SUMMARY = "summary"
    TIMELINE = "timeline"
    LIST = "list"
    COUNT = "count"
    COMPARISON = "comparison"
    STATEMENTS = "statements"
    CHANGED = "what changed"
    AUTHORS = "who wrote"


@dataclass(frozen=True, kw_only=True)
class BriefingRequest:
    """What a briefing is of. `subjects` has two for a comparison, none for the whole library.

    `measure` is what is compared or ranked by, `about` what statements have to be about, `length` how many rows are
    asked for. `documents` restricts it to a set of document ids, `without` leaves sources out. `one` says that one
    document is meant.
    """

    kind: BriefingKind
    question: str
    subjects: tuple[str, ...] = ()
    measure: str = ""
    about: str = ""
    length: int | None = None
    filters: Filters = Filters()
    without: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    as_of: date | None = None
    one: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked. `known` is the evidence already numbered in this conversation, `kind` what the reader wants it
    read as (None: told from its words), `briefing` the briefing that it may be a follow-up to."""

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = Filters()
    as_of: date | None = None
    known: tuple[Evidence, ...] = ()
    kind: BriefingKind | None = None
    briefing: BriefingRequest | None = None


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


class Outcome(StrEnum):
    ANSWERED = "answered"
    PARTLY = "partly answered"
    DECLINED = "declined"


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


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a briefing. `quotation` is a document's own text, that of every first citation of it;
    `statement` is the quotation on one line.

    `day` is that of what it tells, where the text names one, else of publication: `day_of` says which, `precision` how
    exactly the text tells it. `group` is the side of a comparison or the pair that it belongs to, `value` the item or
    figure that it was chosen for. `differs` are the places of rows that give another value for the same thing.
    """

    statement: str
    quotation: str
    citations: tuple[Citation, ...]
    day: date | None = None
    day_of: Literal["event", "publication"] | None = None
    precision: Literal["day", "month", "year"] = "day"
    speaker: str | None = None
    group: str = ""
    value: str = ""
    differs: tuple[int, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c.source or c.title for c in self.citations))


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What a briefing was made from: `documents` were in scope, `used` gave rows, `passages` were read. `mentions` is
    how many passages name the subject, where that was counted; `most` that no more of them were read. `partly` are the
    titles of documents of which not everything could be read. `stopped`: it was ended before all was read."""

    documents: int
    used: int
    passages: int
    mentions: int | None = None
    most: bool = False
    partly: tuple[str, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """Rows in the order of the kind. `label` is how the question was read; `conclusion` what was counted or found, in
    the app's words; `notice` what the reader has to know of the rows; `names` what the subject was looked for under.
    `figures` are label and number of a small picture (documents by source or month)."""

    request: BriefingRequest
    label: str
    rows: tuple[Row, ...]
    coverage: Coverage
    conclusion: str = ""
    notice: str = ""
    names: tuple[str, ...] = ()
    figures: tuple[tuple[str, int], ...] = ()


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
