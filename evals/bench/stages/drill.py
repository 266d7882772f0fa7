"""The drill stage: the whole stack, each part of which is killed once while people ask and documents are added.

PostgreSQL, `chroma run`, two app servers behind nginx with the lines that ship, all started here from nothing.
`--people` ask without a pause, one adds `--documents`; meanwhile each part in turn is killed by SIGKILL, and started
again after `DOWN_S`. Who gets no answer asks again. The documents are invented, each with a figure of its own, so that
an answer to another's question shows. Quotes without a model; needs PostgreSQL 15 and nginx on the machine.
"""

import secrets
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from evals.bench.figures import Figures, Metric
from evals.bench.stage import Options
from evals.drill import parts
from evals.drill.parts import Part
from evals.drill.people import Asked, Crowd, Note
from evals.errors import BenchError
from index.build import add_uploads
from index.care.verify import verify
from index.library import open_library_of

SYSTEMS = ("app-1", "app-2", "nginx", "chroma", "postgres")
"""What is killed; without a name, each in this order."""

FIRST = 20
"""Documents that are there before anybody asks, and asked about."""
DOWN_S = 3.0
"""Seconds that a killed part stays away: who looks after it has to notice."""
_SETTLE_S = 5.0
"""Seconds without a kill before and after each."""
MOST = 100_000


@dataclass(frozen=True, kw_only=True)
class Killed:
    """`at` and `back` are monotonic: when it was killed, and when it served again. `start_s` are the seconds of its
    start alone."""

    name: str
    at: float
    back: float
    start_s: float


def run(options: Options) -> Iterator[Figures]:
    """One line a part, then one for all."""
    if lacking := ", ".join(parts.missing()):
        raise BenchError(f"The drill needs {lacking}.", hint="Install PostgreSQL 15 or newer and nginx.")
    with TemporaryDirectory(prefix="drill-") as folder, ExitStack() as stack:
        place = Path(folder)
        place.chmod(0o755)  # PostgreSQL runs as another user
        database, url = parts.postgres(place)
        vectors, chroma_url = parts.chroma(place)
        for part in (database, vectors):
            stack.callback(part.stop)
            part.start()
        settings = options.settings.model_copy(
            update={
                "data": place / "data", "library": "", "llm": "none", "chroma_url": chroma_url,
                "database": SecretStr(url),
            }
        )  # fmt: skip
        notes = [Note(number=number) for number in range(FIRST + options.documents)]
        with open_library_of(settings) as library:
            add_uploads([(note.name, note.text.encode()) for note in notes[:FIRST]], library)
        key = secrets.token_hex(16)
        given = {
            "data": str(settings.data), "library": "", "models": str(settings.models), "llm": "none",
            "embedding": settings.embedding, "chunk_tokens": str(settings.chunk_tokens), "chroma_url": chroma_url,
            "database": url, "api_key": key, "open_to": "anybody",
        }  # fmt: skip
        apps = [parts.app(number, place, given) for number in (1, 2)]
        proxy, address = parts.nginx(place, [where for _, where in apps])
        every = [*(part for part, _ in apps), proxy, vectors, database]
        for part in every[:3]:
            stack.callback(part.stop)
            _say(f"{part.name} serves after {part.start():.0f} s")
        crowd = Crowd(address=address, key=key, notes=notes[:FIRST])
        doomed = [part for part in every if part.name in (options.systems or SYSTEMS)]
        killed = _drilled(crowd, doomed, notes[FIRST:], options.people)
        files = Counter(crowd.files())
        with open_library_of(settings) as library:
            compared = verify(library)
        yield from _each(killed, crowd.asked, options)
        yield _all(crowd, files, notes, compared.sound, options)


def _drilled(crowd: Crowd, doomed: Sequence[Part], new: Sequence[Note], people: int) -> list[Killed]:
    """The kills, spread over the adding: the next comes when its share of the documents is in."""
    threads = [threading.Thread(target=crowd.person, args=(n,), name=f"person {n}") for n in range(people)]
    adder = threading.Thread(target=crowd.add, args=(new,), name="adder")
    for thread in (*threads, adder):
        thread.start()
    killed = []
    try:
        for number, part in enumerate(doomed):
            while adder.is_alive() and crowd.added < number * len(new) // len(doomed):
                time.sleep(0.2)
            time.sleep(_SETTLE_S)
            at = time.monotonic()
            part.kill()
            time.sleep(DOWN_S)
            start_s = part.start()
            killed.append(Killed(name=part.name, at=at, back=time.monotonic(), start_s=start_s))
            _say(f"{part.name} killed, back after {killed[-1].back - at:.0f} s; {crowd.added} documents are in")
            _await(crowd, at)
        adder.join()
    finally:
        crowd.stop.set()
        for thread in threads:
            thread.join()
    return killed


def _await(crowd: Crowd, since: float) -> None:
    """Until somebody whose question came after `since` has an answer."""
    while not crowd.stop.is_set() and not any(one.begun > since and one.answered for one in list(crowd.asked)):
        time.sleep(0.2)


def _each(killed: Sequence[Killed], asked: Sequence[Asked], options: Options) -> Iterator[Figures]:
    """For each kill the questions that were under way or came until the part was back."""
    for one in killed:
        near = [a for a in asked if a.begun < one.back and a.done > one.at]
        first = min((a.done for a in asked if a.begun > one.at and a.answered), default=None)
        yield Figures(
            bench=options.bench, stage="drill", system=one.name, n=len(near), paired=False,
            metrics={
                "serves_again_s": Metric(scores=[None if first is None else first - one.at]),
                "start_s": Metric(scores=[one.start_s]),
                "asked_again": Metric(scores=[float(bool(a.errors)) for a in near]),
                "answered": Metric(scores=[float(a.answered) for a in near]),
                "right": Metric(scores=[float(a.right) for a in near]),
                "by_words": Metric(scores=[float(a.by_words) for a in near]),
                "mixed_up": Metric(scores=[float(a.mixed_up) for a in near]),
            },
            notes=(f"errors: {_kinds(e for a in near for e in a.errors)}",),
        )  # fmt: skip


def _all(
    crowd: Crowd, files: Counter[str], notes: Sequence[Note], sound: bool, options: Options
) -> Figures:  # fmt: skip
    asked, wanted = crowd.asked, [note.name for note in notes]
    doubled = sum(number - 1 for number in files.values()) + len(files.keys() - set(wanted))
    return Figures(
        bench=options.bench, stage="drill", system="all", n=len(asked), paired=False,
        metrics={
            "lost": Metric(scores=[float(sum(name not in files for name in wanted))]),
            "doubled": Metric(scores=[float(doubled)]),
            "unsound": Metric(scores=[float(not sound)]),
            "mixed_up": Metric(scores=[float(one.mixed_up) for one in asked]),
            "right": Metric(scores=[float(one.right) for one in asked]),
            "unanswered": Metric(scores=[float(not one.answered) for one in asked]),
            "asked_again": Metric(scores=[float(bool(one.errors)) for one in asked]),
        },
        notes=(
            f"{len(asked)} questions of {options.people} people, {len(notes)} documents; errors of the askers: "
            f"{_kinds(e for one in asked for e in one.errors)}; of who added: {_kinds(crowd.adding_errors)}",
            "serves_again_s is from the kill to the end of the first answer that was asked for after it; other work on "
            "the machine is in it",
        ),
    )  # fmt: skip


def _kinds(errors: "Iterator[str] | Sequence[str]") -> str:
    return ", ".join(f"{number} × {kind}" for kind, number in Counter(errors).most_common()) or "none"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
