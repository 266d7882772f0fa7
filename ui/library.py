"""The library: what is in it, and how documents get in and out."""

from typing import TYPE_CHECKING

import streamlit as st

from index.catalog import Entry
from index.errors import IndexingError
from rag.errors import AnswerError
from ui import session
from ui.generation import failure_of
from ui.plain import count, label, plain

if TYPE_CHECKING:  # the loaders take a second to import, and the chat needs none of them
    from index.build import Progress, Report
    from index.library import Library

_TYPES = ["txt", "md", "html", "htm", "pdf", "docx"]
_ROWS = 25


def page() -> None:
    st.set_page_config(layout="wide")
    st.header("Library", anchor=False)
    try:
        with st.spinner("Opening the library…"):
            library = session.services().assistant().library
        with st.container(key="library"):
            _report()
            _add(library)
            _table(library)
    except (AnswerError, IndexingError) as error:
        failure = failure_of(error)
        st.error(f"{label(failure.message)}\n\n{label(failure.hint)}", icon=":material/error:")
        st.button("Try again", on_click=session.services().retry)


def _add(library: "Library") -> None:
    files, text = st.tabs(["Add files", "Paste text"])
    with files:
        turn = st.session_state.setdefault("upload-turn", 0)
        uploads = st.file_uploader(
            "Text, Markdown, HTML, PDF or Word",
            type=_TYPES,
            accept_multiple_files=True,
            key=f"upload-{turn}",
        )
        if uploads and st.button(f"Add {count(len(uploads), 'file')}", type="primary", key="add-files"):
            _store([(upload.name, upload.getvalue()) for upload in uploads], library)
            st.session_state["upload-turn"] += 1
            st.rerun()
    with text, st.form("paste", border=False, clear_on_submit=True):
        title = st.text_input("Title", placeholder="What it is called in citations")
        body = st.text_area("Text", height=200)
        if st.form_submit_button("Add text") and body.strip():
            name = "".join(c if c.isalnum() or c in " -_" else "-" for c in title).strip() or "Pasted text"
            _store([(f"{name[:80]}.txt", body.encode())], library)
            st.rerun()


def _store(uploads: list[tuple[str, bytes]], library: "Library") -> None:
    from index.build import add_uploads

    bar = st.progress(0.0, "Reading…")

    def on_progress(progress: "Progress") -> None:
        share = progress.done / progress.total if progress.total else 0.0
        bar.progress(share, f"{label(progress.name)} · {progress.done} of {count(progress.total, 'file')}")

    st.session_state["report"] = add_uploads(uploads, library, on_progress)


def _report() -> None:
    """What the last addition did, until the next."""
    report: Report | None = st.session_state.pop("report", None)
    if report is None:
        return
    for error in report.errors:
        st.error(f"**{label(error.subject)}**: {label(error.cause)}.  \n{label(error.remedy)}", icon=":material/error:")
    for name, title in report.duplicates:
        st.info(
            f"{label(name)} repeats “{label(title)}”: it is in the library already.", icon=":material/content_copy:"
        )
    done = [(len(report.added), "added"), (len(report.replaced), "replaced"), (len(report.unchanged), "unchanged")]
    said = ", ".join(f"{count(n, 'document')} {what}" for n, what in done if n)
    if said:
        st.success(f"{said}.", icon=":material/check:")


def _table(library: "Library") -> None:
    entries = library.catalog.documents()
    if not entries:
        st.info("The library is empty. Add files above, or run `python -m index add FOLDER`.", icon=":material/inbox:")
        return
    st.caption(f"{count(len(entries), 'document')} · {count(sum(e.chunks for e in entries), 'passage')}")
    wanted = st.text_input("Find", placeholder="Find by title or source", label_visibility="collapsed")
    shown = [e for e in entries if wanted.casefold() in f"{e.title} {e.source or ''}".casefold()]
    event = st.dataframe(
        [_row(entry) for entry in shown],
        column_config={
            "Title": st.column_config.TextColumn(width="large"),
            "Published": st.column_config.DateColumn(format="D MMM YYYY"),
            "Added": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
        },
        hide_index=True,
        height="content" if len(shown) <= _ROWS else 640,
        selection_mode="multi-row",
        on_select="rerun",
        key="documents",
    )
    chosen = [shown[i] for i in event["selection"]["rows"] if i < len(shown)]
    if chosen and st.button(f"Remove {count(len(chosen), 'document')}", icon=":material/delete:", key="remove"):
        _confirm(chosen, library)


@st.dialog("Remove documents")
def _confirm(entries: list[Entry], library: "Library") -> None:
    from index.build import remove

    for entry in entries[:10]:
        st.write(label(entry.title))
    if len(entries) > 10:
        st.caption(f"and {len(entries) - 10} more")
    st.caption("Earlier answers keep the passages they cite. The files themselves stay where they are.")
    if st.button("Remove", type="primary", key="confirm-remove"):
        remove([entry.id for entry in entries], library)
        st.rerun()


def _row(entry: Entry) -> dict[str, object]:
    return {
        "Title": plain(entry.title),
        "Source": plain(entry.source),
        "Published": entry.published,
        "Passages": entry.chunks,
        "Added": entry.added,
    }
