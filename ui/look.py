"""Parts of a page that look again by themselves, until the whole page is drawn anew."""

from collections.abc import Callable
from itertools import count
from typing import ParamSpec

import streamlit as st

from ui import failing

_P = ParamSpec("_P")
_NEXT = count()


def looking(part: Callable[_P, None], *, every: float | None) -> Callable[_P, None]:
    """The part as a fragment that the browser runs again `every` so many seconds; None: only when it is clicked.

    What looks is a fragment around it, with a name of its own in each drawing of the page. A look that the browser
    sent before it heard of the drawing then names none that is there, and Streamlit passes over it. Under a name that
    stays it would begin a new run, and what the drawing had said last and the server had not sent yet would be
    dropped: on a busy machine the answer stood, and the question box below it stayed locked. A click is passed over by
    the same rule, so what can be clicked keeps its name.
    """
    within = st.fragment(part)

    def around(*args: _P.args, **kwargs: _P.kwargs) -> None:
        with failing.told(again=False):  # a look runs without the page around it
            within(*args, **kwargs)

    around.__module__ = part.__module__
    around.__qualname__ = f"{part.__qualname__} around" + (f" {next(_NEXT)}" if every is not None else "")
    return st.fragment(around, run_every=every)
