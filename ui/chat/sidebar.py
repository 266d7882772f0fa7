"""The conversations beside the chat: new, search, open, rename, delete, export."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st

from index.types import Document
from rag.conversation.exchange import Conversation, Summary
from ui import failing, session
from ui.answer import export
from ui.background.services import Services
from ui.bound import bound
from ui.plain import day, label, short

_SHOWN = 30
_DELETING = "deleting"
"""The session's name for the conversation whose deletion has to be confirmed."""


def show(current: Conversation | None) -> None:
    with st.sidebar:
        st.button("New conversation", icon=":material/add:", width="stretch", on_click=session.go_to, args=(None,))
        found = session.services().conversations.list(_search())
        for heading, summaries in groupby(found[:_SHOWN], key=lambda summary: _day(summary.changed)):
            st.caption(heading)
            for summary in summaries:
                _row(summary, current)
        if len(found) > _SHOWN:
            st.caption(f"{len(found) - _SHOWN} older ones: search to find them.")
        if not found and st.session_state.get("search"):
            st.caption("No conversation contains that.")


def _day(changed: datetime) -> str:
    """The day on which it was last asked, as a reader here calls it."""
    on, today = changed.astimezone().date(), datetime.now().astimezone().date()
    return {0: "Today", 1: "Yesterday"}.get((today - on).days, label(day(on)))


def _search() -> str:
    return st.text_input(
        "Search conversations",
        key="search",
        placeholder="Search conversations",
        label_visibility="collapsed",
        icon=":material/search:",
    )


def _row(summary: Summary, current: Conversation | None) -> None:
    is_open = current is not None and current.id == summary.id
    with st.container(horizontal=True, vertical_alignment="center", gap=None, key=f"row-{summary.id}"):
        st.button(
            label(short(summary.title, 60)),
            key=f"open-{summary.id}",
            type="secondary" if is_open else "tertiary",
            width="stretch",
            on_click=session.go_to,
            args=(summary.id,),
        )
        if is_open and current:
            # The label is for those who hear the page: it names the button and the dialog (ui/page.css hides it).
            named, about = "This conversation", "Rename, export or delete"
            with st.popover(named, icon=":material/more_horiz:", type="tertiary", help=about):
                _menu(current)


def _menu(current: Conversation) -> None:
    # It may have been given in another tab, or stored without spaces to spare.
    rename = partial(session.services().conversations.rename, current.id)
    st.text_input("Name", current.title, max_chars=80, **bound(f"name-{current.id}", current.title, rename))
    with st.container(horizontal=True):
        for kind, mime, make in (
            ("Markdown", "text/markdown", export.conversation_markdown),
            ("HTML", "text/html", export.conversation_html),
            ("JSON", "application/json", export.conversation_json),
        ):
            suffix = {"Markdown": "md"}.get(kind, kind.lower())
            st.download_button(
                kind,
                data=session.exporting(
                    f"conversation {current.id} as {kind}", partial(_exported, make, current, session.services())
                ),
                file_name=f"conversation-{current.id}.{suffix}",
                mime=mime,
                key=f"export-{kind}",
                on_click="ignore",
            )
    if session.serving().signed:
        _share(current)
    st.button("Delete", icon=":material/delete:", key="delete", on_click=_ask_first, args=(current.id,))


def _exported(make: Callable[[Conversation, export.Find], str], current: Conversation, services: Services) -> str:
    """As it is when it is taken away: an answer may have ended since the menu was drawn."""
    return make(services.conversations.get(current.id) or current, partial(_find, services))


def _share(current: Conversation) -> None:
    """Letting the readers of the library read it, by a link, until that is taken back."""
    services = session.services()
    token = services.conversations.share_of(current.id)
    if token is None:
        st.button(
            "Share for reading",
            icon=":material/share:",
            key="share",
            on_click=failing.clicked(_shared),
            args=(current.id,),
        )
        return
    link = f"{session.serving().address.rstrip('/')}/?{urlencode({'shared': token, 'library': services.library})}"
    st.caption("Whoever may read this library can read it here:")
    st.code(link, language=None, wrap_lines=True)
    stop = services.conversations.unshare
    st.button(
        "Stop sharing", icon=":material/link_off:", key="unshare", on_click=failing.clicked(stop), args=(current.id,)
    )


def _shared(conversation_id: str) -> None:
    session.note("share", conversation=conversation_id)
    session.services().conversations.share(conversation_id)


def _find(services: Services, document_id: str) -> Document | None:
    return services.assistant().library.catalog.document(document_id)


def deleting(current: Conversation) -> bool:
    """Whether its deletion has to be confirmed."""
    return bool(st.session_state.get(_DELETING) == current.id)


def _ask_first(conversation_id: str) -> None:
    st.session_state[_DELETING] = conversation_id


def _keep() -> None:
    st.session_state.pop(_DELETING, None)


def _delete(conversation_id: str) -> None:
    _keep()
    session.services().delete(conversation_id)
    session.go_to(None)


@st.dialog("Delete this conversation?", on_dismiss=_keep)
def confirm(current: Conversation) -> None:
    if not deleting(current):  # A button of its own was clicked.
        st.rerun()
    st.markdown(f"**{label(short(current.title, 300))}**")
    st.write("Its questions and answers go with it. This cannot be undone.")
    with st.container(horizontal=True):
        st.button(
            "Delete for good",
            type="primary",
            key="confirm-delete",
            on_click=failing.clicked(_delete),
            args=(current.id,),
        )
        st.button("Keep it", key="keep", on_click=_keep)
