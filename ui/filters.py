"""Which sources and dates the next question looks at."""

from datetime import date

import streamlit as st

from index.types import Filters
from ui import session

_FIELDS = ("filter-sources", "filter-since", "filter-until", "filter-dated")


def chosen() -> Filters:
    state = st.session_state
    since: date | None = state.get("filter-since")
    until: date | None = state.get("filter-until")
    return Filters(
        sources=tuple(state.get("filter-sources") or ()),
        since=since,
        until=until,
        undated=not state.get("filter-dated", False),
    )


def show() -> None:
    kept = st.session_state.setdefault("filters", {})  # Streamlit forgets widgets while another page is open
    for field in _FIELDS:
        if field not in st.session_state and field in kept:
            st.session_state[field] = kept[field]
    active = chosen()
    name = "Filters on" if active else "Filters"
    with st.popover(name, icon=":material/filter_alt:", type="secondary" if active else "tertiary"):
        assistant = session.services().ready
        st.multiselect(
            "Sources",
            assistant.library.catalog.sources() if assistant else [],
            key="filter-sources",
            placeholder="All sources",
        )
        left, right = st.columns(2)
        left.date_input("From", value=None, key="filter-since", format="YYYY-MM-DD")
        right.date_input("Until", value=None, key="filter-until", format="YYYY-MM-DD")
        st.checkbox("Leave out undated documents", key="filter-dated")
        st.button("Clear", on_click=clear, disabled=not active)
    kept.update({field: st.session_state[field] for field in _FIELDS})


def clear() -> None:
    """Lets every document through again."""
    st.session_state.filters = {}
    for field in _FIELDS:
        st.session_state.pop(field, None)
