"""The one place that decides who may open a library. Everything else holds one that was opened."""

import threading
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from index.errors import LibraryError
from index.libraries import MAIN, cleaned, key
from serving.people import AccessError, Person, Role

Opened = TypeVar("Opened")


class Door(Generic[Opened]):
    """`names` gives the libraries that there are, `open_one` opens one of them; each is opened once. `first` is the
    one for whoever names none and may read it."""

    def __init__(
        self, names: Callable[[], Iterable[str]], open_one: Callable[[str], Opened], *, first: str = ""
    ) -> None:
        self._names = names
        self._open_one = open_one
        self._first = first
        self._opened: dict[str, Opened] = {}
        self._lock = threading.Lock()

    def libraries(self, person: Person) -> list[str]:
        """Those that this person may read, in their order."""
        return [name for name in self._names() if person.may(Role.READER, name)]

    def first(self, person: Person) -> str:
        """The library for somebody who names none: that of the settings, or the first of theirs."""
        theirs = self.libraries(person)
        return self._first if self._first in theirs or not theirs else theirs[0]

    def named(self, person: Person, library: str, need: Role = Role.READER) -> str:
        """The library's name as it is kept, if this person may do that much in it. Raises AccessError."""
        try:
            wanted = cleaned(library)
        except LibraryError:
            wanted = library
        kept = next((name for name in self._names() if key(name) == key(wanted)), None)
        if kept is None or not person.may(Role.READER, kept):
            there = ", ".join(name or MAIN for name in self.libraries(person)) or "none"
            raise AccessError(
                f"You have no library “{wanted[:80] or MAIN}”.",
                hint=f"Yours: {there}. An owner of the library can let you in.",
            )
        if not person.may(need, kept):
            raise AccessError(
                f"This needs the role of {need} in the library “{kept or MAIN}”; yours is {person.role(kept)}.",
                hint="Ask an owner of the library.",
            )
        return kept

    def open(self, person: Person, library: str, need: Role = Role.READER) -> Opened:
        """The library, opened. Raises AccessError where this person may not do that much in it."""
        name = self.named(person, library, need)
        with self._lock:
            if name not in self._opened:
                self._opened[name] = self._open_one(name)
            return self._opened[name]

    def opened(self) -> list[Opened]:
        """All that have been opened."""
        with self._lock:
            return list(self._opened.values())
