"""A question → an FTS5 expression that nothing in the question can break."""

import re

from rag.language.irregular import BASES, PASTS
from rag.language.words import STOP, WORD

MAX_TERMS = 48
"""A question of thousands of words is searched by its first different terms: BM25 gains nothing from more."""

_SHORT_FORMS = {
    "US": ('"us"', '"u s"', '"united states"'),
    "U.S.": ('"us"', '"u s"', '"united states"'),
    "USA": ('"us"', '"u s"', '"united states"'),
    "UK": ('"uk"', '"u k"', '"united kingdom"', '"britain"'),
    "U.K.": ('"uk"', '"u k"', '"united kingdom"', '"britain"'),
    "EU": ('"eu"', '"european union"'),
    "UN": ('"un"', '"united nations"'),
}
_TOKEN = re.compile(r"\b(?:U\.S\.|U\.K\.)|" + WORD.pattern)
_ASKING = frozenset("tell know many kind give name list describe explain please".split())


def terms(question: str) -> list[str]:
    """The words worth searching for, once each, in order; all words if none carries content."""
    found = [m[0] for m in _TOKEN.finditer(question)]
    worth = [w for w in found if w in _SHORT_FORMS or w.lower() not in STOP | _ASKING]
    return list(dict.fromkeys(worth or found))[:MAX_TERMS]


def expression(question: str) -> str | None:
    """Any of the question's terms, quoted so that FTS5 takes none for syntax; None when there is no word in it."""
    parts = [part for term in terms(question) for part in _SHORT_FORMS.get(term) or _forms(term)]
    return " OR ".join(parts) or None


def _forms(term: str) -> list[str]:
    """The term, and the forms of an irregular verb that FTS5's stemmer keeps apart."""
    base = BASES.get(term.lower(), term.lower())
    return [_quoted(form) for form in dict.fromkeys((term, base, *PASTS[base]) if base in PASTS else (term,))]


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""').rstrip("%") + '"'
