from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ui import evaluate, session

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


def test_a_suite_that_cannot_be_run_says_why(app: AppTest, tmp_path: Path) -> None:
    suites = tmp_path / "data" / "suites"
    suites.mkdir()
    (suites / "mine.yaml").write_text("- {id: a, question: q, mustt: x}\n")
    page = AppTest.from_string("from ui import evaluate\nevaluate.page()", default_timeout=60)
    page.run()
    assert not page.exception
    assert "mustt" in page.error[0].value
    assert page.button(key="run-suite").disabled


def test_a_suite_is_run_from_its_page_and_its_last_run_is_there_after_a_restart(app: AppTest, tmp_path: Path) -> None:
    suites = tmp_path / "data" / "suites"
    suites.mkdir()
    (suites / "mine.yaml").write_text("- {id: a, question: 'What of <b>the mill</b>?', answerable: false}\n")
    script = "from ui import evaluate\nevaluate.page()"
    page = AppTest.from_string(script, default_timeout=60)
    page.run()
    assert page.subheader[0].value == "Not run yet"
    page.button(key="run-suite").click().run()
    job = evaluate._runner().job
    assert job
    job.join(60)
    st.cache_resource.clear()
    page = AppTest.from_string(script, default_timeout=60).run()
    assert not page.exception
    assert page.metric[0].value == "1 of 1"
    assert list((tmp_path / "data" / "runs").glob("*.mine.json"))
