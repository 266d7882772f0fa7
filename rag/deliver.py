"""Checked sentences → the answer: answered, partly answered, or declined."""

from collections.abc import Sequence
from dataclasses import replace

from rag.abstain import Belief
from rag.answer import declined
from rag.conflicts import conflicts
from rag.generate import Generated
from rag.types import Answer, AnswerSentence, Evidence, Outcome, Support

FALSE_PREMISE = "The question takes for granted what the documents do not say. This is what they say instead."


def deliver(
    question: str, standalone: str, evidence: Sequence[Evidence], belief: Belief, written: Generated, *, strike: bool
) -> Answer:
    """The outcome follows from the verdicts: an answer of which nothing stands is no answer.

    With `strike`, sentences that do not stand are left out; otherwise they stay, flagged by their verdicts.
    """
    standing = [s for s in written.sentences if s.verdict.stands]
    partly = [s for s in written.sentences if s.verdict.support is Support.PARTLY]
    if not standing:
        outcome, kept = Outcome.DECLINED, []
    else:
        outcome = Outcome.ANSWERED if len(standing) == len(written.sentences) else Outcome.PARTLY
        kept = standing if strike else list(written.sentences)
    kept = _placed(kept)
    return Answer(
        question=question, standalone=standalone, outcome=outcome, text=" ".join(s.text for s in kept),
        sentences=tuple(kept), evidence=tuple(evidence), model="", draft=written.draft,
        quoted=written.quoted, notice=written.notice,
        conflicts=conflicts(standalone, evidence, kept),
        missing=_missing(outcome, belief, written, [*partly, *written.sentences]),
    )  # fmt: skip


def _placed(sentences: Sequence[AnswerSentence]) -> list[AnswerSentence]:
    placed: list[AnswerSentence] = []
    for sentence in sentences:
        start = placed[-1].end + 1 if placed else 0
        placed.append(replace(sentence, start=start, end=start + len(sentence.text)))
    return placed


def _missing(outcome: Outcome, belief: Belief, written: Generated, doubtful: Sequence[AnswerSentence]) -> str | None:
    if outcome is Outcome.ANSWERED:
        return FALSE_PREMISE if written.denied else None
    if outcome is Outcome.PARTLY:
        flagged = [s for s in written.sentences if not s.verdict.stands]
        return f"{len(flagged)} of {len(written.sentences)} sentences are not borne out by their passages."
    if belief.absent:
        return f"The passages nearest to the question do not mention {', '.join(belief.absent)}."
    if declined(written.draft):
        return "The model found no answer in the passages nearest to the question."
    if written.sentences:
        return f"The model's answer was not borne out by the documents: {doubtful[0].verdict.reason.rstrip('.')}."
    return "No passage of the documents answers this."
