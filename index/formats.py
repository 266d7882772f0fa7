"""The kinds of file that can be read: the one list that loading, the pages and the README's table follow.

Loaders are imported when the first file of their kind comes: together they take a second.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from index.loaders.types import Extract

Loader = Callable[[bytes, str], Extract]


@dataclass(frozen=True, kw_only=True)
class Format:
    """`name` is what a person calls files with these `suffixes`, `loader` is "module:function" in `index.loaders`."""

    name: str
    suffixes: tuple[str, ...]
    loader: str


FORMATS = (
    Format(name="text", suffixes=(".txt",), loader="plain:read_text"),
    Format(name="Markdown", suffixes=(".md",), loader="plain:read_markdown"),
    Format(name="HTML", suffixes=(".html", ".htm"), loader="html:read_html"),
    Format(name="saved web pages", suffixes=(".mhtml", ".mht"), loader="mhtml:read_mhtml"),
    Format(name="PDF", suffixes=(".pdf",), loader="pdf:read_pdf"),
    Format(name="Word", suffixes=(".docx",), loader="docx:read_docx"),
    Format(name="Excel", suffixes=(".xlsx", ".xlsm"), loader="xlsx:read_xlsx"),
    Format(name="PowerPoint", suffixes=(".pptx",), loader="pptx:read_pptx"),
    Format(name="OpenDocument", suffixes=(".odt", ".ods", ".odp"), loader="opendocument:read_opendocument"),
    Format(name="RTF", suffixes=(".rtf",), loader="rtf:read_rtf"),
    Format(name="CSV", suffixes=(".csv", ".tsv"), loader="delimited:read_csv"),
    Format(name="EPUB", suffixes=(".epub",), loader="epub:read_epub"),
    Format(name="mail", suffixes=(".eml",), loader="mail:read_eml"),
    Format(name="Outlook mail", suffixes=(".msg",), loader="msg:read_msg"),
    Format(name="mailboxes", suffixes=(".mbox",), loader="mail:read_mbox"),
    Format(name="ZIP archives", suffixes=(".zip",), loader="archive:read_zip"),
)
SUFFIXES = frozenset(suffix for kind in FORMATS for suffix in kind.suffixes)
"""Suffixes of files that can be loaded, in lower case."""

_LONGEST = max(map(len, SUFFIXES)) + 1
"""Characters that a suffix and the end of the name before it take."""

SEPARATOR = "#"
"""Stands between a file and what is in it."""

INSTEAD = {
    ".doc": ".docx", ".dot": ".docx", ".docm": ".docx", ".dotm": ".docx", ".dotx": ".docx", ".pages": ".docx",
    ".wpd": ".docx", ".xls": ".xlsx", ".xlsb": ".xlsx", ".numbers": ".xlsx", ".ppt": ".pptx", ".pptm": ".pptx",
    ".key": ".pptx", ".pst": ".mbox", ".mobi": ".epub",
    ".azw3": ".epub", ".rar": ".zip", ".7z": ".zip", ".gz": ".zip", ".tar": ".zip", ".json": ".csv or .txt",
}  # fmt: skip
"""What files that cannot be read can be saved as, by their suffix."""

_LOADERS = {suffix: kind.loader for kind in FORMATS for suffix in kind.suffixes}


def suffix_of(name: str) -> str:
    """The suffix that says of what kind a file is, in lower case."""
    return PurePath(name).suffix.lower()


def own_name(path: str) -> str:
    """The name of a file, or of a part of one: "a.txt" of "/in/all.zip#papers/a.txt"."""
    at = path.rfind(SEPARATOR)
    while at > 0:
        if suffix_of(path[max(0, at - _LONGEST) : at]) in SUFFIXES:
            return PurePath(path[at + 1 :]).name
        at = path.rfind(SEPARATOR, 0, at)
    return PurePath(path).name


def loader_of(name: str) -> Loader | None:
    """What reads the file called `name`; None if nothing does."""
    where = _LOADERS.get(suffix_of(name))
    if where is None:
        return None
    module, function = where.split(":")
    found: Loader = getattr(import_module(f"index.loaders.{module}"), function)
    return found


def named() -> str:
    """The kinds, for people: "text, Markdown, … or ZIP archives"."""
    *most, last = (kind.name for kind in FORMATS)
    return f"{', '.join(most)} or {last}"
