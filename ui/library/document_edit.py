"""Correcting what is known of documents: one of them, or many at once."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from index.catalog import Entry
from index.date import entered
from index.errors import IndexingError
from index.tags import named
from ui.plain import count, label, short

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.library import Library
    from index.progress import OnProgress, Report

_FIELDS = {"source": "Source", "author": "Author", "published": "Published"}
_VARIOUS = "Various: left as they are"


def show(
    chosen: Sequence[Entry], library: "Library", start: "Callable[[str, Callable[[OnProgress], Report]], None]"
) -> None:
    """`start` runs the change beside the page."""
    ids = [entry.id for entry in chosen]
    only = chosen[0] if len(chosen) == 1 else None
    same = {field: _shared(chosen, field) for field in _FIELDS}
    common = _common(chosen)
    key = ids[0] if only else f"{len(ids)}-{ids[0]}"
    with st.form("edit", border=False):
        title = st.text_input("Title", only.title, max_chars=300, key=f"edit-title-{key}") if only else None
        given = {
            field: st.text_input(
                name, same[field] or "", max_chars=300, key=f"edit-{field}-{key}", placeholder=_placeholder(field, same)
            )
            for field, name in _FIELDS.items()
        }
        various = [name for field, name in _FIELDS.items() if same[field] is None]
        emptied = st.pills("Empty for all", various, selection_mode="multi", key=f"empty-{key}") if various else []
        tags = st.multiselect(
            "Tags", list(dict.fromkeys([*common, *library.catalog.tags()])), common, accept_new_options=True,
            placeholder="Choose some, or type new ones", key=f"edit-tags-{key}",
            help=None if only else "Shown are those that all of them have. Others stay where they are.",
        )  # fmt: skip
        st.caption("Holds until the file itself changes; tags hold beyond. Earlier answers keep what they cite.")
        if not st.form_submit_button("Save", type="primary"):
            return
    changes = {field: value for field, value in given.items() if value != (same[field] or "")}
    changes |= {field: "" for field, name in _FIELDS.items() if name in emptied and field not in changes}
    if only and title is not None and title != only.title:
        changes["title"] = title
    try:
        entered(changes.get("published", ""))
        added = [tag for tag in map(named, tags) if tag not in common]
    except IndexingError as error:
        st.error(label(str(error)), icon=":material/error:")
        return
    if title is not None and not title.strip():
        st.error("The document needs a title: it is cited under it.", icon=":material/error:")
        return
    what = f"“{short(only.title, 60)}”" if only else count(len(ids), "document")
    removed = [tag for tag in common if tag not in tags]
    start(f"Changing {what}", partial(_edited, ids, library, changes, added, removed))


def _shared(chosen: Sequence[Entry], field: str) -> str | None:
    """The value that all have, as text; None if they differ."""
    values = {str(getattr(entry, field) or "") for entry in chosen}
    return values.pop() if len(values) == 1 else None


def _common(chosen: Sequence[Entry]) -> list[str]:
    """The tags that all have."""
    return [tag for tag in chosen[0].tags if all(tag in entry.tags for entry in chosen)]


def _placeholder(field: str, same: dict[str, str | None]) -> str:
    if same[field] is None:
        return _VARIOUS
    return "YYYY-MM-DD, or nothing" if field == "published" else ""


def _edited(
    ids: Sequence[str], library: "Library", changes: dict[str, str], add: Sequence[str], remove: Sequence[str],
    on_progress: "OnProgress",
) -> "Report":  # fmt: skip
    from index.edits import edit_all

    return edit_all(ids, library, changes, add=add, remove=remove, on_progress=on_progress)
