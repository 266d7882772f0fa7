"""Proper names of a sentence, and whether a passage has them under any usual spelling."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from index.remembered import remembered
from rag.language import gazetteer, lexicon
from rag.language.gazetteer import one_name
from rag.language.locales import currencies
from rag.language.words import STOP, stem

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-’'&][^\W_]+)*")
_WORD = re.compile(r"\w+")
_JOINS = re.compile(r"\.?\s+(?:(?:of|the|for|de|van|von|der|al|bin|la)\s+){0,2}")
_CALENDAR = (word for name in ("months", "short", "weekdays") for word in lexicon.words("calendar", name))
_NOT_NAMES = frozenset((*lexicon.words("names", "no_names"), *_CALENDAR))
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
"""Letters that no normalisation takes apart."""
_COUNTED = re.compile(
    r"(?i:two|three|four|five|six|seven|eight|nine|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)-[a-z]"
)
"""A number that opens a sentence: "Two-thirds", "Twenty-five"."""
_SHORTENED = frozenset(lexicon.words("names", "shortened"))
"""Abbreviations that do not end a sentence. Others of up to three letters are written with a capital: "Gen."."""
_OFTEN = 2
_DOCUMENTS = 2_000_000
"""Characters of documents whose names are remembered: a thousand short notes, or the book that all passages are of."""
_HEAD = 3
"""Letters that kindred words begin with: only such are compared."""
_ROOT = 5
"""Letters by which "Japan" and "Japanese" are one."""
_WINDOW = 200
"""Characters in which the word before a name stands: a document is not copied for each of its names."""
_ENDINGS = frozenset(lexicon.words("names", "endings"))
_POSSESSIVE = ("’s", "'s", "’", "'")
_VERBLIKE = re.compile(
    r"(?:is|was|has|had|will|would|can|could|says|said|\w{3,}ed|wrote|told|won|led|left|went|made|took|gave|came|saw"
    r"|met|ran|fell|rose|kept|held|lost|paid|sent|sold|bought|built|grew|knew|spoke|chose|became|began)$"
)


@dataclass(frozen=True, kw_only=True)
class Name:
    """A capitalised run. `sure` is False for a lone capital at the start of a sentence, which may be any word.

    `short` are the initials by which it may be known: "BJ" and "BOJ" for the Bank of Japan.
    """

    tokens: tuple[str, ...]
    sure: bool = True
    short: frozenset[str] = field(default=frozenset(), compare=False)

    def __str__(self) -> str:
        return " ".join(gazetteer.shown(token) for token in self.tokens)


def names(text: str) -> list[Name]:
    """The proper names of a sentence in order."""
    text = one_name(text)
    found: list[Name] = []
    run: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        if run and (not _JOINS.match(text, run[-1].end()) or _opens_sentence(text, match.start())):
            found.append(_name(run))
            run = []
        if not _nameworthy(match[0]) or _is_sum(match):
            if run and not _JOINS.fullmatch(text, run[-1].end(), match.end() + 1):
                found.append(_name(run))
                run = []
        elif not run and match[0].lower() in STOP:
            continue
        elif run or not _opens_sentence(text, match.start()):
            run.append(match)
        else:
            found_here, following = match[0], _TOKEN.match(text, match.end() + 1)
            if (following and _nameworthy(following[0])) or not found_here.isalpha() or found_here.isupper():
                run.append(match)
            elif following and not found_here.endswith("s") and _VERBLIKE.match(following[0]):
                found.append(Name(tokens=(found_here,), sure=False))
    return [*found, _name(run)] if run else found


def missing(wanted: Iterable[Name], text: str) -> list[Name]:
    """The names, or the parts of names, that a text does not have."""
    known = _vocabulary(text)
    absent = []
    for name in wanted:
        if name.short & known.acronyms:
            continue
        if parts := tuple(t for t in name.tokens if not _known(t, known)):
            absent.append(Name(tokens=parts, sure=name.sure))
    return absent


def same(one: str, other: str) -> bool:
    """Whether all of one name stands in the other: "Berg" and "Ida Berg"."""
    return not missing(names("x " + one), other) or not missing(names("x " + other), one)


def _name(run: list[re.Match[str]]) -> Name:
    text = run[0].string[run[0].start() : run[-1].end()]
    initials = [word[0][0] for word in _TOKEN.finditer(text) if word[0][0].isupper() or word[0] == "of"]
    return Name(tokens=tuple(match[0] for match in run), short=_short(initials))


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - _WINDOW) : start].rstrip()
    if not before or before[-1] in '"“‘([«:!?*':
        return True
    last = before.rsplit(maxsplit=1)[-1]
    return last[-1] == "." and "." not in last[:-1] and (len(last) > 4 or (last.islower() and last not in _SHORTENED))


def _nameworthy(token: str) -> bool:
    if token[0].islower():
        return token.startswith(("unitedstates", "unitednations", "europeanunion")) or token == "britain"
    letters = [c for c in token if c.isalpha()]
    capital = token[0].isupper() or (token[0].isdigit() and bool(letters) and letters[0].isupper())
    return capital and _bare(token).lower() not in _NOT_NAMES and not _COUNTED.match(token)


def _is_sum(match: re.Match[str]) -> bool:
    """Whether it is the code of a currency beside a number: "340 PLN"."""
    around = match.string[max(0, match.start() - 2) : match.end() + 2]
    return match[0] in currencies()[0] and any(map(str.isdigit, around))


def _bare(token: str) -> str:
    return (
        token.removesuffix("s").rstrip("’'").replace(".", "") if token.endswith(_POSSESSIVE) else token.replace(".", "")
    )


@lru_cache(maxsize=20_000)
def _low(token: str) -> str:
    """In lower case and without accents: Erdoğan may be written Erdogan, and Łódź Lodz."""
    if token.isascii():
        return token.lower()
    parts = unicodedata.normalize("NFKD", token.lower().translate(_STROKES))
    return "".join(c for c in parts if not unicodedata.combining(c))


@dataclass(frozen=True, kw_only=True)
class _Vocabulary:
    """A text's words as `_low` has them, also by their first letters, those that are all capitals, and the initials of
    its names, in capitals."""

    words: frozenset[str]
    by_head: Mapping[str, Sequence[str]]
    acronyms: frozenset[str]
    initials: frozenset[str]


@lru_cache(maxsize=500)
def _vocabulary(text: str) -> _Vocabulary:
    text = one_name(text)
    words: set[str] = set()
    acronyms: set[str] = set()
    initials: set[str] = set()
    capitals: list[str] = []
    for match in _TOKEN.finditer(text):
        token = _bare(match[0])
        low = _low(token)
        for part in (low, *re.split(r"[-&]", low)) if "-" in low or "&" in low else (low,):
            words.update((part, gazetteer.state(part)))
        if _abbreviates(token):
            acronyms.add(token.upper())
        if token[:1].isupper() or token == "of":
            capitals.append(token[0])
        elif token not in ("the", "and", "for", "on"):
            initials |= _initials(capitals)
            capitals = []
    initials |= _initials(capitals)
    by_head: dict[str, list[str]] = {}
    for word in words:
        by_head.setdefault(word[:_HEAD], []).append(word)
    return _Vocabulary(
        words=frozenset(words), by_head=by_head, acronyms=frozenset(acronyms), initials=frozenset(initials)
    )


def _initials(letters: Sequence[str]) -> set[str]:
    """The initials of every run of two to six capitals in a row of them and of the "o" of each "of"."""
    capitals = [at for at, letter in enumerate(letters) if letter.isupper()]
    ends = [(i, j) for at, i in enumerate(capitals) for j in capitals[at + 1 : at + 6]]
    return {short for i, j in ends for short in _short(letters[i : j + 1])}


def _short(letters: Sequence[str]) -> frozenset[str]:
    """Such a row as initials, without each "of" and with it; none of one letter."""
    run = "".join(letters)
    return frozenset((run.replace("o", ""), run.upper())) if len(letters) > 1 else frozenset()


def _abbreviates(token: str) -> bool:
    """Whether it may be initials: "BOJ", "DoD"."""
    return token.isupper() or sum(map(str.isupper, token)) > 1


def _known(token: str, known: _Vocabulary) -> bool:
    word = _low(_bare(token))
    if word in known.words or gazetteer.state(word) in known.words:
        return True
    if _abbreviates(_bare(token)) and _bare(token).upper() in known.initials:
        return True
    if "-" in word or "&" in word:
        parts = re.split(r"[-&]", word)
        return all(part in known.words or (not part.isdigit() and len(part) < 3) for part in parts)
    if len(word) < 4:
        return False
    return any(kin(word, other) for other in known.by_head.get(word[:_HEAD], ()))


def kin(one: str, other: str) -> bool:
    """Japan and Japanese, Italy and Italian, Berg and Bergs: not Austria and Australia, nor Niger and Nigeria."""
    if one[:_HEAD] != other[:_HEAD]:
        return False
    short, long = sorted((one, other), key=len)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(short, long, strict=False)))
    if common < 4 or len(short) - common > 1:
        return False
    return long[common:] in _ENDINGS or stem(one) == stem(other)


def full_names(document: str, passage: str) -> tuple[str, ...]:
    """Names of two to four words in the document whose last word stands in the passage without the first."""
    known = _by_last_word(document)
    said = dict.fromkeys(_WORD.findall(passage))
    return tuple(str(name) for word in said for name in known.get(word, ()) if name.tokens[0] not in passage)


def topics(document: str) -> tuple[str, ...]:
    """The names that stand in a document at least `_OFTEN` times: what its sentences are about without saying so.

    A word that is a name somewhere counts where it opens a sentence, too.
    """
    found = [name for name in _in_document(document) if name.sure]
    counts = Counter(_root(name) for name in found)
    alone = Counter(_bare(token).lower()[:_ROOT] for token in _TOKEN.findall(document) if token[0].isupper())
    return tuple(dict.fromkeys(str(n) for n in found if max(counts[_root(n)], alone[_root(n)]) >= _OFTEN))


@remembered(characters=_DOCUMENTS)
def _in_document(document: str) -> tuple[Name, ...]:
    return tuple(names(document))


@remembered(characters=_DOCUMENTS)
def _by_last_word(document: str) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = {}
    for name in dict.fromkeys(_in_document(document)):
        if 2 <= len(name.tokens) <= 4:
            found.setdefault(_WORD.findall(name.tokens[-1])[-1], []).append(name)
    return found


def _root(name: Name) -> str:
    """ "Japan", "Japan's" and "Japanese" count as one."""
    return " ".join(_bare(token).lower()[:_ROOT] for token in name.tokens)
