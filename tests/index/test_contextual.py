import sqlite3
from pathlib import Path

import numpy as np
import pytest

from index.build import add
from index.care.verify import rebuild
from index.chunk import chunk, embedding_text
from index.contextual import embed_chunks
from index.embed import OnnxEmbeddings, SentenceTransformerEmbeddings, prepare
from index.errors import MismatchError
from index.library import Library, open_library
from index.sentence import split
from index.types import Document
from tests.conftest import CORPUS

TEXT = "The harbour master resigned in May. He said no to every question. A ferry runs to Gull Island on Sundays."
DOCUMENT = Document(id="d", text=TEXT, title="Harbour news", path="d.txt", sha256="")


def test_one_pass_gives_a_chunk_its_vector_and_every_sentence_one(embeddings: OnnxEmbeddings) -> None:
    [whole] = chunk(DOCUMENT, count_tokens=embeddings.count_tokens, max_tokens=200)
    embedded = embed_chunks(DOCUMENT, [whole], embeddings)
    assert embedded.chunks[0] == pytest.approx(embeddings.encode([embedding_text(whole, DOCUMENT)])[0], abs=1e-5)
    assert len(embedded.sentences[0]) == len(split(TEXT))
    assert np.linalg.norm(embedded.sentences[0], axis=1) == pytest.approx(np.ones(3), abs=1e-4)


def test_a_sentence_that_leans_on_another_lies_nearer_to_the_question_in_its_context(
    embeddings: OnnxEmbeddings,
) -> None:
    chunks = chunk(DOCUMENT, count_tokens=embeddings.count_tokens, max_tokens=200)
    question = np.asarray(embeddings.embed_query("What did the harbour master answer?"))
    in_context = embed_chunks(DOCUMENT, chunks, embeddings).sentences[0] @ question
    alone = embeddings.encode([s.text for s in split(TEXT)]) @ question
    assert in_context[1] > alone[1]
    assert in_context[1] > in_context[2]


def test_what_lies_behind_the_models_last_token_has_no_vector(embeddings: OnnxEmbeddings) -> None:
    text = "word " * 400 + "end"
    _, [vectors] = embeddings.encode_spans([text], [[(0, 4), (len(text) - 3, len(text))]])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0], abs=1e-4)


def test_any_model_gives_spans_their_vectors(models: Path) -> None:
    other = SentenceTransformerEmbeddings(str(prepare(models)))
    texts, spans = ["One. Two. Three.", "Four."], [[(0, 4), (5, 9)], [(0, 5)]]
    whole, inner = other.encode_spans(texts, spans)
    assert whole == pytest.approx(other.encode(texts), abs=1e-5)
    assert inner[0] == pytest.approx(other.encode(["One.", "Two."]), abs=1e-4)
    assert inner[1] == pytest.approx(other.encode(["Four."]), abs=1e-4)


def test_the_catalog_keeps_the_direction_of_every_sentence(library: Library) -> None:
    add([CORPUS], library)
    document = library.catalog.document(library.catalog.documents()[0].id)
    assert document
    chunks = chunk(document, count_tokens=library.embeddings.count_tokens, max_tokens=library.chunk_tokens)
    made = embed_chunks(document, chunks, library.embeddings)
    kept = library.catalog.sentence_vectors([c.id for c in chunks])
    for one, vectors in zip(chunks, made.sentences, strict=True):
        assert np.sum(kept[one.id] * vectors, axis=1) == pytest.approx(np.ones(len(vectors)), abs=0.01)


def test_a_library_from_before_sentence_vectors_says_so_and_is_embedded_anew(
    library: Library, models: Path, chroma_url: str
) -> None:
    add([CORPUS], library)
    library.catalog.set_meta("built_with", library.catalog.meta("built_with").replace('"format": 2', '"format": 1'))  # type: ignore[union-attr]
    with sqlite3.connect(library.data / "catalog.sqlite") as db:
        db.execute("ALTER TABLE chunks DROP COLUMN sentences")
    same = {"data": library.data, "models": models, "embedding": "all-MiniLM-L6-v2", "chunk_tokens": 200}
    with (
        pytest.raises(MismatchError, match=r"format 1 \(now 2\).*rebuild --embed"),
        open_library(**same, chroma_url=chroma_url),
    ):
        pass
    with open_library(**same, chroma_url=chroma_url, any_settings=True) as other:
        rebuild(other, f"{library.store.name}-anew", chroma_url, embed=True)
    with open_library(**same, chroma_url=chroma_url) as other:
        ids = list(other.catalog.chunk_ids())
        assert all(len(v) for v in other.catalog.sentence_vectors(ids).values())
