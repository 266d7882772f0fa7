"""Signing in and out, where people do."""

import streamlit as st

from serving.here import CLOSED, is_loopback_address
from ui import session
from ui.plain import label


def let_in() -> bool:
    """Whether somebody is here who may read a library; else the page says what hinders it."""
    if session.serving().closed and not is_loopback_address(st.get_option("server.address") or "0.0.0.0"):
        st.error(CLOSED, icon=":material/lock:")
        return False
    who = session.visitor()
    if who is None:
        with st.container(key="sign-in", horizontal_alignment="center"):
            st.header("Dossier", anchor=False)
            st.write("Ask your own documents. Sign in to see those that are open to you.")
            st.button("Sign in", type="primary", icon=":material/login:", key="sign-in-button", on_click=st.login)
        return False
    if not session.libraries():
        st.header("Nothing is open to you yet", anchor=False)
        st.write(
            f"You are signed in as {label(who.name)}. No group of yours opens a library: ask whoever runs Dossier."
        )
        st.button("Sign out", icon=":material/logout:", key="sign-out", on_click=st.logout)
        return False
    return True


def show() -> None:
    """Who is signed in, in the sidebar."""
    if session.serving().signed:
        with st.sidebar, st.container(horizontal=True, vertical_alignment="center", key="signed-in"):
            st.caption(label(session.person().name), width="stretch")
            st.button("Sign out", icon=":material/logout:", type="tertiary", key="sign-out", on_click=st.logout)
