from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ui import session

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app over an empty library, without a language model."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DOSSIER_LLM", "none")
    st.cache_resource.clear()
    session.services().assistant()
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    st.cache_resource.clear()


def test_an_empty_library_says_how_to_add_documents(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert app.subheader[0].value == "Your library is empty"
    assert app.button(key="add-documents").label == "Add documents"


def test_the_model_and_the_number_of_documents_are_always_in_sight(app: AppTest) -> None:
    app.run()
    assert app.caption[-1].value == "quotations only, no model · 0 documents"


def test_a_link_to_a_conversation_that_is_gone_shows_the_start(app: AppTest) -> None:
    app.query_params["c"] = "nothing"
    app.run()
    assert not app.exception
    assert "c" not in app.query_params
