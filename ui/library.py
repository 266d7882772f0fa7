"""The library: what is in it, how documents get in, and what has become of those that came last."""

import hashlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from index.errors import DocumentError, IndexingError, passed_over
from index.formats import SUFFIXES, named
from index.settings import IndexSettings
from index.source import one_line
from rag.errors import AnswerError
from serving.people import Role
from ui import documents, session, timeline
from ui.changes import Change
from ui.generation import failure_of
from ui.look import looking
from ui.plain import count, label, short

if TYPE_CHECKING:  # the loaders take a second to import, and the chat needs none of them
    from collections.abc import Callable

    from index.build import OnProgress, Report
    from index.library import Library

_TYPES = sorted(suffix.removeprefix(".") for suffix in SUFFIXES)
_LOOK = 0.5
"""Seconds between two looks at changes in the making."""


def page() -> None:
    with st.container(key="library"):  # as wide as ui/page.css says; the layout of the page config would come late
        st.header("Library", anchor=False)
        try:
            with st.spinner("Opening the library…"):
                library = session.services().assistant().library
            _page(library)
        except (AnswerError, IndexingError) as error:
            failure = failure_of(error)
            st.error(f"{label(failure.message)}\n\n{label(failure.hint)}", icon=":material/error:")
            st.button("Try again", on_click=session.services().retry)


def _page(library: "Library") -> None:
    entries = library.catalog.documents(unfinished=True)
    running = {c.id for c in session.services().changes.all() if c.running}
    if not running and any(e.state != "ready" for e in entries):
        from index.build import recover

        if recover(library):  # nobody is at work: these were left by an interruption
            entries = library.catalog.documents()
    if entries:
        passages = count(sum(e.chunks for e in entries), "passage")
        told = (count(len(entries), "document"), passages, timeline.undated(entries))
        st.caption(" · ".join(part for part in told if part))
    elsewhere = not running and any(e.state != "ready" for e in entries)
    looking(_changes, every=_LOOK if running or elsewhere else None)(running, elsewhere, library)
    if session.may(Role.EDITOR):
        _add(library)
    if entries:
        documents.show(entries, library)
        timeline.show(entries)
    elif session.may(Role.EDITOR):
        st.caption("The library is empty. Add files above, or run `python -m index add FOLDER`.")
    else:
        st.caption("The library is empty. An editor of it can add documents.")


def _changes(running: set[str], elsewhere: bool, library: "Library") -> None:
    """What is being changed and what came of the last changes; the whole page runs again when one ends."""
    changes = session.services().changes.all()
    ended = elsewhere and not (library.catalog.unfinished() or library.catalog.stale())
    if ended or {c.id for c in changes if c.running} != running:
        st.rerun()
    for change in changes:
        if change.running:
            st.progress(*_progress(change))
        else:
            _ended(change)


def _progress(change: Change) -> tuple[float, str]:
    progress = change.progress
    if progress is None:
        return 0.0, f"{label(change.name)}…"
    if not progress.total:
        return 0.0, f"{label(change.name)}: {label(progress.name)}…"
    counts = f"{progress.done} of {count(progress.total, 'file')}, {count(progress.chunks, 'passage')}"
    return progress.done / progress.total, f"{label(change.name)}: {label(short(progress.name, 60))} · {counts}"


def _ended(change: Change) -> None:
    with st.container(border=True, key=f"change-{change.id}"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"said-{change.id}"):
            st.markdown(_summary(change), width="stretch")
            st.button(
                "Dismiss",
                type="tertiary",
                key=f"dismiss-{change.id}",
                on_click=session.services().changes.dismiss,
                args=(change.id,),
            )
        if change.failure:
            st.error(f"{label(change.failure.message)}  \n{label(change.failure.hint)}", icon=":material/error:")
        for error in change.report.errors if change.report else ():
            said = f"**{label(error.subject)}**: {label(error.cause)}.  \n{label(error.remedy)}"
            st.error(said, icon=":material/error:")
        for name, loss in change.report.losses if change.report else ():
            said = f"**{label(name)}**: {label(loss.cause)}.  \n{label(loss.remedy)}"
            st.warning(said, icon=":material/rule:")
        if change.report and change.report.passed:
            st.warning(label(passed_over(change.report.passed)), icon=":material/rule:")
        for name, title in change.report.duplicates if change.report else ():
            st.caption(f"{label(name)} has the same text as “{label(title)}” and is kept once.")
        for name, title in change.report.displaced if change.report else ():
            st.caption(f"{label(name)} took the place of “{label(title)}”, which came under the same name.")


def _summary(change: Change) -> str:
    if change.report is None:
        return f"**{label(change.name)}** did not work."
    report = change.report
    done = [
        (report.added, "added"),
        (report.replaced, "changed"),
        (report.removed, "removed"),
        (report.unchanged, "already there, unchanged"),
        (report.duplicates, "already there under another name"),
    ]
    said = [f"{count(len(items), 'document')} {what}" for items, what in done if items]
    if report.errors:
        said.append(f"{count(len(report.errors), 'file')} could not be read")
    return f"{', '.join(said) or 'Nothing to do'}."


def _add(library: "Library") -> None:
    files, folder, text, web = st.tabs(["Add files", "Add a folder", "Paste text", "From the web"])
    with files:
        _uploader("files", f"Files: {named()}", True, library)
    with folder:
        _uploader("folder", "All files of these kinds in a folder", "directory", library)
    with web:
        _web(library)
    with text, st.form("paste", border=False, clear_on_submit=True):
        title = st.text_input("Title", placeholder="What it is called in citations")
        body = st.text_area("Text", height=200)
        if st.form_submit_button("Add text") and body.strip():
            _start(short(title, 60) or "a pasted text", partial(_pasted, title, body, library))


def _web(library: "Library") -> None:
    with st.form("web", border=False, clear_on_submit=True):
        address = st.text_input("Address of a page or of a feed (RSS, Atom)", placeholder="https://")
        if st.form_submit_button("Fetch and add") and address.strip():
            _start(short(address.strip(), 60), partial(_fetched, [address.strip()], library))
    if library.catalog.addresses() and st.button("Fetch everything from the web again", key="refresh-web"):
        _start("what is new on the web", partial(_refreshed, library))


def _uploader(kind: str, name: str, several: bool | str, library: "Library") -> None:
    turn = st.session_state.setdefault(f"{kind}-turn", 0)
    limit = st.get_option("server.maxUploadSize")
    uploads = st.file_uploader(
        f"{name}, up to {limit} MB each: split larger ones",
        type=_TYPES,
        accept_multiple_files=several,
        key=f"{kind}-{turn}",
    )
    if uploads and st.button(f"Add {count(len(uploads), 'file')}", type="primary", key=f"add-{kind}"):
        st.session_state[f"{kind}-turn"] += 1
        what = short(uploads[0].name, 60) if len(uploads) == 1 else count(len(uploads), "file")
        _start(what, partial(_added, [(upload.name, upload.getvalue()) for upload in uploads], library))


def _fetched(addresses: list[str], library: "Library", on_progress: "OnProgress") -> "Report":
    from index.online import add_addresses

    return add_addresses(addresses, library, on_progress, local=IndexSettings().web_local)


def _refreshed(library: "Library", on_progress: "OnProgress") -> "Report":
    from index.online import refresh

    return refresh(library, on_progress, local=IndexSettings().web_local)[0]


def _start(what: str, work: "Callable[[OnProgress], Report]") -> None:
    session.require(Role.EDITOR)
    session.services().changes.start(f"Adding {what}", work)
    st.rerun()


def _added(uploads: list[tuple[str, bytes]], library: "Library", on_progress: "OnProgress") -> "Report":
    from index.build import add_uploads

    return add_uploads(uploads, library, on_progress)


def _pasted(title: str, body: str, library: "Library", on_progress: "OnProgress") -> "Report":
    """The title typed goes before any that the text states. Only the same text under it has the same file name."""
    from index.build import Report, add_documents
    from index.load import load_bytes

    name = "".join(c if c.isalnum() or c in " -_" else "-" for c in title).strip()[:80] or "Pasted text"
    digest = hashlib.sha256(f"{title.strip()}\n{body}".encode()).hexdigest()[:7]  # eight digits could be read as a date
    try:
        document = load_bytes(body.encode(), f"{name} {digest}.txt")
    except DocumentError as error:
        return Report(errors=(error,))
    return add_documents([replace(document, title=one_line(title) or document.title)], library, on_progress)
