"""Evidence → an answer of verbatim sentences, without any model."""

from collections.abc import Sequence

from index.sentence import split
from index.types import Sentence
from rag.abstain import NEAR as NEAR_BELIEF
from rag.abstain import judge
from rag.asked import asks, offers, wanted
from rag.language.align import WORTH_A_SENTENCE, coverage
from rag.language.context import is_fragment
from rag.language.words import content
from rag.markers import Marker
from rag.reader import answers
from rag.types import AnswerSentence, Evidence
from rag.verification.check import check
from rag.verification.cite import DraftSentence
from rag.verification.values import Value, agree, given

NEAR = 0.85
"""A second passage is quoted as well when its score is at least this share of the first one's."""
NEAR_SIDE = 0.65
"""The same for a passage that gives another value of the kind asked for: a reader wants to see every side."""

SURE = 0.8
"""Belief at which a passage is quoted that does not fit: not every question's kind of answer is seen in a pattern."""

BEST = 0.15
"""What it counts beside its share of the question's words that a sentence was ranked best of its passage."""

READ = 0.6
"""The same of what the small reader makes of it, in 0…1 (design/LOG.md)."""

MOST = 2
MOST_SIDES = 4


def extract(question: str, evidence: Sequence[Evidence]) -> list[AnswerSentence]:
    """The sentences of the best passages that answer the question, checked like any others; none if none does.

    A passage answers when it has what the question names and something of the kind that it asks for. Passages that
    reply with different values are all quoted, so that the reader sees each side.
    """
    numbered = dict(enumerate(evidence, start=1))
    beliefs = {number: judge(question, item) for number, item in numbered.items()}
    ranked = sorted(numbered, key=lambda number: -beliefs[number].value)
    least = NEAR_BELIEF * max((b.value for b in beliefs.values()), default=0.0)
    found: list[AnswerSentence] = []
    quoted: list[int] = []
    values: list[Value] = []
    for number in ranked:
        belief = beliefs[number]
        if belief.value < least or not (belief.fits or belief.value >= SURE):
            continue
        start = found[-1].end + 1 if found else 0
        sentences = _quote(question, number, numbered, start)
        replied = given(question, " ".join(s.text for s in sentences))
        side = bool(values and replied) and not agree(values, replied)
        share = numbered[number].score / max(1e-9, numbered[quoted[0]].score) if quoted else 1.0
        if share < (NEAR_SIDE if side else NEAR) or len(quoted) >= (MOST_SIDES if side else MOST):
            continue
        if sentences and all(s.verdict.stands for s in sentences):
            found += sentences
            quoted.append(number)
            values += replied
    return found


def _quote(question: str, number: int, numbered: dict[int, Evidence], start: int) -> list[AnswerSentence]:
    """The one or two sentences of the passage that fit the question best; none if none has what it asks for."""
    checked: list[AnswerSentence] = []
    for sentence in _best(question, numbered[number]):
        draft = DraftSentence(sentence.text, (Marker(f"[{number}]", (number,)),))
        checked.append(check(draft, question, numbered, checked[-1].end + 1 if checked else start))
    return checked


def _best(question: str, item: Evidence) -> Sequence[Sentence]:
    kind, asked = wanted(question), content(question)
    sentences = split(item.text)
    runs = [sentences[i : i + n] for n in (1, 2) for i in range(len(sentences) - n + 1)]
    runs = [run for run in runs if not any(asks(s.text) or s.text == item.title for s in run)]
    runs = [run for run in runs if len(run) == 1 or not any(is_fragment(s.text) for s in run)]
    fitting = [r for r in runs if offers(_text(r), kind, question, author=item.author)]
    if not fitting:  # Nothing for the small reader to choose from.
        return ()
    read = dict(zip(sentences, answers(question, [s.text for s in sentences]), strict=True))
    return max(fitting, key=lambda run: _worth(asked, run, item) + READ * max(read[s] for s in run))


def _worth(asked: Sequence[str], run: Sequence[Sentence], item: Evidence) -> float:
    ranked_best = item.best is not None and any(item.start + s.start == item.best for s in run)
    return coverage(asked, content(_text(run))) + BEST * ranked_best - WORTH_A_SENTENCE * (len(run) - 1)


def _text(run: Sequence[Sentence]) -> str:
    return " ".join(s.text for s in run)
