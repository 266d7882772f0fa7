"""Who published a document and who wrote it, where the document says so.

A name that is only mentioned ("told the Gazette", a photo credit) is not a source.
"""

import re
from collections.abc import Iterable

from index.loaders.types import Stated, value_of

LONGEST = 300
"""Characters of a title, name or address that are kept."""

MOST = 20
"""Authors, or whatever a list holds, that are kept."""

LONGEST_SHOWN = 100

_NOBODY = re.compile(
    r"(?i)anonymous|unknown(?: author)?|unspecified|(?:your|author|user)[ -]?name|author|user|owner|admin(?:istrator)?"
    r"|root|default|guest|(?:microsoft|ms|windows) (?:office )?user|python-docx|openpyxl|pptx|none|n/?a|[-?]"
)
"""What programs and accounts put in where nobody gave the name of an author."""

LONGEST_LINE = 600
"""Characters of a line that are looked at: a statement stands at its beginning."""

HEAD, TAIL = 12, 12
"""Lines at the beginning and the end of a text in which it names its makers."""

# A word that begins with a letter but no small one of ASCII; `_named` sees to the small ones of other alphabets.
_NAME = r"(?:[^\W\d_a-z][\w.'’-]*|(?:de|da|del|della|di|van|von|der|den|bin|al|el|la|le|y)(?=\s))"
_PERSON = rf"{_NAME}(?:\s+{_NAME}){{1,4}}"
_PEOPLE = rf"{_PERSON}(?:(?:,\s*|\s+and\s+|\s*&\s*|,\s+and\s+){_PERSON}){{0,4}}"
_AUTHOR = (
    re.compile(rf"(?i:authors?|written\s+by|reported\s+by)\s*:?\s+({_PEOPLE})"),
    re.compile(rf"(?:By|BY)\s+({_PEOPLE})(?:\s*[|,·•–—-]\s*.{{0,60}})?"),
    # How papers of Europe begin a by-line.
    re.compile(
        rf"(?:(?:Von|Par|Por|Door|Av|Af|Napsal[ai]?|Írta)\s+|(?i:autor(?:in|[ae]|k[ai])?|auteure?|autore|autrice|text|"
        rf"texte|texto|testo|tekst|szerző|yazar|автор|συντάκτης)\s*:\s*)({_PEOPLE})(?:\s*[|,·•–—-]\s*.{{0,60}})?"
    ),
    re.compile(r"(?:著者|執筆者?|文)\s*[:：=＝]\s*(\S{2,20}(?:\s\S{1,10})?)"),
)
_AGENCY = r"[A-Z][\w.&' -]{1,30}?"
_SOURCE = (
    re.compile(rf"[A-Z][\w .,'’-]{{2,60}}[,.]?\s+/({_AGENCY})/\W.*"),
    re.compile(rf"[A-Z][A-Z .,'’-]{{2,40}}(?:,\s+[\w .,]{{3,20}})?\s+\(({_AGENCY})\)\s*[-–—].*"),
    re.compile(r"(?i:source|publisher|published\s+by)\s*:\s*(.{2,120}?)\.?"),
    re.compile(
        r"\W*(?i:(?:a\s+version\s+of\s+)?this\s+(?:article|story|report|column|essay|piece)\s.{0,30}?"
        r"published\s+(?:by|in|on)\s+)(?:the\s+)?([A-Z].{1,100}?)(?:\.|,|\)|\s+on\s|\s+in\s+[A-Z]?[a-z]*\s?\d).*"
    ),
)


def source(text: str, *, stated: Iterable[object] = ()) -> str | None:
    """The publisher: as stated in front matter or page metadata, best first, else by the text; None if unknown."""
    return source_origin(text, stated=stated)[0]


def author(text: str, *, stated: Iterable[object] = ()) -> str | None:
    """The author or authors, found the same way."""
    return author_origin(text, stated=stated)[0]


def source_origin(text: str, *, stated: Iterable[object] = ()) -> tuple[str | None, str]:
    """The publisher, and where it is named."""
    return _first_stated(stated) or _in_lines(text, _SOURCE)


def author_origin(text: str, *, stated: Iterable[object] = ()) -> tuple[str | None, str]:
    """The author or authors, and where they are named."""
    named = (value for value in stated if not _NOBODY.fullmatch(one_line(value_of(value)) or ""))
    return _first_stated(named) or _in_lines(text, _AUTHOR)


def one_line(value: object) -> str | None:
    """A string (or the first MOST of a list, joined by commas) on one line, at most LONGEST characters; None if empty.

    Lists in lists are passed over: a few lines of YAML can nest more of them than anyone could read.
    """
    parts = value[:MOST] if isinstance(value, list | tuple) else [value]
    return ", ".join(part for part in map(_scalar, parts) if part)[:LONGEST].strip() or None


def _scalar(value: object) -> str | None:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    return " ".join(str(value).split())


def _first_stated(stated: Iterable[object]) -> tuple[str, str] | None:
    for value in stated:
        if found := one_line(value_of(value)):
            return found, value.where if isinstance(value, Stated) else "the file's metadata"
    return None


def _in_lines(text: str, patterns: Iterable[re.Pattern[str]]) -> tuple[str | None, str]:
    """The first line near an end of the text that a pattern matches whole. The first line of all is the title's."""
    lines = [line.strip()[:LONGEST_LINE] for line in text.split("\n") if line.strip()]
    ends = [*lines[:HEAD], *lines[max(HEAD, len(lines) - TAIL) :]]
    for number, line in enumerate(ends):
        for pattern in patterns:
            match = pattern.fullmatch(line)
            if match and (number or "/" in line or "(" in line) and _named(match.group(1)):
                return one_line(match.group(1)), f"the line “{line[:LONGEST_SHOWN]}”"
    return None, ""


def _named(name: str) -> bool:
    """Does it begin like a name?"""
    return not name[:1].islower() or name.partition(" ")[0] in _PARTICLES


_PARTICLES = frozenset("de da del della di van von der den bin al el la le y".split())
