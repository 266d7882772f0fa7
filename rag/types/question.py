"""What is asked: a question, the passages offered for it, and a request for a briefing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from index.types import Filters, Loss, Place, place_at
from rag.types.sentence import Citation

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

    `number` is the one the reader sees, stable through a conversation. `answers` in 0…1 says how likely the passage
    answers the question (`rag.retrieval.belief`); the answer stands at `found` (offsets in the document), in the
    sentence that begins at `best`. `also` names other publications of the same passage, "source, date". `people` are
    the full names, from elsewhere in the document, of those whom the passage calls by their last name; `topics` are
    the names that stand near it or that the document keeps coming back to. `places` are the document's pages, slides
    or sheets, `losses` what of its file could not be read.
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

    def cited(self, start: int, end: int) -> Citation:
        """A citation of `text[start:end]`."""
        return Citation(
            number=self.number, document_id=self.document_id, start=self.start + start, end=self.start + end,
            quote=self.text[start:end], title=self.title, source=self.source, published=self.published, url=self.url,
            place=self.place(self.start + start),
        )  # fmt: skip


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
