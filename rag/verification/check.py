"""A drafted sentence → a sentence with citations and a verdict."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.abstain import COVERED, absent, finds, origin
from rag.language.align import coverage
from rag.language.names import Name, missing, names
from rag.language.words import content, words
from rag.question.answer_type import Kind, asks, circular, repeats, wanted
from rag.types import AnswerSentence, Evidence, Support, Verdict
from rag.verification.cite import DraftSentence, attribute, cite, resolve
from rag.verification.features import align
from rag.verification.negation import asked_denied, asked_done
from rag.verification.verify import WORD_FOR_WORD, verify

_PRONOUN = re.compile(r"(?:it|its|they|their|he|his|she|her)\b", re.IGNORECASE)
NO_PASSAGE = Verdict(support=Support.UNSUPPORTED, reason="no passage bears this out", score=0.0)
REPEATS = Verdict(support=Support.PARTLY, reason="it says no more than the question", score=0.4)
CIRCULAR = Verdict(support=Support.PARTLY, reason="the reason it gives is what it says itself", score=0.4)
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
            verdict = _recited(found_verdict, cited, right)
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
        return fragment, _partly(verdict, f"The passage itself does not mention {lost[0]}.")
    verdict = verdict if verdict.support is Support.WRONG_SOURCE else replace(WORD_FOR_WORD, score=verdict.score)
    return " ".join(quote.split()), verdict


def _verdict(sentence: str, question: str, cited: Sequence[Evidence]) -> Verdict:
    """The best verdict of one passage alone, or of all cited ones together."""
    if not cited:
        return NO_PASSAGE
    cited = [_without_answers(e, question) for e in cited]
    verdicts = [_one(sentence, question, e.text, origin(e), _aware(e)) for e in cited]
    if len(cited) > 1:
        text, known = "\n\n".join(e.text for e in cited), ". ".join(origin(e) for e in cited)
        verdicts.append(_one(sentence, question, text, known, tuple(p for e in cited for p in _aware(e))))
    return max(verdicts, key=lambda v: (v.stands, v.score))


def _without_answers(evidence: Evidence, question: str) -> Evidence:
    """Names from around a passage say what it is about. One that is asked for has to stand in the passage itself."""
    if wanted(question) is not Kind.NAME:
        return evidence
    asked = set(content(question))
    return replace(evidence, topics=tuple(topic for topic in evidence.topics if set(content(topic)) <= asked))


def _aware(evidence: Evidence) -> tuple[str, ...]:
    """What the passage speaks of without saying it: people whom it calls by their last name and, where the small reader
    finds the answer in it, what its title names."""
    return (*evidence.people, *([evidence.title] if finds(evidence) else []))


def _one(sentence: str, question: str, passage: str, context: str, aware: Sequence[str]) -> Verdict:
    if asks(sentence):
        return ASKS
    verdict = verify(sentence, passage, context=context)
    if not verdict.stands:
        return verdict
    if repeats(sentence, question):
        return REPEATS
    if circular(sentence):
        return CIRCULAR
    if asked_denied(question, sentence):
        return _partly(verdict, "the question asks of what is not so, and this says what is")
    if asked_done(question, sentence):
        return _partly(verdict, "the question asks what was done, and this says what was to be")
    lacking = _unasked(sentence, question, f"{_until(sentence, passage, question)}\n{'. '.join(aware)}", context)
    if verdict.support is not Support.VERBATIM and _restates(sentence, question):
        lacking = tuple(n for n in lacking if n[0].isdigit())
    if not lacking:
        return verdict
    return _partly(verdict, f"the question is about {', '.join(lacking)}, which the passage does not mention")


def _partly(verdict: Verdict, reason: str) -> Verdict:
    return Verdict(support=Support.PARTLY, reason=reason, score=min(verdict.score, 0.4))


def _until(sentence: str, passage: str, question: str) -> str:
    """The passage as far as a sentence that is quoted from it and begins with a pronoun: "It hosts 28,500" is about
    whoever was named before it, not about who is named next.
    """
    at = passage.find(sentence) if _PRONOUN.match(sentence) and wanted(question) in (Kind.NUMBER, Kind.DATE) else -1
    return passage if at < 0 else passage[: at + len(sentence)]


def _unasked(sentence: str, question: str, passage: str, context: str) -> tuple[str, ...]:
    """What the sentence takes over from the question ("28,500.") without its passage having it.

    The title may supply a name that the passage leaves out, unless the passage speaks of others by name instead; the
    day of publication always supplies its year.
    """
    if not absent(question, sentence):
        return ()
    unknown = absent(question, context)
    others = [n for n in names(passage) if n.sure and _wholly_missing(n, question)]
    return tuple(n for n in absent(question, passage) if n in unknown or (others and not n[0].isdigit()))


def _restates(sentence: str, question: str) -> bool:
    """Whether the model's sentence says itself what it is about and brings one name at most, the answer.

    A name that it leaves out is then beside the point.

    Not where a number or a date is asked for: "54 trams run in Sweden" is no answer about Norway.
    """
    if wanted(question) in (Kind.NUMBER, Kind.DATE):
        return False
    brought = [n for n in names(sentence) if _wholly_missing(n, question)]
    return len(brought) <= 1 and coverage(content(question), content(sentence)) >= COVERED


def _wholly_missing(name: Name, text: str) -> bool:
    """ "Donald Trump" is no other person in a question about Trump."""
    return any(lost.tokens == name.tokens for lost in missing([name], text))


def _better(
    sentence: str, question: str, cited: Sequence[Evidence], others: Sequence[Evidence]
) -> tuple[Evidence, Verdict] | None:
    """The passage that bears the sentence out. One that says less of it than those cited, which do not, is none: it was
    written from these, and something of them was left out or changed."""
    least = max((align(sentence, e.text).covered for e in cited), default=0.0)
    judged = [(e, _verdict(sentence, question, [e])) for e in others if align(sentence, e.text).covered >= least]
    standing = [pair for pair in judged if pair[1].stands]
    return max(standing, key=lambda pair: pair[1].score) if standing else None


def _recited(verdict: Verdict, cited: Sequence[Evidence], right: Evidence) -> Verdict:
    if not cited:
        return verdict
    wrong = ", ".join(f"[{e.number}]" for e in cited)
    reason = f"the model cited {wrong}; the passage that bears it out is [{right.number}]"
    return Verdict(support=Support.WRONG_SOURCE, reason=reason, score=verdict.score)
