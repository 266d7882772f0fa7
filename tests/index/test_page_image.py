"""Pages as pictures: where a passage stands on them, and what becomes of the files."""

import base64
from pathlib import Path

import pytest

from index.errors import DocumentError
from index.load import load_bytes
from index.loaders.pdf.characters import Piece
from index.loaders.pdf.picture import located
from index.originals import keep, original, sweep
from index.page_image import page_image, parts_of
from tests.index.samples import column, pdf, placed

LINES = ["The pears of Vell were ripe in", "the week of the great fair, and", "went to town in nine carts."]


def row(base: float, *words: str) -> list[Piece]:
    return [
        Piece(
            text=word, left=10.0 * n, right=10.0 * n + 8, base=base, size=10, bold=False, spaced=True, turn=0,
            box=(10.0 * n, base, 10.0 * n + 8, base + 10),
        )
        for n, word in enumerate(words)
    ]  # fmt: skip


ROWS = [row(50, "Town", "Carts"), row(30, "Vell", "52", "3"), row(10, "Marn", "un-", "known")]


@pytest.mark.parametrize(
    ("passage", "boxes"),
    [
        ("Vell 52 ³", [(0, 30, 28, 40)]),
        ("52³ Marn unknown", [(10, 30, 28, 40), (0, 10, 28, 20)]),
        ("- Town: Vell; Carts: 52 3", [(0, 50, 18, 60), (0, 30, 28, 40)]),
        ("Nothing of the kind", []),
        ("", []),
    ],
)
def test_a_passage_is_found_among_the_lines(passage: str, boxes: list[tuple[float, ...]]) -> None:
    assert located(ROWS, passage) == boxes


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_page_is_drawn_with_the_passage_where_it_stands(tmp_path: Path, rotation: int) -> None:
    data = placed([[(60, 700, 10, "Before.")], column(60, 500, LINES)], rotation=rotation)
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    document = load_bytes(data, str(path))
    start, end = document.text.index("week"), document.text.index(" carts")
    parts = parts_of(document, start, end)
    assert list(parts) == [2]
    image = page_image(path, 2, parts[2])
    assert base64.b64decode(image.png).startswith(b"\x89PNG")
    assert (image.pages, len(image.boxes)) == (2, 2)
    left, top, width, height = image.boxes[0]
    assert (height * image.height > width * image.width) == bool(rotation)
    if not rotation:
        assert (round(top * 842), round(left * 595)) == (pytest.approx(842 - 498, abs=3), pytest.approx(78, abs=3))
        assert 0.1 < width < 0.3


def test_a_passage_over_two_pages_is_on_both() -> None:
    document = load_bytes(pdf([["The ferry sails"], ["again. It rained."]]), "a.pdf")
    assert parts_of(document, 4, len(document.text) - 4) == {1: ("ferry sails ",), 2: ("again. It rai",)}


def test_a_page_that_cannot_be_drawn_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\ngarbage")
    with pytest.raises(DocumentError, match=r"a\.pdf: page 1 cannot be drawn"):
        page_image(tmp_path / "a.pdf", 1)


def test_uploads_are_kept_while_a_document_needs_them(tmp_path: Path) -> None:
    data = pdf([["The ferry sails."]])
    document = load_bytes(data, "ferry.pdf")
    assert original(document, tmp_path) is None
    keep("ferry.pdf", data, tmp_path)
    keep("ferry.txt", b"text", tmp_path)
    kept = original(document, tmp_path)
    assert kept is not None
    assert kept.read_bytes() == data
    assert len(list((tmp_path / "files").iterdir())) == 1
    sweep({document.sha256}, tmp_path)
    assert kept.exists()
    sweep(set(), tmp_path)
    assert original(document, tmp_path) is None


def test_a_file_of_the_disk_is_shown_while_it_is_the_one_that_was_read(tmp_path: Path) -> None:
    path = tmp_path / "ferry.pdf"
    path.write_bytes(pdf([["The ferry sails."]]))
    document = load_bytes(path.read_bytes(), str(path))
    assert original(document, tmp_path) == path
    path.write_bytes(pdf([["The ferry sank."]]))
    assert original(document, tmp_path) is None
