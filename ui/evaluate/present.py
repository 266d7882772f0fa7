"""The assistant as a run of a suite asks it: between changes of the model, and never two models in one run."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evals.errors import UnderTestError
from rag.events import Event
from rag.types import Evidence, Question
from ui.background.services import Services

if TYPE_CHECKING:
    from rag.pipeline import Assistant


class Present:
    """An `evals.suites.assistant.Assistant`. Holds none itself: no run outlives a change with the model before it.

    Each question keeps a change of the model waiting; the first one after a change raises UnderTestError.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self.model_name = services.assistant().model_name

    def ask(self, question: Question) -> Iterator[Event]:
        with self._services.models.in_use():
            yield from self._same().ask(question)

    def retrieve(self, question: Question) -> tuple[str, tuple[Evidence, ...]]:
        with self._services.models.in_use():
            return self._same().retrieve(question)

    def _same(self) -> "Assistant":
        assistant = self._services.assistant()
        if assistant.model_name != self.model_name:
            raise UnderTestError(
                f"The model was changed from {self.model_name} to {assistant.model_name} in the middle of the run.",
                hint="Run the suite again, with one model from its first prompt to its last.",
            )
        return assistant
