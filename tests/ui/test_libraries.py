"""Choosing a library: only where there are several, and nothing of one is seen in another."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from index import libraries
from index.build import add
from serving.people import LOCAL
from ui import session

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DOSSIER_LLM", "none")
    st.cache_resource.clear()
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    st.cache_resource.clear()


def test_where_there_is_one_library_there_is_nothing_to_choose(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert not [box for box in app.selectbox if box.label == "Library"]


def test_another_library_has_its_own_documents_conversations_and_preferences(app: AppTest, tmp_path: Path) -> None:
    libraries.make(tmp_path / "data", "資料室")
    note = tmp_path / "mill.txt"
    note.write_text("Ada Brook bought the mill at Oster in 1911.")
    first, other = (session.door().open(LOCAL, name) for name in ("", "資料室"))
    add([note], other.assistant().library)
    kept = first.conversations.create("Of the first")
    other.conversations.create("Of the other")
    app.query_params["c"] = kept
    app.run()
    (box,) = [box for box in app.selectbox if box.label == "Library"]
    assert box.options == ["Main", "資料室"]
    assert "0 documents" in app.caption[-1].value
    assert [b.label for b in app.sidebar.button if (b.key or "").startswith("open-")] == ["Of the first"]
    box.select("資料室").run()
    assert not app.exception
    assert "1 document" in app.caption[-1].value
    assert [b.label for b in app.sidebar.button if (b.key or "").startswith("open-")] == ["Of the other"]
    assert "資料室" in app.query_params["library"]
    assert "c" not in app.query_params


@pytest.mark.parametrize(("named", "opened"), [("Press", "Press"), ("press", "Press"), ("nowhere", "")])
def test_a_link_names_its_library_and_a_wrong_one_opens_the_first(
    app: AppTest, tmp_path: Path, named: str, opened: str
) -> None:
    libraries.make(tmp_path / "data", "Press")
    app.query_params["library"] = named
    app.run()
    assert not app.exception
    assert next(box for box in app.selectbox if box.label == "Library").value == opened
