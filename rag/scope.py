"""A number of a whole country is none of a place in it: "54,000 in the country" does not say "54,000 in Okinawa"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale

from index.sentence import split
from rag.dates import without_dates
from rag.names import missing, names
from rag.numbers import Quantity, quantities, same
from rag.objection import Objection
from rag.types import Support
from rag.words import one_name

_CLAUSES = re.compile(r"[;:]\s+|,\s+(?!\d{4}\b)|\s(?:while|whereas|but)\s")
_CAPITALS = r"(?:(?:the )?(?P<name>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*|unitedstates|britain|europeanunion))"
_IN = re.compile(rf"\b(?:[Ii]n|[Aa]cross|[Tt]hroughout|[Aa]round) {_CAPITALS}")
_HOSTS = re.compile(rf"^(?:The )?{_CAPITALS.replace('(?:the )?', '')} (?:hosts?|hosted|houses?|housed|is home to)\b")
_WHOLE = re.compile(
    r"\b(?:in|across|throughout|around) (?:the|that|this) (?:(?:whole|entire) )?(?:country|nation|world)\b"
    r"|\b(?:nation|country|world)-?wide\b|\bglobally\b",
    re.IGNORECASE,
)
_ALSO = frozenset(
    "britain england scotland wales america unitedstates europeanunion europe uk us holland burma turkey congo "
    "macedonia macau swaziland palestine".split()
)
"""Names of countries beside those by which Unicode's CLDR calls them."""
_NO_PLACES = re.compile(
    r"\b(?:Congress|Parliament|Senate|House|Diet|Cabinet|Army|Navy|War|Operation|Battle|Act|Treaty|Agreement"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def objection(sentence: str, passage: str) -> Objection | None:
    """A number that the sentence gives for a place, and every clause of the passage that has it for the whole country
    or the world, without naming the place."""
    told = list(_clauses(passage))
    for clause, counted in _clauses(sentence):
        if _whole(clause):
            continue
        for place in _parts(clause):
            for number in counted:
                having = [text for text, given in told if any(same(number, other) for other in given)]
                if having and all(_whole(text) and missing(names(f"x {place}"), text) for text in having):
                    return Objection(at_best=Support.PARTLY, reason=f"The passage says “{having[0]}”.")
    return None


def _clauses(text: str) -> Iterator[tuple[str, tuple[Quantity, ...]]]:
    for sentence in split(text):
        for clause in _CLAUSES.split(sentence.text):
            yield clause, quantities(without_dates(clause))


def _parts(clause: str) -> list[str]:
    """The places in which the clause says something is, countries left out."""
    found = [match["name"] for match in _IN.finditer(one_name(clause))]
    return [name for name in found if not _country(name) and not _NO_PLACES.search(name)]


def _whole(clause: str) -> bool:
    """Whether it speaks of a whole country, named or not, or of the world."""
    clause = one_name(clause)
    named = (*_IN.finditer(clause), *_HOSTS.finditer(clause))
    return bool(_WHOLE.search(clause)) or any(_country(match["name"]) for match in named)


def _country(name: str) -> bool:
    return re.sub(r"['’]s?$", "", name).lower() in _countries()


@lru_cache
def _countries() -> frozenset[str]:
    territories = Locale("en").territories
    return _ALSO | {one_name(name).lower() for code, name in territories.items() if code.isalpha()}
