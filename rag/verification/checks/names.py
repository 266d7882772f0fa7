"""Names: each stands in the passage or its origin, and like a year beside what is said of it."""

import re
from collections.abc import Iterable

from rag.language import lexicon
from rag.language.dates import years
from rag.language.gazetteer import one_name
from rag.language.names import Name, missing, names
from rag.types import Support
from rag.verification.pair import Finding, Pair

_DIRECTIONS = frozenset(lexicon.words("names", "directions"))
_BEFORE = re.compile(r"(?<!\w)(\w{1,12})[\s-]{1,4}$")
"""The word before a name. As one pattern with the name it would read every long word once more from each letter."""
_REACH = 17
"""Characters in which that word stands, where it is a direction."""


def find(pair: Pair) -> Finding | None:
    """A name that neither the passage nor what is known of its origin has; or one, or a year, that stands elsewhere in
    the passage: another name of the same passage is not the one meant."""
    # "the cardiothoracic ratio (CTR)": the sentence itself says what its short form stands for.
    wanted = [name for name in names(pair.sentence) if f"({name})" not in pair.sentence]
    known, near = (f"{text}\n{pair.origin}" for text in (pair.passage, pair.around))
    if absent := missing(wanted, known) or _parted(wanted, one_name(known)):
        tokens = sum(len(n.tokens) for n in wanted)
        lost = sum(len(n.tokens) for n in absent if n.sure)
        at_best = Support.UNSUPPORTED if lost and lost * 2 > tokens else Support.PARTLY
        return Finding(at_best=at_best, reason=f"The passage does not mention {', '.join(map(str, absent))}.")
    far = [str(name) for name in missing(wanted, near) if name.sure]
    far += map(str, sorted(years(pair.sentence) - pair.near_years))
    if not far:
        return None
    return Finding(at_best=Support.PARTLY, reason=f"The passage has {far[0]} elsewhere, not beside this.")


def _parted(wanted: Iterable[Name], text: str) -> list[Name]:
    """Names that a text has only as a part of another: Sudan in "South Sudan"."""
    wanted = [name for name in wanted if name.tokens[0] not in _DIRECTIONS]
    parted = {first for first in {name.tokens[0] for name in wanted} if _after_directions(first, text)}
    return [name for name in wanted if name.tokens[0] in parted]


def _after_directions(word: str, text: str) -> bool:
    """Whether it stands in the text, and everywhere behind a direction."""
    before = [
        _BEFORE.search(text, max(0, m.start() - _REACH), m.start())
        for m in re.finditer(rf"\b{re.escape(word)}\b", text)
    ]
    return bool(before) and all(found and found[1] in _DIRECTIONS for found in before)
