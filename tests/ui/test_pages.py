import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from evals.__main__ import main
from index.build import add
from index.types import Filters
from rag.events import Event
from ui import session
from ui.background.generation import Generation
from ui.evaluate import page as evaluate

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


@pytest.fixture
def named(app: AppTest) -> tuple[AppTest, str]:
    """The page of a conversation called "Mills", and its id."""
    conversation = session.services().conversations.create("Mills")
    app.query_params["c"] = conversation
    return app.run(), conversation


def test_a_name_typed_with_spaces_to_spare_is_stored_and_shown_without(named: tuple[AppTest, str]) -> None:
    page, conversation = named
    _name(page).input("Old  mills ").run()
    assert _title(conversation) == _name(page).value == "Old mills"


def test_a_name_of_nothing_is_not_taken(named: tuple[AppTest, str]) -> None:
    page, conversation = named
    _name(page).input("  ").run()
    assert _title(conversation) == _name(page).value == "Mills"


def test_a_name_given_in_another_tab_is_shown_and_stays(named: tuple[AppTest, str]) -> None:
    page, conversation = named
    session.services().conversations.rename(conversation, "Weirs")
    page.run()
    assert _title(conversation) == _name(page).value == "Weirs"


def test_a_conversation_is_deleted_only_when_that_is_confirmed(named: tuple[AppTest, str]) -> None:
    page, conversation = named
    page.button(key="delete").click().run()
    assert _title(conversation) == "Mills"
    page.button(key="confirm-delete").click().run()
    assert not page.exception
    assert _title(conversation) == ""


def test_the_wish_to_delete_can_be_taken_back(named: tuple[AppTest, str]) -> None:
    page, conversation = named
    page.button(key="delete").click().run()
    page.button(key="keep").click().run()
    assert "confirm-delete" not in [button.key for button in page.button]
    assert _title(conversation) == "Mills"


_TWICE = """
import streamlit as st
from ui import session
from ui.chat import asking
asked = session.conversation().exchanges[0]
st.button("Ask", key="ask", on_click=lambda: [asking.ask("Who sold it?", asked) for _ in range(2)])
"""


def test_a_click_that_comes_twice_asks_once(named: tuple[AppTest, str]) -> None:
    _, conversation = named
    session.services().conversations.ask(conversation, "Who bought it?", Filters())
    page = AppTest.from_string(_TWICE, default_timeout=60)
    page.query_params["c"] = conversation
    page.run().button(key="ask").click().run()
    assert not page.exception
    found = session.services().conversations.get(conversation)
    assert found
    assert [e.question for e in found.exchanges] == ["Who sold it?"]


def test_what_is_deleted_is_not_answered_any_more(named: tuple[AppTest, str]) -> None:
    page, conversation = named
    services, stopped = session.services(), threading.Event()

    def events(cancel: threading.Event) -> Iterator[Event]:
        cancel.wait(10)
        stopped.set()
        return iter(())

    exchange = services.conversations.ask(conversation, "Who bought it?", Filters())
    services.generations.start(exchange.id, Generation("Who bought it?", events, lambda draft: None))
    page.button(key="delete").click().run()
    page.button(key="confirm-delete").click().run()
    assert stopped.wait(5)
    assert services.generations.running == 0


def _name(page: AppTest) -> TextInput:
    (field,) = (field for field in page.text_input if field.label == "Name")
    return field


def _title(conversation_id: str) -> str:
    found = session.services().conversations.get(conversation_id)
    return found.title if found else ""


_EVALUATE = "from ui.evaluate import page\npage.page()"


@pytest.fixture
def suites(app: AppTest, tmp_path: Path) -> Path:
    """The folder of a user's own suites, beside a library with one document."""
    paper = tmp_path / "mill.txt"
    paper.write_text("Ada Brook bought the mill at Oster in 1911.\n")
    assert not add([paper], session.services().assistant().library).errors
    folder = tmp_path / "data" / "suites"
    folder.mkdir()
    return folder


def test_without_documents_there_is_nothing_to_evaluate(app: AppTest) -> None:
    page = AppTest.from_string(_EVALUATE, default_timeout=60).run()
    assert not page.exception
    assert "library is empty" in page.info[0].value


def test_a_suite_that_cannot_be_run_says_why(suites: Path) -> None:
    (suites / "mine.yaml").write_text("- {id: a, question: q, mustt: x}\n")
    page = AppTest.from_string(_EVALUATE, default_timeout=60).run()
    assert not page.exception
    assert "mustt" in page.error[0].value
    assert page.button(key="run-suite").disabled


def test_a_suite_is_run_from_its_page_and_its_last_run_is_there_after_a_restart(suites: Path) -> None:
    (suites / "mine.yaml").write_text("- {id: a, question: 'Who bought <b>the mill</b> at Oster?', must: Ada Brook}\n")
    page = AppTest.from_string(_EVALUATE, default_timeout=60).run()
    assert page.subheader[0].value == "Not run yet"
    page.button(key="run-suite").click().run()
    job = evaluate._runner(str(session.services().folder)).job
    assert job
    job.join(60)
    st.cache_resource.clear()
    page = AppTest.from_string(_EVALUATE, default_timeout=60).run()
    assert not page.exception
    assert page.metric[0].value == "1 of 1"
    assert len(list((suites.parent / "runs").glob("*.mine.json"))) == 1
    assert main(["run", str(suites / "mine.yaml"), "--resume"]) == 0
    assert len(list((suites.parent / "runs").glob("*.mine.json"))) == 1
