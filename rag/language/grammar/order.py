"""What came first, or brought the other about: "A after B" is "B before A", and "A because of B" is "B led to A"."""

import re
from dataclasses import dataclass

from rag.language.grammar.verbs import root
from rag.language.words import STOP, words

_LINK = re.compile(
    r"\b(?:(?P<forward>before|(?:led|leads?|leading) to|brought about|followed by|result(?:s|ed)? in"
    r"|(?:cause[sd]|prompt(?:s|ed)|trigger(?:s|ed))(?! by))"
    r"|(?P<backward>after|because|due to|owing to|(?:as a |in )?(?:result|response|reaction) (?:of|to)"
    r"|(?<!the )following(?= the)|follow(?:s|ed)(?! by)|(?:caused|prompted|triggered) by))\b",
    re.IGNORECASE,
)
_TIME = ("before", "after")
_AS = re.compile(r"\bas (?!a (?:result|response|reaction)\b|well\b)", re.IGNORECASE)
"""This may give a cause of its own, or a time."""


@dataclass(frozen=True)
class Order:
    """Roots of the words for what a text puts earlier, or has as the cause, and for what it puts later."""

    earlier: frozenset[str]
    later: frozenset[str]
    word: str
    """The root of the "before", "after" or "caused"."""


def order(text: str) -> Order | None:
    """Where the one link of a text ("before", "because") puts its words; None where it has none, or several."""
    links = list(_LINK.finditer(text))
    if len(links) != 1:
        return None
    link = links[0]
    said = link[0].lower()
    if said not in _TIME and _AS.search(text):
        return None
    main, other = text[: link.start()], text[link.end() :]
    if not words(main) and "," in other:  # "After the storm, the ferry left."
        other, _, main = other.partition(",")
    one, two = (frozenset(root(w) for w in words(part) if w not in STOP) for part in (main, other))
    word = root(max(words(said), key=len))
    return Order(one, two, word) if link["forward"] else Order(two, one, word)


def reversed_order(one: Order, other: Order) -> bool:
    """Whether each of the two puts earlier what the other puts later."""
    alike = len(one.earlier & other.earlier) + len(one.later & other.later)
    crossed = (one.earlier & other.later, one.later & other.earlier)
    return all(crossed) and sum(map(len, crossed)) > alike
