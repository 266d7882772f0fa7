"""What an evaluation needs of an assistant: less than `rag.pipeline.Assistant` offers, so that tests can script one."""

from collections.abc import Iterator
from typing import Protocol

from rag.events import Event
from rag.types import Evidence, Question


class Assistant(Protocol):
    """Answers questions. The last event of `ask` is always `Done`."""

    @property
    def model_name(self) -> str: ...

    def ask(self, question: Question) -> Iterator[Event]: ...

    def retrieve(self, question: Question) -> tuple[str, tuple[Evidence, ...]]:
        """The question made to stand alone, and what an answer would be made from."""
        ...
