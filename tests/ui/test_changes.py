"""Changes to the library in threads, with real Chroma, real SQLite and the real embedding model."""

import errno
import threading
import time
from functools import partial

import pytest

from index.build import add_uploads
from index.care.verify import verify
from index.errors import StoreError
from index.library import Library
from index.progress import OnProgress, Report
from ui.background.changes import Change, Changes


def ended(changes: Changes) -> list[Change]:
    deadline = time.monotonic() + 60
    while any(c.running for c in changes.all()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(c.running for c in changes.all())
    return changes.all()


def adding(uploads: list[tuple[str, bytes]], library: Library, on_progress: OnProgress) -> Report:
    return add_uploads(uploads, library, on_progress)


def test_the_same_file_twice_at_once_is_added_once_and_both_are_told(library: Library) -> None:
    changes = Changes()
    uploads = [("mill.txt", b"The mill closed in 1931."), ("bad.pdf", b"PK\x03\x04")]
    changes.start("one", partial(adding, uploads, library))
    changes.start("two", partial(adding, uploads, library))
    reports = [c.report for c in ended(changes) if c.report]
    assert sorted((len(r.added), len(r.unchanged), len(r.errors)) for r in reports) == [(0, 1, 1), (1, 0, 1)]
    assert library.catalog.counts() == (1, 1)
    assert verify(library).sound


def test_one_waits_for_the_other_and_says_so(library: Library) -> None:
    changes, held, free = Changes(), threading.Event(), threading.Event()

    def hold(on_progress: OnProgress) -> Report:
        def stay(progress: object) -> None:
            held.set()
            assert free.wait(60)

        return add_uploads([("a.txt", b"The mill closed in 1931.")], library, stay)

    changes.start("first", hold)
    assert held.wait(60)
    changes.start("second", partial(adding, [("b.txt", b"The ferry stopped in 1940.")], library))
    deadline = time.monotonic() + 60
    while changes.all()[1].progress is None and time.monotonic() < deadline:
        time.sleep(0.05)
    waiting = changes.all()[1].progress
    assert waiting is not None
    assert "waiting" in waiting.name
    free.set()
    assert [c.report.added for c in ended(changes) if c.report] == [("a.txt",), ("b.txt",)]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StoreError("Chroma", "does not answer", "Try again."), ("Chroma: does not answer.", "Try again.")),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            ("A file could not be read or written (No space left on device).", "What was finished is kept. Check"),
        ),
        (ZeroDivisionError(), ("Something went wrong inside Dossier.", "What was finished is kept.")),
    ],
)
def test_a_failure_says_what_happened_and_what_to_do(error: Exception, said: tuple[str, str]) -> None:
    def fail(_: OnProgress) -> Report:
        raise error

    changes = Changes()
    changes.start("Adding a.txt", fail)
    (change,) = ended(changes)
    assert change.failure is not None
    assert change.failure.message == said[0]
    assert change.failure.hint.startswith(said[1])


def test_what_went_wrong_stays_until_dismissed_and_what_went_well_until_the_next() -> None:
    changes = Changes()
    changes.start("well", lambda _: Report(added=("a.txt",)))
    ended(changes)
    changes.start("twice", lambda _: Report(duplicates=(("b.txt", "A"),)))
    ended(changes)
    changes.start("last", lambda _: Report())
    assert [c.name for c in ended(changes)] == ["twice", "last"]
    changes.dismiss(changes.all()[0].id)
    assert [c.name for c in changes.all()] == ["last"]
