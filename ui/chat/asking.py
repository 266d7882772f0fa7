"""Asking from a page: the question is written down, and its answer begins."""

import streamlit as st

from index.types import Filters
from rag.conversation.exchange import Exchange, State
from rag.types import BriefingKind, Question
from ui import filters, session
from ui.chat import settings
from ui.chat.history import known, turns

ASKED = "asked"
"""Names the question in the session that was asked here last: the page goes to it, however soon it is answered."""


def ask(text: str, replacing: Exchange | None = None, kind: BriefingKind | None = None, **options: object) -> None:
    """Writes the question down, starts its answer, and leaves the rest to the next run of the page.

    `kind` is what it is to be read as, `options` go before those of the settings. A click may come twice: the second
    does nothing."""
    services = session.services()
    conversation = session.conversation()
    exchanges = conversation.exchanges if conversation else ()
    old = replacing.id if replacing else None
    if _is_asked(text, exchanges, old):
        return
    conversation_id = conversation.id if conversation else services.conversations.create(text)
    earlier = [e for e in exchanges if e.id != old]
    chosen: Filters = filters.chosen()
    exchange = services.conversations.ask(conversation_id, text, chosen, replacing=old)
    before = earlier[-1].answer.briefing if earlier and earlier[-1].answer else None
    asked = Question(
        text=text,
        history=turns(earlier),
        filters=chosen,
        known=known(earlier),
        kind=kind,
        briefing=before.request if before else None,
    )
    services.answer(exchange, asked, **{**settings.chosen(), **options})
    st.session_state[ASKED] = exchange.id
    session.go_to(conversation_id)


def _is_asked(text: str, exchanges: tuple[Exchange, ...], old: str | None) -> bool:
    """Whether what it replaces is gone, or another question that is the last asks the same and is being answered."""
    if old is not None and all(e.id != old for e in exchanges):
        return True
    return bool(exchanges) and exchanges[-1].id != old and exchanges[-1].question == text and is_live(exchanges[-1])


def is_live(exchange: Exchange) -> bool:
    generation = session.services().generations.get(exchange.id)
    return generation is not None and generation.draft.state is State.ANSWERING
