"""The page "Check a text": a draft on the left, each statement marked; on the right what the library says of one."""

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from index.errors import IndexingError
from rag.errors import AnswerError
from ui import components, failing, filters, session
from ui.checking.check_job import CheckJob, Sight
from ui.checking.check_view import draft_data
from ui.plain import count, label

if TYPE_CHECKING:
    from index.library import Library
    from rag.checking.types import Draft, Report

_LOOK = 0.5
"""Seconds between two looks at a check under way."""
_TYPES = ["txt", "md", "docx"]
_MIME = {"markdown": "text/markdown", "json": "application/json", "csv": "text/csv"}
_NAMES = {"markdown": "Markdown", "json": "JSON", "csv": "CSV"}
_BUTTON: dict[str, Any] = {"width": "content"}


def page() -> None:
    with st.container(key="checking"):  # as wide as ui/page.css says
        st.header("Check a text", anchor=False)
        with failing.told():
            with st.spinner("Opening the library…"):
                library = session.services().assistant().library
            _page(library)


def _page(library: "Library") -> None:
    if library.catalog.counts()[0] == 0:
        st.info(
            "The library is empty: there is nothing yet that a text could be held against.", icon=":material/inbox:"
        )
        if st.button("Add documents", type="primary", icon=":material/library_add:"):
            st.switch_page(st.session_state["library-page"])
        return
    job: CheckJob | None = st.session_state.get("check-job")
    live = job is not None and job.sight.live
    _input(library, live=live)
    if error := st.session_state.pop("check-error", None):
        _failed(error)
    if job is None:
        return
    if live:
        st.fragment(_watch, run_every=_LOOK)(job)
    else:
        _ended(job.sight)


def _input(library: "Library", *, live: bool) -> None:
    """The text to check, typed or as a file, and what it is held against."""
    st.session_state.setdefault("draft", st.session_state.get("draft-kept", ""))
    # Streamlit forgets widgets while another page is open.
    st.session_state["draft-kept"] = st.text_area(
        "Your text",
        key="draft",
        height=180,
        placeholder="Paste a draft. Each of its statements is held against your library; nothing leaves this machine.",
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="check-bar"):
        if live:
            st.button("Stop", key="stop-check", icon=":material/stop:", on_click=_stop, **_BUTTON)
        else:
            st.button(
                "Check", key="start-check", type="primary", icon=":material/fact_check:",
                on_click=failing.clicked(_start), args=(library,), **_BUTTON,
            )  # fmt: skip
        filters.show()
        with st.popover("Open a file", icon=":material/upload_file:", type="tertiary", disabled=live):
            st.file_uploader("A draft", type=_TYPES, key="draft-file", on_change=_opened)
            st.caption("A text, a Markdown or a Word file. It is read here, and not added to the library.")


def _opened() -> None:
    """Puts a file's text where it can be read and changed before it is checked."""
    from rag.checking.draft import draft_of

    upload = st.session_state.get("draft-file")
    if upload is None:
        return
    try:
        st.session_state["draft"] = draft_of(upload.getvalue(), upload.name).text
    except IndexingError as error:
        st.session_state["check-error"] = error


def _start(library: "Library") -> None:
    from rag.checking.check import check, size
    from rag.checking.draft import pasted

    chosen = filters.chosen()
    try:
        draft = pasted(st.session_state.get("draft", ""))
    except IndexingError as error:
        st.session_state["check-error"] = error
        return
    session.note("check", statements=size(draft))
    job = CheckJob(draft, size(draft), lambda cancel: check(draft, library, filters=chosen, cancel=cancel))
    st.session_state["check-job"] = job
    job.start()


def _stop() -> None:
    job: CheckJob | None = st.session_state.get("check-job")
    if job:
        job.stop()


def _watch(job: CheckJob) -> None:
    """What was judged so far; the whole page runs again when the check ends."""
    sight = job.sight
    if not sight.live:
        st.rerun()
    done, total = len(sight.done), max(1, sight.total)
    told = "Stopping…" if sight.stopping else f"{done} of {count(sight.total, 'statement')}"
    st.progress(min(1.0, done / total), told)
    _show(sight.draft, sight)


def _ended(sight: Sight) -> None:
    if sight.error:
        _failed(sight.error)
    if sight.report:
        _told(sight.report)
    if sight.done:
        _show(sight.draft, sight)


def _told(report: "Report") -> None:
    """The counts, what was not done, and the report to keep."""
    from rag.checking.export import EXPORTS, SUFFIXES, summary

    with st.container(horizontal=True, vertical_alignment="center", key="check-told"):
        seconds = f" · {report.seconds:.0f} s" if report.seconds is not None else ""
        held = f"held against {count(report.documents, 'document')}"
        st.caption(f"{label(summary(report))} · {held}{seconds}")
        for kind, make in EXPORTS.items():
            st.download_button(
                _NAMES[kind], data=session.exporting(f"a check as {kind}", partial(make, report)),
                file_name=f"checked{SUFFIXES[kind]}", mime=_MIME[kind],
                icon=":material/download:" if kind == "markdown" else None, on_click="ignore", type="tertiary",
            )  # fmt: skip
    for notice in report.notices:
        st.info(label(notice), icon=":material/info:")


def _show(draft: "Draft", sight: Sight) -> None:
    components.checked(key="checked", data=draft_data(draft, sight.done, live=sight.live))


def _failed(error: Exception) -> None:
    if not isinstance(error, AnswerError | IndexingError):
        st.error(
            "Something went wrong inside Dossier.\n\nCheck again; the log has the details.", icon=":material/error:"
        )
        return
    failing.show(error)
