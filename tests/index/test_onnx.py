"""Runs of a model take turns, because each takes memory that is not given back."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

from index.embed import OnnxEmbeddings, prepare
from index.onnx import Session
from rag.models.readers import read

THREADS = 8
INPUTS = {name: np.ones((1, 16), dtype=np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")}


class Counted:
    """A real model that notes how many threads are in it; each stays until `most` are, or for a moment."""

    def __init__(self, model: Path, most: int) -> None:
        self._inference = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
        self._changed = threading.Condition()
        self._most = most
        self.inside, self.seen = 0, list[int]()

    def get_inputs(self) -> Any:
        return self._inference.get_inputs()

    def run(self, *given: Any) -> Any:
        with self._changed:
            self.inside += 1
            self.seen.append(self.inside)
            self._changed.notify_all()
            self._changed.wait_for(lambda: self.inside > self._most, timeout=0.05)
        try:
            return self._inference.run(*given)
        finally:
            with self._changed:
                self.inside -= 1


@pytest.mark.parametrize("at_once", [1, 3])
def test_no_more_threads_run_a_model_than_may(models: Path, at_once: int) -> None:
    counted = Counted(prepare(models) / "encoder.onnx", at_once)
    session = Session(counted, at_once)
    with ThreadPoolExecutor(THREADS) as threads:
        rows = list(threads.map(lambda _: session.run(["sentence"], INPUTS)[0], range(2 * THREADS)))
    assert len(counted.seen) == 2 * THREADS
    assert max(counted.seen) <= at_once
    assert all(np.array_equal(row, rows[0]) for row in rows)


def test_a_run_that_fails_leaves_its_turn(models: Path) -> None:
    session = Session(onnxruntime.InferenceSession(str(prepare(models) / "encoder.onnx")), 1)
    for _ in range(3):
        with pytest.raises(ValueError, match="input_ids"):
            session.run(["sentence"], {})
    assert session.run(["sentence"], INPUTS)[0].shape == (1, 384)


def test_many_threads_get_what_one_gets(embeddings: OnnxEmbeddings) -> None:
    texts = [f"Sentence {number} of a note about the mill." for number in range(THREADS)]
    alone = [(embeddings.encode([text]), read("Who runs the mill?", [text])) for text in texts]
    with ThreadPoolExecutor(THREADS) as threads:
        beside = list(threads.map(lambda text: (embeddings.encode([text]), read("Who runs the mill?", [text])), texts))
    for (vector, reading), (also, again) in zip(alone, beside, strict=True):
        assert np.allclose(vector, also, atol=1e-6)
        assert reading == again


def test_an_input_that_a_model_does_not_take_is_left_out(models: Path) -> None:
    session = Session(onnxruntime.InferenceSession(str(prepare(models) / "encoder.onnx")))
    usual = session.run(["sentence"], INPUTS)[0]
    assert np.array_equal(session.run(["sentence"], INPUTS | {"moon": INPUTS["input_ids"]})[0], usual)
