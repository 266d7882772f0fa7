"""A small reader: does a passage answer a question, read together?

A cross-encoder (Nogueira and Cho 2019) of all-MiniLM-L6-v2, taught to tell passages that answer from passages that
only look like it, in the manner of SQuAD 2.0 (Rajpurkar et al. 2018). `evals.reader` says how and on what; eight-bit
weights, about 10 ms a passage on a CPU.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from index.embed import open_session, session_inputs

MODEL = Path(__file__).with_name("reader.onnx")
TOKENIZER = Path(__file__).with_name("reader_tokenizer.json")

MAX_TOKENS = 320
"""Of question and passage together, as it was taught; what a passage has beyond them is not read."""

BATCH = 8


def answers(question: str, passages: Sequence[str]) -> list[float]:
    """For each passage, in 0…1, that it states what the question asks."""
    tokenizer, session = _open()
    found: list[float] = []
    for at in range(0, len(passages), BATCH):
        read = tokenizer.encode_batch([(question, passage) for passage in passages[at : at + BATCH]])
        (log_odds,) = session.run(["answers"], session_inputs(read))
        found.extend(float(share) for share in 1 / (1 + np.exp(-log_odds)))
    return found


@lru_cache(maxsize=1)
def _open() -> tuple[Tokenizer, onnxruntime.InferenceSession]:
    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
    tokenizer.enable_padding()
    return tokenizer, open_session(MODEL)
