"""What a PDF states of itself: its title, and the day of its publication."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree  # type: ignore[import-untyped]

from index.loaders.pdf.pages import PageText
from index.loaders.pdf.paragraphs import Paragraph, same_size

LONGEST_TITLE = 200
_LARGER = 1.15
# A title is at least this many times as large as the usual type of the first page.
_MADE_UP_TITLE = re.compile(
    r"(?i)^(?:untitled.*|document\d*|slide \d+|microsoft \w+ - .*"
    r"|.*\.(?:docx?|html?|indd|md|odt|pdf|pptx?|qxd|rtf|tex|txt|xlsx?))?$"
)
_BEFORE_CHAPTER = re.compile(r"(.{8,}?)\s*[|–—:·•-]\s[^|–—:·•-]*$")
# Running heads that differ behind such a mark; fewer than eight letters are no title.
_PACKET = re.compile(rb"<(\w+):xmpmeta\b.{0,1000000}?</\1:xmpmeta\s*>", re.DOTALL)
_PUBLISHED = ("publicationDate", "coverDate", "onlineDate")
# Fields of PRISM, the vocabulary in which publishers describe articles, best first. XMP's own dates are of the file.
_PRISM = re.compile(r"\{http://prismstandard\.org/namespaces/\w+/[\d.]+/?\}(\w+)")


def title(fields: Mapping[str, str], pages: Sequence[PageText]) -> str | None:
    """The title that the file states, unless a program made it up; else what stands in the largest type on its
    first page with text; else what the heads of its pages begin with."""
    stated = fields.get("Title", "").strip()
    if stated and not _MADE_UP_TITLE.match(stated):
        return stated
    first = next((page for page in pages if any(page.areas)), None)
    largest = _largest([p for area in first.areas for p in area if not p.fixed]) if first else None
    return largest or _head_of_chapters([page.heads[0] for page in pages if page.heads])


def _head_of_chapters(heads: Sequence[str]) -> str | None:
    """What running heads have in common that name a chapter behind it: "Survey of towns | 2 Method\"."""
    common = os.path.commonprefix(list(heads)) if len(heads) > 1 else ""  # noqa: RUF071 -- no paths
    named = _BEFORE_CHAPTER.match(common)
    return named[1] if named else None


def _largest(paragraphs: Sequence[Paragraph]) -> str | None:
    letters: dict[float, int] = {}
    for paragraph in paragraphs:
        letters[round(paragraph.size)] = letters.get(round(paragraph.size), 0) + len(paragraph.text)
    worded = [p for p in paragraphs if sum(c.isalpha() for c in p.text) >= 3]
    if not worded:
        return None
    usual, largest = max(letters, key=lambda size: letters[size]), max(p.size for p in worded)
    if largest < _LARGER * usual:
        return None
    at = next(at for at, p in enumerate(worded) if p.size == largest)
    lines: list[str] = []
    for paragraph in worded[at:]:
        if not same_size(paragraph.size, largest):
            break
        lines.append(paragraph.text.replace("\n", " "))
    text = " ".join(lines)
    return text if len(text) <= LONGEST_TITLE else None


def published(data: bytes) -> list[str]:
    """Days of publication from the file's XMP metadata, which stand in it uncompressed, the newest packet first."""
    found: dict[str, str] = {}
    for packet in _packets(data):
        for name, value in _fields(packet):
            found.setdefault(name, value)
    return [found[name] for name in _PUBLISHED if name in found]


def _packets(data: bytes) -> list[bytes]:
    return [match.group() for match in _PACKET.finditer(data)][::-1]


def _fields(packet: bytes) -> Iterator[tuple[str, str]]:
    """PRISM's fields in a packet, written as elements or as attributes."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(packet, parser)
    except etree.XMLSyntaxError:
        return
    if root is None:
        return
    for element in root.iter(etree.Element):
        named = [(element.tag, "".join(element.itertext())), *element.attrib.items()]
        for tag, value in named:
            if isinstance(tag, str) and (prism := _PRISM.fullmatch(tag)) and value.strip():
                yield prism.group(1), value.strip()
