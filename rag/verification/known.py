"""What is known of a passage beside its text, and what of a question it lacks."""

import re
from collections.abc import Sequence

from index.day import in_words
from rag.language.discourse.orders import is_order
from rag.language.names import missing as missing_names
from rag.language.names import names
from rag.language.quantities.numbers import Quantity, plain, quantities
from rag.language.quantities.numbers import missing as missing_numbers
from rag.types import Evidence

LISTED = 12
"""A number up to this may count what a passage lists without counting."""


def origin(evidence: Evidence) -> str:
    """Title, source, author and date of a passage, and the people and topics near it: context for names and dates."""
    published = evidence.published and in_words(evidence.published)
    parts = (evidence.title, evidence.source, evidence.author, published, *evidence.people, *evidence.topics)
    return ". ".join(str(p) for p in parts if p and not is_order(str(p)))


_NAMED = re.compile(r"(?<=\S )[A-Z][\w-]{0,40}\s{1,3}$")
"""What stands before a number that is part of a name: "Article 6"."""
_BEFORE = 60
"""Characters before a number in which that stands."""


def absent(question: str, passage: str) -> tuple[str, ...]:
    """Proper names and numbers of the question that a passage (with its origin) does not have."""
    asked = quantities(question)
    lacking_names = missing_names(names(question), passage)
    lacking_numbers = missing_numbers(asked, quantities(passage))
    said = [re.sub(r"['’]s$", "", str(n)) for n in lacking_names if n.sure]
    named = {word for name in said for word in name.split()}
    parts_of_names = _parts_of_names(question, asked)
    said += [n.raw for n in lacking_numbers if not _may_be_told(n, n.raw in parts_of_names) and n.raw not in named]
    return tuple(dict.fromkeys(said))


def _parts_of_names(question: str, asked: Sequence[Quantity]) -> frozenset[str]:
    """The numbers of a question that stand in a name somewhere in it."""
    text = plain(question)
    return frozenset(n.raw for n in asked if _NAMED.search(text, max(0, n.start - _BEFORE), n.start))


def _may_be_told(number: Quantity, named: bool) -> bool:
    """ "The three concepts" or "2 facts about" may stand in a passage as a list of them, and "double" as two sums;
    "Article 6" is a name.
    """
    return number.unit == "times" or (not number.unit and number.value <= LISTED and not named)
