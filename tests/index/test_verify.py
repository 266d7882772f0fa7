import threading
import uuid
from pathlib import Path

import pytest

from index.build import add
from index.care import verify as verify_module
from index.care.verify import rebuild, verify
from index.commit import alone
from index.errors import MismatchError, StoreError
from index.library import Library, open_library
from index.store import Record
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


def test_an_open_library_goes_on_in_the_collection_that_another_process_made(
    library: Library, models: Path, chroma_url: str
) -> None:
    add([CORPUS], library)
    wanted = library.store.ids()
    settings = {"models": models, "embedding": "all-MiniLM-L6-v2", "chunk_tokens": 200, "chroma_url": chroma_url}
    with open_library(data=library.data, **settings) as other:
        rebuild(other, f"test-{uuid.uuid4()}", chroma_url)
    assert library.store.search(library.embeddings.embed_query("ships"), 3)
    assert library.store.ids() == wanted
    assert verify(library).sound


def test_a_collection_that_is_gone_is_named_and_not_made_empty(library: Library) -> None:
    add([CORPUS], library)
    library.store.drop()
    with pytest.raises(StoreError, match=r"has lost the collection.*index rebuild"):
        library.store.count()
    with pytest.raises(StoreError):
        library.store.count()


def test_a_rebuild_waits_for_who_is_changing_the_library(library: Library, chroma_url: str) -> None:
    add([CORPUS], library)
    name = f"test-{uuid.uuid4()}"
    with alone(library):
        thread = threading.Thread(target=rebuild, args=(library, name, chroma_url))
        thread.start()
        thread.join(timeout=0.6)
        assert thread.is_alive()
        assert library.catalog.meta("collection") != name
    thread.join(timeout=60)
    assert library.catalog.meta("collection") == name


def test_a_library_left_half_embedded_says_so_until_it_is_embedded_anew(
    library: Library, models: Path, chroma_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add([CORPUS], library)
    settings = {"models": models, "embedding": "all-MiniLM-L6-v2", "chunk_tokens": 200, "chroma_url": chroma_url}
    interrupted = f"test-{uuid.uuid4()}"
    with monkeypatch.context() as patch:
        patch.setattr(verify_module, "prepare", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            rebuild(library, interrupted, chroma_url, embed=True)
    assert interrupted in _collections(library)
    with (
        pytest.raises(MismatchError, match=r"interrupted.*rebuild --embed"),
        open_library(data=library.data, **settings),
    ):
        pass
    rebuild(library, f"test-{uuid.uuid4()}", chroma_url, embed=True)
    assert interrupted not in _collections(library)
    with open_library(data=library.data, **settings) as other:
        assert verify(other).sound


def _collections(library: Library) -> set[str]:
    return {collection.name for collection in library.store._live.client().list_collections()}
