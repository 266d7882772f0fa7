"""Full-text search as readers know it: the passage that holds the words, a document each, and where they stand."""

from dataclasses import dataclass

from index.library import Library
from index.types import Filters
from rag.language.words import WORD, stem, words
from rag.question.query import expression

DEPTH = 200
"""Passages that are looked at: those with all of the words rank first among them."""
DOCUMENTS = 20
"""Of which a passage is shown."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """The best passage of a document: its text, where in the document it begins, and (start, end) of the words in it.
    `more` passages of the same document hold the words too."""

    document_id: str
    start: int
    text: str
    found: tuple[tuple[int, int], ...]
    more: int = 0


def full_text(text: str, library: Library) -> list[Passage]:
    """Passages with all of the words, in any inflection, best first; where none has all, those with the most."""
    wanted = frozenset(map(_root, words(text)))
    sought = expression(text)
    if not sought:
        return []
    ids = [i for i, _ in library.catalog.match(sought, DEPTH, Filters())]
    chunks = library.catalog.chunks(ids)
    held = {i: _places(chunks[i].text, wanted) for i in ids if i in chunks}
    most = max((len(found) for found in held.values()), default=0)
    kept: dict[str, list[str]] = {}
    for chunk_id, found in held.items():
        if found and len(found) == most:
            kept.setdefault(chunks[chunk_id].document_id, []).append(chunk_id)
    return [
        Passage(
            document_id=document,
            start=chunks[best].start,
            text=chunks[best].text,
            found=tuple(sorted(place for places in held[best].values() for place in places)),
            more=len(others),
        )
        for document, (best, *others) in kept.items()
    ][:DOCUMENTS]


def _places(text: str, wanted: frozenset[str]) -> dict[str, list[tuple[int, int]]]:
    """Each of the stems that the text has, with the places of its words."""
    found: dict[str, list[tuple[int, int]]] = {}
    for match in WORD.finditer(text):
        for word in words(match[0]):
            if (root := _root(word)) in wanted:
                found.setdefault(root, []).append(match.span())
    return found


def _root(word: str) -> str:
    """Under which "ferry" and "ferries" meet, that `stem` leaves as "ferr" and "fer"."""
    found = stem(word)
    return found[:-1] if len(found) > 1 and found[-1] == found[-2] else found
