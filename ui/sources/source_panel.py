"""The source panel beside a conversation: opened by a citation, turned by its buttons."""

from functools import partial
from pathlib import Path

import streamlit as st

from rag.conversation.exchange import Exchange
from ui import components, session
from ui.answer.view import references
from ui.sources.page_view import page_data, pages_of
from ui.sources.source import neighbours, source_data

_ROOM = Path(__file__).parent / "panel.css"


def open_citation(key: str, exchange_id: str) -> None:
    wanted = st.session_state[key].get("open")
    if wanted:
        session.open_source(exchange_id, str(wanted))
        st.session_state.clicked = True


def show(exchanges: tuple[Exchange, ...]) -> None:
    opened = session.opened_source()
    exchange = next((e for e in exchanges if opened and e.id == opened[0]), None)
    if opened is None or exchange is None:
        return
    answer = exchange.answer
    if answer is None or opened[1] not in references(answer):
        return
    assistant = session.services().assistant()
    citation = references(answer)[opened[1]]
    document = assistant.library.catalog.document(citation.document_id)
    keys = neighbours(answer, opened[1])
    pages = pages_of(document, citation, assistant.library.data)
    number = session.shown_page(pages)
    page = page_data(document, citation, number, assistant.library.data) if document and number else None
    st.html(_ROOM)
    components.source(
        key="source",
        data=source_data(answer, opened[1], document, paged=bool(pages), page=page),
        on_view_change=_view,
        on_close_change=session.close_source,
        on_move_change=partial(_move, exchange.id, keys, keys.index(opened[1])),
    )


def _view() -> None:
    """Another view of the source: its text (0), the passage's page (-1), or the page of that number."""
    view = st.session_state["source"].get("view")
    if view is not None:
        session.show_page(int(view))


def _move(exchange_id: str, keys: list[str], at: int) -> None:
    step = st.session_state["source"].get("move")
    if step and 0 <= at + int(step) < len(keys):
        session.open_source(exchange_id, keys[at + int(step)])
