"""Evidence → an answer of verbatim sentences, without any model."""

from collections.abc import Sequence

from index.sentence import split
from rag.abstain import judge
from rag.align import best_run
from rag.check import check
from rag.cite import DraftSentence
from rag.markers import Marker
from rag.types import AnswerSentence, Evidence

NEAR = 0.9
"""A second passage is quoted as well when it is believed at least this share as much as the first."""

MOST = 2


def extract(question: str, evidence: Sequence[Evidence]) -> list[AnswerSentence]:
    """The sentences of the best passages that answer the question, checked like any others; none if none does.

    A passage answers when it has what the question names and something of the kind that it asks for.
    """
    numbered = dict(enumerate(evidence, start=1))
    beliefs = {number: judge(question, item) for number, item in numbered.items()}
    ranked = sorted(numbered, key=lambda number: -beliefs[number].value)
    found: list[AnswerSentence] = []
    quoted: list[int] = []
    for number in ranked:
        if not beliefs[number].fits or (quoted and beliefs[number].value < NEAR * beliefs[quoted[0]].value):
            continue
        start = found[-1].end + 1 if found else 0
        sentences = _quote(question, number, numbered, start)
        if all(s.verdict.stands for s in sentences):
            found += sentences
            quoted.append(number)
        if len(quoted) == MOST:
            break
    return found


def _quote(question: str, number: int, numbered: dict[int, Evidence], start: int) -> list[AnswerSentence]:
    """The run of the passage's sentences that fits the question."""
    sentences = split(numbered[number].text)
    run = best_run(question, sentences, widest=2)
    checked: list[AnswerSentence] = []
    for sentence in sentences[run.first : run.last]:
        draft = DraftSentence(sentence.text, (Marker(f"[{number}]", (number,)),))
        checked.append(check(draft, question, numbered, checked[-1].end + 1 if checked else start))
    return checked
