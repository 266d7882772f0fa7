"""What a page shows in the place of what failed."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from evals.errors import EvalError
from index.errors import IndexingError
from rag.errors import AnswerError
from ui import session
from ui.plain import label


@contextmanager
def told(*, again: bool = True) -> Iterator[None]:
    """Shows what went wrong in it, with a button to open the library anew where `again`."""
    try:
        yield
    except (AnswerError, IndexingError) as error:
        show(error)
        if again:
            st.button("Try again", on_click=session.services().retry)


def show(error: AnswerError | IndexingError | EvalError) -> None:
    st.error(f"{label(error.message)}\n\n{label(error.hint)}", icon=":material/error:")
