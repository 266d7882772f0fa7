"""Whether a question asks for several things of a kind: "Which parishes were sued?".

English only, by the form of its words: a plural behind "which" or "what", and a verb behind the plural. Where the verb
is not told ("Which parishes sue?") the plural may be a verb itself ("Which company makes tyres?"), so that one thing is
taken to be asked for.
"""

import re

from rag.language.grammar.verbs import is_adverb, past

_ASKS = re.compile(
    r"^\W*(?:(?:in|to|from|on|for|at|by|with|against|of|through|under|between)\s+)?(?:which|what)\s+(?P<rest>.+)$", re.I
)
_WORD = re.compile(r"[\w’'-]+")
_AUXILIARY = frozenset(
    """are were is was have has had do does did will would can could should may might must shall aren't weren't haven't
    don't didn't""".split()
)
_BETWEEN = frozenset("once ever first also not still already both all then".split())
"""What may stand between a plural and its verb beside adverbs in -ly."""
_OF = frozenset("of in for on at from".split())
_ONE = frozenset("series species news politics physics mathematics economics athletics means gas corps always".split())
"""Singulars that end like plurals, and what is no noun."""
_IRREGULAR = frozenset("people men women children persons teeth feet mice countrymen policemen alumni criteria".split())
_SINGULAR = ("ss", "us", "is", "'s", "’s")
"""Endings of singulars: "campus", "crisis"."""
MODIFIERS = 4
"""Words from "which" to the plural: "which senior Harbour Board officials"."""


def asks_several(question: str) -> bool:
    """Whether a plural is asked for."""
    found = _ASKS.match(question)
    words = [w.lower() for w in _WORD.findall(found["rest"])][: MODIFIERS + 4] if found else []
    for at, word in enumerate(words[:MODIFIERS]):
        if word in _AUXILIARY or word in _OF:
            return False  # "what class of ships is" asks for one
        if _plural(word):
            rest = words[at + 1 :]
            return _verb(rest) or bool(rest and rest[0] in _OF and not _AUXILIARY.isdisjoint(rest))
    return False


def _verb(words: list[str]) -> bool:
    """Whether they begin with a verb, adverbs aside: an auxiliary or a past."""
    rest = iter(words)
    word = next((w for w in rest if w not in _BETWEEN and not is_adverb(w)), "")
    return word in _AUXILIARY or past(word)


def _plural(word: str) -> bool:
    ends = word.endswith("s") and not word.endswith(_SINGULAR)
    return word in _IRREGULAR or (ends and len(word) > 3 and word not in _ONE)
