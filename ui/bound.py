"""Widgets that show what is in force, whoever changed it, and whenever the browser comes to draw them.

A value set through `st.session_state` is sent once. A popover that is closed draws its widgets only when it is opened,
and Streamlit forgets widgets while another page is open: both miss it, and show 0 or nothing. What a widget is given as
its own default is there whenever it is drawn.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from ui import failing

_T = TypeVar("_T")


def bound(name: str, value: _T, put: Callable[[_T], object]) -> dict[str, Any]:
    """Arguments for the widget called `name`, whose default has to be `value`; `put` is told what it is changed to.
    What it raises is told, and the widget shows `value` again.

    A widget that shows anything else gives way to a new one: the value was changed elsewhere, or not taken.
    """
    turns = st.session_state.setdefault("turns", {})
    turn, shown = turns.get(name, (0, value))
    if st.session_state.get(f"{name}-{turn}", shown) != value:
        turn += 1
    turns[name] = (turn, value)
    key = f"{name}-{turn}"
    return {"key": key, "on_change": failing.clicked(_changed), "args": (key, put)}


def _changed(key: str, put: Callable[[Any], object]) -> None:
    put(st.session_state[key])
