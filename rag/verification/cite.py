"""From markers to citations: which evidence a marker names, and which words of it bear the sentence out.

Says where a sentence would be borne out, not whether it is: that is `rag.verification.verify`.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from index.sentence import split
from index.types import Sentence
from rag.language.align import Run, best_run, coverage
from rag.language.quantities import numbers
from rag.language.words import content
from rag.types import Citation, Evidence
from rag.verification.checks.quotations import EDGES, flat
from rag.verification.markers import Marker

FLOOR = 0.5
"""Less of a sentence than this in a passage, and the likeness is one of topic."""
CLEAR = 0.75
"""With this much of it found, a second passage that has as much is no reason to doubt."""
MARGIN = 0.08
ALIKE = 0.8


def resolve(
    markers: Sequence[Marker], evidence_by_local_number: Mapping[int, Evidence]
) -> tuple[list[Evidence], tuple[str, ...]]:
    """The evidence that the markers name, each once, in order; and what names none, as the model wrote it."""
    found: dict[int, Evidence] = {}
    failed: list[str] = []
    for marker in markers:
        missing = [n for n in marker.numbers if n not in evidence_by_local_number]
        found.update({n: evidence_by_local_number[n] for n in marker.numbers if n not in missing})
        failed += [marker.raw] if len(missing) == len(marker.numbers) else [f"[{n}]" for n in missing]
    return list(found.values()), tuple(failed)


def cite(sentence: str, evidence: Evidence, about: str = "") -> Citation:
    """A citation of the run of the passage's sentences that best bears the sentence out.

    Where several of them have its very words, that is the one which shares most with the question, `about`.
    """
    sentences = split(evidence.text)
    start, end = 0, len(evidence.text)
    words = flat(sentence).casefold().strip(EDGES)
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    having = [s for s in sentences if words and whole.search(flat(s.text).casefold())]
    if having:
        found = max(having, key=lambda s: coverage(content(about), content(s.text)))
        start, end = found.start, found.end
    elif sentences:
        first, last = _with_numbers(sentence, sentences, best_run(sentence, sentences))
        start, end = sentences[first].start, sentences[last - 1].end
    return evidence.cited(start, end)


def _with_numbers(sentence: str, sentences: Sequence[Sentence], run: Run) -> tuple[int, int]:
    """The run, with the neighbour that has a number of the sentence which the run has not: the reader looks for it."""
    first, last = run.first, run.last
    said = " ".join(s.text for s in sentences[first:last])
    lacking = numbers.missing(numbers.quantities(sentence), numbers.quantities(said))

    def has_some(at: int) -> bool:
        given = numbers.quantities(sentences[at].text) if 0 <= at < len(sentences) else ()
        return len(numbers.missing(lacking, given)) < len(lacking)

    if has_some(last):
        return first, last + 1
    return (first - 1 if has_some(first - 1) else first), last


def attribute(sentence: str, evidence_list: Sequence[Evidence], question: str = "") -> Evidence | None:
    """The passage that a sentence without a marker is drawn from; None when none stands out.

    Words that every passage has count for less than those that few have. Where most are the question's own, it is the
    one passage that has all the others.
    """
    return _nearest(sentence, evidence_list) or _answering(sentence, evidence_list, question)


def _answering(sentence: str, evidence_list: Sequence[Evidence], question: str) -> Evidence | None:
    brought = set(content(sentence)) - set(content(question))
    having = [e for e in evidence_list if brought <= set(content(e.text))]
    return having[0] if brought and len(having) == 1 and question else None


def _nearest(sentence: str, evidence_list: Sequence[Evidence]) -> Evidence | None:
    wanted = content(sentence)
    passages = [content(e.text) for e in evidence_list]
    weights = _rarity(wanted, passages)
    ranked = sorted(
        ((coverage(wanted, words, weights), -at) for at, words in enumerate(passages)),
        reverse=True,
    )
    if not ranked or ranked[0][0] < FLOOR or coverage(wanted, passages[-ranked[0][1]]) < FLOOR:
        return None
    first = -ranked[0][1]
    if ranked[0][0] < CLEAR and len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
        second = -ranked[1][1]
        if coverage(passages[first], passages[second]) < ALIKE:
            return None
    return evidence_list[first]


def _rarity(wanted: Sequence[str], passages: Sequence[Sequence[str]]) -> dict[str, float]:
    seen = Counter(word for words in passages for word in set(words))
    return {word: 1.0 + math.log((1 + len(passages)) / (1 + seen[word])) for word in wanted}
