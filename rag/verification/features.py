"""How a sentence and a passage agree, as figures: what the verifier decides on and its weights are fitted to."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.sentence import split
from index.types import Sentence
from rag.language import dates, names, numbers
from rag.language.align import Run, best_run, coverage
from rag.language.words import content
from rag.verification import negation, quote

NAMES = (
    "coverage", "window_coverage", "sentence_coverage", "pairs", "longest_run", "numbers", "names", "dates", "quotes",
    "polarity", "certainty", "tail",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Alignment:
    """A sentence laid against the part of a passage that covers it best."""

    sentence: str
    passage: str
    sentences: tuple[Sentence, ...]
    covered: float
    nearest: tuple[str, float]
    """The one sentence that covers most, and how much."""
    around: str = ""
    """The part of the passage that covers it best, with a sentence before and behind."""

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.sentences)


def align(sentence: str, passage: str) -> Alignment:
    """The best run of the passage's sentences; empty when the passage is."""
    sentences, wanted = split(passage), content(sentence)
    run = best_run(sentence, sentences) if sentences else Run(first=0, last=0, coverage=0.0)
    covering = tuple(sentences[run.first : run.last])
    nearest = max(
        ((s.text, coverage(wanted, content(s.text))) for s in covering), key=lambda p: p[1], default=("", 0.0)
    )
    around = " ".join(s.text for s in sentences[max(0, run.first - 1) : run.last + 1])
    return Alignment(
        sentence=sentence, passage=passage, sentences=covering, covered=run.coverage, nearest=nearest, around=around
    )


def features(sentence: str, passage: str, *, context: str = "", alignment: Alignment | None = None) -> dict[str, float]:
    """Figures in 0…1 under NAMES, 1 meaning agreement: no belief may fall where a figure rises."""
    found = alignment or align(sentence, passage)
    wanted, window = numbers.plain_content(sentence), numbers.plain_content(found.text)
    whole = numbers.plain_content(passage)
    nearest, nearness = found.nearest
    ours, theirs = negation.leaning(sentence), negation.leaning(nearest)
    close = nearness >= negation.CLOSE
    known = f"{passage}\n{context}"
    return {
        "coverage": coverage(wanted, whole),
        "window_coverage": coverage(wanted, [*window, *numbers.plain_content(context)]),
        "sentence_coverage": nearness,
        "pairs": _shared_pairs(wanted, whole),
        "longest_run": _longest_run(wanted, whole) / len(wanted) if wanted else 0.0,
        "numbers": _share_of_numbers(sentence, known),
        "names": _share_of_names(sentence, known),
        "dates": _share_of_dates(sentence, known),
        "quotes": float(quote.objection(sentence, passage) is None),
        "polarity": float(not (close and negation.flip(ours, theirs))),
        "certainty": float(not (close and negation.overstated(ours, theirs))),
        "tail": 1 - _uncovered_stretch(wanted, set(whole)) / len(wanted) if wanted else 0.0,
    }


def _share_of_numbers(sentence: str, known: str) -> float:
    claimed = numbers.quantities(dates.without_dates(sentence))
    if not claimed:
        return 1.0
    return 1 - len(numbers.missing(claimed, numbers.quantities(known))) / len(claimed)


def _share_of_names(sentence: str, known: str) -> float:
    wanted = names.names(sentence)
    total = sum(len(n.tokens) for n in wanted)
    return 1 - sum(len(n.tokens) for n in names.missing(wanted, known)) / total if total else 1.0


def _share_of_dates(sentence: str, known: str) -> float:
    claimed = dates.dates(sentence)
    if not claimed:
        return 1.0
    return 1 - len(dates.missing(claimed, dates.dates(known), dates.years(known))) / len(claimed)


def _shared_pairs(wanted: Sequence[str], given: Sequence[str]) -> float:
    pairs = set(pairwise(wanted))
    return len(pairs & set(pairwise(given))) / len(pairs) if pairs else coverage(wanted, given)


def _longest_run(wanted: Sequence[str], given: Sequence[str]) -> int:
    """Most content words in a row that stand in the same row in the passage."""
    best = 0
    before = [0] * (len(given) + 1)
    for word in wanted:
        row = [0] * (len(given) + 1)
        for j, other in enumerate(given, start=1):
            if word == other:
                row[j] = before[j - 1] + 1
                best = max(best, row[j])
        before = row
    return best


def _uncovered_stretch(wanted: Sequence[str], given: set[str]) -> int:
    """Most content words in a row that the passage lacks: an addition, rather than a paraphrase here and there."""
    best = current = 0
    for word in wanted:
        current = 0 if word in given else current + 1
        best = max(best, current)
    return best
