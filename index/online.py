"""Pages and feeds of the web → library. Nothing is fetched that a person has not asked for, now or by a refresh.

A page's document has its address as path. A feed is the pages that it announces; it is no document itself.
"""

import hashlib
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from index.build import add_items
from index.errors import DocumentError
from index.feed import Entry, entries
from index.formats import SEPARATOR, SUFFIXES, suffix_of
from index.library import Library
from index.parts import Holder, Item, Passed
from index.progress import OnProgress, Progress, Report, plus
from index.reading import read_ahead
from index.robots import Robots
from index.sentence import split
from index.types import Address, Document
from index.web import Answer, Web, checked

PAUSE = 0.5
"""Seconds between two requests for pages."""

_KINDS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt",
    "text/markdown": ".md", "text/csv": ".csv", "application/epub+zip": ".epub", "application/zip": ".zip",
    "application/rtf": ".rtf", "message/rfc822": ".eml", "multipart/related": ".mhtml",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Change:
    """What became of a page since it was last fetched: sentences that it has now, and that it had."""

    address: str
    title: str
    new: tuple[str, ...]
    gone: tuple[str, ...]


def is_address(given: str) -> bool:
    return given.strip().lower().startswith(("http://", "https://"))


@dataclass(frozen=True, kw_only=True)
class _Task:
    """An address to fetch: `known` from an earlier time, or announced by an `entry` of a `feed`."""

    address: str
    known: Address | None = None
    entry: Entry | None = None
    feed: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Step:
    report: Report
    following: tuple[_Task, ...] = ()
    change: Change | None = None


def add_addresses(
    given: Iterable[str], library: Library, on_progress: OnProgress = lambda _: None, *, local: bool = False
) -> Report:
    """Fetches pages and feeds and adds what they hold. `local` allows this machine and its network."""
    return _run([_Task(address=address) for address in given], library, on_progress, local=local)[0]


def refresh(
    library: Library, on_progress: OnProgress = lambda _: None, *, local: bool = False
) -> tuple[Report, tuple[Change, ...]]:
    """Fetches everything from the web again; says what was done and which pages say something else now."""
    known = library.catalog.addresses()
    pages = [_Task(address=a.address, known=a, feed=a.feed) for a in known]
    feeds = [_Task(address=feed) for feed in dict.fromkeys(a.feed for a in known if a.feed)]
    return _run([*pages, *feeds], library, on_progress, local=local)


def _run(
    tasks: Iterable[_Task], library: Library, on_progress: OnProgress, *, local: bool
) -> tuple[Report, tuple[Change, ...]]:
    report, changes = Report(), list[Change]()
    queue, seen = deque(tasks), set[str]()
    with closing(Web(local=local)) as web:
        robots = Robots(web=web)
        while queue:
            task = queue.popleft()
            if task.address in seen:
                continue
            if seen and not local:
                time.sleep(PAUSE)
            done, total = len(seen), len(seen) + len(queue) + 1
            on_progress(Progress(done=done, total=total, name=task.address, chunks=report.chunks))
            seen.add(task.address)
            step = _visit(task, library, web, robots)
            report = plus(report, step.report)
            queue.extend(step.following)
            changes += [step.change] if step.change else []
    on_progress(Progress(done=len(seen), total=len(seen), name="", chunks=report.chunks))
    return report, tuple(changes)


def _visit(task: _Task, library: Library, web: Web, robots: Robots) -> _Step:
    known = task.known
    try:
        address = checked(task.address)
        robots.check(address)
        answer = web.get(address, etag=known.etag if known else None, modified=known.modified if known else None)
    except DocumentError as error:
        return _Step(report=Report(errors=(error,)))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if answer.data is None and known is not None:
        library.catalog.note_address(replace(known, fetched=now))
        return _Step(report=Report(unchanged=(address,)))
    found = entries(answer.data or b"", answer.address)
    if found is not None:
        return _announced(found, address, library)
    before = _stored(address, library)
    said = task.entry
    if said is None and task.feed and before is not None:  # what the feed said of it then
        said = Entry(address=address, title=before.title, published=before.published)
    report = add_items(address, _items(address, answer, said), library)
    if not any(error.subject == address for error in report.errors):
        note = Address(address=address, fetched=now, feed=task.feed, etag=answer.etag, modified=answer.modified)
        library.catalog.note_address(note)
    after = _stored(address, library)
    return _Step(
        report=report, change=_change(address, before, after) if before and after and before.id != after.id else None
    )


def _announced(found: Sequence[Entry], feed: str, library: Library) -> _Step:
    """The pages of a feed that are not here yet: those that are were asked for themselves."""
    if not found:
        error = DocumentError(feed, "it is a feed without entries", "Look at it in a browser.")
        return _Step(report=Report(errors=(error,)))
    here = {known.address for known in library.catalog.addresses()}
    return _Step(
        report=Report(),
        following=tuple(_Task(address=e.address, entry=e, feed=feed) for e in found if e.address not in here),
    )


def _items(address: str, answer: Answer, entry: Entry | None) -> Iterator[Item]:
    """What the answer holds, read like a file and called after its address."""
    name = _name(answer)
    if name is None:
        kind = answer.kind or "unknown"
        yield DocumentError(address, f"it is of a kind ({kind}) that is not read", "Save it in another format.")
        return
    with read_ahead([(name, _utf8(answer))]) as files:
        for _, items in files:
            for item in items:
                yield _renamed(item, name, address, answer, entry)


def _renamed(item: Item, name: str, address: str, answer: Answer, entry: Entry | None) -> Item:
    if isinstance(item, DocumentError):
        return DocumentError(address + item.subject.removeprefix(name), item.cause, item.remedy)
    path = address + item.path.removeprefix(name)
    if isinstance(item, Passed | Holder):
        return replace(item, path=path)
    if SEPARATOR in path:
        return replace(item, path=path, url=item.url or answer.address)
    published = item.published or (entry.published if entry else None)
    title = entry.title if entry and entry.title and item.title == PurePosixPath(name).stem else item.title
    said = replace(item, path=path, url=answer.address, published=published, title=title, sha256="")
    # Pages have other bytes whenever they come: of them, what was read counts as what they hold.
    return replace(said, sha256=hashlib.sha256(repr(said).encode()).hexdigest())


def _name(answer: Answer) -> str | None:
    """A file name with the suffix by which the answer is to be read; None if nothing reads it."""
    own = unquote(PurePosixPath(urlsplit(answer.address).path).name).replace("/", "-")
    suffix = _KINDS.get(answer.kind) or (suffix_of(own) if suffix_of(own) in SUFFIXES else None)
    if suffix_of(own) in SUFFIXES and answer.kind in ("text/plain", "application/zip", "application/octet-stream"):
        suffix = suffix_of(own)  # servers know few kinds
    if suffix is None:
        return None
    return own if suffix_of(own) == suffix else f"{own or urlsplit(answer.address).hostname}{suffix}"


def _utf8(answer: Answer) -> bytes:
    """A text as its server says that it is encoded; anything else as it came."""
    data = answer.data or b""
    if answer.charset and answer.kind.startswith(("text/", "application/xhtml")):
        try:
            return data.decode(answer.charset).encode("utf-8-sig")
        except (UnicodeError, LookupError):
            return data
    return data


def _stored(address: str, library: Library) -> Document | None:
    known = library.catalog.file(address)
    return library.catalog.document(known[1]) if known else None


def _change(address: str, before: Document, after: Document) -> Change:
    old, new = ([sentence.text for sentence in split(document.text)] for document in (before, after))
    had, has = set(old), set(new)
    return Change(
        address=address, title=after.title,
        new=tuple(text for text in new if text not in had), gone=tuple(text for text in old if text not in has),
    )  # fmt: skip
