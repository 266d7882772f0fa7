"""Checked sentences → the answer: answered, partly answered, or declined."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rag.generation.generate import Generated, joined, placed
from rag.generation.stream import declined
from rag.part import Part
from rag.question.rewrite import unnamed
from rag.types import Answer, AnswerSentence, Conflict, Evidence, Outcome, Support, Usage
from rag.verification.check import ASKS
from rag.verification.conflicts import conflicts
from rag.verification.known import absent, origin

FALSE_PREMISE = "The question takes for granted what the documents do not say. This is what they say instead."


def deliver(question: str, standalone: str, parts: Sequence[Part], usage: Usage, *, strike: bool) -> Answer:
    """The outcome follows from the verdicts: where nothing stands it is declined, where something does not or a part of
    the question has no answer it is partly answered. A sentence that two parts share is said once, a question never.

    With `strike`, sentences that do not stand are left out; otherwise they stay, flagged by their verdicts. `usage` is
    what it took before anything was written.
    """
    parts = [replace(part, written=_stating(part.written)) for part in parts]
    kept: list[AnswerSentence] = []
    found: list[Conflict] = []
    for part in parts:
        own = [s for s in part.written.sentences if s.verdict.stands or (part.answered and not strike)]
        found += conflicts(part.question, part.evidence, own)
        said = {s.text for s in kept}
        kept += [s for s in own if s.text not in said]
    written = [part.written for part in parts]
    quoted = all(w.quoted for w in written if w.sentences) and any(w.quoted for w in written)
    kept = placed(kept, quoted=quoted)
    outcome = _outcome(parts)
    asks = unnamed(question) if outcome is Outcome.DECLINED else None
    asked = asks and _asked_back(asks, resolved=standalone != question)
    return Answer(
        question=question, standalone=standalone, outcome=outcome, text=joined(kept, quoted=quoted),
        sentences=tuple(kept), evidence=together(parts), model="", draft="\n".join(w.draft for w in written if w.draft),
        quoted=quoted,
        notice=next((w.notice for w in written if w.notice), None), conflicts=tuple(found),
        missing=_missing(outcome, parts, asked, strike=strike), asks=asks, usage=_used(written, usage),
        belief=max((part.belief for part in parts), default=None),
    )  # fmt: skip


def together(parts: Sequence[Part]) -> tuple[Evidence, ...]:
    """The evidence of all parts, each passage once, those of the first part first."""
    found: dict[int, Evidence] = {}
    for item in (item for part in parts for item in part.evidence):
        found.setdefault(item.number, item)
    return tuple(found.values())


def numbered(
    evidence: Sequence[Evidence], known: Sequence[Evidence], shown: Sequence[Evidence]
) -> tuple[Evidence, ...]:
    """The passages, each once and as it ranks first, with their numbers: those of the conversation (`known`) and of
    the parts before (`shown`) keep theirs, new ones go on from the highest. A passage that stands in one that an
    earlier part shows is read, and shown, as that one."""
    numbers = {(e.document_id, e.start, e.end): e.number for e in (*known, *shown)}
    highest = max(numbers.values(), default=0)
    result: dict[tuple[str, int, int], Evidence] = {}
    for item in (_wider(e, shown) for e in evidence):
        key = (item.document_id, item.start, item.end)
        if key not in numbers:
            highest += 1
            numbers[key] = highest
        result.setdefault(key, replace(item, number=numbers[key]))
    return tuple(result.values())


def _wider(item: Evidence, shown: Sequence[Evidence]) -> Evidence:
    for other in shown:
        if other.document_id == item.document_id and other.start <= item.start and item.end <= other.end:
            return replace(other, answers=item.answers, best=item.best, found=item.found)
    return item


def _stating(written: Generated) -> Generated:
    """Without the questions that a document asks its reader. One with an invented marker stays, for that to be seen."""
    return replace(written, sentences=tuple(s for s in written.sentences if s.verdict != ASKS or s.failed_markers))


def _outcome(parts: Sequence[Part]) -> Outcome:
    if not any(part.answered for part in parts):
        return Outcome.DECLINED
    complete = all(part.answered and all(s.verdict.stands for s in part.written.sentences) for part in parts)
    return Outcome.ANSWERED if complete else Outcome.PARTLY


def _missing(outcome: Outcome, parts: Sequence[Part], asked: str | None, *, strike: bool) -> str | None:
    if outcome is Outcome.DECLINED:
        said = list(dict.fromkeys(_lacking(part) for part in parts))
        return " ".join([*said, asked] if asked else said)
    said = [FALSE_PREMISE] if any(part.written.denied for part in parts) else []
    alone = [part.question.removeprefix(f"{parts[0].question} ") for part in parts]  # as it was asked beside the first
    said += [f"Not answered: “{asked}” {_lacking(p)}" for p, asked in zip(parts, alone, strict=True) if not p.answered]
    sentences = [s for part in parts if part.answered for s in part.written.sentences]
    if flagged := sum(not s.verdict.stands for s in sentences):
        gone = " and were left out" if strike else ""
        said.append(f"{flagged} of {len(sentences)} sentences are not borne out by their passages{gone}.")
    return " ".join(said) or None


def _asked_back(words: str, *, resolved: bool) -> str:
    asks = "Does “{}” mean something else than it was read as?" if resolved else "What does “{}” stand for?"
    return f"{asks.format(words)} Name it and ask again."


def _lacking(part: Part) -> str:
    """Why nothing answers."""
    if declined(part.written.draft):
        return f"The model found no answer in the {_nearest(part)} nearest to the question."
    if sentences := part.written.sentences:
        doubtful = next((s for s in sentences if s.verdict.support is Support.PARTLY), sentences[0])
        return f"The model's answer was not borne out by the documents: {doubtful.verdict.reason.rstrip('.')}."
    if not part.evidence:
        return "Nothing in the documents is near to the question."
    said = f"No answer was found in the {_nearest(part)} nearest to the question"
    unnamed_there = _named_nowhere(part)
    return f"{said}; none mentions {', '.join(unnamed_there)}." if unnamed_there else f"{said}."


def _nearest(part: Part) -> str:
    return f"{len(part.evidence)} passages" if len(part.evidence) != 1 else "passage"


def _named_nowhere(part: Part) -> list[str]:
    """Names and numbers of the question that none of its passages has."""
    lacking = [absent(part.question, f"{origin(item)}. {item.text}") for item in part.evidence]
    return [name for name in lacking[0] if all(name in other for other in lacking)]


def _used(written: Sequence[Generated], usage: Usage) -> Usage:
    return replace(
        usage,
        first_token_s=next((w.first_token_s for w in written if w.first_token_s is not None), None),
        verify_s=sum(checked) if (checked := [w.verify_s for w in written if w.verify_s is not None]) else None,
        prompt_tokens=_tokens(w.prompt_tokens for w in written),
        completion_tokens=_tokens(w.completion_tokens for w in written),
    )


def _tokens(counted: Iterable[int | None]) -> int | None:
    known = [n for n in counted if n is not None]
    return sum(known) if known else None
