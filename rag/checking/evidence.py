"""A statement → the passages that bear on it: searched, cut into windows, and ordered by the claim reader's word.

The windows come from the same search as those of a question. What orders them is how much each says of the statement,
for it or against it, by the claim reader and by meaning and rare words together.
"""

from collections.abc import Sequence

from index.library import Library
from index.types import Filters
from rag.checking.statements import bare
from rag.checking.types import Statement
from rag.models.readers import Reading, Stance
from rag.models.verifier import chosen
from rag.retrieval.evidence import as_evidence
from rag.retrieval.hybrid import retrieve
from rag.retrieval.reading import ReadWindow
from rag.retrieval.windows import Window, windows
from rag.types import Evidence

READ = 16
"""Windows that the claim reader looks at: a tenth of a second on two cores."""

PASSAGES = 5
TOKENS = 1_200
"""Passages that are verified, each of one window or of several that touch, and how long they may be together."""


def passages(statement: Statement, library: Library, filters: Filters = Filters()) -> tuple[Evidence, ...]:
    """The passages that say most of a statement, for it or against it; empty where the filters let nothing through.

    A sentence is searched for alone and with the one before it, whose names it may take for granted.
    """
    text = bare(statement.text)
    found = retrieve(text, library, whole=f"{statement.lead} {text}" if statement.lead else None, filters=filters)
    looked_at = windows(text, found, library, most=READ)
    read = [_ranked(w, s) for w, s in zip(looked_at, chosen()(text, [w.text for w in looked_at]), strict=True)]
    return as_evidence(_best_first(read), library, tokens=TOKENS, passages=PASSAGES)


def _ranked(window: Window, stance: Stance) -> ReadWindow:
    bears = 1.0 - stance.unmentioned
    order = bears + window.cosine + window.overlap
    return ReadWindow(window=window, reading=Reading(log_odds=0.0, start=0, end=0), order=order, belief=bears)


def _best_first(read: Sequence[ReadWindow]) -> list[ReadWindow]:
    return sorted(read, key=lambda r: (-r.order, r.window.rank, r.window.start))
