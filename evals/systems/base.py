"""What a benchmark needs of a system. Scripted ones in tests implement the same."""

from typing import Protocol

from evals.frozen import Frozen
from evals.suites.reply import Reply
from rag.types import Question

DEPTH = 50
"""Passages that a search lists: enough for ten different documents."""


class Found(Frozen):
    """What a search gave: documents in order of first appearance, and the passages a model would read, best first."""

    documents: tuple[str, ...]
    passages: tuple[str, ...]
    seconds: float


class Searcher(Protocol):
    """`depends` are patterns of the project's files that its results hang on."""

    @property
    def name(self) -> str: ...
    @property
    def depends(self) -> tuple[str, ...]: ...

    def search(self, question: Question) -> Found: ...


class Answerer(Protocol):
    """`model` names the chat model; `depends` as above."""

    @property
    def name(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def depends(self) -> tuple[str, ...]: ...

    def reply(self, question: Question) -> Reply: ...


INDEX = ("index/*.py", "index/engines/*.py", "index/schema.sql")
MODEL = ("rag/models/*.py",)
"""What the baselines share with Dossier."""
EVERYTHING = ("index/**/*.py", "index/schema.sql", "rag/**/*", "prompts/*.md")
