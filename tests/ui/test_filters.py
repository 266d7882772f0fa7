"""The filters beside the question box, without a browser."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

_FILTERS = "import streamlit as st; from ui import filters; filters.show(); st.text(repr(filters.chosen()))"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    st.cache_resource.clear()
    yield AppTest.from_string(_FILTERS, default_timeout=60).run()
    st.cache_resource.clear()


def test_documents_of_any_age_can_be_asked_for(app: AppTest) -> None:
    for field in app.date_input:
        assert (field.min, field.max) == (date(1500, 1, 1), date(2100, 12, 31))
    app.date_input[0].set_value(date(1868, 1, 3)).run()
    assert not app.exception
    assert "since=datetime.date(1868, 1, 3)" in app.text[0].value
