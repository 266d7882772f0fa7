"""What belongs together in a sentence of two halves: "A rose 8% while B fell 3%", "A and B won gold and silver
respectively", "acquitted A and convicted B". The words of the other half do not bear out a sentence."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.sentence import split
from rag.language import lexicon
from rag.language.dates import without_dates
from rag.language.grammar.clause import clauses
from rag.language.grammar.verbs import past, root
from rag.language.names import names
from rag.language.opposites import OPPOSED
from rag.language.quantities.numbers import Quantity, is_year, missing, quantities
from rag.language.words import STOP, content, stem, words
from rag.types import Support
from rag.verification.pair import MOST_NUMBERS, Finding, Pair

_HALVES = re.compile(r"\s*;\s*|,?\s+(?:while|whereas|but|and)\s+")
"""Between the halves; an "and" parts them where each has a number of its own."""
_ITEM = r"(?<![\w.’'-])(?:(?:the|a|an)\s+)?(?:[^\W_][\w.'’%$€£-]*)(?:\s+[A-Z\d][\w.'’%-]*){0,3}"
_ROW = re.compile(rf"(?P<row>{_ITEM}(?:,\s+{_ITEM}){{0,4}}),?\s+and\s+(?P<last>{_ITEM})")
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\W*(?:they|it|he|she|we|which|who|this|these|that)\b(?! (?:of|in|for|from)\b)", re.IGNORECASE)
"""A half that goes on with the subject of the one before."""
_NO_SUBJECT = frozenset(map(stem, lexicon.words("function_words", "no_subject")))
"""Words that stand for the subject of the other half."""


def find(pair: Pair) -> Finding | None:
    """What the passage tells of the other of two."""
    nearest, _ = pair.nearest
    for part in split(nearest):
        if other := _mispaired(pair.sentence, part.text) or _crossed(pair.sentence, part.text):
            return Finding(at_best=Support.PARTLY, reason=f"The passage says this of another: “{other}”.")
    if other := _of_another_verb(pair.sentence, nearest):
        return Finding(at_best=Support.PARTLY, reason=f"The passage says “{other}”.")
    return None


def _mispaired(sentence: str, told: str) -> str | None:
    """The half that has the sentence's number, where the sentence has the subject of another half with a number of the
    same unit."""
    halves = [half for half in _HALVES.split(without_dates(told)) if half]
    numbered = [(half, quantities(half)) for half in halves]
    numbered = [(half, found) for half, found in numbered if found]
    said = set(content(sentence))
    for quantity in quantities(without_dates(sentence))[:MOST_NUMBERS]:
        if is_year(quantity):
            continue
        having = [half for half, found in numbered if not missing([quantity], found)]
        if len(having) != 1 or _PRONOUN.match(having[0]):
            continue
        rivals = [half for half, found in numbered if half != having[0] and _like(quantity, found)]
        for rival in rivals:
            ours, theirs = _subject(having[0]), _subject(rival)
            own, others = ours - theirs, theirs - ours
            if (own_names := own & _named(having[0])) and (other_names := others & _named(rival)):
                own, others = own_names, other_names  # "fares to Moss … those to Lund": the places tell them apart
            if own and others and not own & said and others & said:
                return having[0].strip(" ,.")
    return None


def _like(quantity: Quantity, found: Sequence[Quantity]) -> bool:
    return any(other.unit == quantity.unit and other.value != quantity.value for other in found)


def _subject(half: str) -> frozenset[str]:
    """The content words before its first number that are no verbs: of whom or what it tells."""
    first = quantities(half)[0]
    before = half[: half.find(first.raw)] if first.raw in half else half
    stems = (stem(word) for word in words(before) if word not in STOP and not past(word))
    return frozenset(stems) - OPPOSED - _NO_SUBJECT


def _named(half: str) -> frozenset[str]:
    """Stems of the names in it."""
    return frozenset(stem(word) for name in names(half) for token in name.tokens for word in words(token))


def _crossed(sentence: str, told: str) -> str | None:
    """Of two rows that belong together "respectively", an item that the sentence puts beside one of another place."""
    if not _RESPECTIVELY.search(told):
        return None
    rows = [[*re.split(r",\s+", match["row"]), match["last"]] for match in _ROW.finditer(told)]
    said = set(content(sentence))
    for ours, theirs in pairwise(rows):
        if len(ours) != len(theirs):
            continue
        ones, others = ({at for at in range(len(row)) if _own(row, at) & said} for row in (ours, theirs))
        if ones and others and not ones & others:
            at = min(ones)
            return f"{ours[at]}: {theirs[at]}"
    return None


def _own(row: Sequence[str], at: int) -> set[str]:
    """The content words of an item that no other of its row has."""
    rest = {word for place, item in enumerate(row) if place != at for word in content(item)}
    return set(content(row[at])) - rest


def _of_another_verb(sentence: str, told: str) -> str | None:
    """Two deeds with an object each, of which the sentence exchanges the objects: "convicted Marlow" where Marlow was
    acquitted and Beck convicted."""
    given = _objects(told)
    for verb, ours in _objects(sentence):
        theirs = [found for other, found in given if other == verb]
        if not theirs or any(ours & found for found in theirs):
            continue
        elsewhere = any(other != verb and ours <= found for other, found in given)
        if elsewhere:
            return told.strip()
    return None


def _objects(text: str) -> list[tuple[str, frozenset[str]]]:
    """Roots of the verbs in the past with the names that stand straight behind them."""
    found = []
    for clause in clauses(text):
        for at, word in enumerate(clause.said):
            if past(word) and word not in STOP:
                preposition, behind, _ = clause.behind(at + 1)
                named = frozenset(w for w in behind if w in clause.proper)
                if named and not preposition:
                    found.append((root(word), named))
    return found
