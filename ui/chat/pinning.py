"""Keeping an answer, or some of its sentences or rows, in the notebook.

The chat leaves the exchange in `st.session_state.pinning`, until the dialog is closed.
"""

from collections.abc import Sequence

import streamlit as st

from rag.conversation.exchange import Exchange
from rag.conversation.notebook import chosen
from rag.errors import AnswerError
from ui import failing, session
from ui.plain import label, short

_KEY = "pinning"
_DONE = "Pinned. The page “Notebook” has it."
_LONGEST = 300
"""Characters of a sentence in the dialog."""


def begin(exchange: Exchange) -> None:
    """Asks what of it is wanted, where there is a choice. Raises AnswerError where it cannot be kept."""
    if exchange.answer and len(exchange.answer.sentences) > 1:
        st.session_state[_KEY] = exchange.id
        return
    session.services().conversations.notebook.pin(chosen(exchange))
    st.toast(_DONE, icon=":material/keep:")


def show(exchanges: Sequence[Exchange]) -> None:
    exchange = next((e for e in exchanges if e.id == st.session_state.get(_KEY)), None)
    if exchange and exchange.answer:
        _dialog(exchange)
    else:
        _close()


def _close() -> None:
    st.session_state.pop(_KEY, None)


@st.dialog("Pin to the notebook", on_dismiss=_close)
def _dialog(exchange: Exchange) -> None:
    sentences = exchange.answer.sentences if exchange.answer else ()
    if st.button("Pin the whole answer", type="primary", icon=":material/keep:", key="pin-all"):
        _keep(exchange, None)
    st.caption("Or some of it:")
    wanted = [
        at for at, sentence in enumerate(sentences)
        if st.checkbox(label(short(sentence.text, _LONGEST)), key=f"pin-{exchange.id}-{at}")
    ]  # fmt: skip
    if st.button("Pin what is ticked", icon=":material/keep:", key="pin-some", disabled=not wanted):
        _keep(exchange, wanted)


def _keep(exchange: Exchange, sentences: Sequence[int] | None) -> None:
    try:
        session.services().conversations.notebook.pin(chosen(exchange, sentences))
    except AnswerError as error:
        failing.show(error)
        return
    _close()
    st.toast(_DONE, icon=":material/keep:")
    st.rerun()
