"""Makes the workbooks, slides, books, mails and archives that tests read, each from a few words."""

import email
import email.policy
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from io import BytesIO

import openpyxl
import pptx
from pptx.util import Inches


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], hidden: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    return saved(book)


def saved(document: object) -> bytes:
    buffer = BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def slides(contents: Sequence[tuple[str, str, str]]) -> bytes:
    """(title, text, notes) for each slide."""
    deck = pptx.Presentation()
    for title, text, notes in contents:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = text
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
    return saved(deck)


def slide_with_table(rows: Sequence[Sequence[str]]) -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Boats"
    area = (Inches(1), Inches(2), Inches(6), Inches(2))
    table = slide.shapes.add_table(len(rows), len(rows[0]), *area).table
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            table.cell(at, column).text = cell
    return saved(deck)


def packed(members: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def book(chapters: Mapping[str, str], title: str = "Tides", date: str = "2024-02-19") -> bytes:
    """An EPUB of (heading → text)."""
    pages = {
        f"OEBPS/c{n}.xhtml": f"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>{heading}</h1><p>{text}</p></body></html>"
        for n, (heading, text) in enumerate(chapters.items())
    }
    items = "".join(
        f"<item id='c{n}' href='c{n}.xhtml' media-type='application/xhtml+xml'/>" for n in range(len(chapters))
    )
    spine = "".join(f"<itemref idref='c{n}'/>" for n in reversed(range(len(chapters))))
    opf = (
        "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata>"
        f"<dc:title>{title}</dc:title><dc:creator>Mia Ono</dc:creator><dc:publisher>Kure Press</dc:publisher>"
        f"<dc:date>{date}</dc:date></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
        "<rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"
    )
    return packed({"META-INF/container.xml": container, "OEBPS/book.opf": opf, **pages})


def open_document(body: str, kind: str = "text", manifest: str = "") -> bytes:
    names = " ".join(
        f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0'"
        for name, urn in (
            ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
            ("presentation", "presentation"), ("style", "style"), ("meta", "meta"),
        )
    )  # fmt: skip
    dc = "xmlns:dc='http://purl.org/dc/elements/1.1/'"
    meta = (
        f"<office:document-meta {names} {dc}><office:meta><dc:title>The title</dc:title>"
        "<meta:initial-creator>Mia Ono</meta:initial-creator></office:meta></office:document-meta>"
    )
    content = (
        f"<office:document-content {names}><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    return packed({"content.xml": content, "meta.xml": meta, "META-INF/manifest.xml": manifest})


def mail(
    text: str = "The count gave 1,204 votes.",
    *,
    html: str | None = None,
    attachments: Sequence[tuple[str, bytes]] = (),
    mails: Sequence[bytes] = (),
    subject: str = "The count",
) -> bytes:
    message = EmailMessage()
    message["From"] = "Mia Ono <mia@example.org>"
    message["To"] = "Desk <desk@example.org>"
    message["Subject"] = subject
    message["Date"] = "Mon, 19 Feb 2024 10:00:00 +0000"
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    for data in mails:
        message.add_attachment(email.message_from_bytes(data, policy=email.policy.default))
    return message.as_bytes()


def mailbox(mails: Sequence[bytes]) -> bytes:
    return b"".join(b"From mia@example.org Mon Feb 19 10:00:00 2024\n" + mail + b"\n\n" for mail in mails)


def outlook(
    properties: Mapping[int, str | bytes], *, day: datetime, files: Sequence[tuple[str, bytes]] = (), page: int = 1252
) -> bytes:
    """A mail as Outlook saves it: properties by tag, bytes being text in the code page, and attachments."""
    filetime = (day - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
    fixed = struct.pack("<HHIQ", 0x40, 0x39, 6, filetime) + struct.pack("<HHIQ", 3, 0x3FFD, 6, page)
    streams: dict[str, bytes] = {"__properties_version1.0": bytes(32) + fixed}
    for tag, value in properties.items():
        kind = "0102" if tag == 0x1013 else "001F" if isinstance(value, str) else "001E"
        streams[f"__substg1.0_{tag:04X}{kind}"] = value.encode("utf-16-le") if isinstance(value, str) else value
    for number, (name, data) in enumerate(files):
        storage = f"__attach_version1.0_#{number:08X}"
        streams[f"{storage}/__substg1.0_3707001F"] = name.encode("utf-16-le")
        streams[f"{storage}/__substg1.0_37010102"] = data
    return compound(streams)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (MS-CFB) of small streams and one level of storages, in one table of sectors."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    storages = sorted({path.split("/")[0] for path in streams if "/" in path})
    names = ["", *storages, *streams]
    number = {name: at for at, name in enumerate(names)}
    small, small_table, first = b"", list[int](), dict[str, int]()
    for path, data in streams.items():
        first[path] = len(small_table)
        count = max(1, -(-len(data) // 64))
        small += data.ljust(64 * count, b"\0")
        small_table += [*range(len(small_table) + 1, len(small_table) + count), end]
    entries = b""
    for name in names:
        text = (name.rpartition("/")[2] or "Root Entry").encode("utf-16-le")
        inside = [n for n in names[1:] if n.rpartition("/")[0] == name]
        beside = [n for n in names[1:] if n.rpartition("/")[0] == name.rpartition("/")[0]] if name else []
        right = beside[beside.index(name) + 1] if name and name != beside[-1] else None
        child = inside[0] if inside and name not in streams else None
        kind = 2 if name in streams else 1 if name else 5
        links = (free, number[right] if right else free, number[child] if child else free)
        entries += text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, *links) + bytes(36)
        entries += struct.pack("<IQ", first.get(name, 0), len(streams.get(name, b"" if name else small)))
    parts = [_sectors(entries), _sectors(struct.pack(f"<{len(small_table)}I", *small_table), b"\xff"), _sectors(small)]
    starts, table = list[int](), [0xFFFFFFFD]
    for part in parts:
        starts.append(len(table))
        table += [*range(len(table) + 1, len(table) + len(part) // 512), end]
    assert len(table) <= 128
    root = struct.pack("<I", starts[2])
    parts[0] = parts[0][:116] + root + parts[0][120:]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, starts[0], 0, 4096, starts[1], len(parts[1]) // 512, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    return header + struct.pack("<128I", *table, *[free] * (128 - len(table))) + b"".join(parts)


def _sectors(data: bytes, filler: bytes = b"\0") -> bytes:
    return data.ljust(max(512, -(-len(data) // 512) * 512), filler)
