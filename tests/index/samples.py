"""Makes the files that the loaders' tests read, each from a few lines of text."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

FERRY = (
    "The ferry to the northern islands sails again after a winter of repairs.",
    "It carries 240 passengers and 30 cars. The crossing takes two hours and ten minutes.",
    "“We had hoped for March,” said Naoko Hayashi, the harbour master. “Then the ice came.”",
)
"""Three paragraphs about nothing that happened."""


def pdf(pages: Sequence[Sequence[str]], *, title: str = "", author: str = "", password: str | None = None) -> bytes:
    """A PDF with one line of text for every string."""
    buffer = BytesIO()
    canvas = Canvas(buffer)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for page in pages:
        for number, line in enumerate(page):
            canvas.drawString(72, 780 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue() if password is None else encrypted(buffer.getvalue(), password)


def encrypted(data: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    return written(writer)


def pdf_without_pages() -> bytes:
    return written(PdfWriter())


def written(writer: PdfWriter) -> bytes:
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def word(paragraphs: Sequence[str], *, title: str = "", author: str = "", rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word document: paragraphs, then a table."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    document.core_properties.created = datetime(2001, 2, 3)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_of(body: str) -> bytes:
    """A Word document with the given XML as its body."""
    document = docx.Document()
    for number, element in enumerate(parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>")):
        document.element.body.insert(number, element)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def page(paragraphs: Sequence[str], *, head: str = "", charset: str = "utf-8") -> bytes:
    """An HTML page with navigation around an article."""
    article = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html><head><meta charset="{charset}">{head}</head><body><nav><a href="/">Home</a></nav>'
        f"<article>{article}</article><script>track()</script><footer>Imprint</footer></body></html>"
    ).encode(charset)


Placed = tuple[float, float, float, str]
"""Left, baseline and size in points, and a text."""


def placed(pages: Sequence[Sequence[Placed]], *, rotation: int = 0, labels: Sequence[str] = ()) -> bytes:
    """A PDF with texts at given places, drawn in the order given; ** in front of a text makes it bold."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for number, page in enumerate(pages):
        if labels:
            canvas.addPageLabel(number, prefix=labels[number])
        for left, base, size, text in page:
            canvas.setFont("Helvetica-Bold" if text.startswith("**") else "Helvetica", size)
            canvas.drawString(left, base, text.removeprefix("**"))
        canvas.setPageRotation(rotation)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def column(left: float, top: float, texts: Sequence[str], *, size: float = 10, leading: float = 12) -> list[Placed]:
    """The lines of a column."""
    return [(left, top - leading * n, size, text) for n, text in enumerate(texts)]


def scans(pages: Sequence[Sequence[str] | None], *, stamp: str = "", picture: Image.Image | None = None) -> bytes:
    """A PDF with lines of text on each page, or a picture as large as the page where None stands for them."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for page in pages:
        if page is None:
            canvas.drawImage(ImageReader(picture or Image.new("RGB", (60, 85), "gray")), 0, 0, 595, 842)
            canvas.drawString(500, 20, stamp)
        for number, line in enumerate(page or ()):
            canvas.drawString(72, 780 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


LEFT = [
    "The orchard of Vell was planted",
    "by three sisters in the year of",
    "the great frost. Each of them",
    "had an axe and one good spade.",
]
RIGHT = [
    "Nobody in the town of Marn had",
    "seen a pear before. The first",
    "basket was sold to a sailor who",
    "took it home to his mother.",
]
"""Two stories, to be set in columns beside each other."""
