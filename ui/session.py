"""What a page asks of the process it runs in and of the session it runs for."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from index.conversation_tables import CONVERSATIONS
from index.libraries import names
from rag.conversation.conversations import Conversations
from rag.conversation.exchange import Conversation
from serving.desk import Desk, open_desk
from serving.door import Door
from serving.people import EVERYWHERE, LOCAL, AccessError, Person, Role
from serving.settings import ServingSettings
from serving.sign_in import signed_in
from ui.background.models import ModelSwitch
from ui.background.services import Services

T = TypeVar("T")
_PASSAGE = -1
_LIBRARY = "chosen-library"

if TYPE_CHECKING:
    from index.progress import OnProgress, Report
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

        conversations = Conversations(own.database_url or own.data / CONVERSATIONS)
        return Services(conversations, opener, models, library=library, folder=own.data, desk=desk())

    return Door(partial(names, settings.root), opened, first=settings.library)


def services() -> Services:
    """Those of the library that this session has chosen, for the person whose session it is."""
    who = person()
    return door().open(who, library()).of(who)


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """One for the process: every question goes over it, from the pages and the API."""
    return open_desk(serving())


@st.cache_resource(show_spinner=False)
def serving() -> ServingSettings:
    """How this process serves people, as it was started."""
    return ServingSettings()


def visitor() -> Person | None:
    """Whose session it is; None for somebody who has to sign in first."""
    return signed_in(st.user.to_dict(), serving(), time.time()) if serving().signed else LOCAL


def person() -> Person:
    """Whose session it is. Raises AccessError where nobody has signed in, or it was too long ago."""
    found = visitor()
    if found is None:
        raise AccessError("You are not signed in any more.", hint="Open the page anew to sign in.")
    return found


def may(need: Role) -> bool:
    return person().may(need, library())


def may_everywhere() -> bool:
    """Whether this person may change what all libraries share."""
    return person().roles.get(EVERYWHERE) is Role.OWNER


def require(need: Role) -> None:
    """Raises AccessError where this person has a lesser role in the library."""
    door().named(person(), library(), need)


def change(name: str, work: "Callable[[OnProgress], Report | str]", *, need: Role = Role.EDITOR) -> None:
    """Starts a change to the library beside the page. Raises AccessError where this person has a lesser role."""
    require(need)
    note("change", what=name)
    services().changes.start(name, work)


def note(did: str, **what: object) -> None:
    """Writes down what this person is about to do, where that is asked for."""
    here = services()
    here.desk.note(here.person, here.library, did, **what)


def exporting(what: str, make: "Callable[[], T]") -> "Callable[[], T]":
    """`make` for a download button, noted when it is clicked; by then no session may be at hand."""
    here = services()

    def noted() -> T:
        here.desk.note(here.person, here.library, "export", what=what)
        return make()

    return noted


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
