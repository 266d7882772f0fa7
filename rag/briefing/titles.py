"""A title in quotation marks, as a question has it → the document that it is the title of."""

import re

from index.library import Library
from index.types import Filters
from rag.language.words import STOP, words

STANDS_FOR_IT = "this article"
"""What is read in place of a title. Requests that were taught have short subjects, and a title has words of its own for
kinds ("Why …", "What we know"): of 56 requests with the titles of four documents 19 were told as summaries, with these
words 52; of 32 questions about a point of them none, with either (design/log/2026-11-30.md)."""
SAME = 0.7
"""Share of the quoted words that the title has, and of the title's that are quoted."""
LEAST = 2
"""Words of a title: one alone in quotation marks is a term."""
MARKS = 8
"""Quotation marks that are tried as a beginning or an end."""
_OPENS = re.compile(r"(?:(?<=\s)|(?<=\()|^)[\"“„«‘']")
_CLOSES = re.compile(r"[\"”“»’'](?=\W|$)")


def titled(question: str, library: Library, filters: Filters = Filters()) -> tuple[str, str] | None:
    """The question with STANDS_FOR_IT in place of the title that it quotes, and the id of the document with that title.
    None where it quotes none that the filters let through, or that of several."""
    quoted = [(start, end, _own(question[start + 1 : end - 1])) for start, end in _quoted(question)]
    quoted = [(start, end, asked) for start, end, asked in quoted if len(asked) >= LEAST]
    titles = {e.id: _own(e.title) for e in library.catalog.documents(filters=filters)} if quoted else {}
    for start, end, asked in quoted:
        found = [document for document, title in titles.items() if _same(asked, title)]
        if len(found) == 1:
            return f"{question[:start]}{STANDS_FOR_IT}{question[end:]}", found[0]
    return None


def _quoted(question: str) -> list[tuple[int, int]]:
    """The stretches between quotation marks, marks included, the longest first: a title may have an apostrophe."""
    opens = [m.start() for m in _OPENS.finditer(question)][:MARKS]
    closes = [m.end() for m in _CLOSES.finditer(question)][-MARKS:]
    pairs = [(start, end) for start in opens for end in closes if end - start > 2]
    return sorted(pairs, key=lambda pair: pair[0] - pair[1])


def _own(title: str) -> set[str]:
    return {w for w in words(title) if w not in STOP} or set(words(title))


def _same(asked: set[str], title: set[str]) -> bool:
    both = len(asked & title)
    return both >= SAME * len(asked) and both >= SAME * max(1, len(title))
