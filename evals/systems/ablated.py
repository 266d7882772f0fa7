"""Dossier's search with one ingredient switched off: what each is worth.

An ingredient is switched off where the pipeline looks it up, so that everything else stays the code that ships.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any
from unittest.mock import patch

from evals.bench.bed import Bed
from evals.systems.base import EVERYTHING, Found, Searcher
from evals.systems.dossier import open_search
from rag.rank import WEIGHTS
from rag.retrieval.hybrid import reciprocal_rank_fusion
from rag.signs import NAMES
from rag.types import Question
from rag.weights import load

Switch = Callable[[], AbstractContextManager[object]]


def _nothing(*_: object, **__: object) -> list[Any]:
    return []


_NEVER = re.compile(r"(?!)")


def _without_sign(name: str) -> Switch:
    return lambda: patch("rag.rank.load", lambda _: {**load(WEIGHTS), name: 0.0})


def _fused_with(k: int) -> Switch:
    return lambda: patch("rag.retrieve.reciprocal_rank_fusion", partial(reciprocal_rank_fusion, k=k))


SWITCHES: Mapping[str, Switch] = {
    "without lexical search": lambda: patch("rag.retrieve.lexical_search", _nothing),
    "without dense search": lambda: patch("rag.retrieve.dense_search", _nothing),
    **{f"fusion constant {k}": _fused_with(k) for k in (5, 20, 200)},
    **{f"{n} chunks read": lambda n=n: patch("rag.rank.READ", n) for n in (10, 40)},  # type: ignore[misc]
    **{f"without {name}": _without_sign(name) for name in NAMES},
    "without turns by meaning": lambda: patch("rag.select._in_turn", list),
    "without leaning neighbours": lambda: patch("rag.language.context._LEANING", _NEVER),
    "without collapsing copies": lambda: patch("rag.select.are_copies", lambda *_: False),
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
