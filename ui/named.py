"""What most documents of the library name, found beside the pages."""

from typing import TYPE_CHECKING

import streamlit as st

from index.catalog import Overview
from ui import session
from ui.background.suggestions import Turn
from ui.look import looking
from ui.plain import label

if TYPE_CHECKING:
    from index.library import Library

_LOOK = 0.5
"""Seconds between two looks whether they are found."""


def found(library: "Library", there: Overview) -> tuple[tuple[str, int], ...] | None:
    """Names and the number of documents, most first; None while they are being found. `there` is what the library
    holds."""

    def find(_: Turn) -> tuple[tuple[str, int], ...]:
        from rag.suggestions.overview import named_most, own

        return named_most(library, own(library.catalog.documents()))

    return session.services().suggestions.get(f"names of {there}", find)


def show(library: "Library") -> None:
    """A line that says them, as soon as they are known."""
    there = library.catalog.overview()
    names = found(library, there)
    if names is None:
        looking(_look_for, every=_LOOK)(library, there)
    elif names:
        st.caption(f"Named most: {', '.join(f'{label(name)} ({number:,})' for name, number in names)}.")


def _look_for(library: "Library", there: Overview) -> None:
    if found(library, there) is not None:
        st.rerun()
