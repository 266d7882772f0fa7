"""The words of a text that carry its content, in a form under which inflections meet."""

import re
from functools import lru_cache

from rag.language.irregular import BASES

WORD = re.compile(r"[^\W\d_]+\d[^\W_]*|\d+[A-Z](?![a-z])|\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:[’'][^\W\d_]+)*")

STOP = frozenset(
    """a about above after again against all also although am an and any are as at be because been before being below
    between both but by can could did do does doing down during each either else ever few for from further had has
    have having he her here hers him his how however i if in into is it its itself just may me might more most much
    must my neither no nor not now of off on once only onto or other our out over own per same shall she should since
    so some such than that the their theirs them then there these they this those though through to too under until
    up upon us very was we were what when where whether which while who whom whose why will with within without would
    yet you your s t re ve ll d m one said says say according moreover furthermore therefore
    thus hence overall instead meanwhile finally while despite although since additionally together like among
    during per via""".split()
)

_ONE_NAME = (
    (re.compile(r"\bUS\b(?!\s?\$)|(?i:\bU\.S\.(?:A\.)?|\bUSA\b|\bUnited States(?: of America)?\b)"), "unitedstates"),
    (re.compile(r"(?i:\bU\.K\.|(?<!\.)\bUK\b|\bUnited Kingdom\b|\bGreat Britain\b)"), "britain"),
    (re.compile(r"\bE\.U\.|\bEU\b|(?i:\bEuropean Union\b)"), "europeanunion"),
    (re.compile(r"\bU\.N\.|\bUN\b|(?i:\bUnited Nations\b)"), "unitednations"),
    (re.compile(r"\bUnited Arab Emirates\b|\bU\.A\.E\."), "UAE"),
    (re.compile(r"\bCzech Republic\b"), "Czechia"),
    (re.compile(r"\bDPRK\b"), "North Korea"),
    (re.compile(r"\bFederal Reserve\b"), "Fed"),
    (re.compile(r"\bGDP\b|\b[Gg]ross [Dd]omestic [Pp]roduct\b"), "grossdomesticproduct"),
)
"""Names whose short forms are common words or single letters, or share no word with the long one."""
SPELT = {"defence": "defense", "labour": "labor", "kiev": "kyiv"}
"""British and older spellings under which a name, or a portfolio, is the same."""

_SUFFIXES = (
    "ations", "ation", "ments", "ment", "ingly", "edly", "ness", "ings", "ing", "ions", "ion", "ied", "ies",
    "ers", "ors", "ed", "er", "or", "es", "ly", "al", "s",
)  # fmt: skip
_KEEP = 3
"""A stem has at least this many letters."""


def words(text: str) -> list[str]:
    """Every word and number in lower case, without possessives; a number without its separators."""
    return [_plain(match[0]) for match in WORD.finditer(one_name(text))]


@lru_cache(maxsize=2_000)
def content(text: str) -> tuple[str, ...]:
    """Stems of the words that carry content, in order."""
    return tuple(stem(word) for word in words(text) if word not in STOP)


def one_name(text: str) -> str:
    """The text with every spelling of a few states and unions written as one word."""
    for spelling, name in _ONE_NAME:
        text = spelling.sub(name, text)
    return text


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A crude stem: it only has to be the same for inflections of one word."""
    if not word.isalpha() or not word.isascii():
        return word
    word = SPELT.get(word) or BASES.get(word, word)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _KEEP and not word.endswith("ss"):
            word = word[: -len(suffix)]
            break
    if len(word) > _KEEP and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word.rstrip("eyi") if len(word.rstrip("eyi")) >= _KEEP else word


def _plain(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "").rstrip("%").lower()
    word = word.lower().replace("’", "'")
    return word.removesuffix("'s").replace("'", "")
