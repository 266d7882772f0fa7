"""How the API comes by the assistant that the pages use as well."""

from typing import Protocol

from rag.pipeline import Assistant


class Opened(Protocol):
    """Gives the assistant once it is open, waiting if need be; raises what hindered its opening."""

    def __call__(self, library: str | None = None, /) -> Assistant:
        """That of the request's library, or of another one by name. Raises AccessError where it is not the caller's."""
