"""Dossier's search with one ingredient switched off or set otherwise: what each is worth.

An ingredient is switched where the pipeline looks it up, so that everything else stays the code that ships.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any, cast
from unittest.mock import patch

from evals.bench.bed import Bed
from evals.systems.base import EVERYTHING, Found, Searcher
from evals.systems.dossier import open_search
from rag.retrieval import belief
from rag.retrieval.hybrid import reciprocal_rank_fusion
from rag.retrieval.reading import read_windows
from rag.types import Question

Switch = Callable[[], AbstractContextManager[object]]


def _nothing(*_: object, **__: object) -> list[Any]:
    return []


_NEVER = re.compile(r"(?!)")


def _without_sign(name: str) -> Switch:
    whole = belief.weights()
    changed = {part: {**getattr(whole, part), name: 0.0} for part in ("order", "second_order")}
    return lambda: patch("rag.retrieval.belief.weights", lambda: whole.model_copy(update=changed))


def _fused_with(k: int) -> Switch:
    return lambda: patch("rag.retrieval.hybrid.reciprocal_rank_fusion", partial(reciprocal_rank_fusion, k=k))


def _chunks(n: int) -> Switch:
    """By the default of `read_windows`: the constant that it was made of is looked up no more."""
    return lambda: patch.dict(cast(dict[str, Any], read_windows.__kwdefaults__), chunks=n)


SWITCHES: Mapping[str, Switch] = {
    "without lexical search": lambda: patch("rag.retrieval.hybrid.lexical_search", _nothing),
    "without dense search": lambda: patch("rag.retrieval.hybrid.dense_search", _nothing),
    **{f"fusion constant {k}": _fused_with(k) for k in (5, 20, 200)},
    **{f"{n} chunks read": _chunks(n) for n in (12, 50)},
    "without the second reader": lambda: patch("rag.retrieval.reading.AGAIN", 0),
    **{f"without {name}": _without_sign(name) for name in belief.SIGNS},
    "without leaning neighbours": lambda: patch("rag.language.discourse.context._LEANING", _NEVER),
    "without collapsing copies": lambda: patch("rag.retrieval.evidence.are_copies", lambda *_: False),
}


@dataclass(frozen=True, kw_only=True)
class AblatedSearch:
    """`name` says what is switched off or set otherwise."""

    name: str
    inner: Searcher
    depends: tuple[str, ...] = EVERYTHING

    def search(self, question: Question) -> Found:
        with SWITCHES[self.name]():
            return self.inner.search(question)


def open_ablated(name: str, bed: Bed) -> AblatedSearch:
    return AblatedSearch(name=name, inner=open_search(bed))
