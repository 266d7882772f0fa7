"""What a page asks of the process it runs in and of the session it runs for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from index.libraries import names
from rag.conversations import Conversations
from rag.exchange import Conversation
from serving.door import Door
from serving.people import LOCAL, AccessError, Person
from ui.models import ModelSwitch
from ui.services import Services

_PASSAGE = -1
_LIBRARY = "chosen-library"

if TYPE_CHECKING:
    from rag.pipeline import Assistant


@st.cache_resource(show_spinner=False)
def door() -> Door[Services]:
    """One for the process: every session shares the model, and with those of the same library that as well."""
    from rag.settings import Settings

    settings = Settings()
    models = ModelSwitch(settings)

    def opened(library: str) -> Services:
        own = settings.of(library)

        @contextmanager
        def opener() -> "Iterator[Assistant]":
            from rag.pipeline import open_assistant

            with open_assistant(own.model_copy(update={"llm": models.chosen})) as assistant:
                yield assistant

        conversations = Conversations(own.data / "conversations.sqlite")
        return Services(conversations, opener, models, library=library, folder=own.data)

    return Door(partial(names, settings.root), opened, first=settings.library)


def services() -> Services:
    """Those of the library that this session has chosen, for the person whose session it is."""
    who = person()
    return door().open(who, library()).of(who)


def person() -> Person:
    return LOCAL


def library() -> str:
    """The library that the session has chosen, or its address names; at first that of the settings."""
    wanted = st.session_state.get(_LIBRARY, st.query_params.get("library"))
    try:
        return door().named(person(), door().first(person()) if wanted is None else wanted)
    except AccessError:
        return door().named(person(), door().first(person()))


def libraries() -> list[str]:
    """Those that this person may choose from."""
    return door().libraries(person())


def choose_library(name: str) -> None:
    """Everything that the session had open belongs to the library it leaves."""
    for key in list(st.session_state):
        del st.session_state[key]
    st.session_state[_LIBRARY] = name
    st.query_params.clear()
    if name:
        st.query_params["library"] = name


def conversation() -> Conversation | None:
    """The one that the address names, or the session's last one on coming back from another page."""
    wanted = st.query_params.get("c") or st.session_state.get("conversation")
    found = services().conversations.get(wanted) if wanted else None
    go_to(found.id if found else None)
    return found


def go_to(conversation_id: str | None) -> None:
    """Makes a conversation (None: a new one) the session's own, in its address as well."""
    if st.session_state.get("conversation") != conversation_id:
        st.session_state.conversation = conversation_id
        close_source()
    if conversation_id:
        st.query_params["c"] = conversation_id
    else:
        st.query_params.pop("c", None)


def open_source(exchange_id: str, key: str) -> None:
    st.session_state.opened = (exchange_id, key)
    if st.session_state.get("page", 0) > 0:
        show_page(_PASSAGE)


def show_page(number: int) -> None:
    """What the source panel shows: 0 is the text, -1 the page on which the passage begins, else a page's number."""
    st.session_state.page = number


def shown_page(pages: Sequence[int]) -> int | None:
    """The number of the page that the panel shows, of a passage that stands on `pages`; None for its text."""
    wanted: int = st.session_state.get("page", 0)
    if not pages or not wanted:
        return None
    return pages[0] if wanted == _PASSAGE else wanted


def close_source() -> None:
    st.session_state.opened = None


def opened_source() -> tuple[str, str] | None:
    """The exchange and the key of the citation in the source panel."""
    opened: tuple[str, str] | None = st.session_state.get("opened")
    return opened
