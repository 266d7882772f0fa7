"""Teaching and export with the real network: that they run and agree, not that one epoch makes a reader."""

import gzip
import json
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from evals.reader import export, train
from index.models import fetch_embedding

PASSAGE = "Gull Island has four ferries. They were built in Bergen."


def pair(question: str, answer: str | None, held_out: bool) -> dict[str, object]:
    start = PASSAGE.index(answer) if answer else -1
    return {
        "origin": "a", "held_out": held_out, "question": question, "passage": PASSAGE, "answers": answer is not None,
        "start": start, "end": start + len(answer or "") if answer else -1,
    }  # fmt: skip


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    rows = [
        pair(question, answer, held_out)
        for held_out in (False, True)
        for question, answer in (("How many ferries?", "four"), ("Built where?", "Bergen"), ("Who paid?", None))
    ]
    path = tmp_path / "pairs.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join(map(json.dumps, rows)))
    return path


def test_the_answer_is_placed_in_tokens_and_sets_weigh_alike(pairs: Path, models: Path) -> None:
    rows = train.lines(pairs)
    found = train.examples(rows, fetch_embedding(models))
    assert [row.place == (0, 0) for row in found] == [not row["answers"] for row in rows]
    assert all(row.place[0] == row.place[1] >= row.passage for row in found if row.answers)
    assert sum(row.weight for row in found) == pytest.approx(len(found))


def test_taught_measured_on_the_other_half_and_exported(
    pairs: Path, models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, weights, small = str(fetch_embedding(models)), tmp_path / "reader.safetensors", tmp_path / "small.onnx"
    train.main([str(pairs), folder, str(weights), "--first", str(pairs), "--epochs", "1"])
    assert "a: 3 pairs left out, AUC" in capsys.readouterr().out
    export.main([folder, str(weights), "--out", str(small)])
    assert small.stat().st_size < 30e6
    ids = np.ones((2, 5), dtype=np.int64)
    inputs = {"input_ids": ids, "attention_mask": ids, "token_type_ids": ids}
    (log_odds,) = onnxruntime.InferenceSession(str(small)).run(["answers"], inputs)
    assert log_odds.shape == (2,)
    assert np.isfinite(log_odds).all()
