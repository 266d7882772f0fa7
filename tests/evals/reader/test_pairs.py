import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from evals.reader.pairs import main

CORPUS = [
    {"id": "g", "text": "Gull Island has four ferries. They were built in Bergen."},
    {"id": "s", "text": "Seal Island has no ferries, and no harbour."},
]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "1", "question": "How many ferries has Gull Island?", "answers": ["four"], "gold": ["g"]},
    {"id": "2", "question": "Who paid for the ferries of Gull Island?", "answerable": False, "gold": ["g"]},
]
OWN: list[dict[str, Any]] = [
    {
        "id": "3", "question": "How many ferries?", "answers": ["four"], "wrong_answers": ["five"],
        "documents": [
            {"text": "There are four.", "type": "correct"}, {"text": "There are five.", "type": "misinfo"},
            {"text": "It rained.", "type": "noise"}, {"text": "There are some.", "type": "correct"},
        ],
    }
]  # fmt: skip


def made(folder: Path, questions: list[dict[str, Any]], corpus: list[dict[str, Any]]) -> list[dict[str, Any]]:
    folder.mkdir(exist_ok=True)
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    if corpus:
        with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write("\n".join(map(json.dumps, corpus)))
    out = folder / "pairs.jsonl.gz"
    main([str(folder), "--out", str(out)])
    with gzip.open(out, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def test_answered_unanswered_and_what_looks_like_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answered, near, unanswered = made(tmp_path / "set", QUESTIONS, CORPUS)
    assert answered["answers"]
    assert answered["passage"][answered["start"] : answered["end"]] == "four"
    assert (near["answers"], near["passage"], near["origin"]) == (False, CORPUS[1]["text"], "set, near")
    assert (unanswered["answers"], unanswered["passage"]) == (False, CORPUS[0]["text"])
    assert answered["held_out"] == unanswered["held_out"]  # of one document
    assert "3 pairs, 1 with an answer" in capsys.readouterr().out


def test_a_wrong_answer_is_one_and_noise_is_none(tmp_path: Path) -> None:
    found = [(row["passage"], row["answers"]) for row in made(tmp_path / "own", OWN, [])]
    assert found == [("There are four.", True), ("There are five.", True), ("It rained.", False)]
