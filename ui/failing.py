"""What a page shows in the place of what failed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

from evals.errors import EvalError
from index.errors import IndexingError
from rag.errors import AnswerError
from ui import session
from ui.plain import label

_P = ParamSpec("_P")


@contextmanager
def told(*, again: bool = True, typed: str | None = None) -> Iterator[None]:
    """Shows what went wrong in it, with a button to open the library anew where `again`, and what was `typed`, which
    would be lost with the box that it was typed into."""
    try:
        yield
    except (AnswerError, IndexingError) as error:
        show(error)
        if typed:
            st.caption("What you typed:")
            st.code(typed, language=None, wrap_lines=True)
        if again:
            st.button("Try again", on_click=session.services().retry)


def clicked(act: Callable[_P, object]) -> Callable[_P, None]:
    """A callback of a widget that says what went wrong in it, and leaves the page as it is.

    Callbacks run before the page: what they raise no `told` can catch, and Streamlit shows an error without a word of
    it in the place of the whole page.
    """

    @wraps(act)
    def around(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            act(*args, **kwargs)
        except (AnswerError, IndexingError) as error:
            said = f"{label(error.message)} {label(error.hint)}"
            st.toast(said, icon=":material/error:", duration="infinite")

    return around


def show(error: AnswerError | IndexingError | EvalError) -> None:
    st.error(f"{label(error.message)}\n\n{label(error.hint)}", icon=":material/error:")
