"""PDF files, read by where their characters stand (PDFium).

`characters` gathers pieces of words, `layout` orders them, `running` and `notes` set apart what is no running text,
`lines`, `paragraphs`, `tables` and `pages` write it down, `metadata` and `losses` say what else there is to know.
"""

from collections.abc import Iterator, Sequence

import pypdfium2
from pypdfium2 import PdfDocument

from index.errors import DocumentError
from index.loaders.pdf import losses, metadata
from index.loaders.pdf.characters import MOST_CHARACTERS, Piece, pieces
from index.loaders.pdf.pages import joined_pages
from index.loaders.pdf.reader import page_texts
from index.loaders.pdf.scans import Recogniser
from index.loaders.types import Extract, Spot
from index.marks import without_marks

MOST_PAGES = 3_000
"""Pages of the longest file that is read."""


def read_pdf(data: bytes, name: str) -> Extract:
    """The text, the pages and the metadata of a PDF, and what of it could not be read."""
    if b"%PDF-" not in data[:1024]:
        raise DocumentError(
            name, "it is named .pdf but is not a PDF file", "Check the file, or give it its own suffix."
        )
    document = open_pdf(data, name)
    try:
        return _extract(document, data, name)
    finally:
        document.close()


def open_pdf(data: bytes, name: str) -> PdfDocument:
    """The opened file. Many are encrypted with an empty password, only to forbid printing: those open as well."""
    try:
        document = PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            remedy = "Save a copy without the password and add that."
            raise DocumentError(name, "it is protected by a password", remedy) from error
        if error.err_code == pypdfium2.raw.FPDF_ERR_SECURITY:
            remedy = "Print it to a new PDF file and add that."
            raise DocumentError(name, "it is encrypted in a way that cannot be read", remedy) from error
        remedy = "Open it in a PDF viewer and print it to a new PDF file."
        raise DocumentError(name, f"it is a damaged PDF file, or one without pages ({error})", remedy) from error
    count = len(document)
    if count and count <= MOST_PAGES:
        return document
    document.close()
    if not count:
        raise DocumentError(name, "it has no pages", "Check that it was saved completely.")
    raise DocumentError(
        name, f"it has {count:,} pages, more than the {MOST_PAGES:,} that are read", "Split it into parts."
    )


def _extract(document: PdfDocument, data: bytes, name: str) -> Extract:
    seen = losses.Seen()
    labels = [_label(document, number) for number in range(len(document))]
    texts = list(page_texts(_pages(document, seen), len(document)))
    text = joined_pages(texts)
    if not seen.read:
        raise DocumentError(name, losses.NO_TEXT, losses.remedy())
    fields = document.get_metadata_dict(skip_empty=True)
    return Extract(
        text=text,
        title=metadata.title(fields, texts),
        author=(fields.get("Author"),),
        made=fields.get("CreationDate"),
        published=metadata.published(data),
        places=[Spot(kind="page", number=n, label=f"page {label}") for n, label in enumerate(labels, 1)],
        losses=seen.losses(labels),
    )


def _label(document: PdfDocument, number: int) -> str:
    """What the file calls the page ("iv", "A-3"), else its number."""
    label = without_marks(document.get_page_label(number)).strip()
    return label if label and len(label) <= 20 and label.isprintable() else str(number + 1)


def _pages(document: PdfDocument, seen: losses.Seen) -> Iterator[Sequence[Piece]]:
    recogniser = Recogniser()
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            seen.damaged.append(number)
            yield []
            continue
        text_page = page.get_textpage()
        if text_page.count_chars() > MOST_CHARACTERS:
            seen.crowded.append(number)
            found = []
        else:
            found = list(pieces(text_page, page.get_bbox()))
            if seen.add(number, page, found) and (recognised := recogniser.pieces(number, page)):
                found = recognised
                seen.recognise(number, recogniser.pages[number])
        text_page.close()
        page.close()
        yield found
