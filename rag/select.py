"""Scored sentences → the few passages that an answer is made from, within a budget of tokens."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.types import Document
from rag.abstain import FOUND, finds, judge
from rag.language.context import around, is_fragment
from rag.language.names import full_names, names, topics
from rag.question.answer_type import asks_why
from rag.rank import Scored
from rag.reader import answers
from rag.retrieval.dedupe import are_copies
from rag.types import Evidence

NEAR = 0.65
"""Share of the best score and of the best belief, on average, below which the model is spared a passage."""

NOT_FOUND = 0.05
"""Where the small reader (`rag.reader`) finds the answer in one passage, those with less are not read."""

STEADY = 10
BY_MEANING = 0.3
"""Sentences take turns by worth and, with this weight, by meaning alone: reciprocal rank fusion (Cormack et al., SIGIR
2009), its constant and the weight by the answers that the evidence then holds (design/LOG.md)."""

READ = 24
"""Sentences, of the first in turn, among which those of documents that gave none are read by the small reader."""

OTHERS = 2
"""Documents that give a sentence more, beyond the budget, because the small reader finds the answer in it: one that
disagrees often says it in other words, and ranks low."""

AROUND = 300
"""Characters before and behind a passage whose names count as known in it."""


@dataclass(frozen=True, kw_only=True)
class _Chosen:
    """A sentence that was taken, and the other documents that have it too."""

    item: Scored
    copies: list[Document] = field(default_factory=list)


def select(
    question: str, scored: Sequence[Scored], *, count_tokens: Callable[[str], int], tokens: int, passages: int
) -> tuple[Evidence, ...]:
    """The best of the sentences, given best first, as passages: best first, numbered from 1, at most `tokens` long, and
    a sentence each of OTHERS documents more.

    A sentence brings along what belongs to it (`context`); neighbours become one passage; copies of a sentence in
    other documents are named with it (`Evidence.also`) instead of being read again.
    """
    chosen: list[_Chosen] = []
    left = tokens
    turns = _in_turn(scored)
    for item in turns:
        if known := _known(item, chosen):
            known.copies.append(item.document)
            continue
        whole = _with_context(item, question)
        if len(whole) == 1 and _is_loose(item, chosen):
            continue
        parts = [part for part in whole if not _known(part, chosen)]
        cost = sum(count_tokens(part.sentence.text) for part in parts)
        if cost > left and chosen:
            continue
        wider = [*chosen, *(_Chosen(item=part) for part in parts)]
        if len(_merge(wider)) > passages:
            continue
        chosen = wider
        left -= cost
        if left <= 0:
            break
    chosen += _of_others(question, turns[:READ], chosen)
    return tuple(_evidence(run, number) for number, run in enumerate(_merge(chosen), start=1))


def _of_others(question: str, first: Sequence[Scored], chosen: Sequence[_Chosen]) -> list[_Chosen]:
    """The sentences, with their context, of OTHERS documents that gave none, the surest of each."""
    giving = {one.item.document.id for one in chosen}
    others = [item for item in first if item.document.id not in giving and not _known(item, chosen)]
    read = zip(answers(question, [item.sentence.text for item in others]), others, strict=True)
    more: list[_Chosen] = []
    for _, item in sorted((pair for pair in read if pair[0] >= FOUND), key=lambda pair: -pair[0]):
        if known := _known(item, more):
            known.copies.append(item.document)
        elif item.document.id not in giving and len({one.item.document.id for one in more}) < OTHERS:
            giving.add(item.document.id)
            more += [_Chosen(item=part) for part in _with_context(item, question)]
    return more


def _in_turn(scored: Sequence[Scored]) -> list[Scored]:
    """A sentence that says it in words other than the question's is not left out because its chunk ranks low."""
    by_meaning = sorted(range(len(scored)), key=lambda at: -scored[at].meaning)
    turns = [1 / (STEADY + at) for at in range(len(scored))]
    for turn, at in enumerate(by_meaning):
        turns[at] += BY_MEANING / (STEADY + turn)
    return [scored[at] for at in sorted(range(len(scored)), key=lambda at: -turns[at])]


def worth_reading(question: str, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The passages that the model is given: those that rank, and are believed to answer, about as well as the best;
    where the small reader is sure of one, without those that it is sure do not answer.

    Each passage costs the reader of a small model seconds, and a passage beside the point misleads it.
    """
    if not evidence:
        return ()
    beliefs = [judge(question, item).value for item in evidence]
    score, belief = max(e.score for e in evidence) or 1.0, max(beliefs)
    near = [e for e, b in zip(evidence, beliefs, strict=True) if (e.score / score + b / belief) / 2 >= NEAR]
    near = near or list(evidence)
    found = any(finds(e) for e in near)
    return tuple(e for e in near if e.answers >= NOT_FOUND or not found)


def _is_loose(item: Scored, chosen: Sequence[_Chosen]) -> bool:
    """Whether it is a fragment of a longer text, and neither the sentence before nor the one behind it was taken."""
    if len(item.passage.sentences) == 1 or not is_fragment(item.sentence.text):
        return False
    return not any(one.item.passage is item.passage and abs(one.item.at - item.at) == 1 for one in chosen)


def _known(item: Scored, chosen: Sequence[_Chosen]) -> _Chosen | None:
    """The sentence itself, or the one that it copies."""
    for known in chosen:
        if known.item.document.id == item.document.id and known.item.sentence.start == item.sentence.start:
            return known
    return next((k for k in chosen if are_copies(k.item.sentence.text, item.sentence.text)), None)


def _with_context(item: Scored, question: str) -> list[Scored]:
    belonging = around(item.passage.sentences, item.at, reasons=asks_why(question))
    return [replace(item, at=at, score=item.score if at == item.at else 0.0) for at in belonging]


def _merge(chosen: Sequence[_Chosen]) -> list[list[_Chosen]]:
    """Runs of neighbouring sentences of one document, the run with the best sentence first."""
    runs: list[list[_Chosen]] = []
    for one in sorted(chosen, key=lambda c: (c.item.document.id, c.item.sentence.start)):
        last = runs[-1][-1].item if runs else None
        if (
            last is not None
            and last.document.id == one.item.document.id
            and not one.item.document.text[last.sentence.end : one.item.sentence.start].strip()
        ):
            runs[-1].append(one)
        else:
            runs.append([one])
    return sorted(runs, key=lambda run: -max(c.item.score for c in run))


def _evidence(run: Sequence[_Chosen], number: int) -> Evidence:
    document, start, end = run[0].item.document, run[0].item.sentence.start, run[-1].item.sentence.end
    others = {d.id: d for one in run for d in one.copies if d.id != document.id}
    return Evidence(
        number=number, document_id=document.id, start=start, end=end, text=document.text[start:end],
        title=document.title, source=document.source, author=document.author, published=document.published,
        url=document.url, score=max(0.0, min(1.0, max(c.item.score for c in run))),
        meaning=max(c.item.meaning for c in run), best=max(run, key=lambda c: c.item.score).item.sentence.start,
        also=tuple(dict.fromkeys(_origin(other) for other in others.values())),
        people=full_names(document.text, document.text[start:end]),
        topics=tuple(dict.fromkeys((*topics(document.text), *_names_near(document.text, start, end)))),
    )  # fmt: skip


def _names_near(text: str, start: int, end: int) -> Iterator[str]:
    """A passage need not say again what the sentences around it have just said."""
    for part in (text[max(0, start - AROUND) : start], text[end : end + AROUND]):
        yield from (str(name) for name in names(part) if name.sure)


def _origin(document: Document) -> str:
    published = document.published and f"{document.published.day} {document.published:%b %Y}"
    return ", ".join(part for part in (document.source or document.title, published) if part)
