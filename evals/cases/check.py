"""What an answer, a claim's verdict or an addition lacks of what its case asks."""

import re
from collections.abc import Sequence

from evals.cases.read import Ask, Claim
from evals.suites.match import says
from index import date
from index.day import in_words
from rag.types import Answer, Citation, Conflict, Evidence, Outcome
from rag.verification.check import check as checked
from rag.verification.draft import DraftSentence
from rag.verification.markers import Marker

_DAY = re.compile(r"\.\s+(\d{1,2} \w+ \d{4})$")
"""How `rag.verification.known.origin` ends what is known of a dated passage."""


def lacking(ask: Ask, answer: Answer) -> list[str]:
    """What is wrong with the answer, a line each; nothing where it is right."""
    declined = answer.outcome is Outcome.DECLINED
    found = []
    if declined is not ask.declined:
        found.append(f"declined: {answer.missing or ''}".rstrip(": ") if declined else "answered, not declined")
    given, shown = _given(answer), _shown(answer)
    found += [f"not said: {entry}" for entry in ask.must if not says(given, entry)]
    found += [f"said: {entry}" for entry in ask.must_not if says(shown, entry)]
    if ask.conflict is not None and bool(answer.conflicts) is not ask.conflict:
        found.append(
            "tells of no disagreement" if ask.conflict else f"tells of a disagreement: {answer.conflicts[0].about}"
        )
    return found


def wrong(claim: Claim) -> str | None:
    """How the verifier misjudges the claim as a sentence that cites the passage; None where it is right."""
    day = _DAY.search(claim.context)
    evidence = Evidence(
        number=1, document_id="", start=0, end=len(claim.passage), text=claim.passage,
        title=claim.context[: day.start()] if day else claim.context, published=date.parse(day[1]) if day else None,
    )  # fmt: skip
    sentence = checked(DraftSentence(claim.claim, (Marker("[1]", (1,)),)), "", {1: evidence}, 0)
    if sentence.verdict.stands is claim.stands:
        return None
    return f"{'does not stand' if claim.stands else 'stands'}: {sentence.verdict.reason}"


def untold(phrases: Sequence[str], said: Sequence[str]) -> list[str]:
    """Phrases that the lines do not say."""
    return [f"not said: {phrase}" for phrase in phrases if not says("\n".join(said), phrase)]


def _given(answer: Answer) -> str:
    """The answer with what it cites: where `must` has to stand."""
    return "\n".join([answer.text, *(f"{c.title}\n{c.quote}" for c in answer.citations)])


def _shown(answer: Answer) -> str:
    """All that the reader is shown of an answer, warnings and footnotes included."""
    if answer.outcome is Outcome.DECLINED:
        return answer.text
    beside = [answer.missing or "", answer.notice or "", *map(_both_sides, answer.conflicts)]
    return "\n".join([answer.text, *beside, *map(_footnote, answer.citations)])


def _both_sides(conflict: Conflict) -> str:
    return "\n".join([conflict.heading, *(f"{p.statement}\n{_footnote(p.citation)}" for p in conflict.positions)])


def _footnote(citation: Citation) -> str:
    """With its day in both ways that it is shown."""
    day = citation.published
    dated = f"{day}\n{in_words(day)}" if day else ""
    return f"{citation.title}\n{dated}\n{citation.quote}"
