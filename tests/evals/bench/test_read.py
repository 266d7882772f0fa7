import gzip
import json

import pytest

from evals.bench import read
from evals.bench.command import default_stage
from evals.errors import BenchError

QUESTION = {"id": "q", "question": "Who?", "answers": ["Ada"], "answerable": True, "gold": ["d"], "extra": 1}


def lines(*rows):
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def test_parts_are_read_compressed_or_not_and_unknown_fields_are_ignored(tmp_path):
    (tmp_path / "questions.jsonl").write_text(lines(QUESTION, ""))
    (tmp_path / "corpus.jsonl.gz").write_bytes(gzip.compress(lines({"id": "d", "title": None, "text": "t"}).encode()))
    assert read.questions(tmp_path)[0].answers == ("Ada",)
    assert read.corpus(tmp_path)[0].title == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (lines(QUESTION, "{not json"), "line 2: is not JSON"),
        (lines({**QUESTION, "answerable": "maybe"}), "line 1, field answerable"),
        (lines({"id": "q"}), "line 1, field question"),
        (lines(QUESTION, QUESTION), "line 2: id 'q' was used in line 1"),
        ("", "is empty"),
    ],
)
def test_a_broken_line_is_named_by_file_and_number(tmp_path, text, message):
    (tmp_path / "questions.jsonl").write_text(text)
    with pytest.raises(BenchError, match=rf"questions\.jsonl.*{message}"):
        read.questions(tmp_path)


def test_a_file_cut_off_in_the_middle_is_an_error_that_names_it(tmp_path):
    whole = gzip.compress(lines({"id": "d", "text": "t" * 1000}).encode())
    (tmp_path / "corpus.jsonl.gz").write_bytes(whole[:-10])
    with pytest.raises(BenchError, match=r"corpus\.jsonl\.gz: cannot be read"):
        read.corpus(tmp_path)


def test_a_missing_part_and_a_missing_folder_are_named(tmp_path):
    with pytest.raises(BenchError, match=r"has no claims\.jsonl"):
        read.claims(tmp_path)
    with pytest.raises(BenchError, match="is not a folder"):
        read.claims(tmp_path / "absent")


@pytest.mark.parametrize(
    ("parts", "stage"),
    [
        (("corpus", "questions"), "retrieval"),
        (("questions",), "answer"),
        (("claims",), "claims"),
        (("instructions",), "injection"),
        (("poison", "instructions"), "injection"),
    ],
)
def test_the_stage_follows_from_what_is_in_the_folder(tmp_path, parts, stage):
    for part in parts:
        (tmp_path / f"{part}.jsonl").touch()
    assert default_stage(tmp_path) == stage


def test_an_empty_folder_has_no_stage(tmp_path):
    with pytest.raises(BenchError, match=r"questions\.jsonl"):
        default_stage(tmp_path)
