"""A question that stands alone → its evidence: the best windows that were read, as passages within a budget."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.day import in_words
from index.library import Library
from index.sentence import split
from index.types import Document, Filters
from rag.language.discourse.context import around
from rag.language.names import full_names, names, topics
from rag.retrieval.dedupe import are_copies
from rag.retrieval.hybrid import DEPTH
from rag.retrieval.reading import ReadWindow, read_windows, table_head
from rag.retrieval.rerank import Reranker
from rag.types import Evidence

AROUND = 300
"""Characters before and behind a passage whose names count as known in it."""


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
    own: str | None = None,
    again: int | None = None,
) -> tuple[Evidence, ...]:
    """At most `passages` passages of together about `tokens` tokens, the likeliest to answer first, numbered from 1.

    `whole` is the question that this one is a part of, `own` its own words where an earlier one stands before them;
    `as_of` is the day on which it is set; `limit` is how many chunks are looked at, `again` how many windows are read
    by the second reader, if not as many as usual.
    """
    ranked = read_windows(
        question, library, whole=whole, filters=filters, as_of=as_of, reranker=reranker, limit=limit, own=own,
        again=again,
    )  # fmt: skip
    return as_evidence(ranked, library, tokens=tokens, passages=passages)


def as_evidence(ranked: Sequence[ReadWindow], library: Library, *, tokens: int, passages: int) -> tuple[Evidence, ...]:
    """The best windows as passages within the budget, numbered from 1: windows that touch become one passage, and
    copies of a passage are named with it."""
    chosen = _choose(ranked, count_tokens=library.embeddings.count_tokens, tokens=tokens, passages=passages)
    return tuple(_evidence(group, number) for number, group in enumerate(chosen, start=1))


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
    start = min([start, *(sentence.start for sentence in table_head(window))])
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
        answers=best.belief, best=sentence.start,
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
