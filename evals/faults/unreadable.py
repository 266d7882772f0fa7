"""Files that nobody meant to be read: whole ones with bytes changed, lost, doubled and put in, and slow texts.

Whatever is in them, their reader neither breaks off nor asks for more than a file may, and what lies beside them is
read as if they were not there.
"""

import csv
import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage

import docx
import openpyxl
import pptx

from evals.faults.furnished import PDF
from evals.hostile.texts import TEXTS
from index.errors import DocumentError
from index.reading import read_ahead
from index.types import Document

SAID = "The port of Lund counted 14 ships in 2020."
_LONG = 100_000
"""Characters of a hostile text."""
_EACH = 10
"""After so many files a good one is read."""
_BROKE_OFF = "broke off"
_TOO_MUCH = "takes more than"
"""What `index.worker` says of a reader that died, and of one that was ended."""


@dataclass(frozen=True, kw_only=True)
class Met:
    """What came of one file: `crashed` that its reader died, `over` that it was ended at a limit, `neighbour` that the
    good file behind it was not read as it stands."""

    name: str
    crashed: bool = False
    over: bool = False
    neighbour: bool = False
    said: str = ""


def read(mutated: int, seed: int) -> Iterator[Met]:
    """So many mutated files, then every kind of hostile text in each format of plain text."""
    files = [*_mutated(mutated, seed), *_hostile()]
    sources: list[tuple[str, bytes]] = []
    for number, file in enumerate(files):
        sources.append(file)
        if number % _EACH == _EACH - 1 or number == len(files) - 1:
            sources.append((f"good-{number}.txt", SAID.encode()))
    with read_ahead(sources) as found:
        for name, items in found:
            came = list(items)
            if name.startswith("good-"):
                right = [item.text for item in came if isinstance(item, Document)] == [SAID]
                if not right:
                    yield Met(name=name, neighbour=True, said=str(came)[:300])
                continue
            said = " ".join(item.cause for item in came if isinstance(item, DocumentError))
            yield Met(name=name, crashed=_BROKE_OFF in said, over=_TOO_MUCH in said, said=said)


def _mutated(number: int, seed: int) -> Iterator[tuple[str, bytes]]:
    made = {suffix: make() for suffix, make in MAKE.items()}
    for turn in range(number):
        suffix = list(made)[turn % len(made)]
        yield f"mutated-{turn}{suffix}", _changed(made[suffix], random.Random(f"{seed} {turn}"))


def _changed(data: bytes, chance: random.Random) -> bytes:
    """One to eight changes: a byte, a stretch gone, a stretch twice, noise put in, the end cut off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) or 1)
        end = at + chance.choice((1, 16, 256, 4096))
        match chance.choice(("byte", "byte", "byte", "gone", "twice", "noise", "cut")):
            case "byte" if changed:
                changed[at] ^= chance.randrange(1, 256)
            case "gone":
                del changed[at:end]
            case "twice":
                changed[at:at] = changed[at:end]
            case "noise":
                changed[at:at] = chance.randbytes(end - at)
            case _:
                del changed[max(at, len(changed) // 2) :]
    return bytes(changed)


def _hostile() -> Iterator[tuple[str, bytes]]:
    for kind, make in TEXTS.items():
        text = make(_LONG)
        for suffix in (".txt", ".html", ".csv"):
            yield f"hostile-{kind.replace(' ', '-')}{suffix}", text.encode()


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("Ships", 1)
    document.add_paragraph(SAID)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "year", "2020"
    return _saved(document)


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (("year", "ships"), (2019, 11), (2020, 14)):
        book.worksheets[0].append(row)
    return _saved(book)


def _slides() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "Ships", SAID
    return _saved(deck)


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ida@example.org", "anton@example.org", "Ships"
    mail.set_content(SAID)
    mail.add_attachment(SAID.encode(), maintype="text", subtype="plain", filename="ships.txt")
    return bytes(mail)


def _table() -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([("year", "ships"), *((1990 + n, n * 7 % 31) for n in range(30))])
    return buffer.getvalue().encode()


def _archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", SAID)
        archive.writestr("b.docx", _word())
    return buffer.getvalue()


def _opendocument() -> bytes:
    buffer = io.BytesIO()
    body = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f"<text:p>{SAID}</text:p></office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", body)
    return buffer.getvalue()


MAKE: Mapping[str, Callable[[], bytes]] = {
    ".pdf": lambda: PDF,
    ".docx": _word,
    ".xlsx": _workbook,
    ".pptx": _slides,
    ".odt": _opendocument,
    ".eml": _mail,
    ".mbox": lambda: b"From ida@example.org Mon Jan  6 10:00:00 2020\n" + _mail() + b"\n",
    ".zip": _archive,
    ".html": lambda: f"<html><head><title>Ships</title></head><body><h1>Ships</h1><p>{SAID}</p></body></html>".encode(),
    ".rtf": lambda: rb"{\rtf1\ansi{\fonttbl\f0 Arial;}\f0 " + SAID.encode() + b"}",
    ".csv": _table,
    ".md": lambda: f"---\ntitle: Ships\ndate: 2020-05-01\n---\n\n# Ships\n\n{SAID}\n".encode(),
    ".txt": lambda: f"Ships\n\n{SAID}\n".encode("utf-16"),
}
"""A whole file of each kind, by its suffix."""
