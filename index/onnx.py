"""Exported models on the CPU, through onnxruntime.

A run of a model takes tens of megabytes beside its weights, which onnxruntime keeps for the next run. Runs at the same
time each take their own, and none is given back; so they take turns.
"""

import gzip
import os
import shutil
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

AT_ONCE = max(2, (os.cpu_count() or 1) // 4)
"""Runs of one model at the same time, each of which spreads over all cores. On two cores eight took 260 MB more than
one, in the same processor time a question. Two take 55 MB more than one: while the first waits for its threads, on a
machine that does other things as well, the second goes on."""

GZIP = b"\x1f\x8b"
"""How every gzip begins (RFC 1952), and no model."""


class Session:
    """A model to be run, by at most `at_once` threads at a time; the others wait. Safe to share between threads."""

    def __init__(self, inference: onnxruntime.InferenceSession, at_once: int = AT_ONCE) -> None:
        self._inference = inference
        self._turns = threading.Semaphore(at_once)
        self._takes = {given.name for given in inference.get_inputs()}

    def run(self, outputs: Sequence[str], inputs: Mapping[str, NDArray[np.int64]]) -> Any:
        """The named outputs, in their order. An input that the model does not take is left out: not every encoder is
        told which of two texts a token is of."""
        with self._turns:
            return self._inference.run(outputs, {n: value for n, value in inputs.items() if n in self._takes})


def open_session(model: Path, threads: int = 0) -> Session:
    """An exported model, which may be a gzip of itself, at ease with what else the machine does; a run spreads over so
    many `threads`, 0 for one a core."""
    if is_packed(model):
        with tempfile.TemporaryDirectory() as folder:  # onnxruntime keeps the bytes of a model that is not a file
            whole = Path(folder) / model.name
            with gzip.open(model) as packed, whole.open("wb") as file:
                shutil.copyfileobj(packed, file, 1 << 20)
            return open_session(whole, threads)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Spinning threads make everything beside them slow: 53 ms against 8.5 ms a query under load.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Without VNNI, eight-bit products overflow in sixteen bits and are cut off, so that such a processor would give
    # other answers; this takes a way that is exact, and slower there. Elsewhere it changes nothing.
    options.add_session_config_entry("session.x64quantprecision", "1")
    return Session(onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"]))


def is_packed(model: Path) -> bool:
    """Whether an exported model is a gzip of itself."""
    with model.open("rb") as file:
        return file.read(len(GZIP)) == GZIP


def session_inputs(encodings: Sequence[Any]) -> dict[str, NDArray[np.int64]]:
    """What a session of a BERT reads: the tokenizer's encodings, padded to one length."""
    return {
        "input_ids": np.asarray([e.ids for e in encodings], dtype=np.int64),
        "attention_mask": np.asarray([e.attention_mask for e in encodings], dtype=np.int64),
        "token_type_ids": np.asarray([e.type_ids for e in encodings], dtype=np.int64),
    }
