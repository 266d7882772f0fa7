"""What was wrong with an answer: asked after a thumb down, which has been noted by then. Nothing has to be said.

The chat leaves the exchange in `st.session_state.rated`, until the dialog is closed.
"""

from collections.abc import Sequence

import streamlit as st

from rag.conversation.exchange import Exchange, Rating, Wrong
from rag.errors import AnswerError
from ui import failing, session
from ui.plain import label, short

_KEY = "rated"
_LONGEST = 2000
_NAMES = {
    Wrong.WRONG: "It is wrong",
    Wrong.NOT_IN_SOURCE: "The source does not say this",
    Wrong.INCOMPLETE: "Something is missing",
    Wrong.DECLINED: "It should have been answered",
    Wrong.OTHER: "Something else",
}


def show(exchanges: Sequence[Exchange]) -> None:
    chosen = st.session_state.get(_KEY)
    exchange = next((e for e in exchanges if e.id == chosen), None)
    if exchange:
        _dialog(exchange)


def _close() -> None:
    st.session_state.pop(_KEY, None)


@st.dialog("What was wrong?", on_dismiss=_close)
def _dialog(exchange: Exchange) -> None:
    st.markdown(f"**{label(short(exchange.question, 300))}**")
    st.caption("Your thumb is noted. More helps whoever mends it; it stays on this machine.")
    wrong = st.radio(
        "What was wrong", list(Wrong), index=None, format_func=_NAMES.__getitem__, label_visibility="collapsed",
        key=f"wrong-{exchange.id}",
    )  # fmt: skip
    note = st.text_input("Note", max_chars=_LONGEST, placeholder="If you like", key=f"note-{exchange.id}")
    with st.container(horizontal=True):
        if st.button("Save", type="primary", key="save-rating"):
            _save(exchange, wrong, note)
        if st.button("Save, and make it a test prompt", key="save-rating-test") and _save(exchange, wrong, note):
            st.session_state.thumb = (exchange.id, False)
    if _KEY not in st.session_state:
        st.rerun()


def _save(exchange: Exchange, wrong: Wrong | None, note: str) -> bool:
    """Whether it was kept; what hindered it is shown."""
    try:
        session.services().conversations.rate(exchange.id, Rating(good=False, wrong=wrong, note=note.strip()))
    except AnswerError as error:
        failing.show(error)
        return False
    _close()
    return True
