"""The pages of a PDF as one text: sentences run on over pages, and what stands apart from them waits for their end.

Notes, and running heads and feet that say something new, are put where the running text next ends a sentence.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from index.loaders.pdf.paragraphs import Paragraph, goes_on, is_open, joined
from index.marks import mark


@dataclass(frozen=True, kw_only=True)
class PageText:
    """A page's running text, area by area, and what stands apart from it: heads above, notes and feet below.

    `vocabulary` are words of the document, by which words that the end of a page breaks are mended.
    """

    areas: Sequence[Sequence[Paragraph]] = ()
    heads: Sequence[str] = ()
    below: Sequence[str] = ()
    vocabulary: Collection[str] = frozenset()


@dataclass(kw_only=True)
class _Text:
    """The text so far. `page` is that of its end, `last` its last paragraph, `waiting` what stands apart, by page."""

    done: list[str] = field(default_factory=list)
    page: int | None = None
    last: Paragraph | None = None
    waiting: list[tuple[int, str]] = field(default_factory=list)

    def add(self, page: int, text: str) -> None:
        self.done.append((mark(page) if page != self.page else "") + text)
        self.page = page

    def flush(self) -> None:
        for page, text in self.waiting:
            self.add(page, text)
            self.last = None
        self.waiting = []


def joined_pages(pages: Sequence[PageText]) -> str:
    """The text of all pages, paragraphs with a blank line between them, with the mark of a page at its beginning."""
    text = _Text()
    for number, page in enumerate(pages):
        text.waiting.extend((number, head) for head in page.heads)
        for area in page.areas:
            for at, paragraph in enumerate(area):
                _add(text, number, paragraph, page.vocabulary, breaks=at == 0)
        text.waiting.extend((number, note) for note in page.below)
        if text.last is None or not is_open(text.last):
            text.flush()
    text.flush()
    return "\n\n".join(text.done)


def _add(text: _Text, page: int, paragraph: Paragraph, vocabulary: Collection[str], *, breaks: bool) -> None:
    """`breaks` holds where a column or page begins, over which a paragraph may go on."""
    if breaks and text.last and goes_on(text.last, paragraph):
        sign = mark(page) if page != text.page else ""
        text.done[-1] = joined(text.done[-1], paragraph.text, vocabulary, mark=sign)
        text.page = page
        # Where the paragraph ends, and not how it began, decides what comes next.
        text.last = Paragraph(text=text.done[-1], size=paragraph.size, bold=paragraph.bold)
        return
    text.flush()
    text.add(page, paragraph.text)
    text.last = paragraph
