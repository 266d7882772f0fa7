"""What most documents of the library name, found beside the pages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from index.catalog import Entry
from ui import session
from ui.look import looking
from ui.plain import label

if TYPE_CHECKING:
    from index.library import Library

_LOOK = 0.5
"""Seconds between two looks whether they are found."""


def found(library: "Library", entries: Sequence[Entry]) -> tuple[tuple[str, int], ...] | None:
    """Names and the number of documents, most first; None while they are being found."""

    def find() -> tuple[tuple[str, int], ...]:
        from rag.suggestions.overview import named_most, own

        return named_most(library, own(entries))

    return session.services().suggestions.get(f"names of {state(entries)}", find)


def state(entries: Sequence[Entry]) -> str:
    """Another where documents came or went."""
    return f"{entries[0].id}, {len(entries)}, {max(e.added for e in entries)}"


def show(library: "Library", entries: Sequence[Entry]) -> None:
    """A line that says them, as soon as they are known."""
    names = found(library, entries)
    if names is None:
        looking(_look_for, every=_LOOK)(library, entries)
    elif names:
        st.caption(f"Named most: {', '.join(f'{label(name)} ({number:,})' for name, number in names)}.")


def _look_for(library: "Library", entries: Sequence[Entry]) -> None:
    if found(library, entries) is not None:
        st.rerun()
