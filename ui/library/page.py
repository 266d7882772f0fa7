"""The library: what is in it, how documents get in, and what has become of those that came last."""

import hashlib
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from index.date import entered
from index.errors import DocumentError, IndexingError, passed_over
from index.formats import SUFFIXES
from index.formats import named as kinds
from index.sample import is_sample
from index.settings import IndexSettings
from index.source import one_line
from serving.people import Role
from ui import failing, named, session
from ui.background.changes import Change
from ui.library import backups, documents, timeline
from ui.look import looking
from ui.plain import count, label, short, web

if TYPE_CHECKING:  # the loaders take a second to import, and the chat needs none of them
    from collections.abc import Callable, Sequence

    from index.catalog import Entry
    from index.library import Library
    from index.progress import OnProgress, Report

_TYPES = sorted(suffix.removeprefix(".") for suffix in SUFFIXES)
_PACE = 3
"""Files, and seconds, after which the time left can be told."""
_LOOK = 0.5
"""Seconds between two looks at changes in the making."""


def page() -> None:
    with st.container(key="library"):  # as wide as ui/page.css says; the layout of the page config would come late
        st.header("Library", anchor=False)
        with failing.told():
            with st.spinner("Opening the library…"):
                library = session.services().assistant().library
            _page(library)


def _page(library: "Library") -> None:
    entries = library.catalog.documents(unfinished=True)
    running = {c.id for c in session.services().changes.all() if c.running}
    if not running and any(e.state != "ready" for e in entries):
        from index.commit import recover

        if recover(library):  # nobody is at work: these were left by an interruption
            entries = library.catalog.documents()
    elsewhere = not running and any(e.state != "ready" for e in entries)
    looking(_changes, every=_LOOK if running or elsewhere else None)(
        running, elsewhere, library, timeline.undated(entries)
    )
    if session.may(Role.EDITOR):
        _add(library)
    if entries:
        _sample(entries, library)
        documents.show(entries, library)
        timeline.show(entries)
        if not running:
            named.show(library)
    elif not running and session.may(Role.EDITOR):
        st.caption("The library is empty. Add files above, or run `python -m index add FOLDER`.")
    elif not running:
        st.caption("The library is empty. An editor of it can add documents.")
    if session.may(Role.OWNER):  # a backup holds everybody's conversations
        backups.show(library, filled=bool(entries))


def _sample(entries: "Sequence[Entry]", library: "Library") -> None:
    """The way out for the notes that come with the project."""
    notes = [entry.id for entry in entries if is_sample(entry)]
    if notes and session.may(Role.EDITOR):
        with st.container(horizontal=True, vertical_alignment="center", key="sample"):
            st.caption(f"{count(len(notes), 'document')} came with Dossier, to try it with.", width="content")
            name = "Remove the sample notes"
            if st.button(name, type="tertiary", icon=":material/delete_sweep:", key="remove-sample"):
                documents.remove(notes, library, "Removing the sample notes")


def _changes(running: set[str], elsewhere: bool, library: "Library", undated: str) -> None:
    """What there is, what is being changed and what came of the last changes; the whole page runs again when one
    ends."""
    number, passages = library.catalog.counts()
    if number:
        st.caption(" · ".join(filter(None, (count(number, "document"), count(passages, "passage"), undated))))
    changes = session.services().changes.all()
    ended = elsewhere and not (library.catalog.unfinished() or library.catalog.stale())
    if ended or {c.id for c in changes if c.running} != running:
        st.rerun()
    for change in changes:
        if change.running:
            _running(change)
        else:
            _ended(change)


def _running(change: Change) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"said-{change.id}"):
        st.progress(*_progress(change))
        if not session.may(Role.EDITOR):
            return
        stop = session.services().changes.stop
        name = "Stopping…" if change.stopping else "Stop"
        st.button(name, key=f"stop-{change.id}", disabled=change.stopping, on_click=stop, args=(change.id,))


def _progress(change: Change) -> tuple[float, str]:
    progress = change.progress
    if progress is None:
        return 0.0, f"{label(change.name)}…"
    if not progress.total:
        return 0.0, f"{label(change.name)}: {label(progress.name)}…"
    passages = f", {count(progress.chunks, 'passage')}" if progress.chunks else ""
    counts = f"{progress.done} of {count(progress.total, 'file')}{passages}{_left(change)}"
    return progress.done / progress.total, f"{label(change.name)}: {label(short(progress.name, 60))} · {counts}"


def _left(change: Change) -> str:
    """How long it will take at the pace so far, once there is one."""
    progress, passed = change.progress, time.monotonic() - change.started
    if progress is None or progress.done < _PACE or passed < _PACE:
        return ""
    seconds = passed / progress.done * (progress.total - progress.done)
    return f" · about {count(round(seconds / 60), 'minute')} left" if seconds > 90 else f" · about {seconds:.0f} s left"


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
    if change.said:
        return label(change.said)
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
    if report.left:
        said.append(f"stopped, {len(report.left):,} left as they are")
    return f"{', '.join(said) or 'Nothing to do'}."


def _add(library: "Library") -> None:
    files, folder, text, web = st.tabs(["Add files", "Add a folder", "Paste text", "From the web"])
    with files:
        _uploader("files", f"Files: {kinds()}", True, library)
        st.caption("More than some hundred go faster as one ZIP archive: browsers hand files over one by one.")
    with folder:
        _uploader("folder", "All files of these kinds in a folder", "directory", library)
    with web:
        _web(library)
    with text:
        _paste(library)


def _paste(library: "Library") -> None:
    turn = st.session_state.setdefault("paste-turn", 0)
    with st.form(f"paste-{turn}", border=False):
        title = st.text_input("Title", placeholder="What it is called in citations", max_chars=300)
        left, middle, right = st.columns(3)
        source = left.text_input("Source", placeholder="Who published it", max_chars=300)
        published = middle.text_input("Published", placeholder="YYYY-MM-DD, or nothing")
        address = right.text_input("Web address", placeholder="https://", max_chars=2000)
        body = st.text_area("Text", height=200)
        if not st.form_submit_button("Add text") or not body.strip():
            return
    try:
        stated = {"source": one_line(source), "published": entered(published), "url": web(address)}
    except IndexingError as error:
        st.error(label(str(error)), icon=":material/error:")
        return
    if address.strip() and not stated["url"]:
        st.error("The web address has to begin with http:// or https://.", icon=":material/error:")
        return
    st.session_state["paste-turn"] += 1
    typed = {field: value for field, value in stated.items() if value}
    _start(short(title, 60) or "a pasted text", partial(_pasted, title, body, typed, library))


def _web(library: "Library") -> None:
    with st.form("web", border=False, clear_on_submit=True):
        address = st.text_input("Address of a page or of a feed (RSS, Atom)", placeholder="https://")
        if st.form_submit_button("Fetch and add") and address.strip():
            _start(short(address.strip(), 60), partial(_fetched, [address.strip()], library))
    if library.catalog.addresses() and st.button("Fetch everything from the web again", key="refresh-web"):
        _start("what is new on the web", partial(_refreshed, library))


def _uploader(kind: str, name: str, several: Literal[True, "directory"], library: "Library") -> None:
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
    session.change(f"Adding {what}", work)
    st.rerun()


def _added(uploads: list[tuple[str, bytes]], library: "Library", on_progress: "OnProgress") -> "Report":
    from index.build import add_uploads

    return add_uploads(uploads, library, on_progress)


def _pasted(title: str, body: str, stated: dict[str, Any], library: "Library", on_progress: "OnProgress") -> "Report":
    """What was typed goes before what the text states. Only the same text under it has the same file name."""
    from index.build import add_documents
    from index.load import load_bytes
    from index.progress import Report

    name = "".join(c if c.isalnum() or c in " -_" else "-" for c in title).strip()[:80] or "Pasted text"
    digest = hashlib.sha256(f"{title.strip()}\n{body}".encode()).hexdigest()[:7]  # eight digits could be read as a date
    try:
        document = load_bytes(body.encode(), f"{name} {digest}.txt")
    except DocumentError as error:
        return Report(errors=(error,))
    return add_documents([replace(document, title=one_line(title) or document.title, **stated)], library, on_progress)
