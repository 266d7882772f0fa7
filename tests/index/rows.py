"""Documents with vectors made up for them, for tests of the database alone: no model, no Chroma."""

import hashlib
from collections.abc import Sequence

import numpy as np

from index.catalog import Catalog
from index.contextual import Embedded
from index.types import Chunk, Document

STORIES = (
    ("Harbour log", "Seven ships came to the harbour. The ships brought coal, salt and 28,500 tins of herring."),
    ("Café owners", "Café owners near the harbour asked for later hours; owners of inns did not."),
    ("The mill", "The mill closed in 1931. It ran again for two winters, running on coal alone."),
    ("U.S. port calls", "A U.S. ship called twice. The ship's captain thanked the harbour master."),
    ("Weather", "Rain, then the sun; the wind fell. Nobody ran, nothing moved, no ship came."),
    ("Running water", "Water runs to the mill. Salt water ran into the cellar, and the cellar was shut."),
)


def fill(catalog: Catalog, stories: Sequence[tuple[str, str]] = STORIES, *, repeated: int = 1) -> list[Document]:
    """Adds each as a document of one chunk; `repeated` times over, with a number to tell them apart."""
    made = []
    for number in range(repeated):
        for title, text in stories:
            text = f"{text} Note {number}." if number else text
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            document = Document(
                id=sha256[:16], text=text, title=title, path=f"/notes/{title} {number}.txt", sha256=sha256,
                source="Test Desk" if len(text) % 2 else None,
            )  # fmt: skip
            put(catalog, document)
            made.append(document)
    return made


def put(catalog: Catalog, document: Document) -> None:
    chunk = Chunk(document_id=document.id, start=0, end=len(document.text), text=document.text)
    vectors = np.random.default_rng(len(document.text)).normal(size=(1, 8)).astype(np.float32)
    catalog.begin(document)
    catalog.finish(document, [chunk], Embedded(chunks=vectors, sentences=[vectors]))
