"""Briefings to take away, and the command."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from docx import Document as Word

from index.types import Filters
from rag.__main__ import main
from rag.briefing import export
from rag.briefing.ask import make
from rag.briefing.gather import Work
from rag.briefing.request import told
from rag.briefing.rows import as_answer
from rag.conversation.exchange import Exchange, State
from rag.conversation.notebook import Item, chosen
from rag.types import Question
from ui.answer.export import notebook_html, notebook_json, notebook_markdown


@pytest.fixture(scope="session")
def made(harbour):
    return make(Work(request=told("Timeline of the strike at Velmar", harbour.embeddings), library=harbour))


@pytest.fixture(scope="session")
def sums(made, harbour):
    return export.digests(made, harbour)


@pytest.fixture
def hostile(made):
    row = made.rows[0]
    bad = "=1+1 <script>alert(1)</script> | [x](http://e.example)\x00"
    cited = tuple(replace(c, quote=bad, title=bad) for c in row.citations)
    return replace(made, rows=(replace(row, statement=bad, quotation=bad, speaker=bad, citations=cited),))


def test_markdown_has_every_row_quotation_and_digest(made, sums):
    text = export.markdown(made, sums)
    for row in made.rows:
        assert export.escaped(row.statement) in text
    assert all(digest in text for digest in sums.values())
    assert text.count("[^1]: ") == 1


def test_csv_has_a_line_for_every_citation(made, sums):
    lines = list(csv.DictReader(io.StringIO(export.as_csv(made, sums).removeprefix("\ufeff"))))
    assert len(lines) == sum(len(row.citations) for row in made.rows)
    assert lines[0]["sha256"] in sums.values()
    assert int(lines[0]["end"]) > int(lines[0]["start"])


def test_json_can_be_checked_by_a_third_party(made, sums, harbour):
    whole = json.loads(export.as_json(made, sums))
    for row in whole["briefing"]["rows"]:
        for c in row["citations"]:
            assert harbour.catalog.document(c["document_id"]).text[c["start"] : c["end"]] == c["quote"]
            assert whole["sha256"][c["document_id"]]


def test_html_and_word(made, sums):
    page = export.html(made, sums)
    HTMLParser().feed(page)
    assert page.count("<tr>") == len(made.rows) + 1
    word = Word(io.BytesIO(export.docx(made, sums)))
    assert len(word.tables[0].rows) == len(made.rows) + 1


def test_documents_are_never_markup(hostile):
    assert "<script>" not in export.html(hostile)
    assert "<script>" not in export.markdown(hostile)
    assert "[x](" not in export.markdown(hostile)
    line = next(csv.DictReader(io.StringIO(export.as_csv(hostile).removeprefix("\ufeff"))))
    assert line["statement"].startswith("'=")
    assert Word(io.BytesIO(export.docx(hostile))).tables


@pytest.mark.parametrize("wanted", [None, [2, 0]])
def test_a_pinned_briefing_is_taken_away_as_its_table(made, wanted):
    answer = as_answer(made, Question(text="A timeline?"), "A timeline?")
    exchange = Exchange(
        id="x", question="A timeline?", filters=Filters(), asked=datetime(2026, 1, 2, tzinfo=UTC), state=State.DONE,
        answer=answer,
    )  # fmt: skip
    items = [Item(id="1", exchange=chosen(exchange, wanted))]
    rows = made.rows if wanted is None else [made.rows[at] for at in sorted(wanted)]
    text, page = notebook_markdown(items), notebook_html(items)
    table = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(table) == len(rows) + 2
    for row, line in zip(rows, table[2:], strict=True):
        assert export.escaped(row.statement) in line
        assert "[^1-" in line
    assert text.count("[^1-1]: ") == 1
    assert export.coverage(made) in page
    assert page.count("<tr>") == len(rows) + 1
    assert len(json.loads(notebook_json(items))["items"][0]["exchange"]["answer"]["briefing"]["rows"]) == len(rows)


def test_of_some_rows_nothing_is_concluded_and_each_differs_from_those_that_are_there(made):
    first, second, third, *_ = made.rows
    odd = replace(
        made, conclusion="Three.", rows=(replace(first, differs=(1, 2)), second, replace(third, differs=(0,)))
    )
    exchange = Exchange(
        id="x", question="Q", filters=Filters(), asked=datetime(2026, 1, 2, tzinfo=UTC), state=State.DONE,
        answer=as_answer(odd, Question(text="Q"), "Q"),
    )  # fmt: skip
    part = chosen(exchange, [0, 2]).answer.briefing
    assert part.conclusion == ""
    assert [row.differs for row in part.rows] == [(1,), (0,)]


def test_coverage_is_said(made):
    assert export.coverage(made).startswith(f"From {made.coverage.used} of 7 documents; ")
    partly = replace(made, coverage=replace(made.coverage, partly=("A scan",), stopped=True))
    assert export.coverage(partly).endswith("1 document could not be read whole; stopped before all was read.")


def test_the_command(harbour, monkeypatch, capsys, tmp_path, models):
    monkeypatch.setenv("DOSSIER_DATA", str(harbour.data))
    monkeypatch.setenv("DOSSIER_MODELS", str(models))
    assert main(["brief", "timeline", "the strike at Velmar"]) == 0
    assert "4 March 2024: “Crane drivers at the port of Velmar" in capsys.readouterr().out
    assert main(["brief", "count", "Osta", "--source", "coastnews.example", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["briefing"]["conclusion"] == "1 document mentions Osta."
    target = tmp_path / "b.docx"
    assert main(["brief", "summary", "A bridge for Osta", "--format", "docx", "--out", str(target)]) == 0
    assert Word(str(target)).tables
    assert main(["brief", "timeline", "Zebulon"]) == 1
    assert main(["brief", "timeline", " "]) == 2
    assert main(["brief", "timeline", "Osta", "--from", "2025-01-01", "--until", "2024-01-01"]) == 2
    assert "lies behind" in capsys.readouterr().err
