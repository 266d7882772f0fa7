"""The app: `streamlit run app.py`. Page set-up and navigation only; the pages are in ui/."""

from pathlib import Path

import streamlit as st

from ui import chat, library

st.set_page_config(page_title="Dossier", page_icon="ui/icon.svg", layout="centered")
st.html(Path("ui/page.css"))
st.logo("ui/logo.svg", icon_image="ui/icon.svg", size="large")
library_page = st.Page(library.page, title="Library", icon=":material/library_books:", url_path="library")
st.session_state["library-page"] = library_page
chat_page = st.Page(chat.page, title="Chat", icon=":material/forum:", url_path="chat", default=True)
st.navigation([chat_page, library_page]).run()
