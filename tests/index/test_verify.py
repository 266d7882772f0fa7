from pathlib import Path

import pytest

from index.build import add
from index.errors import MismatchError
from index.library import Library, open_library
from index.store import Record
from index.verify import rebuild, verify
from tests.conftest import CORPUS


def test_a_chunk_that_chroma_lost_is_found_missing_and_rebuilt(library: Library, chroma_url: str) -> None:
    add([CORPUS], library)
    before = library.catalog.chunk_ids()
    library.store.delete_document(library.catalog.documents()[0].id)
    assert verify(library).missing_in_chroma
    name = f"{library.store.name}-2"
    assert rebuild(library, name, chroma_url) == len(before)
    assert library.catalog.meta("collection") == name


def test_a_chunk_that_the_catalog_does_not_know_is_named_and_never_found(library: Library) -> None:
    add([CORPUS], library)
    vector = library.embeddings.encode(["ships"])[0]
    library.store.add([Record(id="stray:0-5", document_id="stray", source=None, published=None, vector=vector)])
    assert verify(library).unknown_to_catalog == {"stray:0-5"}
    assert "stray:0-5" not in library.catalog.chunks(["stray:0-5"])


def test_another_chunk_size_is_refused_and_explained(library: Library, models: Path, chroma_url: str) -> None:
    add([CORPUS], library)
    changed = {"data": library.data, "models": models, "embedding": "all-MiniLM-L6-v2", "chroma_url": chroma_url}
    with (
        pytest.raises(MismatchError, match=r"chunk_tokens 200 \(now 100\).*rebuild --embed"),
        open_library(**changed, chunk_tokens=100),
    ):
        pass
    with open_library(**changed, chunk_tokens=100, any_settings=True) as other:
        rebuild(other, f"{library.store.name}-small", chroma_url, embed=True)
    with open_library(**changed, chunk_tokens=100) as other:
        assert len(other.catalog.chunk_ids()) > len(library.catalog.documents()) * 2
        assert verify(other).sound
