"""Values of a stored conversation. They can be printed, compared and stored; nothing here does work."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.types import Filters
from rag.types import Answer


class State(StrEnum):
    """Where an exchange stands. ANSWERING with nobody at work means that the app ended in the middle."""

    ANSWERING = "answering"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why there is no answer: `message` is what happened, `hint` what the reader can do."""

    message: str
    hint: str
    retryable: bool = True


class Wrong(StrEnum):
    """What a reader found wrong with an answer."""

    WRONG = "wrong"
    NOT_IN_SOURCE = "not in the source"
    INCOMPLETE = "incomplete"
    DECLINED = "should not have been declined"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A reader's thumb on an answer."""

    good: bool
    wrong: Wrong | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A question with what came of it. A stopped or failed one keeps the evidence and the words it had."""

    id: str
    question: str
    filters: Filters
    asked: datetime
    state: State
    answer: Answer | None = None
    failure: Failure | None = None
    rating: Rating | None = None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A conversation as the list shows it."""

    id: str
    title: str
    changed: datetime
    exchanges: int


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """A conversation with its exchanges, oldest first."""

    id: str
    title: str
    created: datetime
    exchanges: tuple[Exchange, ...]
