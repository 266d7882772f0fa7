"""Evidence → an answer of verbatim sentences, without any model."""

from collections.abc import Sequence

from index.sentence import split
from rag.align import best_run
from rag.check import check
from rag.cite import DraftSentence
from rag.markers import Marker
from rag.types import AnswerSentence, Evidence

NEAR = 0.9
"""A second passage is quoted as well when it scores at least this share of the first."""

MOST = 2


def extract(question: str, evidence: Sequence[Evidence]) -> list[AnswerSentence]:
    """The sentences of the best passages that fit the question, checked like any others."""
    numbered = dict(enumerate(evidence, start=1))
    sentences: list[AnswerSentence] = []
    for draft in _drafts(question, evidence):
        start = sentences[-1].end + 1 if sentences else 0
        sentences.append(check(draft, question, numbered, start))
    return sentences


def _drafts(question: str, evidence: Sequence[Evidence]) -> list[DraftSentence]:
    drafts: list[DraftSentence] = []
    for number, item in enumerate(evidence[:MOST], start=1):
        if item.score < NEAR * evidence[0].score:
            break
        sentences = split(item.text)
        run = best_run(question, sentences, widest=2)
        drafts += [DraftSentence(s.text, (Marker(f"[{number}]", (number,)),)) for s in sentences[run.first : run.last]]
    return drafts
