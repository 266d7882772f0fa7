"""Rows → examples of two texts read together: question and window, or claim and evidence.

A question's window is a run of a passage's sentences, as the app reads them. Windows without an answer are those of
the wrong passages, of passages that a search of the whole set brings, the right passage without its answering sentence,
and the right window under a question with one name, number or year exchanged.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from evals.training.edits import edited, reworded, shortened, spans, transplanted, unasked
from evals.training.rows import ClaimRow, QuestionRow
from evals.training.tables import tables
from index.sentence import split
from rag.retrieval.windows import SENTENCES as LONG
from rag.retrieval.windows import STRIDE

SENTENCES = (1, 2, 3, 3, 3, 4, 5)
"""Sentences of a window, drawn evenly: most often the three that the app reads."""

WRONG = 2
"""Windows of wrong passages a question; the first of them is of a passage that a search of the whole set brings, if the
question has such."""

SEARCHED = frozenset({"covid-qa", "medquad", "qed", "quotesum", "squadshifts-wiki", "timeqa-easy", "timeqa-hard"})
"""Sets whose questions stand for themselves, so that what answers one of them elsewhere has its answer in it."""

EXCHANGED, WITHOUT, NOISY, COPIED = 0.45, 0.35, 0.3, 0.15
"""Chance that an answered question is also asked with something made wrong; that its passage without the answering
sentence is read; that a question has words left out or a typing error; that a sentence of the evidence itself becomes
a claim, as it stands or edited. By what a round number makes about as many windows without an answer as with one."""

ELSEWHERE = 0.3
"""Chance that a sentence of a question's passage is held against another passage."""

REPEATING = frozenset({"strategyqa", "halueval-qa", "quotesum", "dstc11-reviews"})
"""Sets whose passages may say the same as one another."""

NEIGHBOURS = 3
"""Rows whose evidence lends names, numbers and statements to an edit."""

INVENTED = 0.4
"""Chance that a claim is made that the evidence does not bear out though it has all that is named."""

ALIKE = 0.5
"""Chance that the window of a wrong passage is the one with most of the question's words, instead of any: what a search
brings and yet does not answer is what the reader has to turn down."""

SPARSE = 0.5
"""Chance that a row of another language than English is used in a pass."""

T = TypeVar("T")

CLAIM_LABELS = ("supported", "partial", "contradicted", "unmentioned")

LONG_ANSWER = frozenset({"condaqa", "strategyqa", "pubmedqa", "qmsum", "quotesum", "dstc11-reviews", "halueval-qa"})
"""Sets whose answers are yes, no, or whole sentences: they teach whether, not where."""

LEFT_OUT = frozenset({"strategyqa"})
"""Sets whose passages each hold only a part of what answers."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """`label` is 1 where the window answers and 0 where not, or the place of a claim's label in CLAIM_LABELS.

    `second[start:end]` is the answer; -1 where it has none or its place is not known. `group` is shared by the
    windows of one question.
    """

    task: Literal["question", "claim"]
    first: str
    second: str
    label: int
    origin: str
    start: int = -1
    end: int = -1
    group: str = ""


def question_examples(
    row: QuestionRow, chance: random.Random, *, teaching: bool = True, alike: Mapping[str, Sequence[str]] | None = None
) -> Iterator[Example]:
    """The examples of a question; without `teaching`, all windows of its passages, none changed. `alike`: of a row's id
    passages of other rows that a search brings and that do not answer."""
    if row.set in LEFT_OUT or (teaching and row.lang != "en" and chance.random() > SPARSE):
        return
    if not teaching:
        yield from _every_window(row)
        return
    asked = _noisy(row.question, row.passages, chance) if chance.random() < NOISY else row.question
    for at in chance.sample(row.gold, 1) if row.gold else ():
        yield from _of_gold(row, at, asked, chance)
    near = (alike or {}).get(row.id, ())
    searched = chance.sample(near, min(1, len(near)))
    for passage in searched:
        window = _alike(passage, row.question)
        yield Example(task="question", first=asked, second=window, label=0, origin="searched", group=row.id)
    wrong = [p for at, p in enumerate(row.passages) if at not in row.gold]
    for passage in chance.sample(wrong, min(WRONG - len(searched), len(wrong))):
        window = _alike(passage, row.question) if chance.random() < ALIKE else _window(passage, None, chance)[0]
        yield Example(task="question", first=asked, second=window, label=0, origin=row.set, group=row.id)


def _of_gold(row: QuestionRow, at: int, asked: str, chance: random.Random) -> Iterator[Example]:
    passage = row.passages[at]
    place = _place(row, passage)
    window, offset = (passage, 0) if place is None else _window(passage, place, chance)
    start, end = (place[0] - offset, place[1] - offset) if place else (-1, -1)
    yield Example(
        task="question", first=asked, second=window, label=1, origin=row.set, start=start, end=end, group=row.id
    )
    if place and chance.random() < EXCHANGED:
        others = [p for p in row.passages if p != passage]
        if other := unasked(asked, others, chance, absent_from=window):
            yield Example(task="question", first=other, second=window, label=0, origin=row.set, group=f"{row.id}-other")
    if place and chance.random() < WITHOUT:
        without = _without(passage, place, row.answer)
        if without:
            yield Example(task="question", first=asked, second=without, label=0, origin=row.set, group=row.id)


def _every_window(row: QuestionRow) -> Iterator[Example]:
    for at, passage in enumerate(row.passages):
        place = _place(row, passage) if at in row.gold else None
        sentences = split(passage)
        starts = range(0, max(1, len(sentences) - LONG + STRIDE), STRIDE)
        for run in (sentences[first : first + LONG] for first in starts if sentences):
            start, end = run[0].start, run[-1].end
            has = at in row.gold and (place is None or (start <= place[0] and place[1] <= end))
            known = (place[0] - start, place[1] - start) if has and place else (-1, -1)
            yield Example(
                task="question", first=row.question, second=passage[start:end], label=int(has), origin=row.set,
                start=known[0], end=known[1], group=row.id,
            )  # fmt: skip


def _place(row: QuestionRow, passage: str) -> tuple[int, int] | None:
    at = -1 if row.set in LONG_ANSWER or not row.answer else passage.find(row.answer)
    return None if at < 0 else (at, at + len(row.answer))


def _window(passage: str, place: tuple[int, int] | None, chance: random.Random) -> tuple[str, int]:
    """A run of sentences, with the place in it if there is one, and where it begins."""
    sentences = split(passage)
    if not sentences:
        return passage, 0
    first = last = chance.randrange(len(sentences))
    if place:
        having = [i for i, s in enumerate(sentences) if s.start < place[1] and place[0] < s.end]
        first, last = (having[0], having[-1]) if having else (0, len(sentences) - 1)
    for _ in range(chance.choice(SENTENCES) - (last - first + 1)):
        if (chance.random() < 0.5 and first > 0) or last == len(sentences) - 1:
            first = max(0, first - 1)
        else:
            last += 1
    start = sentences[first].start if not place else min(sentences[first].start, place[0])
    end = sentences[last].end if not place else max(sentences[last].end, place[1])
    return passage[start:end], start


def _alike(passage: str, question: str) -> str:
    """The run of LONG sentences that has most of the question's words."""
    sentences = split(passage)
    words = set(re.findall(r"\w{3,}", question.casefold()))
    runs = [sentences[first : first + LONG] for first in range(max(1, len(sentences) - LONG + 1))]
    texts = [passage[run[0].start : run[-1].end] for run in runs if run] or [passage]
    return max(texts, key=lambda text: len(words & set(re.findall(r"\w{3,}", text.casefold()))))


def _without(passage: str, place: tuple[int, int], answer: str) -> str:
    """The longer side of the passage beside its answering sentences; empty where that has the answer too."""
    sentences = split(passage)
    before = [s for s in sentences if s.end <= place[0]]
    behind = [s for s in sentences if s.start >= place[1]]
    side = before[-4:] if len(before) >= len(behind) else behind[:4]
    text = passage[side[0].start : side[-1].end] if side else ""
    return "" if answer.casefold() in text.casefold() else text


def _noisy(question: str, passages: Sequence[str], chance: random.Random) -> str:
    """A word of the question that the passages have left out, two letters swapped, or no capitals."""
    words = question.split()
    kind = chance.random()
    if kind < 0.5 and len(words) > 6:
        known = {w.casefold() for p in passages for w in re.findall(r"\w+", p)}
        shared = [i for i, w in enumerate(words) if i and w.strip("?,.'\"").casefold() in known and w[:1].islower()]
        gone = set(chance.sample(shared, min(2, len(shared))))
        return " ".join(w for i, w in enumerate(words) if i not in gone)
    long = [i for i, w in enumerate(words) if len(w) > 5 and w.isalpha()]
    if kind < 0.75 and long:
        at = chance.choice(long)
        cut = chance.randrange(1, len(words[at]) - 2)
        word = words[at]
        words[at] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
    return " ".join(words).lower()


def table_examples(row: QuestionRow, chance: random.Random) -> Iterator[Example]:
    """Made-up tables and lists that the names of the row fill."""
    for number, asked in enumerate(tables(row, chance)):
        start, end = asked.place or (-1, -1)
        yield Example(
            task="question", first=asked.question, second=asked.text, label=int(asked.place is not None),
            origin="tables", start=start, end=end, group=f"{row.id}-table-{number}",
        )  # fmt: skip


def neighbours(items: Sequence[T], chance: random.Random) -> list[T]:
    """A few of them, or all where there are fewer, to take for `others` below."""
    return chance.sample(items, min(NEIGHBOURS, len(items)))


def claim_examples(row: ClaimRow, others: Sequence[ClaimRow], chance: random.Random) -> Iterator[Example]:
    """The row itself; and some claims made of its own sentences, as they stand and edited. `others`: rows whose
    names, numbers and words may take the place of its own, and whose claims are said of what the evidence names."""
    yield _claim(row.claim, row.evidence, row.label, row.set)
    if row.lang != "en":
        return
    if chance.random() < COPIED:
        yield from _copied(row, others, chance)
    if chance.random() < INVENTED:
        yield from _invented(row, others, chance)


def _copied(row: ClaimRow, others: Sequence[ClaimRow], chance: random.Random) -> Iterator[Example]:
    texts = [row.evidence, *(other.evidence for other in others)]
    sentences = _statements(row.evidence, 300)
    if row.label == "supported" and (wrong := edited(row.claim, texts, chance)):
        yield _claim(wrong, row.evidence, "contradicted", "edits")
    elif sentences:
        said = chance.choice(sentences)
        wrong = edited(said, texts, chance)
        yield _claim(shortened(said) or said, row.evidence, "supported", "copies")
        if wrong:
            yield _claim(wrong, row.evidence, "contradicted", "edits")


def _invented(row: ClaimRow, others: Sequence[ClaimRow], chance: random.Random) -> Iterator[Example]:
    """What the evidence does not say of what it names."""
    claims = [other.claim for other in others]
    if claims and (wrong := transplanted(chance.choice(claims), row.evidence, chance)):
        yield _claim(wrong, row.evidence, "unmentioned", "transplanted")
    if row.label == "supported" and (wrong := reworded(row.claim, claims, chance, absent_from=row.evidence)):
        yield _claim(wrong, row.evidence, "unmentioned", "reworded")


def told_examples(row: QuestionRow, chance: random.Random) -> Iterator[Example]:
    """Human answers in whole sentences as claims: borne out by the right passages, unmentioned by a wrong one."""
    if row.set not in {"quotesum", "dstc11-reviews", "pubmedqa", "dstc9-faq", "qmsum"} or len(row.answer.split()) < 5:
        return
    gold = " ".join(row.passages[at] for at in row.gold)
    yield _claim(row.answer, gold, "supported", f"{row.set}-told")
    wrong = [p for at, p in enumerate(row.passages) if at not in row.gold]
    if wrong and chance.random() < 0.5:
        yield _claim(row.answer, chance.choice(wrong), "unmentioned", f"{row.set}-told")


def elsewhere_examples(row: QuestionRow, chance: random.Random) -> Iterator[Example]:
    """A sentence of one passage against another that has a name of it: mostly of the same article, and not said."""
    if row.lang != "en" or row.set in REPEATING or len(row.passages) < 2 or chance.random() > ELSEWHERE:
        return
    one, other = chance.sample(row.passages, 2)
    sentences = [said for said in _statements(one, 200) if said not in other]
    near = [said for said in sentences if any(said[a:b] in other for kind, a, b in spans(said) if kind == "name")]
    if near:
        window, _ = _window(other, None, chance)
        yield _claim(shortened(said := chance.choice(near)) or said, window, "unmentioned", "elsewhere")


def _statements(text: str, most: int) -> list[str]:
    """Its sentences of fewer characters than `most`; headings have 40 or fewer."""
    return [s.text for s in split(text) if 40 < len(s.text) < most]


def _claim(claim: str, evidence: str, label: str, origin: str) -> Example:
    return Example(task="claim", first=claim, second=evidence, label=CLAIM_LABELS.index(label), origin=origin)
