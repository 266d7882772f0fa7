"""Who makes a request, and of which library. Known from the guard on, to whatever runs for that request."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from serving.desk import Desk
from serving.people import LOCAL, Person


@dataclass(frozen=True, kw_only=True)
class Caller:
    person: Person = LOCAL
    library: str = ""
    desk: Desk | None = None


_CALLER: ContextVar[Caller | None] = ContextVar("caller", default=None)


def caller() -> Caller:
    """Whoever sits at the machine, where no request is being answered."""
    return _CALLER.get() or Caller()


def noted(did: str, **what: Any) -> None:
    """Writes down what is about to be done for the caller, where that is asked for. Raises AnswerError where it
    cannot be."""
    who = caller()
    if who.desk:
        who.desk.note(who.person, who.library, did, **what)


def called_by(who: Caller) -> None:
    """From here on, in this request."""
    _CALLER.set(who)
