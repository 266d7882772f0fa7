"""How a draft is read, and what is said of one that cannot be."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from index.errors import DocumentError
from rag.checking.draft import draft_of, pasted, read_draft


def test_a_word_file_a_markdown_file_and_a_plain_one_are_read(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("The ferry sank in 2019.")
    out = BytesIO()
    word.save(out)
    assert draft_of(out.getvalue(), "draft.docx").text == "The ferry sank in 2019."
    (tmp_path / "draft.md").write_text("---\ntitle: Ferries\n---\n# Ferries\n\nThe ferry sank.\n", "utf-8")
    assert read_draft(tmp_path / "draft.md").text == "# Ferries\n\nThe ferry sank."
    assert draft_of(b"All news\n\nThe ferry sank.", "draft.txt").text == "All news\n\nThe ferry sank."


@pytest.mark.parametrize(
    ("data", "name", "cause"),
    [
        (b"PK\x03\x04 no zip", "broken.docx", "not a readable Word document"),
        (b"  \n ", "empty.txt", "it is empty"),
        (b"%PDF-1.7", "draft.pdf", "its format is not one of drafts"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_cause(data: bytes, name: str, cause: str) -> None:
    with pytest.raises(DocumentError, match=cause) as raised:
        draft_of(data, name)
    assert raised.value.subject == name
    assert raised.value.remedy


def test_nothing_pasted_is_no_draft(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="holds no text"):
        pasted(" \n\u200b ")
    with pytest.raises(DocumentError, match="no such file"):
        read_draft(tmp_path / "gone.md")
