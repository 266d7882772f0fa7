"""Makes the workbooks, slides, books, mails and archives that tests read, each from a few words."""

import email
import email.policy
import zipfile
from collections.abc import Mapping, Sequence
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
