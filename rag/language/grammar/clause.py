"""The clauses of a sentence as words: what stands before and behind a place in them.

"Lund, which sued Moss," is read as "Lund sued Moss", and a list of names as joined by "and".
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from rag.language import lexicon
from rag.language.grammar.verbs import is_adverb, past
from rag.language.words import STOP, words

_ENDS = re.compile(r"[;:()—–]|,(?!\d)|\b(?:but|that|which|who|whom|while|after|before|as|when|if|because)\b")
BREAK = re.compile(r"[;:()—–]|[.,](?!\d)|\b(?:but|while|whereas)\b")
"""Between clauses that have a subject each; a point or comma within a number is none."""
_NAME = r"[A-Z][\w’'.-]{0,40}(?:\s[A-Z][\w’'.-]{0,40}){0,3}"
_LIST = re.compile(rf"\b{_NAME}(?:,\s{_NAME}){{1,8}},?\sand\s(?=(?:the\s)?[A-Z])")
_COMMA = re.compile(r",(?:\sand)?\s")
_RELATIVE = re.compile(r"\b(?P<who>(?:[A-Z][\w’'.-]{0,40}\s){0,3}[\w’'-]{1,40}),?\s(?:which|who)\s(?=[a-z])")
_PART = re.compile(r"\b(?:of|in|at|to|by|for|from|with|on)\s(?:the\s|an?\s)?$")
"""Before whom "which" follows: it may speak of the whole of which he is a part."""
_HELPING = frozenset(lexicon.words("function_words", "helping"))
NEGATIONS = frozenset(lexicon.words("polarity", "negations"))
DENYING = NEGATIONS | frozenset(lexicon.words("polarity", "denying"))
LITTLE = DENYING | frozenset(lexicon.words("polarity", "little"))
_ARTICLES = frozenset(lexicon.words("function_words", "articles"))
_PREPOSITIONS = frozenset(lexicon.words("function_words", "prepositions"))
_CAPITALS = re.compile(r"\b[A-Z]\S*")
_DOERS, _DONE_TO = 3, 4
"""Words in a row that are taken for one who does it, or has it done to."""


class Clause:
    """A clause as its words, and those of them that it has in capitals. `text` is it as the sentence has it, or else
    the sentence."""

    def __init__(self, text: str, sentence: str) -> None:
        self.text = text.strip() if text in sentence else sentence
        self.said = words(text)
        self.proper = proper(text)

    @property
    def refrains(self) -> frozenset[str]:
        """The names that it begins with, where it says what these do not: "Lund has not replied"."""
        names = list(takewhile(lambda word: word in self.proper or word == "the", self.said))
        following = takewhile(lambda word: word in _HELPING | LITTLE, self.said[len(names) :])
        return frozenset() if LITTLE.isdisjoint(following) else frozenset(names)

    def helped(self, at: int) -> list[str]:
        """The helping words in a row before a verb."""
        start = at
        while start and (self.said[start - 1] in _HELPING | LITTLE or is_adverb(self.said[start - 1])):
            start -= 1
        return self.said[start:at]

    def doer(self, at: int, *, sure: bool) -> list[str]:
        """The words for whoever does what the verb there says; one word, or names, where that it is a verb is not sure.

        Behind "to" he stands before the verb that leads to it, or is whom it is asked of: "Lund asked Moss to sail".
        """
        found = self._before(at, _DOERS if sure else 1)
        if found or not at or self.said[at - 1] != "to":
            return found
        asked = self._before(at - 1, 1)
        start = self._bare(at - 1 - len(asked))
        led = start and self.said[start - 1] not in STOP
        if {*asked} <= self.proper or start < at - 1 - len(asked):
            return asked if led else []
        return self._before(start - len(self.helped(start)), _DOERS)

    def behind(self, at: int) -> tuple[str, list[str], int]:
        """The preposition there, if any, the words behind it up to the next small word, and where they end."""
        said = self.said
        preposition = said[at] if at < len(said) and said[at] in _PREPOSITIONS else ""
        at += bool(preposition)
        found: list[str] = []
        while at < len(said) and (said[at] in _ARTICLES or said[at] not in STOP) and len(found) < _DONE_TO:
            found += [said[at]] if said[at] not in _ARTICLES else []
            at += 1
        while found and {*found} <= self.proper and (row := self._joined(at)):
            found += row[0]
            at = row[1]
        return preposition, found, at

    def head(self, phrase: Sequence[str]) -> list[str]:
        """Its first word, and the next for as long as they are names or numbers: behind "leaders" stands a verb."""
        names = list(takewhile(lambda word: word in self.proper or word[0].isdigit(), phrase))
        return list(phrase[: len(names) + 1])

    def _before(self, at: int, widest: int) -> list[str]:
        """The words in a row before a place: as many as may be, and of names all, with those joined to them."""
        found = self._row(at, widest)
        start = self._bare(at - len(found))
        while found and {*found} <= self.proper and start > 1 and self.said[start - 1] == "and":
            row = self._row(start - 1, 1)
            start = self._bare(start - 1 - len(row))
            if not {*row} <= self.proper or (start and self.said[start - 1] not in STOP):
                break
            found = row + found
        return found

    def _row(self, at: int, widest: int) -> list[str]:
        start = at
        while start and self.said[start - 1] not in STOP and at - start < _DOERS:
            if at - start >= widest and not {*self.said[start - 1 : at]} <= self.proper:
                break
            start -= 1
        return self.said[start:at]

    def _joined(self, at: int) -> tuple[list[str], int] | None:
        """The names that an "and" there adds, and where they end; none if they have a verb of their own."""
        if self.said[at : at + 1] != ["and"]:
            return None
        start = at + 2 if self.said[at + 1 : at + 2] == ["the"] else at + 1
        row = list(takewhile(lambda word: word in self.proper, self.said[start:]))
        following = "".join(self.said[start + len(row) : start + len(row) + 1])
        return (row, start + len(row)) if row and following not in _HELPING and not past(following) else None

    def _bare(self, at: int) -> int:
        """Where the article begins that ends there, or there."""
        return at - 1 if at and self.said[at - 1] in _ARTICLES else at


def proper(text: str) -> frozenset[str]:
    """The words that a text has in capitals."""
    return frozenset(words(" ".join(_CAPITALS.findall(text))))


def clauses(sentence: str) -> Iterator[Clause]:
    """The clauses of a sentence in order."""
    joined = _LIST.sub(lambda match: _COMMA.sub(" and ", match[0]), sentence)
    for text in _ENDS.split(_RELATIVE.sub(_told, joined)):
        yield Clause(text, sentence)


def _told(relative: re.Match[str]) -> str:
    """ "Lund; Lund" for "Lund, which"."""
    before = relative.string[max(0, relative.start() - 12) : relative.start()]
    return relative[0] if _PART.search(before) else f"{relative['who']}; {relative['who']} "
