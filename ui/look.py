"""Parts of a page that look again by themselves, until the whole page is drawn anew."""

from collections.abc import Callable
from itertools import count
from typing import ParamSpec

import streamlit as st

_P = ParamSpec("_P")
_NEXT = count()


def looking(part: Callable[_P, None], *, every: float | None) -> Callable[_P, None]:
    """The part as a fragment that the browser runs again `every` so many seconds; None: only when it is clicked.

    Each drawing of the page gives those that look a name of their own. A look that the browser sent before it heard of
    the drawing then names none that is there, and Streamlit passes over it. Under a name that stays it would begin a
    new run, and what the drawing had said last and the server had not sent yet would be dropped: on a busy machine the
    answer stood, and the question box below it stayed locked.
    """

    def named(*args: _P.args, **kwargs: _P.kwargs) -> None:
        part(*args, **kwargs)

    named.__module__ = part.__module__
    named.__qualname__ = part.__qualname__ if every is None else f"{part.__qualname__} {next(_NEXT)}"
    return st.fragment(named, run_every=every)
