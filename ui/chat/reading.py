"""A first answer explained: what its own sentences' verdicts mean. Shown until it has been read once."""

from collections.abc import Callable

import streamlit as st

from rag.conversation.exchange import Exchange
from rag.types import Outcome, Support
from ui.plain import label, short

_MEANS = {
    Support.VERBATIM: "These are a document's own words. The number opens the document at them.",
    Support.SUPPORTED: "The model's words, and the passage behind the number says the same.",
    Support.WRONG_SOURCE: "The model named another passage; the number opens the one that does say this.",
    Support.PARTLY: "Underlined: the passage says only part of this, or less surely. Read it before you use it.",
    Support.CONTRADICTED: "Underlined: the passage says otherwise. Do not use it without reading that.",
    Support.UNSUPPORTED: "Underlined: no passage bears this out. It may be wrong.",
}
_DECLINED = (
    "Nothing was answered: no passage was likely enough to hold the answer. The nearest are shown, so that you can see"
    " whether they do."
)
_SHOWN = 160
"""Characters of a sentence that is explained."""


def show(exchange: Exchange, done: Callable[[], None]) -> None:
    """`done` is called when it need not be shown again."""
    answer = exchange.answer
    if answer is None or not (answer.sentences or answer.outcome is Outcome.DECLINED):
        return
    with st.popover("How to read this answer", icon=":material/help:", type="tertiary"):
        if not answer.sentences:
            st.write(_DECLINED)
        for support in dict.fromkeys(sentence.verdict.support for sentence in answer.sentences):
            sentence = next(s for s in answer.sentences if s.verdict.support is support)
            st.markdown(f"“{label(short(sentence.text, _SHOWN))}”  \n{label(_MEANS[support])}")
        st.caption("Dossier checked every sentence against its passage; the model did not mark itself.")
        st.button("Understood", key="understood", on_click=done)
