"""A question that stands alone → its evidence: searched, cut into windows, read, chosen.

The reader (`rag.models.readers`) looks at question and window together. Its word orders the evidence, marks the place
of the answer and, calibrated, says how likely the evidence answers at all.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.day import in_words
from index.library import Library
from index.raised import without_notes
from index.sentence import split
from index.types import Document, Filters, Sentence
from rag.language.discourse.context import around, is_origin_line
from rag.language.discourse.orders import without_orders
from rag.language.names import full_names, names, topics
from rag.language.tables import head, is_row
from rag.models.readers import Reading, read
from rag.question.author import Byline, byline
from rag.retrieval import belief
from rag.retrieval.dedupe import are_copies
from rag.retrieval.hybrid import DEPTH, retrieve
from rag.retrieval.rerank import Reranker, rerank
from rag.retrieval.windows import CHUNKS, READ, Window, windows
from rag.types import Evidence
from rag.verification.checks.quotations import quotations

AROUND = 300
"""Characters before and behind a passage whose names count as known in it."""


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
    """A window with what the reader made of it: `order` ranks it, `belief` in 0…1 says how likely it answers."""

    window: Window
    reading: Reading
    order: float
    belief: float

    @property
    def found(self) -> tuple[int, int]:
        """The place of the answer, as offsets in the document."""
        return self.window.start + self.reading.start, self.window.start + self.reading.end


def find(
    question: str,
    library: Library,
    *,
    tokens: int,
    passages: int,
    whole: str | None = None,
    filters: Filters = Filters(),
    as_of: date | None = None,
    reranker: Reranker | None = None,
    limit: int = DEPTH,
) -> tuple[Evidence, ...]:
    """At most `passages` passages of together about `tokens` tokens, the likeliest to answer first, numbered from 1.

    `whole` is the question that this one is a part of; `as_of` is the day on which it is set; `limit` is how many
    chunks are looked at.
    """
    ranked = read_windows(
        question, library, whole=whole, filters=filters, as_of=as_of, reranker=reranker, limit=limit
    )  # fmt: skip
    return as_evidence(ranked, library, tokens=tokens, passages=passages)


def as_evidence(ranked: Sequence[ReadWindow], library: Library, *, tokens: int, passages: int) -> tuple[Evidence, ...]:
    """The best windows as passages within the budget, numbered from 1: windows that touch become one passage, and
    copies of a passage are named with it."""
    chosen = _choose(ranked, count_tokens=library.embeddings.count_tokens, tokens=tokens, passages=passages)
    return tuple(_evidence(group, number) for number, group in enumerate(chosen, start=1))


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
) -> list[ReadWindow]:
    """The windows that were read, the likeliest to answer first: at most `most` of the first `chunks` chunks."""
    by = byline(question, library.catalog.authors())
    found = retrieve(question, library, whole=whole, by=by, filters=filters, limit=limit)
    candidates = rerank(question, found, reranker)
    looked_at = windows(question, candidates, library, as_of=as_of, most=most, chunks=chunks)
    done = [_judged(w, r, question) for w, r in zip(looked_at, _read(question, looked_at, by), strict=True)]
    return sorted(done, key=lambda r: (-r.order, r.window.rank, r.window.start))


def _read(question: str, looked_at: Sequence[Window], by: Byline | None) -> list[Reading]:
    """The readings; an author's own documents are asked without his name, which only their heads have."""
    shown = [_as_read(w) for w in looked_at]
    readings = read(question, [head + text for head, text in shown])
    if by:
        own = [at for at, w in enumerate(looked_at) if w.document.author == by.author]
        for at, reading in zip(own, read(by.question, ["".join(shown[at]) for at in own]), strict=True):
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
    return "".join(f"{sentence.text}\n" for sentence in _head(window)), text


def _head(window: Window) -> tuple[Sentence, ...]:
    """The head of the table in which the window begins, with offsets in the document."""
    if not is_row(window.sentences[0].text):
        return ()
    first = max(0, window.start - HEAD)
    sentences = split(window.document.text[first : window.end])
    return tuple(replace(s, start=s.start + first, end=s.end + first) for s in head(sentences, window.start - first))


def _within(reading: Reading, before: int) -> Reading:
    """The reading with its place counted from the window's own beginning."""
    return replace(reading, start=max(0, reading.start - before), end=max(0, reading.end - before))


def _judged(window: Window, reading: Reading, question: str) -> ReadWindow:
    """What the signs say; where the window has the very words that the question quotes, the place is theirs, and it is
    nearly certain to answer: what is asked about them stands beside them."""
    found = belief.signs(window, reading)
    order, share = belief.order(found), belief.belief(found)
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


@dataclass(frozen=True, kw_only=True)
class _Chosen:
    """A passage: a stretch of a document, the best window in it, and the other documents that have a copy of it."""

    best: ReadWindow
    start: int
    end: int
    copies: tuple[Document, ...] = ()

    @property
    def document(self) -> Document:
        return self.best.window.document

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]


def _choose(
    ranked: Sequence[ReadWindow], *, count_tokens: Callable[[str], int], tokens: int, passages: int
) -> list[_Chosen]:
    """The best windows as passages, within the budget: windows that overlap or follow one another become one passage,
    and a copy of a passage in another document is named with it instead of being shown again."""
    chosen: list[_Chosen] = []
    left = tokens
    for item in ranked:
        new = _with_context(item)
        if touched := [old for old in chosen if _touch(old, new)]:
            wider = _joined(touched, new)
            cost = count_tokens(wider.text) - sum(count_tokens(old.text) for old in touched)
            if cost <= left:
                chosen = [wider if old is touched[0] else old for old in chosen if old not in touched[1:]]
                left -= cost
            continue
        if (at := _copied(new, chosen)) is not None:
            chosen[at] = replace(chosen[at], copies=(*chosen[at].copies, new.document))
            continue
        cost = count_tokens(new.text)
        if len(chosen) < passages and (cost <= left or not chosen):
            chosen.append(new)
            left -= cost
    return chosen


def _with_context(item: ReadWindow) -> _Chosen:
    """The window, with what its answering sentence leans on or announces."""
    window = item.window
    start, end = window.start, window.end
    before = split(window.document.text[max(0, start - AROUND) : start])
    if before and window.sentences and around([before[-1], window.sentences[0]], 1, reasons=False).start == 0:
        start = max(0, start - AROUND) + before[-1].start
    start = min([start, *(sentence.start for sentence in _head(window))])
    return _Chosen(best=item, start=start, end=end)


def _touch(one: _Chosen, other: _Chosen) -> bool:
    between = one.document.text[min(one.end, other.end) : max(one.start, other.start)]
    return one.document.id == other.document.id and not between.strip()


def _joined(touched: Sequence[_Chosen], new: _Chosen) -> _Chosen:
    """What a new stretch lies between or beside, as one, with the best window of the likeliest: it comes first."""
    return replace(
        touched[0],
        start=min(item.start for item in (*touched, new)),
        end=max(item.end for item in (*touched, new)),
        copies=tuple(copy for item in touched for copy in item.copies),
    )


def _copied(new: _Chosen, chosen: Sequence[_Chosen]) -> int | None:
    return next(
        (at for at, old in enumerate(chosen) if old.document.id != new.document.id and are_copies(old.text, new.text)),
        None,
    )


def _evidence(item: _Chosen, number: int) -> Evidence:
    document, start, end, best = item.document, item.start, item.end, item.best
    first, last = best.found
    sentence = next((s for s in reversed(best.window.sentences) if s.start <= first), best.window.sentences[0])
    others = {d.id: d for d in item.copies}
    return Evidence(
        number=number, document_id=document.id, start=start, end=end, text=item.text, title=document.title,
        source=document.source, author=document.author, published=document.published, url=document.url,
        score=best.belief, meaning=best.window.cosine, answers=best.belief, best=sentence.start,
        found=(first, last) if last > first else None,
        also=tuple(dict.fromkeys(_origin(other) for other in others.values())),
        people=full_names(document.text, item.text),
        topics=tuple(dict.fromkeys((*topics(document.text), *_names_near(document.text, start, end)))),
        places=document.places, losses=document.losses,
    )  # fmt: skip


def _names_near(text: str, start: int, end: int) -> Iterator[str]:
    """A passage need not say again what the sentences around it have just said."""
    for part in (text[max(0, start - AROUND) : start], text[end : end + AROUND]):
        yield from (str(name) for name in names(part) if name.sure)


def _origin(document: Document) -> str:
    published = document.published and in_words(document.published, short=True)
    return ", ".join(part for part in (document.source or document.title, published) if part)
