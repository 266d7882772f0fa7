"""The explanation of a first answer, without a browser."""

from streamlit.testing.v1 import AppTest

_SHOWN = """
from datetime import UTC, datetime
import streamlit as st
from index.types import Filters
from rag.conversation.exchange import Exchange, State
from tests.ui.answers import {answer}
from ui.chat import reading

exchange = Exchange(
    id="x", question="When?", filters=Filters(), asked=datetime.now(UTC), state=State.DONE, answer={answer}
)
if "understood" not in st.session_state:
    reading.show(exchange, lambda: st.session_state.update(understood=True))
"""


def test_each_verdict_of_the_answer_is_explained_on_one_of_its_sentences() -> None:
    app = AppTest.from_string(_SHOWN.format(answer="ANSWER")).run()
    said = "\n".join(m.value for m in app.markdown)
    assert "The mill closed in 1931" in said
    assert "the passage says otherwise" in said
    app.button[0].click().run()
    assert not app.exception


def test_a_declined_question_is_explained() -> None:
    app = AppTest.from_string(_SHOWN.format(answer="DECLINED")).run()
    assert "no passage was likely enough" in app.markdown[0].value
