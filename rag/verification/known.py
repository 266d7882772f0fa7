"""What is known of a passage beside its text, and what of a question it lacks."""

import re

from index.day import in_words
from rag.language.names import missing as missing_names
from rag.language.names import names
from rag.language.numbers import Quantity, quantities
from rag.language.numbers import missing as missing_numbers
from rag.language.orders import is_order
from rag.types import Evidence

LISTED = 12
"""A number up to this may count what a passage lists without counting."""


def origin(evidence: Evidence) -> str:
    """Title, source, author and date of a passage, and the people and topics near it: context for names and dates."""
    published = evidence.published and in_words(evidence.published)
    parts = (evidence.title, evidence.source, evidence.author, published, *evidence.people, *evidence.topics)
    return ". ".join(str(p) for p in parts if p and not is_order(str(p)))


def absent(question: str, passage: str) -> tuple[str, ...]:
    """Proper names and numbers of the question that a passage (with its origin) does not have."""
    lacking_names = missing_names(names(question), passage)
    lacking_numbers = missing_numbers(quantities(question), quantities(passage))
    said = [re.sub(r"['’]s$", "", str(n)) for n in lacking_names if n.sure]
    named = {word for name in said for word in name.split()}
    said += [n.raw for n in lacking_numbers if not _may_be_told(n, question) and n.raw not in named]
    return tuple(dict.fromkeys(said))


def _may_be_told(number: Quantity, question: str) -> bool:
    """ "The three concepts" or "2 facts about" may stand in a passage as a list of them, and "double" as two sums;
    "Article 6" is a name.
    """
    if number.unit == "times":
        return True
    named = re.search(rf"(?<=\S )[A-Z][\w-]*\s+{re.escape(number.raw)}\b", question)
    return not number.unit and number.value <= LISTED and not named
