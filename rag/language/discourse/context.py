"""Which sentences of a passage belong to one of it: a reader would not understand it without them."""

import re
from collections.abc import Sequence

from index.types import Sentence
from rag.language import lexicon
from rag.language.dates import without_dates
from rag.language.discourse.corrections import unfinished
from rag.language.names import names
from rag.language.words import content, words

REASONS = 2
"""Sentences behind the one found that a question for reasons takes along: a claim comes before its grounds."""

_CREDITS = frozenset(lexicon.words("names", "credits"))
_SMALL = frozenset(lexicon.words("names", "joining"))
_STOPS = tuple(".!?…。！？:：")
_WORDS = re.compile(r"[^\W_]+")
_ORIGIN_LONGEST = 120
"""Characters: a longer line is prose."""

FRAGMENT = 4
LONG = 40
"""Words and characters below which what does not end like a sentence is none."""

LISTED = 6
"""Items of a list that stay together."""

_LEANING = re.compile(
    r"(?:and|but|so|or|he|she|it|its|his|her|they|their|them|this|that|these|those|such|both|however|moreover|"
    r"instead|still|yet|also|then|there|the (?:two|three|move|decision|plan|remark|comment|latter|former)\w*)\b"
    r"|[“\"'‘]",
    re.IGNORECASE,
)
"""How a sentence begins that cannot stand without the one before."""
_PERSON = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.IGNORECASE)
_ALONE = 1
"""Words of content before a pronoun: with more of them one is what it stands for, as in "the mayor said he"."""
_TELLS = re.compile(r"\w[.!?。！？…][\"”'’)\]]*$|\w\s?[:=]\s?\w|\w.*\d")
"""What ends a sentence, or makes a note of a few words: "Password: swordfish", "Room 12"."""
_ITEM = re.compile(r"(?:[-*•–]|(?:\d{1,2}|[A-Za-z])[.)])\s")


def is_fragment(text: str) -> bool:
    """Whether it tells nothing by itself, as a credit, a section's name or a cell of a table does not."""
    return len(words(text)) < FRAGMENT and len(text) < LONG and not _TELLS.search(text)


def is_origin_line(text: str) -> bool:
    """Whether it says no more than from whom and when the text is: "TASS, undated", "9 March 2025", "Institute, by Ida
    Berg, 19 February 2024"."""
    if text.rstrip().endswith(_STOPS) or len(text) > _ORIGIN_LONGEST:
        return False
    dateless = without_dates(text)
    rest = _WORDS.findall(dateless)
    told = dateless != text or any(word.lower() in _CREDITS for word in rest)
    return told and all(word[0].isupper() or word.isdigit() or word.lower() in _CREDITS | _SMALL for word in rest)


def around(sentences: Sequence[Sentence], at: int, *, reasons: bool) -> range:
    """The places of the sentence at `at` and of what belongs to it: the one that it leans on, what its colon announces,
    the line that announces it, what holds instead of what it withdraws, and for `reasons` what follows."""
    first = _announcing(sentences, at)
    if first == at > 0 and _leans(sentences[at].text):
        first = at - 1
    last = max(_announced(sentences, at), at + REASONS if reasons else at)
    if at + 1 < len(sentences) and unfinished(sentences[at].text, sentences[at + 1].text):
        last = max(last, at + 1)
    return range(first, min(last, len(sentences) - 1) + 1)


def _leans(text: str) -> bool:
    """Whether it begins with what only the sentence before tells, or has a person whom nothing before names:
    "By the time of his release, he had been held for 17 months"."""
    if _LEANING.match(text):
        return True
    person = _PERSON.search(text)
    return person is not None and not has_antecedent(text[: person.start()])


def has_antecedent(before: str) -> bool:
    """Whether the words before a pronoun have what it may stand for: a name, or more words of content than one."""
    return bool(names(before)) or len(content(before)) > _ALONE


def _announced(sentences: Sequence[Sentence], at: int) -> int:
    """The last sentence of what a colon at the end of this one announces: of a list, LISTED items."""
    if not announces(sentences[at]):
        return at
    items = sentences[at + 1 : at + 1 + LISTED]
    listed = next((n for n, item in enumerate(items) if not _ITEM.match(item.text)), len(items))
    return at + max(1, listed)


def _announcing(sentences: Sequence[Sentence], at: int) -> int:
    """Where the line stands whose colon announces this one, as the next or within a list."""
    for before in range(at - 1, max(-1, at - 1 - LISTED), -1):
        if announces(sentences[before]):
            return before
        if not (_ITEM.match(sentences[before].text) and _ITEM.match(sentences[at].text)):
            break
    return at


def announces(sentence: Sentence) -> bool:
    """Whether it ends in a colon: what it announces comes next."""
    return sentence.text.rstrip().endswith((":", "："))
