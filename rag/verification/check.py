"""A drafted sentence → a sentence with citations and a verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.language.names import missing, names
from rag.language.words import words
from rag.question.answer_type import asks, repeats
from rag.types import AnswerSentence, Evidence, Support, Verdict
from rag.verification.cite import attribute, cite, resolve
from rag.verification.draft import DraftSentence
from rag.verification.known import origin
from rag.verification.pair import Pair
from rag.verification.verify import WORD_FOR_WORD, verify

NO_PASSAGE = Verdict(support=Support.UNSUPPORTED, reason="no passage bears this out", score=0.0)
REPEATS = Verdict(support=Support.PARTLY, reason="it says no more than the question", score=0.4)
ASKS = Verdict(support=Support.UNSUPPORTED, reason="a question states nothing", score=0.0)

FRAGMENT = 4
"""Words. "72%" says nothing by itself, and may be the share of something else: the sentence that has it is shown."""


def check(draft: DraftSentence, question: str, numbered: Mapping[int, Evidence], start: int) -> AnswerSentence:
    """Resolves the sentence's markers, or finds its passage where it has none, and verifies it against it.

    `numbered` maps the numbers that the model saw to the evidence; `start` is the sentence's place in the answer.
    """
    cited, failed = resolve(draft.markers, numbered)
    if not cited and (found := attribute(draft.text, list(numbered.values()), question)):
        cited = [found]
    verdict = _verdict(draft.text, question, cited)
    if not verdict.stands:
        better = _better(draft.text, question, cited, [e for e in numbered.values() if e not in cited])
        if better is not None:
            right, found_verdict = better
            verdict = _recited(found_verdict, draft, cited, right)
            cited = [right]
    elif len(cited) > 1:
        cited = [e for e in cited if _verdict(draft.text, question, [e]).stands] or cited
    citations = tuple(cite(draft.text, e, question) for e in cited)
    text = draft.text
    if verdict.stands and citations and len(words(text)) <= FRAGMENT:
        text, verdict = _whole(text, citations[0].quote, verdict)
    return AnswerSentence(
        text=text, start=start, end=start + len(text), citations=citations, verdict=verdict, failed_markers=failed
    )


def _whole(fragment: str, quote: str, verdict: Verdict) -> tuple[str, Verdict]:
    """The sentence that has the fragment, and its verdict. A name that only the passage's origin has is in none."""
    if lost := missing(names(f"x {fragment}"), quote):
        reason = f"The passage itself does not mention {lost[0]}."
        return fragment, Verdict(support=Support.PARTLY, reason=reason, score=min(verdict.score, 0.4))
    verdict = verdict if verdict.support is Support.WRONG_SOURCE else replace(WORD_FOR_WORD, score=verdict.score)
    return " ".join(quote.split()), verdict


def _verdict(sentence: str, question: str, cited: Sequence[Evidence]) -> Verdict:
    """The best verdict of one passage alone, or of all cited ones together."""
    if not cited:
        return NO_PASSAGE
    if asks(sentence):
        return ASKS
    verdicts = [verify(sentence, e.text, context=origin(e)) for e in cited]
    if len(cited) > 1:
        text, known = "\n\n".join(e.text for e in cited), ". ".join(origin(e) for e in cited)
        verdicts.append(verify(sentence, text, context=known))
    best = max(verdicts, key=lambda v: (v.stands, v.score))
    return REPEATS if best.stands and repeats(sentence, question) else best


def _better(
    sentence: str, question: str, cited: Sequence[Evidence], others: Sequence[Evidence]
) -> tuple[Evidence, Verdict] | None:
    """The passage that bears the sentence out. One that says less of it than those cited, which do not, is none: it was
    written from these, and something of them was left out or changed."""
    least = max((Pair(sentence, e.text).covered for e in cited), default=0.0)
    judged = [(e, _verdict(sentence, question, [e])) for e in others if Pair(sentence, e.text).covered >= least]
    standing = [pair for pair in judged if pair[1].stands]
    return max(standing, key=lambda pair: pair[1].score) if standing else None


def _recited(verdict: Verdict, draft: DraftSentence, cited: Sequence[Evidence], right: Evidence) -> Verdict:
    if not cited or not draft.markers:  # a model that was not asked for markers has cited nothing wrongly
        return verdict
    wrong = ", ".join(f"[{e.number}]" for e in cited)
    reason = f"the model cited {wrong}; the passage that bears it out is [{right.number}]"
    return Verdict(support=Support.WRONG_SOURCE, reason=reason, score=verdict.score)
