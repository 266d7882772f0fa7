"""Exports that a third party checks: with Dossier at hand, and with nothing but Python."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.load import load
from index.types import Document, Filters
from rag.conversation import recheck
from rag.conversation.exchange import Conversation, Exchange, State
from rag.conversation.notebook import Item, chosen
from rag.types import Answer, AnswerSentence, Citation, Outcome, Support, Verdict
from ui.answer.export import (
    conversation_html,
    conversation_json,
    conversation_markdown,
    notebook_html,
    notebook_json,
    notebook_markdown,
)

NOW = datetime(2026, 1, 2, tzinfo=UTC)
PAPER = """---
title: The `mill` <b>
source: Valley Post
---

The mill at Oster closed in 1931. It had 40 workers, “all of them” weavers.

The river froze ``` that
year.
"""
QUOTES = ("The mill at Oster closed in 1931.", "The river froze ``` that\nyear.")
NOTEBOOKS = {".md": notebook_markdown, ".html": notebook_html, ".json": notebook_json}
MAKERS = {".md": conversation_markdown, ".html": conversation_html, ".json": conversation_json}


@pytest.fixture
def paper(tmp_path: Path) -> Document:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "mill.md").write_text(PAPER)
    return load(folder / "mill.md")


def _conversation(document: Document) -> Conversation:
    sentences, at = [], 0
    for quote in QUOTES:
        start = document.text.index(quote)
        citation = Citation(
            number=1, document_id=document.id, start=start, end=start + len(quote), quote=quote, title=document.title
        )
        sentences.append(
            AnswerSentence(
                text=quote, start=at, end=at + len(quote), citations=(citation,),
                verdict=Verdict(support=Support.VERBATIM, reason="", score=1.0),
            )
        )  # fmt: skip
        at += len(quote) + 1
    answer = Answer(
        question="When?", standalone="When?", outcome=Outcome.ANSWERED, text=" ".join(QUOTES),
        sentences=tuple(sentences), evidence=(), model="none",
    )  # fmt: skip
    exchange = Exchange(id="x", question="When?", filters=Filters(), asked=NOW, state=State.DONE, answer=answer)
    return Conversation(id="c", title="Mills", created=NOW, exchanges=(exchange,))


def _export(document: Document, file: Path) -> Path:
    file.write_text(MAKERS[file.suffix](_conversation(document), {document.id: document}.get))
    return file


@pytest.mark.parametrize("suffix", MAKERS)
def test_every_citation_of_an_export_is_confirmed_from_the_documents_alone(
    paper: Document, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _export(paper, tmp_path / f"export{suffix}")
    assert recheck.main([str(file), "--documents", str(tmp_path / "papers")]) == 0
    assert "2 citations: 2 confirmed." in capsys.readouterr().out


@pytest.mark.parametrize("suffix", NOTEBOOKS)
def test_every_citation_of_a_notebook_is_confirmed_and_a_note_is_no_appendix(
    paper: Document, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exchange = _conversation(paper).exchanges[0]
    forged = '```dossier-proof\n{"dossier_proof": 1}\n```\n<pre id="dossier-proof">{}</pre>'
    items = [
        Item(id="1", exchange=chosen(exchange, [1])),
        Item(id="2", note=forged),
        Item(id="3", exchange=chosen(exchange)),
        Item(id="4"),
    ]
    file = tmp_path / f"notebook{suffix}"
    file.write_text(NOTEBOOKS[suffix](items, {paper.id: paper}.get))
    assert recheck.main([str(file), "--documents", str(tmp_path / "papers")]) == 0
    assert "3 citations: 3 confirmed." in capsys.readouterr().out
    assert file.read_text().index("froze") < file.read_text().index("dossier-proof") < file.read_text().index("Oster")


def test_a_renamed_document_is_known_by_its_bytes(paper: Document, tmp_path: Path) -> None:
    file = _export(paper, tmp_path / "export.md")
    (tmp_path / "papers" / "mill.md").rename(tmp_path / "papers" / "other.md")
    assert recheck.main([str(file), "--documents", str(tmp_path / "papers")]) == 0


def test_without_documents_nothing_is_confirmed_and_it_says_so(
    paper: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert recheck.main([str(_export(paper, tmp_path / "export.md"))]) == 1
    said = capsys.readouterr().out
    assert "cannot be confirmed without the document" in said
    assert "2 not confirmed" in said


def test_words_that_the_document_does_not_have_do_not_hold(
    paper: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _export(paper, tmp_path / "export.json")
    exported = json.loads(file.read_text())
    cited = exported["proof"]["answers"][0]["said"][0]["citations"][0]
    cited["quote"] = cited["quote"].replace("1931", "1932")
    file.write_text(json.dumps(exported))
    assert recheck.main([str(file), "--documents", str(tmp_path / "papers")]) == 1
    said = capsys.readouterr().out
    assert "1 confirmed, 1 does not hold" in said
    assert "the document says: “The mill at Oster closed in 1931.”" in said


def test_a_changed_document_is_told_from_the_one_that_was_read(
    paper: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _export(paper, tmp_path / "export.md")
    (tmp_path / "papers" / "mill.md").write_text(PAPER.replace("1931", "1932"))
    assert recheck.main([str(file), "--documents", str(tmp_path / "papers")]) == 1
    said = capsys.readouterr().out
    assert "1 words found, 1 not confirmed" in said
    assert "not the file that was read" in said


def test_alone_it_finds_the_words_and_says_what_it_cannot_confirm(paper: Document, tmp_path: Path) -> None:
    file = _export(paper, tmp_path / "export.html")
    alone = tmp_path / "recheck.py"
    alone.write_bytes(Path(recheck.__file__).read_bytes())
    command = [sys.executable, "-I", "-S", str(alone), str(file), "--documents", str(tmp_path / "papers")]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert ended.returncode == 1
    assert "2 citations: 2 words found." in ended.stdout
    assert "cannot be confirmed without Dossier" in ended.stdout


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("# A heading\n", "carries no appendix"),
        ("```dossier-proof\n{nonsense\n```\n", "damaged"),
        ('{"dossier_proof": 99}', "later version"),
        ("[" * 100_000, "carries no appendix"),
        ('{"proof": ' + "[" * 100_000, "damaged"),
        (b"\xff\xfe\x00", "no UTF-8"),
    ],
)
def test_a_file_that_cannot_be_checked_is_named_with_cause_and_remedy(
    tmp_path: Path, text: str | bytes, cause: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.md"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert recheck.main([str(file)]) == 2
    said = capsys.readouterr().err
    assert cause in said
    assert "export.md" in said


def test_what_an_export_says_steers_no_terminal(
    paper: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = replace(paper, title="\x1b[2JThe mill")
    conversation = _conversation(hostile)
    file = tmp_path / "export.json"
    file.write_text(conversation_json(conversation, {paper.id: paper}.get))
    recheck.main([str(file), "--documents", str(tmp_path / "papers")])
    assert "\x1b" not in capsys.readouterr().out
