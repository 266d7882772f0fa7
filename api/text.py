"""An answer as text for clients that show nothing else: markers, what has to be said beside it, footnotes."""

from collections.abc import Sequence
from datetime import date

from index.day import in_words
from rag.types import Answer, AnswerSentence, Citation, Conflict, Outcome


def sentence_text(sentence: AnswerSentence, numbers: dict[Citation, int]) -> str:
    """The sentence with its markers, and a warning where its passages do not bear it out."""
    markers = "".join(f" [{numbers.setdefault(c, len(numbers) + 1)}]" for c in sentence.citations)
    failed = "".join(f" ({marker}: no such source)" for marker in sentence.failed_markers)
    warning = "" if sentence.verdict.stands else f" (not borne out: {sentence.verdict.reason})"
    return f"{sentence.text}{markers}{failed}{warning}"


def answer_text(answer: Answer, *, footnotes: bool) -> str:
    """The whole answer. A declined question says what is missing, and names the nearest passages."""
    numbers: dict[Citation, int] = {}
    body = " ".join(sentence_text(sentence, numbers) for sentence in answer.sentences)
    return "".join((body, *rest(answer, numbers, footnotes=footnotes))).strip()


def rest(answer: Answer, numbers: dict[Citation, int], *, footnotes: bool) -> list[str]:
    """What follows the sentences, each part with its blank line in front."""
    lines = [answer.missing, *map(_sides, answer.conflicts), answer.notice]
    parts = [f"\n\n{line}" for line in lines if line]
    if answer.outcome is Outcome.DECLINED and footnotes and answer.evidence:
        near = [f"- {_origin(e.title, e.source, e.published, e.place(e.start))}" for e in answer.evidence]
        parts.append("\n\nNearest passages:\n" + "\n".join(dict.fromkeys(near)))
    if footnotes and numbers:
        parts.append("\n\n" + "\n".join(_footnotes(numbers)))
    return parts


def _footnotes(numbers: dict[Citation, int]) -> Sequence[str]:
    return [
        f"[{number}] {_origin(c.title, c.source, c.published, c.place)}: “{' '.join(c.quote.split())}”"
        for c, number in numbers.items()
    ]


def _sides(conflict: Conflict) -> str:
    sides = (
        f"{_origin('', c.source, c.published, c.place)}: “{p.statement}”"
        for p in conflict.positions
        for c in (p.citation,)
    )
    return f"{conflict.heading}: {conflict.about}. {'; '.join(sides)}"


def _origin(title: str, source: str | None, published: date | None, place: str | None) -> str:
    day = in_words(published, short=True)
    return " · ".join(filter(None, (title, source or "source unknown", day, place)))
