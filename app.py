"""The app: `streamlit run app.py`. Page set-up and navigation only; the pages are in ui/."""

from pathlib import Path

import streamlit as st

from serving.people import Role
from ui import notebook, picker, session, signing
from ui.chat import page as chat
from ui.chat import shared
from ui.library import page as library


def _chat() -> None:
    if shared.PARAMETER in st.query_params:
        shared.page()
    else:
        chat.page()


def _evaluate() -> None:
    from ui.evaluate import page as evaluate  # what it imports takes seconds, and the other pages need none of it

    evaluate.page()


def _check() -> None:
    from ui.checking import page as checking

    checking.page()


ABOUT = (
    "**Dossier** answers from your own documents, and ties every sentence to its passage. Nothing leaves this machine."
)
# With an entry of our own Streamlit shows its menu, and the choice between light and dark in it.
st.set_page_config(page_title="Dossier", page_icon="ui/icon.svg", layout="centered", menu_items={"About": ABOUT})
st.html(Path("ui/page.css"))
st.logo("ui/logo.svg", icon_image="ui/icon.svg", size="large")
library_page = st.Page(library.page, title="Library", icon=":material/library_books:", url_path="library")
st.session_state["library-page"] = library_page
chat_page = st.session_state["chat-page"] = st.Page(
    _chat, title="Chat", icon=":material/forum:", url_path="chat", default=True
)
evaluate_page = st.Page(_evaluate, title="Evaluate", icon=":material/checklist:", url_path="evaluate")
check_page = st.Page(_check, title="Check a text", icon=":material/fact_check:", url_path="check")
notebook_page = st.Page(notebook.page, title="Notebook", icon=":material/keep:", url_path="notebook")
if signing.let_in():
    pages = [chat_page, check_page, library_page, notebook_page]
    if session.may(Role.EDITOR):
        pages.append(evaluate_page)
    chosen = st.navigation(pages)
    picker.show()
    chosen.run()
    signing.show()
else:
    st.navigation([st.Page(lambda: None, title="Sign in", default=True)], position="hidden").run()
