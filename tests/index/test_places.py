"""Places and losses are stored with a document and known to what is found in it."""

from datetime import date
from pathlib import Path

import numpy as np

from index.catalog import Catalog
from index.contextual import Embedded
from index.types import Chunk, Document, Loss, Place

PAGES = (
    Place(start=0, kind="page", number=1, label="page 1"),
    Place(start=12, kind="page", number=2, label="page 2"),
)
LOSS = Loss(cause="page 3 holds no text that can be read", remedy="Run text recognition on it.")


def _document(text: str) -> Document:
    return Document(
        id="d1", text=text, title="T", path="/t.pdf", sha256="0", made=date(2026, 1, 2), places=PAGES, losses=(LOSS,)
    )


def test_a_character_stands_on_the_page_that_began_last() -> None:
    document = _document("First page. Second page.")
    assert [document.place(at).label for at in (0, 11, 12, 23) if document.place(at)] == ["page 1"] * 2 + ["page 2"] * 2
    assert Document(id="d", text="x", title="T", path="p", sha256="0").place(0) is None


def test_the_catalog_keeps_them(tmp_path: Path) -> None:
    catalog, document = Catalog(tmp_path / "catalog.sqlite"), _document("First page. Second page.")
    chunk = Chunk(document_id="d1", start=0, end=24, text=document.text)
    vectors = np.ones((1, 2), dtype=np.float32)
    catalog.begin(document)
    catalog.finish(document, [chunk], Embedded(chunks=vectors, sentences=[vectors]))
    assert catalog.document("d1") == document
    assert catalog.documents()[0].losses == (LOSS,)
    catalog.close()


def test_a_number_is_found_behind_which_a_note_is_raised(tmp_path: Path) -> None:
    catalog, document = Catalog(tmp_path / "catalog.sqlite"), _document("It held 52³ tonnes.")
    chunk = Chunk(document_id="d1", start=0, end=19, text=document.text)
    vectors = np.ones((1, 2), dtype=np.float32)
    catalog.begin(document)
    catalog.finish(document, [chunk], Embedded(chunks=vectors, sentences=[vectors]))
    assert [found for found, _ in catalog.match('"52"', 5)] == [chunk.id]
    assert catalog.chunks([chunk.id])[chunk.id].text == "It held 52³ tonnes."
    catalog.close()
