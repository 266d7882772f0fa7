"""Who makes a request, and of which library. Known from the guard on, to whatever runs for that request."""

from contextvars import ContextVar
from dataclasses import dataclass

from serving.people import LOCAL, Person


@dataclass(frozen=True, kw_only=True)
class Caller:
    person: Person = LOCAL
    library: str = ""


_CALLER: ContextVar[Caller | None] = ContextVar("caller", default=None)


def caller() -> Caller:
    """Whoever sits at the machine, where no request is being answered."""
    return _CALLER.get() or Caller()


def called_by(who: Caller) -> None:
    """From here on, in this request."""
    _CALLER.set(who)
