"""How the API comes by the assistant that the pages use as well."""

from collections.abc import Callable

from rag.pipeline import Assistant

Opened = Callable[[], Assistant]
"""Gives the assistant once it is open, waiting if need be; raises what hindered its opening."""
