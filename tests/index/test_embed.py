import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embed import MAX_TOKENS, OnnxEmbeddings, SentenceTransformerEmbeddings, prepare
from index.errors import IndexingError

TEXTS = [
    "How many U.S. troops does Japan host?",
    "The treaty was signed on Jan. 19, 1960.",
    "日米安全保障条約は1960年に署名された。",
    "word " * 180,
    "x",
]


def test_onnx_and_sentence_transformers_give_the_same_vectors(embeddings: OnnxEmbeddings, models) -> None:
    reference = SentenceTransformerEmbeddings(str(prepare(models)))
    ours, theirs = embeddings.encode(TEXTS), reference.encode(TEXTS)
    assert np.sum(ours * theirs, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-4)
    assert np.dot(embeddings.embed_query(TEXTS[0]), reference.embed_query(TEXTS[0])) == pytest.approx(1, abs=1e-4)


def test_token_vectors_agree_with_the_reference(embeddings: OnnxEmbeddings, models) -> None:
    reference = SentenceTransformerEmbeddings(str(prepare(models)))
    ours = embeddings.token_vectors(TEXTS[:2])
    theirs = [v[1:-1] for v in reference.token_vectors(TEXTS[:2])]
    for a, b in zip(ours, theirs, strict=True):
        assert a == pytest.approx(b, abs=1e-3)


def test_a_text_has_the_same_vector_alone_and_in_a_batch(embeddings: OnnxEmbeddings) -> None:
    together = embeddings.encode(TEXTS)
    for row, text in enumerate(TEXTS):
        assert together[row] == pytest.approx(embeddings.encode([text])[0], abs=1e-5)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=400))
def test_every_text_has_a_vector_of_length_one(embeddings: OnnxEmbeddings, text: str) -> None:
    assert np.linalg.norm(embeddings.encode([text])[0]) == pytest.approx(1, abs=1e-4)


def test_tokens_are_counted_beyond_what_the_model_reads(embeddings: OnnxEmbeddings) -> None:
    assert embeddings.count_tokens("word " * 1000) == 1000 > MAX_TOKENS


def test_an_unknown_model_is_named_with_the_remedy() -> None:
    with pytest.raises(IndexingError, match=r"no/such-model.*DOSSIER_EMBEDDING"):
        SentenceTransformerEmbeddings("no/such-model")


def test_answering_does_not_import_torch() -> None:
    program = (
        "import sys, rag.pipeline, rag.models.chat, ui.chat.page; "
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
