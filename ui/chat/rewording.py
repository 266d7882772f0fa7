"""A question asked again in other words, in the place of the old one.

The chat leaves the exchange in the session under `KEY`, until the dialog is closed.
"""

from collections.abc import Sequence

import streamlit as st

from rag.conversation.exchange import Exchange
from ui import session
from ui.chat.asking import ask

KEY = "reworded"


def begin(exchange: Exchange) -> None:
    st.session_state[KEY] = exchange.id


def show(exchanges: Sequence[Exchange]) -> None:
    exchange = next((e for e in exchanges if e.id == st.session_state[KEY]), None)
    if exchange:
        _dialog(exchange)
    else:
        _close()


def _close() -> None:
    st.session_state.pop(KEY, None)


@st.dialog("Edit the question", on_dismiss=_close)
def _dialog(exchange: Exchange) -> None:
    with st.form("rewording", border=False):
        text = st.text_area("Question", exchange.question, key=f"rewording-{exchange.id}")
        if st.form_submit_button("Ask", type="primary") and text.strip():
            _close()
            session.close_source()
            ask(text.strip(), replacing=exchange)
            st.rerun()
