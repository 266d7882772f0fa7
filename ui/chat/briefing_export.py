"""Downloads of the briefing that a conversation ends with, made when they are clicked."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from rag.briefing import export
from rag.types import Briefing
from ui import session
from ui.background.services import Services

_FORMATS: tuple[tuple[str, str, str, Callable[..., str | bytes]], ...] = (
    ("Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", export.docx),
    ("Markdown", "md", "text/markdown", export.markdown),
    ("HTML", "html", "text/html", export.html),
    ("CSV", "csv", "text/csv", export.as_csv),
    ("JSON", "json", "application/json", export.as_json),
)
"""Name, suffix, media type, and what makes it of a briefing and its documents' digests."""


def show(briefing: Briefing, exchange_id: str) -> None:
    with st.container(horizontal=True, key=f"briefing-export-{exchange_id}"):
        for name, suffix, mime, make in _FORMATS:
            st.download_button(
                name,
                data=session.exporting(f"a briefing as {name}", partial(_made, briefing, make, session.services())),
                file_name=f"briefing-{exchange_id}.{suffix}",
                mime=mime,
                icon=":material/download:",
                key=f"briefing-{exchange_id}-{suffix}",
                on_click="ignore",
                help="With every quotation, its offsets and the hash of its document",
            )


def _made(briefing: Briefing, make: Callable[..., str | bytes], services: Services) -> bytes:
    made = make(briefing, export.digests(briefing, services.assistant().library))
    return made.encode() if isinstance(made, str) else made
