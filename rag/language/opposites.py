"""Words of opposite meaning."""

from rag.language import lexicon
from rag.language.words import stem

PAIRS = lexicon.groups("opposites", "pairs")
COMPARED = lexicon.groups("opposites", "compared")
"""Opposites of two that are compared; alone, each may be said of another thing."""
OPPOSED = frozenset(stem(w) for row in (*PAIRS, (("before",), ("after",))) for side in row for w in side)
"""Stems of all words that have an opposite here."""
