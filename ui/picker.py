"""Which library the session works with: in the sidebar of every page, where there is a choice."""

import streamlit as st

from index.libraries import MAIN
from ui import session
from ui.bound import bound
from ui.plain import plain


def show() -> None:
    names, now = session.libraries(), session.library()
    if len(names) > 1:
        with st.sidebar:
            st.selectbox(
                "Library", names, names.index(now), format_func=lambda name: str(plain(name)) or MAIN.capitalize(),
                **bound("library", now, session.choose_library),
            )  # fmt: skip
