"""Which sources and dates the next question looks at."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from index.types import Filters
from ui import session
from ui.bound import bound

# The days that index.date takes for days of publication; Streamlit's own bounds are ten years around today.
_FIRST, _LAST = date(1500, 1, 1), date(2100, 12, 31)


def chosen() -> Filters:
    found: Filters = st.session_state.get("filters", Filters())
    return found


def show() -> None:
    active = chosen()
    name = "Filters on" if active else "Filters"
    with st.popover(name, icon=":material/filter_alt:", type="secondary" if active else "tertiary"):
        assistant = session.services().ready
        known = assistant.library.catalog.sources() if assistant else []
        st.multiselect(
            "Sources",
            list(dict.fromkeys([*known, *active.sources])),
            list(active.sources),
            placeholder="All sources",
            **bound("filter-sources", list(active.sources), _only),
        )
        left, right = st.columns(2)
        for column, name, field, day in (
            (left, "From", "since", active.since),
            (right, "Until", "until", active.until),
        ):
            column.date_input(
                name, day, _FIRST, _LAST, format="YYYY-MM-DD", **bound(f"filter-{field}", day, partial(_bound, field))
            )
        st.checkbox(
            "Leave out undated documents", not active.undated, **bound("filter-dated", not active.undated, _leave_out)
        )
        st.button("Clear", on_click=clear, disabled=not active)


def clear() -> None:
    """Lets every document through again."""
    st.session_state["filters"] = Filters()


def _only(sources: Sequence[str]) -> None:
    st.session_state["filters"] = replace(chosen(), sources=tuple(sources))


def _bound(field: str, day: date | None) -> None:
    st.session_state["filters"] = replace(chosen(), **{field: day})


def _leave_out(undated: bool) -> None:
    st.session_state["filters"] = replace(chosen(), undated=not undated)
