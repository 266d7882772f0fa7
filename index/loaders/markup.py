"""HTML of a book or a mail → paragraphs of everything that its reader sees; pages of web sites are `html`'s."""

from collections.abc import Iterator
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from index.loaders.sheet import cell_text, lines

BLOCKS = frozenset(
    "p div br hr li dt dd tr section article aside header footer main nav pre blockquote figure figcaption ul ol dl "
    "table h1 h2 h3 h4 h5 h6 body html form fieldset address details summary title".split()
)
_UNSEEN = ("head", "script", "style", "noscript", "template", "del", "s", "strike")

DEEPEST = 200
"""Levels of elements below which text is taken as it comes."""


def tree(data: bytes | str) -> Any:
    """The page; None if it holds nothing. Bytes are UTF-8 unless they say otherwise."""
    try:
        # As bytes, because lxml refuses a string that declares an encoding.
        if isinstance(data, str):
            root = html.document_fromstring(data.encode(), parser=html.HTMLParser(encoding="utf-8"))
        else:
            root = html.document_fromstring(data)
    except (etree.ParserError, ValueError):
        return None
    etree.strip_elements(root, *_UNSEEN, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in root.xpath("//*[@hidden or contains(translate(@style, ' ', ''), 'display:none')]"):
        if element.getparent() is not None:
            element.drop_tree()
    return root


def paragraphs(root: Any) -> Iterator[tuple[int, str]]:
    """(depth of quotation, text) of each paragraph in order: 1 within a blockquote, 2 within one in that."""
    if root is None:
        return
    words: list[str] = []
    quoted = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if element.tag in BLOCKS and (text := cell_text("".join(words))):
            yield quoted, text
        if element.tag in BLOCKS:
            words = []
        if event == "start":
            quoted += element.tag == "blockquote"
            if element.tag == "li":
                words.append("- ")
            words.append(element.text or "")
        else:
            quoted -= element.tag == "blockquote"
            words.append(" " if element.tag in ("td", "th") else "")
            words.append(element.tail or "")
    if text := cell_text("".join(words)):
        yield quoted, text


def with_tables(root: Any) -> Any:
    """The page with the rows of its innermost data tables as paragraphs that carry their headings."""
    for table in [] if root is None else root.xpath("//table[not(.//table)][.//tr[count(td|th) > 1][2]]"):
        rows = [[cell_text(cell.text_content()) for cell in row.xpath("./td|./th")] for row in table.iter("tr")]
        written = html.Element("div")
        for line in lines(rows):
            etree.SubElement(written, "p").text = line
        written.tail = table.tail
        table.tail = None
        table.getparent().replace(table, written)
    return root
