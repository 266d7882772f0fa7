"""A wrong speaker behind a pronoun: the source says "he said", and who he is stands in the sentences before."""

import re

from rag.checking.types import Fault, FaultKind
from rag.language import names
from rag.language.discourse.speech import DECLARED, attributions, speakers
from rag.types import Evidence
from rag.verification.pair import Pair

BEFORE = 600
"""Characters before a sentence in which the one whom "he" stands for has spoken."""

_PRONOUN = re.compile(rf"\b(?:[Hh]e|[Ss]he)\s+(?:(?:has|had|also|later|then|\w+ly)\s+){{0,2}}{DECLARED}")


def misattributed(statement: str, pair: Pair, passage: Evidence, document: str) -> Fault | None:
    """The fault, with who spoke last before the pronoun by which the source gives the words to somebody."""
    claimed = speakers(statement)
    at = passage.text.find(pair.nearest[0])
    if not claimed or at < 0 or attributions(pair.nearest[0]) or not _PRONOUN.search(pair.nearest[0]):
        return None
    start = passage.start + at
    before = attributions(document[max(0, start - BEFORE) : start])
    if not before or any(names.same(claimed[0], name) for name in (before[-1].name, *before[-1].offices)):
        return None
    reason = f"The source gives these words to {before[-1].name}, not to {claimed[0]}."
    return Fault(kind=FaultKind.SPEAKER, reason=reason)
