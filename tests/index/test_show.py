"""What is made of a file is told with its reasons."""

from pathlib import Path

import pytest

from index.__main__ import main
from index.show import shown
from tests.index.samples import FERRY, page, word


def report(tmp_path: Path, name: str, data: bytes) -> str:
    (tmp_path / name).write_bytes(data)
    return "\n".join(shown(tmp_path / name))


def test_a_page_is_shown_with_what_was_taken_out_and_where_things_stand(tmp_path: Path) -> None:
    head = '<title>Ferry back</title><meta property="article:published_time" content="2024-02-19">'
    wall = '<div class="paywall">For members<button>Join</button></div>'
    text = report(tmp_path, "a.html", page([*FERRY, wall, *FERRY[::-1], "Advertisement", "By Mia Ono"], head=head))
    for line in (
        "title: Ferry back (from the page's title)",
        "source: not stated",
        "published: 2024-02-19 (from meta article:published_time)",
        "author: Mia Ono (from the line “By Mia Ono”)",
        "not read: its page is behind a paywall",
        "- reads like a part of the site: Advertisement (13 characters)",
        "- named “paywall” by the page: For members",
        FERRY[0],
    ):
        assert line in text, line


def test_what_stands_beside_the_article_is_named(tmp_path: Path) -> None:
    story = "".join(f"<p>{line}</p>" for line in FERRY * 2)
    page = f"<body><p>Fair in Osk.</p><div><article><h1>Back</h1>{story}</article><p>Snow in Tarn.</p></div></body>"
    text = report(tmp_path, "a.html", page.encode())
    assert text.index("- outside the article: Fair in Osk.") < text.index("- outside the article: Snow in Tarn.")


def test_what_was_said_twice_is_named(tmp_path: Path) -> None:
    lead = "The ferry to the northern islands sails again after repairs."
    text = report(tmp_path, "a.txt", f"Title\n\n{lead}\n\n{lead}\n\nMore.".encode())
    assert f"- said twice: {lead}" in text


def test_a_word_file_tells_when_it_was_made(tmp_path: Path) -> None:
    text = report(tmp_path, "a.docx", word(FERRY, author="Mia Ono"))
    assert "file made: 2001-02-03" in text
    assert "author: Mia Ono (from the document's properties)" in text
    assert "taken out: nothing" in text


def test_the_command_goes_on_behind_a_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Ferry back\n\nIt rained.")
    (tmp_path / "b.pdf").write_text("no PDF")
    assert main(["show", str(tmp_path / "b.pdf"), str(tmp_path / "a.txt")]) == 1
    written = capsys.readouterr()
    assert "title: Ferry back (from its opening lines)" in written.out
    assert "not a PDF" in written.err
