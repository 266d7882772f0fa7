"""People who ask and one who adds, all by HTTP, each of whom asks again when there was no answer."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx

PATIENCE_S = 600
"""Seconds after which a request that was made again and again is given up."""
_AGAIN_S = 0.5
_WAIT_S = 180
"""For one answer: the machine may be at much other work."""
_TOGETHER = 10
"""Documents in one request."""

_PLACES = "Tannock Oster Hasel Birk Lind Gran Ahorn Slaan Tjorn Torp Balle Holt Klit Strand Vig Havn".split()


@dataclass(frozen=True, kw_only=True)
class Note:
    """A document about a place of its own, with figures that no other has."""

    number: int

    @property
    def place(self) -> str:
        """A name that no other note has, of letters alone."""
        turn, at = divmod(self.number, len(_PLACES))
        letters = ""
        while turn or not letters:
            turn, letter = divmod(turn, 20)
            letters = f"{'bdfghklmnprstvwzcjqx'[letter]}{'aeiou'[letter % 5]}{letters}"
        return f"{_PLACES[at]} {letters.title()}"

    @property
    def metres(self) -> str:
        return str(10_000 + self.number)

    @property
    def name(self) -> str:
        return f"note-{self.number:05}.txt"

    @property
    def text(self) -> str:
        return f"The canal at {self.place} is {self.metres} metres long. It was dug by hand and is closed in winter.\n"

    @property
    def question(self) -> str:
        return f"How long is the canal at {self.place}?"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question until it was answered. `errors` are the tries that were not, by their kind; times are monotonic
    seconds. `mixed_up`: what came answers another question. `right`: it has the figure that was asked for."""

    begun: float
    done: float
    answered: bool
    right: bool
    mixed_up: bool
    by_words: bool
    errors: tuple[str, ...]


@dataclass(kw_only=True)
class Crowd:
    """What all of them saw, until `stop` is set. `added` counts documents that a server said it has."""

    address: str
    key: str
    notes: Sequence[Note]
    stop: threading.Event = field(default_factory=threading.Event)
    asked: list[Asked] = field(default_factory=list)
    adding_errors: list[str] = field(default_factory=list)
    added: int = 0

    def person(self, seed: int) -> None:
        """Asks one question after the other."""
        chance = random.Random(seed)
        with self._client() as client:
            while not self.stop.is_set():
                self.asked.append(self._ask(client, chance.choice(self.notes)))

    def add(self, notes: Sequence[Note]) -> None:
        """Adds them, some at once, each request until a server says that they are in."""
        with self._client() as client:
            for at in range(0, len(notes), _TOGETHER):
                some = notes[at : at + _TOGETHER]
                files = [("files", (note.name, note.text.encode(), "text/plain")) for note in some]
                reply, errors = self._again(lambda files=files: client.post("/v1/documents", files=files))  # type: ignore[misc]
                self.adding_errors += errors
                if reply is None:
                    return
                self.added += len(some)

    def files(self) -> list[str]:
        """The files of all documents that the library has."""
        with self._client() as client:
            reply, _ = self._again(lambda: client.get("/v1/documents"))
        return [file for entry in reply.json() for file in entry["files"]] if reply else []

    def _ask(self, client: httpx.Client, note: Note) -> Asked:
        begun = time.monotonic()
        reply, errors = self._again(lambda: client.post("/v1/ask", json={"question": note.question}))
        told = reply.json() if reply is not None else {}
        text = str(told.get("text", ""))
        others = [other for other in self.notes if other.number != note.number and other.metres in text]
        return Asked(
            begun=begun, done=time.monotonic(), answered=reply is not None, right=note.metres in text,
            mixed_up=bool(told) and (told["read_as"] != note.question or (bool(others) and note.metres not in text)),
            by_words=bool(told.get("notice")), errors=tuple(errors),
        )  # fmt: skip

    def _again(self, request: Callable[[], httpx.Response]) -> tuple[httpx.Response | None, list[str]]:
        """The first reply that is one, and what came before it."""
        errors: list[str] = []
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            try:
                reply = request()
                if reply.is_success and not _failed(reply):
                    return reply, errors
                errors.append(f"status {reply.status_code}")
            except httpx.TransportError as error:
                errors.append(type(error).__name__)
            time.sleep(_AGAIN_S)
        return None, errors

    def _client(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.key}"}
        return httpx.Client(base_url=self.address, headers=headers, timeout=_WAIT_S)


def _failed(reply: httpx.Response) -> bool:
    """A report of an addition tells of files that did not get in."""
    told = reply.json()
    return isinstance(told, dict) and bool(told.get("errors"))
