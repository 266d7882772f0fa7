"""Our browser components, registered once. Their data comes from ui/answer/view.py, ui/sources/source.py and
ui/checking/check_view.py.

They set everything as text; Streamlit's Markdown would load remote images, so no document or model text goes there.
"""

from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent / "component"


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _style(name: str) -> str:
    return _read("root.css") + _read(name)


def _script(name: str) -> str:
    return _read("elements.js") + _read(name)


exchange = st.components.v2.component(
    "dossier_exchange", html='<div class="root"></div>', css=_style("exchange.css"), js=_script("exchange.js")
)
focus = st.components.v2.component("dossier_focus", html="<span></span>", js=_read("focus.js"))
source = st.components.v2.component(
    "dossier_source", html=_read("source.html"), css=_style("source.css"), js=_script("source.js")
)
checked = st.components.v2.component(
    "dossier_checked", html='<div class="root"></div>', css=_style("checked.css"), js=_script("checked.js")
)
