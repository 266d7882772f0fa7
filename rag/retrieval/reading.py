"""A question → the windows that were read for it, the likeliest to answer first.

The readers (`rag.models.readers`) look at question and window together. Their word orders the windows, marks the place
of the answer and, calibrated, says how likely it is one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from index.library import Library
from index.raised import without_notes
from index.sentence import split
from index.types import Filters, Sentence
from rag.language.detect import is_english
from rag.language.discourse.context import is_origin_line
from rag.language.discourse.orders import without_orders
from rag.language.tables import head, is_row
from rag.models.readers import FOLDER, SECOND, Reading, read
from rag.question.author import Byline, byline
from rag.retrieval import belief
from rag.retrieval.hybrid import DEPTH, retrieve
from rag.retrieval.rerank import Reranker, rerank
from rag.retrieval.windows import CHUNKS, READ, Window, windows
from rag.verification.checks.quotations import quotations

AGAIN = 6
"""Windows that the second reader reads as well. On 302 questions of squad2, 150 of clapnq and 97 of the analyst set 4,
6, 8, 10 and 12 were the same: answer in the best window .89, .93, .63, area under the curve of belief .77, .88, .83."""

QUOTED = 0.9
"""Belief in a window that has the words which the question quotes, all of them."""
QUOTED_FIRST = 10.0
"""What puts it before all others, in log odds."""
_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id)|t(?:ell|old)|wr(?:ite|ote)|ask(?:s|ed)?|declared|shouted|remarked|words?|quot\w+)\b",
    re.IGNORECASE,
)
LEAST_QUOTED = 3
"""Words: fewer between marks are a term or a title, of which anything may be asked."""

HEAD = 1500
"""Characters before a row within which the head of its table is shown with it: 30 rows or so."""


@dataclass(frozen=True, kw_only=True)
class ReadWindow:
    """A window with what the readers made of it: `order` ranks it, `belief` in 0…1 says how likely it answers."""

    window: Window
    reading: Reading
    order: float
    belief: float

    @property
    def found(self) -> tuple[int, int]:
        """The place of the answer, as offsets in the document."""
        return self.window.start + self.reading.start, self.window.start + self.reading.end


def read_windows(
    question: str,
    library: Library,
    *,
    whole: str | None = None,
    filters: Filters = Filters(),
    as_of: date | None = None,
    reranker: Reranker | None = None,
    limit: int = DEPTH,
    most: int = READ,
    chunks: int = CHUNKS,
    own: str | None = None,
    again: int | None = None,
) -> list[ReadWindow]:
    """The windows that were read, the likeliest to answer first: at most `most` of the first `chunks` chunks. The
    likeliest `again`, of which None is AGAIN, are read by the second reader as well, and stay before the others.

    `own` are the question's own words where an earlier one stands before them. What is near to both is looked for, and
    the second reader is asked the last alone: it was taught on single questions, and told answers to follow-ups from
    near misses with an area under the curve of .83 instead of .65 (37 of mtrag, design/log/2026-11-30.md).
    """
    by = byline(question, library.catalog.authors())
    found = retrieve(question, library, whole=whole, by=by, filters=filters, limit=limit)
    candidates = rerank(question, found, reranker)
    looked_at = windows(question, candidates, library, as_of=as_of, most=most, chunks=chunks)
    once = _judged(looked_at, _read(question, looked_at, by, FOLDER), question)
    if is_english(question) is False:
        return once
    again = AGAIN if again is None else again
    likeliest = [r.window for r in once[:again]]
    return [*_judged(likeliest, _read(own or question, likeliest, by, SECOND), question, second=True), *once[again:]]


def _judged(
    looked_at: Sequence[Window], readings: Sequence[Reading], question: str, *, second: bool = False
) -> list[ReadWindow]:
    """The likeliest first."""
    done = [_judge(w, r, question, second) for w, r in zip(looked_at, readings, strict=True)]
    return sorted(done, key=lambda r: (-r.order, r.window.rank, r.window.start))


def _read(question: str, looked_at: Sequence[Window], by: Byline | None, reader: Path) -> list[Reading]:
    """The readings; an author's own documents are asked without his name, which only their heads have."""
    shown = [_as_read(w) for w in looked_at]
    readings = read(question, [head + text for head, text in shown], reader)
    if by:
        own = [at for at, w in enumerate(looked_at) if w.document.author == by.author]
        for at, reading in zip(own, read(by.question, ["".join(shown[at]) for at in own], reader), strict=True):
            readings[at] = max(readings[at], reading, key=lambda r: r.log_odds)
    return [_within(reading, len(head)) for reading, (head, _) in zip(readings, shown, strict=True)]


def _as_read(window: Window) -> tuple[str, str]:
    """The head of the table in which the window begins, if it does, and the window's text, of which what states nothing
    (orders to the reader, lines on the origin) is blanked out."""
    text = without_notes(without_orders(window.text))
    for sentence in window.sentences:
        if is_origin_line(sentence.text):
            start, end = sentence.start - window.start, sentence.end - window.start
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return "".join(f"{sentence.text}\n" for sentence in table_head(window)), text


def table_head(window: Window) -> tuple[Sentence, ...]:
    """The head of the table in which the window begins, if it does, with offsets in the document."""
    if not is_row(window.sentences[0].text):
        return ()
    first = max(0, window.start - HEAD)
    sentences = split(window.document.text[first : window.end])
    return tuple(replace(s, start=s.start + first, end=s.end + first) for s in head(sentences, window.start - first))


def _within(reading: Reading, before: int) -> Reading:
    """The reading with its place counted from the window's own beginning."""
    return replace(reading, start=max(0, reading.start - before), end=max(0, reading.end - before))


def _judge(window: Window, reading: Reading, question: str, second: bool) -> ReadWindow:
    """What the signs say; where the window has the very words that the question quotes, the place is theirs, and it is
    nearly certain to answer: what is asked about them stands beside them."""
    found = belief.signs(window, reading)
    order, share = belief.order(found, second=second), belief.belief(found, second=second)
    if place := _words_of(question, window.text):
        reading = replace(reading, start=place[0], end=place[1])
        order, share = order + QUOTED_FIRST, max(share, QUOTED)
    return ReadWindow(window=window, reading=reading, order=order, belief=share)


def _words_of(question: str, text: str) -> tuple[int, int] | None:
    """Where the text has all of a quotation of the question, of LEAST_QUOTED words at least."""
    for quotation in quotations(question) if _SAYING.search(question) else ():
        said = quotation.strip(" .,;:!?").split()
        if len(said) >= LEAST_QUOTED and (
            found := re.search(r"\s+".join(re.escape(word) for word in said), text, re.IGNORECASE)
        ):
            return found.span()
    return None
