"""A sentence beside the passage that should bear it out, read once for all checks; and what a check finds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from index.sentence import split
from index.types import Sentence
from rag.language.align import Run, best_run, coverage
from rag.language.words import content
from rag.types import Support

TELLS = 0.6
"""Share of the sentence's content words from which on the aligned part of the passage tells of the same thing, so that
another number or date there is one that contradicts it."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The best verdict that is left to the sentence, and why, in words for the reader."""

    at_best: Support
    reason: str


@dataclass(frozen=True)
class Pair:
    """A sentence and a passage. `context` is what is known of the passage's document: title, source, author, date.

    Nothing is parsed before a check asks for it, and nothing twice.
    """

    sentence: str
    passage: str
    context: str = ""

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Of the passage."""
        return split(self.passage)

    @cached_property
    def run(self) -> Run:
        """The passage's sentences that cover the sentence best, and how much of it."""
        return best_run(self.sentence, self.sentences) if self.sentences else Run(first=0, last=0, coverage=0.0)

    @cached_property
    def aligned(self) -> tuple[Sentence, ...]:
        """Those sentences."""
        return tuple(self.sentences[self.run.first : self.run.last])

    @cached_property
    def text(self) -> str:
        """Their text."""
        return " ".join(s.text for s in self.aligned)

    @cached_property
    def around(self) -> str:
        """Their text with a sentence before and behind."""
        return " ".join(s.text for s in self.sentences[max(0, self.run.first - 1) : self.run.last + 1])

    @property
    def covered(self) -> float:
        """Share of the sentence's content words that they have."""
        return self.run.coverage

    @cached_property
    def nearest(self) -> tuple[str, float]:
        """The one sentence of the passage that covers most, and how much."""
        wanted = content(self.sentence)
        shares = ((s.text, coverage(wanted, content(s.text))) for s in self.aligned)
        return max(shares, key=lambda pair: pair[1], default=("", 0.0))


@dataclass(frozen=True, kw_only=True)
class Check:
    """One kind of mistake. `languages` are those that it can read (ISO 639-1), None for any."""

    name: str
    find: Callable[[Pair], Finding | None]
    languages: frozenset[str] | None = None
