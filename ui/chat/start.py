"""The page before the first question: what can be asked, or how to add documents."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from index.catalog import Entry
from index.formats import named as kinds
from index.types import Filters
from rag.types import BriefingKind
from ui import failing, filters, named, session
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
    entries = assistant.library.catalog.documents()
    with st.container(key="start"):
        if not entries:
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
            st.caption(f"{label(span(entries))}. Every sentence of an answer is checked against its source.")
        names = None if active else named.found(assistant.library, entries)  # before the starters, which take longer
        own = assistant.library.catalog.documents(filters=active) if active else entries
        _starters(assistant, own, active)
        if names:
            _named(names)


def span(entries: Sequence[Entry]) -> str:
    """How many documents there are, of how many sources and which days; what none of them states is left out."""
    days = [day(when) for when in sorted(e.published for e in entries if e.published)]
    period = f", {' to '.join(dict.fromkeys((days[0], days[-1])))}" if days else ""
    sources = len({e.source for e in entries if e.source})
    origin = f" from {count(sources, 'source')}" if sources else ""
    return f"{count(len(entries), 'document')}{origin}{period}"


def _starters(assistant: "Assistant", entries: list[Entry], active: Filters) -> None:
    def find() -> tuple[str, ...]:
        from rag.suggestions.suggest import starters

        return starters(assistant.library, threshold=assistant.options.abstain_threshold, filters=active)

    if not entries:
        return
    key = f"starters of {named.state(entries)}, {active}"
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


def _look_for(key: str, find: Callable[[], tuple[str, ...]]) -> None:
    if session.services().suggestions.get(key, find) is not None:
        st.rerun()
    st.caption("Looking for questions that your documents answer…")
