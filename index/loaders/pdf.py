"""PDF files that hold text: pages joined, words mended at line ends, running heads and page numbers left out."""

import re
from collections import Counter
from io import BytesIO
from itertools import chain

from pypdf import PasswordType, PdfReader

from index.errors import DocumentError
from index.loaders.types import Extract

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010]\n(?=[a-zà-ÿ])")
_MADE_UP_TITLE = re.compile(
    r"(?i)^(?:untitled|document\d*|microsoft \w+ - .*|.*\.(?:docx?|indd|qxd|pdf|tex|pptx?|xlsx?))?$"
)
_NUMBER = re.compile(r"(?<!\d)\d{1,6}(?!\d)")
_SENTENCE_END = re.compile(r"[.!?。!?:][\"'”’)\]」』]*$")


def read_pdf(data: bytes, name: str) -> Extract:
    if b"%PDF-" not in data[:1024]:
        raise DocumentError(
            name, "it is named .pdf but is not a PDF file", "Check the file, or give it its own suffix."
        )
    try:
        reader = _open(data, name)
        pages = [_lines(page.extract_text()) for page in reader.pages]
        fields = {key: str(value) for key, value in (reader.metadata or {}).items()}
    except DocumentError:
        raise
    except Exception as error:  # a damaged PDF makes pypdf raise nearly anything
        remedy = "Open it in a PDF viewer and print it to a new PDF file."
        raise DocumentError(name, f"it is a damaged PDF file ({type(error).__name__}: {error})", remedy) from error
    if not pages:
        raise DocumentError(name, "it has no pages", "Check that it was saved completely.")
    if not any(pages):
        raise DocumentError(name, "it holds no text, only pictures of pages", "Run text recognition (OCR) on it first.")
    title = fields.get("/Title", "").strip()
    return Extract(
        text=_joined(_without_running_lines(pages)),
        title=None if _MADE_UP_TITLE.match(title) else title,
        author=(fields.get("/Author"),),
        made=fields.get("/CreationDate"),
    )


def _open(data: bytes, name: str) -> PdfReader:
    reader = PdfReader(BytesIO(data), strict=False)
    # Many files are encrypted with an empty password, only to forbid printing.
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise DocumentError(name, "it is protected by a password", "Save a copy without the password and add that.")
    return reader


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().split("\n")] if text.strip() else []


def _without_running_lines(pages: list[list[str]]) -> list[list[str]]:
    """Pages without a first or last line that most pages share but for a number that counts with them."""
    for edge in (0, -1):
        keys = [_keys(page[edge], number) if page else frozenset() for number, page in enumerate(pages)]
        shared = Counter(chain.from_iterable(keys))
        running = {key for key, count in shared.items() if count >= 3 and count > len(pages) / 2}
        pages = [
            _without(page, edge) if own & running and not _in_table(page, edge) else page
            for page, own in zip(pages, keys, strict=True)
        ]
    return pages


def _keys(line: str, page: int) -> frozenset[tuple[str, int]]:
    """What equals that of another page's line if both say the same, or the same but for one number that counts."""
    text = line.strip().casefold()
    counting = ((text[: n.start()] + "#" + text[n.end() :], int(n.group()) - page) for n in _NUMBER.finditer(text))
    return frozenset([(text, 0), *counting])


def _in_table(page: list[str], edge: int) -> bool:
    """Has the line next to it the same shape?"""
    shapes = {re.sub(r"\d+", "#", line.strip().casefold()) for line in (page[:2] if edge == 0 else page[-2:])}
    return len(page) > 1 and len(shapes) == 1


def _without(page: list[str], edge: int) -> list[str]:
    return page[1:] if edge == 0 else page[:-1]


def _joined(pages: list[list[str]]) -> str:
    """A blank line between pages, unless a sentence runs on."""
    text = ""
    for page in filter(None, pages):
        runs_on = text and not _SENTENCE_END.search(text) and page[0][:1].islower()
        text += ("" if not text else "\n" if runs_on else "\n\n") + "\n".join(page)
    return _HYPHEN.sub("", text)
