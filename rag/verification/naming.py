"""Who is named: a name of the sentence has to stand in the passage, or in what is known of its origin."""

import re
from collections.abc import Iterable

from rag.language.names import Name, missing, names
from rag.language.words import one_name
from rag.types import Support
from rag.verification.objection import Objection

_DIRECTIONS = frozenset("North South East West New Northern Southern Eastern Western".split())


def objection(sentence: str, passage: str, context: str) -> Objection | None:
    """Names that neither the passage nor what is known of its origin has."""
    wanted = names(sentence)
    known = f"{passage}\n{context}"
    absent = missing(wanted, known) or _parted(wanted, one_name(known))
    if not absent:
        return None
    tokens = sum(len(n.tokens) for n in wanted)
    lost = sum(len(n.tokens) for n in absent if n.sure)
    listed = ", ".join(str(n) for n in absent)
    at_best = Support.UNSUPPORTED if lost and lost * 2 > tokens else Support.PARTLY
    return Objection(at_best=at_best, reason=f"The passage does not mention {listed}.")


def _parted(wanted: Iterable[Name], text: str) -> list[Name]:
    """Names that a text has only as a part of another: Sudan in "South Sudan"."""
    parted = []
    for name in wanted:
        before = re.findall(rf"(?:(\w+)[\s-]+)?\b{re.escape(name.tokens[0])}\b", text)
        if before and all(word in _DIRECTIONS for word in before) and name.tokens[0] not in _DIRECTIONS:
            parted.append(name)
    return parted
