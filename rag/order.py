"""What came first: "A after B" is "B before A"."""

from dataclasses import dataclass

from rag.verbs import root
from rag.words import STOP, words

_ORDER = ("before", "after")


@dataclass(frozen=True)
class Order:
    """Roots of the words for what a text puts earlier, and for what it puts later."""

    earlier: frozenset[str]
    later: frozenset[str]
    word: str
    """The root of the "before" or "after"."""


def order(text: str) -> Order | None:
    """Where the one "before" or "after" of a text puts its words; None where it has none, or several."""
    tokens = words(text)
    places = [at for at, token in enumerate(tokens) if token in _ORDER]
    if len(places) != 1:
        return None
    at = places[0]
    main, other = tokens[:at], tokens[at + 1 :]
    if not at and "," in text:  # "After the storm, the ferry left."
        fronted, _, rest = text.partition(",")
        main, other = words(rest), words(fronted)[1:]
    one, two = (frozenset(root(w) for w in part if w not in STOP) for part in (main, other))
    word = root(tokens[at])
    return Order(one, two, word) if tokens[at] == "before" else Order(two, one, word)


def reversed_order(one: Order, other: Order) -> bool:
    """Whether what one puts earlier is rather what the other puts later."""
    alike = len(one.earlier & other.earlier) + len(one.later & other.later)
    return len(one.earlier & other.later) + len(one.later & other.earlier) > alike
