"""The whole library as one file: to save, and to put back."""

import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from index.care.backup import SUFFIX, backup
from index.settings import IndexSettings
from serving.people import Role
from ui import session
from ui.plain import count, short

if TYPE_CHECKING:
    from index.library import Library
    from index.progress import OnProgress

LARGEST_MB = 2_000
"""Of a backup that comes by the browser, which is held in memory. `python -m index restore` takes any."""


def show(library: "Library", *, filled: bool) -> None:
    if not library.catalog.in_file:  # what a database holds is backed up with it
        return
    with st.expander("Backup and restore", icon=":material/archive:"):
        if filled:
            st.write("Documents, tags, conversations, notebook, settings and test suites, in one file.")
            st.download_button(
                "Save a backup", session.exporting("a backup", partial(_made, library.data)),
                f"dossier-{date.today()}{SUFFIX}",
                "application/zip", key="backup", icon=":material/download:", on_click="ignore",
            )  # fmt: skip
        file = st.file_uploader(
            f"Restore a backup, up to {LARGEST_MB:,} MB; larger ones with `python -m index restore`",
            SUFFIX.removeprefix("."), max_upload_size=LARGEST_MB, key="restore-file",
        )  # fmt: skip
        if file is None:
            return
        if filled:
            st.caption("It takes the place of all that is here. What is here is kept in a file of the data folder.")
        if st.button("Replace the library with it" if filled else "Restore it", type="primary", key="restore"):
            name = f"Restoring {short(file.name, 60)}"
            session.change(name, partial(_restored, file.getvalue(), library), need=Role.OWNER)
            st.rerun()


def _made(data: Path) -> bytes:
    with tempfile.TemporaryDirectory() as room:
        target = Path(room) / f"library{SUFFIX}"
        backup(data, target)
        return target.read_bytes()


def _restored(data: bytes, library: "Library", on_progress: "OnProgress") -> str:
    from index.care.restore import restore

    with tempfile.TemporaryDirectory() as room:
        file = Path(room) / f"backup{SUFFIX}"
        file.write_bytes(data)
        done = restore(file, library, chroma_url=IndexSettings().chroma, on_progress=on_progress)
    kept = f" What was here is in {done.aside}." if done.aside else ""
    return f"{count(done.documents, 'document')} restored.{kept}"
