"""A sentence laid against the part of a passage that says most of it."""

from dataclasses import dataclass

from index.sentence import split
from index.types import Sentence
from rag.language.align import Run, best_run, coverage
from rag.language.words import content


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
