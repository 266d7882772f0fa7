"""Where a question's stages are told to whoever traces them. Nobody does, unless the one who asks says otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager

from langchain_core.language_models import BaseChatModel


class Trace:
    """Of one question. This one forgets what it is told."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What is done within is a stage of that name, and a part of the stage that it stands in."""
        yield

    def watched(self, model: BaseChatModel) -> BaseChatModel:
        """The model, whose calls are told as well."""
        return model


UNTRACED = Trace()
