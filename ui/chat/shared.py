"""A conversation that its author shares with the readers of the library: to be read, with its sources, and no more."""

from functools import partial

import streamlit as st

from rag.conversation.exchange import Exchange
from ui import components, failing, session
from ui.answer.view import exchange_data
from ui.plain import label
from ui.sources import source_panel

PARAMETER = "shared"
_KEPT_ACTIONS = ("copy",)
"""Of what can be done with an answer: what changes nothing."""


def page() -> None:
    """Where the address names what is shared."""
    with failing.told(again=False):
        _page()


def _page() -> None:
    conversation = session.services().conversations.shared(st.query_params[PARAMETER])
    with st.sidebar:
        st.button("My conversations", icon=":material/arrow_back:", width="stretch", on_click=_leave)
    if conversation is None:
        st.info("This conversation is not shared, or not any more.", icon=":material/link_off:")
        return
    st.caption(f":material/visibility: {label(conversation.title)} · shared for reading")
    for exchange in conversation.exchanges:
        _exchange(exchange)
    source_panel.show(conversation.exchanges)


def _exchange(exchange: Exchange) -> None:
    opened, key = session.opened_source(), f"shared-{exchange.id}"
    data = exchange_data(exchange, live=False, open_key=opened[1] if opened and opened[0] == exchange.id else None)
    data["actions"] = [action for action in data["actions"] if action in _KEPT_ACTIONS]
    components.exchange(
        key=key, data=data | {"thumb": None}, on_open_change=partial(source_panel.open_citation, key, exchange.id)
    )


def _leave() -> None:
    st.query_params.pop(PARAMETER, None)
    session.close_source()
