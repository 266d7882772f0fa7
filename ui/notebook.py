"""The notebook: what was pinned, in the reader's order, notes between, and the whole to take away."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from index.types import Document
from rag.conversation.notebook import LONGEST_NOTE, Item, Notebook
from ui import failing, session
from ui.answer import export
from ui.background.services import Services
from ui.bound import bound
from ui.plain import label, plain

_FORMATS: tuple[tuple[str, str, str, Callable[..., str]], ...] = (
    ("Markdown", "md", "text/markdown", export.notebook_markdown),
    ("HTML", "html", "text/html", export.notebook_html),
    ("JSON", "json", "application/json", export.notebook_json),
)


def page() -> None:
    with st.container(key="notebook"):
        st.header("Notebook", anchor=False)
        with failing.told(again=False):
            _page(session.services().conversations.notebook)


def _page(notebook: Notebook) -> None:
    items = notebook.items()
    if not items:
        st.write(
            "Nothing is pinned yet. “Pin” below an answer keeps it here, or some of its sentences, with their sources."
        )
    for at, item in enumerate(items):
        _item(item, at, len(items), notebook)
    st.button(
        "Write a note",
        icon=":material/edit_note:",
        key="write-note",
        on_click=failing.clicked(notebook.write),
        args=("",),
    )
    if items:
        _take_away(items)


def _item(item: Item, at: int, number: int, notebook: Notebook) -> None:
    with st.container(border=True, key=f"item-{item.id}"):
        if item.exchange:
            st.markdown(f"**{label(item.exchange.question)}**")
            st.html(f'<div class="pinned">{"".join(plain(export.exchange_html(item.exchange, f"{item.id}-")))}</div>')
        else:
            st.text_area(
                f"Note {at + 1}", item.note, max_chars=LONGEST_NOTE, height="content", label_visibility="collapsed",
                placeholder="A note of your own",
                **bound(f"note-{item.id}", item.note, partial(notebook.change, item.id)),
            )  # fmt: skip
        with st.container(horizontal=True, gap="small", key=f"moves-{item.id}"):
            _act("Up", "arrow_upward", item, notebook.move, -1, disabled=at == 0)
            _act("Down", "arrow_downward", item, notebook.move, 1, disabled=at == number - 1)
            _act("Note below", "edit_note", item, lambda after: notebook.write("", after))
            _act("Remove", "delete", item, notebook.remove)


def _act(name: str, icon: str, item: Item, act: Callable[..., None], *more: object, disabled: bool = False) -> None:
    st.button(
        name, icon=f":material/{icon}:", type="tertiary", disabled=disabled, key=f"{name}-{item.id}",
        on_click=failing.clicked(act), args=(item.id, *more),
    )  # fmt: skip


def _take_away(items: Sequence[Item]) -> None:
    st.caption("To take away, with every quotation, its place and its document's digest: `python -m rag recheck FILE` "
               "confirms them without this library.")  # fmt: skip
    find = partial(_find, session.services())
    with st.container(horizontal=True, key="notebook-export"):
        for name, suffix, mime, make in _FORMATS:
            st.download_button(
                name, session.exporting(f"the notebook as {name}", partial(make, items, find)),
                f"notebook.{suffix}", mime, key=f"notebook-{suffix}",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _find(services: Services, document_id: str) -> Document | None:
    return services.assistant().library.catalog.document(document_id)
