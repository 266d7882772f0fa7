"""Which sources and dates the next question looks at."""

from datetime import date

import streamlit as st

from index.types import Filters
from ui import session

_FIELDS = ("filter-sources", "filter-since", "filter-until", "filter-dated")

# The days that index.date takes for days of publication; Streamlit's own bounds are ten years around today.
_FIRST, _LAST = date(1500, 1, 1), date(2100, 12, 31)


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
        for column, name, key in ((left, "From", "filter-since"), (right, "Until", "filter-until")):
            column.date_input(name, None, _FIRST, _LAST, key=key, format="YYYY-MM-DD")
        st.checkbox("Leave out undated documents", key="filter-dated")
        st.button("Clear", on_click=clear, disabled=not active)
    kept.update({field: st.session_state[field] for field in _FIELDS})


def clear() -> None:
    """Lets every document through again."""
    st.session_state.filters = {}
    for field in _FIELDS:
        st.session_state.pop(field, None)
