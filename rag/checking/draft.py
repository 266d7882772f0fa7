"""A file, an upload or what was pasted → Draft. Its text is left as the writer has it: nothing is taken out."""

from pathlib import Path, PurePath

from index.clean import normalise
from index.errors import DocumentError
from index.load import extract, file_bytes
from rag.checking.types import Draft

SUFFIXES = frozenset((".txt", ".md", ".docx"))
"""What people draft in. Pages and PDF files are documents: they go into the library."""

PASTED = "the pasted text"


def read_draft(path: Path) -> Draft:
    """The draft in a file. Raises DocumentError where it is missing, empty, broken or of another format."""
    return draft_of(file_bytes(path), str(path))


def draft_of(data: bytes, name: str) -> Draft:
    """The draft in an upload called `name`. Raises DocumentError."""
    if PurePath(name).suffix.lower() not in SUFFIXES:
        kinds = ", ".join(sorted(SUFFIXES))
        raise DocumentError(name, "its format is not one of drafts", f"Save it as one of {kinds}, or paste its text.")
    return _draft(name, extract(data, name).text)


def pasted(text: str) -> Draft:
    """The draft that somebody pasted. Raises DocumentError where it is empty."""
    return _draft(PASTED, text)


def _draft(name: str, text: str) -> Draft:
    text = normalise(text)
    if not text:
        raise DocumentError(name, "it holds no text", "Give a draft of at least one sentence.")
    return Draft(name=name, text=text)
