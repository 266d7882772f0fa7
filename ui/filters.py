"""Which documents the next question looks at: by source, tag and date, or some of them alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

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
        catalog = assistant.library.catalog if assistant else None
        _several("Sources", "sources", catalog.sources() if catalog else (), active.sources)
        _several("Tags", "tags", catalog.tags() if catalog else (), active.tags)
        if active.documents:
            names = {i: _title(i) for i in active.documents}
            _several("Documents", "documents", names, active.documents, names)
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
    only(Filters())


def only(filters: Filters) -> None:
    """Lets these documents alone through."""
    st.session_state["filters"] = filters


def about() -> str:
    """The title of the document that alone is let through; empty unless it is one."""
    documents = chosen().documents
    return _title(documents[0]) if len(documents) == 1 else ""


def _title(document_id: str) -> str:
    assistant = session.services().ready
    found = assistant.library.catalog.document(document_id) if assistant else None
    return found.title if found else "a document that has left the library"


def _several(
    name: str, field: str, known: Iterable[str], active: tuple[str, ...], names: Mapping[str, str] = {}
) -> None:
    st.multiselect(
        name, list(dict.fromkeys([*known, *active])), list(active), placeholder=f"All {name.lower()}",
        format_func=lambda value: names.get(value, value),
        **bound(f"filter-{field}", list(active), partial(_choose, field)),
    )  # fmt: skip


def _choose(field: str, values: Sequence[str]) -> None:
    st.session_state["filters"] = _with(field, tuple(values))


def _bound(field: str, day: date | None) -> None:
    st.session_state["filters"] = _with(field, day)


def _with(field: str, value: tuple[str, ...] | date | None) -> Filters:
    changed: dict[str, Any] = {field: value}  # which field takes which type, its widget knows
    return replace(chosen(), **changed)


def _leave_out(undated: bool) -> None:
    st.session_state["filters"] = replace(chosen(), undated=not undated)
