"""The page before the first question: what can be asked, or how to add documents."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from index.catalog import Overview
from index.formats import named as kinds
from index.types import Filters
from rag.types import BriefingKind
from ui import failing, filters, named, session
from ui.background.suggestions import Find, Turn
from ui.chat.asking import ask
from ui.look import looking
from ui.plain import count, day, label

if TYPE_CHECKING:
    from rag.pipeline import Assistant


def show() -> None:
    assistant = session.services().ready
    if assistant is None:
        with st.container(key="start"):
            st.caption("Opening the library and starting the model. The first start takes longest.")
        return
    there = assistant.library.catalog.overview()
    with st.container(key="start"):
        if not there.documents:
            st.subheader("Your library is empty", anchor=False)
            st.write(f"Add files: {kinds()}. They stay on this machine.")
            if st.button("Add documents", type="primary", icon=":material/library_add:", key="add-documents"):
                st.switch_page(st.session_state["library-page"])
            return
        st.subheader("What would you like to know?", anchor=False)
        active = filters.chosen()
        if title := filters.about():
            st.markdown(f"Only “{label(title)}” is asked.")
            st.button("Ask all documents", icon=":material/filter_alt_off:", key="ask-all", on_click=filters.clear)
        else:
            st.caption(f"{label(span(there))}. Every sentence of an answer is checked against its source.")
        names = None if active else named.found(assistant.library, there)  # before the starters, which take longer
        _starters(assistant, assistant.library.catalog.overview(active) if active else there, active)
        if names:
            _named(names)


def span(there: Overview) -> str:
    """How many documents there are, of how many sources and which days; what none of them states is left out."""
    days = [day(when) for when in (there.first, there.last) if when]
    period = f", {' to '.join(dict.fromkeys(days))}" if days else ""
    origin = f" from {count(there.sources, 'source')}" if there.sources else ""
    return f"{count(there.documents, 'document')}{origin}{period}"


def _starters(assistant: "Assistant", there: Overview, active: Filters) -> None:
    def find(turn: Turn) -> tuple[str, ...]:
        from rag.suggestions.suggest import starters

        return starters(assistant.library, threshold=assistant.options.abstain_threshold, filters=active, turn=turn)

    if not there.documents:
        return
    key = f"starters of {there}, {active}"
    found = session.services().suggestions.get(key, find)
    if found is None:
        looking(_look_for, every=0.3)(key, find)
    for i, question in enumerate(found or ()):
        st.button(label(question), key=f"starter-{i}", on_click=failing.clicked(ask), args=(question,), width="stretch")


def _named(found: Sequence[tuple[str, int]]) -> None:
    """What most of the documents name: a click lists what they say of it."""
    chosen = st.pills(
        "Named most often", [name for name, _ in found], key="named",
        format_func=lambda name: f"{label(name)} · {dict(found)[name]}",
    )  # fmt: skip
    if chosen:
        ask(f"What do the documents say about {chosen}?", kind=BriefingKind.LIST)
        st.rerun()


def _look_for(key: str, find: Find[str]) -> None:
    if session.services().suggestions.get(key, find) is not None:
        st.rerun()
    st.caption("Looking for questions that your documents answer…")
