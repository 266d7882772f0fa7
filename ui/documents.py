"""The documents of the library in a table; looking at one, correcting it, removing some."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING
from zlib import crc32

import streamlit as st

from index.catalog import Entry
from index.date import entered
from index.errors import IndexingError
from index.types import Document
from serving.people import Role
from ui import session
from ui.plain import count, day, label, plain, short

if TYPE_CHECKING:
    from index.build import OnProgress, Report
    from index.library import Library

_ROWS = 25
_LONGEST = 200_000
"""Characters of a document that a preview shows: some hundred pages, and a browser stays quick."""

_STATES = {"ready": "Ready", "pending": "Being added", "removing": "Being removed", "stale": "Being changed"}
_NOT_WHOLE = "Not read whole"


def show(entries: Sequence[Entry], library: "Library") -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="documents-bar"):
        wanted = st.text_input(
            "Find documents",
            placeholder="Find by title, source, author or file",
            label_visibility="collapsed",
            icon=":material/search:",
        )
        buttons = st.container(horizontal=True, gap="small", width="content", key="documents-actions")
    shown = [e for e in entries if wanted.casefold() in _findable(e)]
    if not shown:
        st.caption("No document matches that.")
        return
    event = st.dataframe(
        [_row(entry) for entry in shown],
        column_config={
            "Title": st.column_config.TextColumn(width=285),
            "Source": st.column_config.TextColumn(width=160),
            "Published": st.column_config.DateColumn(format="D MMM YYYY"),
            "Passages": st.column_config.NumberColumn(width=80),
            "Added": st.column_config.DatetimeColumn(format="D MMM YYYY"),
        },
        hide_index=True,
        height="content" if len(shown) <= _ROWS else 640,
        selection_mode="multi-row",
        on_select="rerun",
        key=f"documents-{crc32(','.join(e.id for e in shown).encode())}",  # other rows, no selection
        placeholder="—",
        alt="The documents of the library",
    )
    chosen = [shown[i] for i in event["selection"]["rows"] if i < len(shown) and shown[i].state == "ready"]
    with buttons:
        _button("Preview", ":material/visibility:", chosen, len(chosen) == 1)
        if session.may(Role.EDITOR):
            _button("Edit", ":material/edit:", chosen, len(chosen) == 1)
            _button("Remove", ":material/delete:", chosen, bool(chosen))
    _dialog(entries, library)


def _findable(entry: Entry) -> str:
    whole = _NOT_WHOLE if entry.losses else ""
    return " ".join((entry.title, entry.source or "", entry.author or "", whole, *entry.paths)).casefold()


def _row(entry: Entry) -> dict[str, object]:
    return {
        "Title": plain(entry.title),
        "Source": plain(entry.source),
        "Published": entry.published,
        "Passages": entry.chunks,
        "State": _NOT_WHOLE if entry.losses and entry.state == "ready" else _STATES[entry.state],
        "Added": entry.added,
    }


def _button(name: str, icon: str, chosen: Sequence[Entry], usable: bool) -> None:
    st.button(
        name,
        icon=icon,
        disabled=not usable,
        key=f"documents-{name.lower()}",
        help=None if usable else "Choose a document in the table first",
        on_click=_open,
        args=(name, [entry.id for entry in chosen]),
    )


def _open(name: str, ids: list[str]) -> None:
    st.session_state["library-dialog"] = (name, ids)


def _close() -> None:
    st.session_state.pop("library-dialog", None)


def _dialog(entries: Sequence[Entry], library: "Library") -> None:
    """The open one. It is kept in the session, so that the page may run again under it."""
    name, ids = st.session_state.get("library-dialog", ("", []))
    chosen = [e for e in entries if e.id in ids]
    if not chosen:
        return _close()
    title = {"Preview": label(short(chosen[0].title, 90)), "Edit": "Edit document", "Remove": "Remove documents"}[name]
    body = {"Preview": _preview, "Edit": _edit, "Remove": _remove}[name]
    width = "medium" if name == "Preview" else "small"
    st.dialog(title, width=width, on_dismiss=_close)(body)(chosen, library)
    return None


def _preview(chosen: Sequence[Entry], library: "Library") -> None:
    document = library.catalog.document(chosen[0].id)
    if document is None:
        st.info("It has just left the library.")
        return
    st.html(f'<dl class="facts">{"".join(map(_fact, _facts(chosen[0])))}</dl>')
    with st.container(height=460, key="document"):
        st.html(f'<div class="document">{escape(plain(document.text[:_LONGEST]))}</div>')
    if len(document.text) > _LONGEST:
        st.caption(f"The first {_LONGEST:,} of {len(document.text):,} characters.")


def _facts(entry: Entry) -> list[tuple[str, str]]:
    facts = [
        ("Source", entry.source or "unknown"),
        ("Author", entry.author or ""),
        ("Published", day(entry.published)),
        *(("Not read", str(loss)) for loss in entry.losses),
        ("Address", entry.url or ""),
        ("Files" if len(entry.paths) > 1 else "File", "\n".join(entry.paths)),
    ]
    return [(name, value) for name, value in facts if value]


def _fact(fact: tuple[str, str]) -> str:
    return f"<dt>{fact[0]}</dt><dd>{escape(plain(fact[1]))}</dd>"


def _edit(chosen: Sequence[Entry], library: "Library") -> None:
    entry = chosen[0]
    with st.form("edit", border=False):
        title = st.text_input("Title", entry.title, max_chars=300, key=f"edit-title-{entry.id}")
        source = st.text_input("Source", entry.source or "", max_chars=300, key=f"edit-source-{entry.id}")
        author = st.text_input("Author", entry.author or "", max_chars=300, key=f"edit-author-{entry.id}")
        published = st.text_input(
            "Published", str(entry.published or ""), placeholder="YYYY-MM-DD, or nothing", key=f"edit-date-{entry.id}"
        )
        st.caption("Holds until the file itself changes. Earlier answers keep what they cite.")
        if not st.form_submit_button("Save", type="primary"):
            return
    try:
        entered(published)
    except IndexingError as error:
        st.error(label(str(error)), icon=":material/error:")
        return
    if not title.strip():
        st.error("The document needs a title: it is cited under it.", icon=":material/error:")
        return
    changes = {"title": title, "source": source, "author": author, "published": published}
    _start(f"Changing “{short(title, 60)}”", partial(_edited, entry.id, library, changes))


def _remove(chosen: Sequence[Entry], library: "Library") -> None:
    for entry in chosen[:10]:
        st.write(label(entry.title))
    if len(chosen) > 10:
        st.caption(f"and {len(chosen) - 10} more")
    st.caption("Earlier answers keep the passages they cite. The files themselves stay where they are.")
    if st.button(f"Remove {count(len(chosen), 'document')}", type="primary", key="confirm-remove"):
        name = f"Removing {count(len(chosen), 'document')}"
        _start(name, partial(_removed, [entry.id for entry in chosen], library))


def _start(name: str, work: "Callable[[OnProgress], Report]") -> None:
    session.require(Role.EDITOR)
    session.services().changes.start(name, work)
    _close()
    st.rerun()


def _edited(document_id: str, library: "Library", changes: dict[str, str], on_progress: "OnProgress") -> "Report":
    from index.build import Report, edit

    document: Document = edit(document_id, library, **changes, on_progress=on_progress)
    return Report(replaced=(document.path,))


def _removed(ids: list[str], library: "Library", on_progress: "OnProgress") -> "Report":
    from index.build import Report, remove

    return Report(removed=remove(ids, library, on_progress))
