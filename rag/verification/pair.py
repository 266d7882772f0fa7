"""A sentence beside the passage that should bear it out, read once for all checks; and what a check finds."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from index.sentence import split
from index.types import Sentence
from rag.language.align import Run, best_run, coverage
from rag.language.dates import When, publication, relative_years, resolved, years
from rag.language.detect import language
from rag.language.words import content
from rag.types import Support

TELLS = 0.6
"""Share of the sentence's content words from which on the aligned part of the passage tells of the same thing, so that
another number or date there is one that contradicts it."""


MOST_NUMBERS = 40
"""Numbers of a sentence that are each held against all of the passage: one with more is a table."""

_PUBLISHED = re.compile(
    r"\b(?:articles?|reports?|reported|reporting|stor(?:y|ies)|news\w*|papers?|publish\w*|press|issued?|editions?|posts?|posted"
    r"|texts?|documents?|dated|wr(?:ote|itten)|columns?|notes?|as of|according to)\b",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of the document, whose date is that of publication."""


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
    def language(self) -> str | None:
        """That of the passage (ISO 639-1); None where it is not known."""
        return language(self.passage)

    @cached_property
    def origin(self) -> str:
        """What is known of the document, without the date of its publication: that is no date of what it tells."""
        return publication(self.context)[0]

    @cached_property
    def published(self) -> When | None:
        """The date of publication."""
        return publication(self.context)[1]

    @cached_property
    def times(self) -> tuple[When, ...]:
        """The dates that bear the sentence out: those of the passage and its origin, its relative words resolved; and
        that of publication where the sentence itself speaks of what was published then."""
        told = resolved(f"{self.passage}\n{self.origin}", self.published)
        spoken_of = self.published is not None and _PUBLISHED.search(self.sentence)
        return (*told, self.published) if spoken_of and self.published else told

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that bear the sentence out, alike; "last year" is the year before its publication."""
        known = {when.year for when in self.times if when.year is not None}
        published = frozenset({self.published.year}) if self.published and self.published.year else frozenset()
        return (
            frozenset(known)
            | years(f"{self.passage}\n{self.origin}")
            | (relative_years(self.passage, published) or frozenset())
        )

    @cached_property
    def near_years(self) -> frozenset[int]:
        """The years that stand where the passage covers the sentence best, or follow from what stands there."""
        near = f"{self.around}\n{self.origin}"
        told = {when.year for when in resolved(near, self.published) if when.year is not None}
        published = frozenset({self.published.year}) if self.published and self.published.year else frozenset()
        spoken_of = published if _PUBLISHED.search(self.sentence) else frozenset()
        return years(near) | told | spoken_of | (relative_years(near, published) or frozenset())

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

    def reads(self, language: str | None) -> bool:
        """Whether it can read a passage in that language; None may be any, and is read."""
        return self.languages is None or language is None or language in self.languages
