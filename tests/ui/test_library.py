"""The Library page without a browser: real library, no language model."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from index.build import add, add_uploads
from index.progress import OnProgress, Progress, Report
from index.sample import FOLDER
from tests.index.pages import served
from tests.ui.test_pages import ROOT
from ui import session
from ui.library import backups, documents

GOOD = b"# The mill of Eastwick\n\nThe mill of Eastwick closed in 1931. It employed forty people."


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The Library page over an empty library."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DOSSIER_LLM", "none")
    st.cache_resource.clear()
    session.services().assistant()
    yield AppTest.from_string("from ui.library import page; page.page()", default_timeout=60)
    st.cache_resource.clear()


def settled(app: AppTest) -> AppTest:
    deadline = time.monotonic() + 60
    while any(c.running for c in session.services().changes.all()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return app.run()


def said(app: AppTest) -> str:
    return "\n".join(str(e.value) for e in (*app.markdown, *app.error, *app.caption))


def choose(app: AppTest, *rows: int) -> AppTest:
    app.session_state[app.dataframe[0].key] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    return app.run()


def find(app: AppTest, wanted: str) -> None:
    next(f for f in app.text_input if f.label == "Find documents").set_value(wanted).run()


def filed(name: str = "mill.md", data: bytes = GOOD) -> None:
    add_uploads([(name, data)], session.services().assistant().library)


def test_an_address_is_fetched_when_it_is_typed_and_again_when_that_is_asked_for(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_WEB_LOCAL", "1")
    with served() as site:
        site.article("/ferry")
        app.run()
        next(f for f in app.text_input if f.label.startswith("Address")).set_value(f"{site.address}/ferry")
        next(b for b in app.button if b.label == "Fetch and add").click().run()
        settled(app)
        assert "1 document added." in said(app)
        site.article("/ferry", "It is late today.")
        app.button(key="refresh-web").click().run()
        settled(app)
    assert not app.exception
    assert "1 document changed." in said(app)


def test_a_good_and_a_bad_file(app: AppTest) -> None:
    app.run()
    app.file_uploader[0].set_value([("mill.md", GOOD, "text/markdown"), ("scan.pdf", b"PK\x03\x04", "application/pdf")])
    app.run()
    app.button(key="add-files").click().run()
    settled(app)
    assert not app.exception
    assert "1 document added, 1 file could not be read." in said(app)
    assert "scan\\.pdf" in app.error[0].value
    assert "give it its own suffix" in app.error[0].value
    assert list(app.dataframe[0].value["Title"]) == ["The mill of Eastwick"]
    assert list(app.dataframe[0].value["State"]) == ["Ready"]
    app.run()
    assert len(app.error) == 1, "errors stay until they are dismissed"
    next(b for b in app.button if b.key and b.key.startswith("dismiss-")).click().run()
    assert not app.error


def paste(app: AppTest, title: str, text: str) -> AppTest:
    next(f for f in app.text_input if f.label == "Title").set_value(title)
    next(f for f in app.text_area if f.label == "Text").set_value(text)
    next(b for b in app.button if b.label == "Add text").click().run()
    return settled(app)


def test_a_pasted_text_has_the_title_that_was_typed_and_replaces_no_other(app: AppTest) -> None:
    app.run()
    paste(app, " Budget: memo ", "Dear all\n\nThe mill closed in 1931.")
    paste(app, "Budget? memo", "Dear all\n\nThe mill opened in 1902.")
    paste(app, "", "---\ntitle: Ferry\n---\nThe ferry to Westwick stopped in 1940.")
    paste(app, "", "The tunnel\n\nThe tunnel to Westwick was dug in 1951.")
    titles = ["Budget: memo", "Budget? memo", "Ferry", "The tunnel"]
    assert sorted(app.dataframe[0].value["Title"]) == titles
    assert "1 document added" in said(app)
    paste(app, "Budget: memo", "Dear all\n\nThe mill closed in 1931.")
    assert "1 document already there, unchanged." in said(app)


def test_a_pasted_text_that_cannot_be_read_says_why(app: AppTest) -> None:
    paste(app.run(), "Memo", "---\ntitle: [a\nx: y\n---\nText")
    assert "**Memo " in app.error[0].value
    assert "not valid YAML" in app.error[0].value


def test_an_upload_that_takes_the_place_of_another_document_says_so(app: AppTest) -> None:
    filed("report.md")
    app.run()
    app.file_uploader[0].set_value([("report.md", b"# The ferry\n\nThe ferry stopped in 1940.", "text/markdown")]).run()
    app.button(key="add-files").click().run()
    settled(app)
    assert "report\\.md took the place of “The mill of Eastwick”, which came under the same name." in said(app)


def test_a_preview_shows_markup_as_text(app: AppTest) -> None:
    filed(data=b"Steam <script>alert(1)</script> mill\n\nThe mill closed in 1931. <img src=x onerror=alert(2)>")
    choose(app.run(), 0)
    app.button(key="documents-preview").click().run()
    shown = "".join(e.proto.body for e in app.get("html"))
    assert "The mill closed in 1931. &lt;img src=x" in shown
    assert "<script" not in shown
    assert "<img" not in shown


def test_an_edit_is_refused_for_a_date_that_is_none_and_then_made(app: AppTest) -> None:
    filed()
    choose(app.run(), 0)
    app.button(key="documents-edit").click().run()
    fields = {f.label: f for f in app.text_input}
    fields["Source"].set_value("Eastwick Echo")
    fields["Published"].set_value("1931-02-30")
    next(b for b in app.button if b.label == "Save").click().run()
    assert "is not a full date" in app.error[0].value
    {f.label: f for f in app.text_input}["Published"].set_value("1931-02-27")
    next(b for b in app.button if b.label == "Save").click().run()
    settled(app)
    assert not app.error
    row = app.dataframe[0].value.iloc[0]
    assert (row["Source"], str(row["Published"])[:10]) == ("Eastwick Echo", "1931-02-27")
    assert "1 document changed." in said(app)


def test_remove_asks_first(app: AppTest) -> None:
    filed()
    filed("ferry.txt", b"The ferry to Westwick stopped in 1940.")
    app.run()
    assert app.button(key="documents-remove").disabled
    choose(app, 0, 1)
    assert app.button(key="documents-preview").disabled
    app.button(key="documents-remove").click().run()
    app.button(key="confirm-remove").click().run()
    settled(app)
    assert "2 documents removed." in said(app)
    assert "The library is empty" in said(app)


def test_search_finds_by_title_and_by_file(app: AppTest) -> None:
    filed()
    filed("ferry.txt", b"The boat to Westwick stopped in 1940.")
    app.run()
    for wanted, rows in (("EASTWICK", 1), ("ferry.txt", 1), ("", 2)):
        find(app, wanted)
        assert len(app.dataframe[0].value) == rows
    find(app, "tunnel")
    assert "No document matches that" in said(app)


def test_a_table_of_many_shows_the_newest_and_words_find_the_others(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_TABLE", 1)
    filed()
    filed("ferry.md", b"---\ntitle: The ferry\ndate: 2024-03-04\n---\nThe ferry of Eastwick was sold in 2019.")
    app.run()
    assert list(app.dataframe[0].value["Title"]) == ["The ferry"]
    assert "The newest 1 of 2 documents" in said(app)
    find(app, "mill")
    assert list(app.dataframe[0].value["Title"]) == ["The mill of Eastwick"]
    assert "The newest" not in said(app)


def test_words_of_the_texts_are_found_and_marked_and_markup_is_text(app: AppTest) -> None:
    filed()
    filed("ferry.txt", b"Ferry\n\nThe <b>boats</b> to Westwick stopped in 1940.")
    find(app.run(), "boat stopping")
    assert list(app.dataframe[0].value["Title"]) == ["Ferry"]
    shown = "".join(e.proto.body for e in app.get("html"))
    assert "The &lt;b&gt;<mark>boats</mark>&lt;/b&gt; to Westwick <mark>stopped</mark> in 1940." in shown


def test_many_are_tagged_and_corrected_at_once(app: AppTest) -> None:
    filed()
    filed("ferry.txt", b"---\nsource: Echo\n---\nThe ferry to Westwick stopped in 1940.")
    library = session.services().assistant().library
    library.catalog.tag([library.catalog.documents()[0].id], add=["one's own"])
    choose(app.run(), 0, 1)
    app.button(key="documents-edit").click().run()
    fields = {f.label: f for f in app.text_input}
    assert fields["Source"].placeholder == "Various: left as they are"
    fields["Author"].set_value("Ida <i>Moss</i>")
    tags = next(m for m in app.multiselect if m.label == "Tags")
    assert tags.value == []
    app.session_state[tags.key] = ["Rivers"]
    next(b for b in app.button if b.label == "Save").click().run()
    settled(app)
    assert not app.exception
    entries = library.catalog.documents()
    assert {e.author for e in entries} == {"Ida <i>Moss</i>"}
    assert {e.source for e in entries} == {None, "Echo"}
    assert {e.tags for e in entries} == {("one's own", "Rivers"), ("Rivers",)}
    find(app, "rivers")
    assert len(app.dataframe[0].value) == 2


def test_the_sample_notes_go_by_one_click_and_others_stay(app: AppTest) -> None:
    library = session.services().assistant().library
    add([*sorted(FOLDER.glob("*.md"))[:2]], library)
    filed()
    app.run()
    app.button(key="remove-sample").click().run()
    settled(app)
    assert [e.title for e in library.catalog.documents()] == ["The mill of Eastwick"]
    assert not [b for b in app.button if b.key == "remove-sample"]


def test_what_is_pasted_has_the_source_date_and_address_that_were_typed(app: AppTest) -> None:
    app.run()
    fields = {f.label: f for f in app.text_input}
    for name, typed in (("Source", "Echo"), ("Published", "4 March 1931"), ("Web address", "javascript:alert(1)")):
        fields[name].set_value(typed)
    fields["Title"].set_value("Mill")
    next(f for f in app.text_area if f.label == "Text").set_value("The mill closed in 1931.")
    next(b for b in app.button if b.label == "Add text").click().run()
    assert "has to begin with http" in app.error[0].value
    {f.label: f for f in app.text_input}["Web address"].set_value("https://example.org/mill")
    next(b for b in app.button if b.label == "Add text").click().run()
    settled(app)
    entry = session.services().assistant().library.catalog.documents()[0]
    assert (entry.title, entry.source, str(entry.published)) == ("Mill", "Echo", "1931-03-04")
    assert entry.url == "https://example.org/mill"


def test_an_addition_that_is_stopped_keeps_what_is_in_and_says_what_is_left(app: AppTest) -> None:
    library = session.services().assistant().library
    changes = session.services().changes

    def work(on_progress: OnProgress) -> Report:
        def look(progress: Progress) -> None:
            if progress.done == 1:
                changes.stop(changes.all()[0].id)
            on_progress(progress)

        return add_uploads([(f"{n}.txt", f"Mill {n} closed in 19{n}0.".encode()) for n in range(1, 5)], library, look)

    changes.start("Adding 4 files", work)
    settled(app)
    assert "1 document added, stopped, 3 left as they are." in said(app)
    assert library.catalog.counts()[0] == 1


def test_what_an_interruption_left_is_tidied_when_nobody_is_at_work(app: AppTest) -> None:
    filed()
    library = session.services().assistant().library
    document = library.catalog.document(library.catalog.documents()[0].id)
    assert document is not None
    library.catalog.begin(document)
    app.run()
    assert list(app.dataframe[0].value["State"]) == ["Ready"]
    assert library.catalog.stale() == []


def test_a_backup_is_put_back_by_the_page(app: AppTest) -> None:
    filed()
    library = session.services().assistant().library
    made = backups._made(library.data)
    filed("ferry.txt", b"The ferry to Westwick stopped in 1940.")
    app.run()
    app.file_uploader(key="restore-file").set_value(("mine.dossier", made, "application/zip")).run()
    app.button(key="restore").click().run()
    settled(app)
    assert not app.exception
    assert "1 document restored" in said(app)
    assert [e.title for e in library.catalog.documents()] == ["The mill of Eastwick"]
    app.file_uploader(key="restore-file").set_value(("mine.dossier", made[:90], "application/zip")).run()
    app.button(key="restore").click().run()
    settled(app)
    assert "is no backup of a library" in app.error[0].value
