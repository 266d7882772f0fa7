"""Which model writes the answers, for the whole process: opened in a thread, exchanged between two answers.

If the new one fails, the old one goes on and the reader is told why. Knows nothing of Streamlit.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import IndexingError
from rag.conversation.exchange import Failure
from rag.errors import AnswerError
from rag.settings import Settings
from ui.background.generation import failure_of

if TYPE_CHECKING:
    from rag.pipeline import Assistant

_LOG = logging.getLogger(__name__)
_PATIENCE_S = 120.0
"""Answers under way have this long to end before their model is taken from them."""


@dataclass(frozen=True, kw_only=True)
class Switch:
    """A change to the model called `name`: under way, or failed. `share` of its file, 0…1, has been fetched."""

    name: str
    share: float | None = None
    failure: Failure | None = None


class ModelSwitch:
    """`chosen` is the setting of the model in use, `state` the change under way or the last one that failed."""

    def __init__(self, settings: Settings) -> None:
        self.chosen = settings.llm
        self.state: Switch | None = None
        self._settings = settings
        self._in_use: Assistant | None = None
        self._answers = 0
        self._exchanging = False
        self._changed = threading.Condition()

    @property
    def choices(self) -> dict[str, str]:
        """Setting → the name to show: the embedded models, none, and what the process was started with."""
        from rag.models.chat import EXTRACTIVE, model_name
        from rag.models.embedded.registry import MODELS

        settings = dict.fromkeys((*MODELS, EXTRACTIVE, self._settings.llm))
        return {llm: model_name(self._settings.model_copy(update={"llm": llm})) for llm in settings}

    @property
    def settings(self) -> Settings:
        """Those that the model in use was opened with."""
        return self._settings.model_copy(update={"llm": self.chosen})

    @property
    def busy(self) -> bool:
        return self.state is not None and self.state.failure is None

    def equipped(self, assistant: "Assistant") -> "Assistant":
        """The assistant of any library, with the model that is in use now."""
        now = self._in_use
        if now is None:
            return assistant
        return replace(assistant, model=now.model, model_name=now.model_name, capable=now.capable)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """While an answer is made: waits for a change under way, and keeps the next one waiting."""
        with self._changed:
            self._changed.wait_for(lambda: not self._exchanging)
            self._answers += 1
        try:
            yield
        finally:
            with self._changed:
                self._answers -= 1
                self._changed.notify_all()

    def to(self, llm: str, assistant: "Assistant") -> None:
        """Starts the change; `equipped` then gives the new model, or the old one opened again."""
        name = self.choices[llm]
        with self._changed:  # two pages may ask at the same moment
            if self.busy or llm == self.chosen:
                return
            self.state = Switch(name=name)
        threading.Thread(target=self._change, args=(llm, assistant), daemon=True, name="switch").start()

    def _change(self, llm: str, assistant: "Assistant") -> None:
        name = self.choices[llm]
        try:
            self._fetch(llm, name)
        except Exception as error:  # nothing has been touched yet
            self.state = Switch(name=name, failure=_failure(error, name))
            return
        with self._alone():
            try:
                self._in_use, self.chosen, self.state = self._opened(llm, assistant), llm, None
            except Exception as error:
                self.state = Switch(name=name, failure=_failure(error, name))
                # A process serves one embedded model: the old one's server has to be told to come back.
                self._in_use = self._opened(self.chosen, assistant, try_it=False)

    def _fetch(self, llm: str, name: str) -> None:
        from rag.models.chat import fetch_weights

        def on_progress(read: int, total: int | None) -> None:
            self.state = Switch(name=name, share=read / total if total else None)

        fetch_weights(self._settings.model_copy(update={"llm": llm}), on_progress)
        self.state = Switch(name=name)

    def _opened(self, llm: str, assistant: "Assistant", *, try_it: bool = True) -> "Assistant":
        from rag.models.chat import model_capacity, model_name, open_model

        settings = self._settings.model_copy(update={"llm": llm})
        model = open_model(settings)
        if model and try_it:
            next(model.stream("Say yes."))  # whether it speaks at all; one word is enough
        return replace(assistant, model=model, model_name=model_name(settings), capable=model_capacity(settings))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Once no answer is under way (or none that ends in time), and before the next begins."""
        with self._changed:
            self._exchanging = True
            self._changed.wait_for(lambda: not self._answers, _PATIENCE_S)
        try:
            yield
        finally:
            with self._changed:
                self._exchanging = False
                self._changed.notify_all()


def _failure(error: Exception, name: str) -> Failure:
    from rag.models.failures import explain

    if not isinstance(error, AnswerError | IndexingError):
        _LOG.warning("The model %s could not be opened", name, exc_info=error)
        error = explain(error, name)
    return failure_of(error)
