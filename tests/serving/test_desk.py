"""What is written down, counted and logged of questions: names and figures, never a document's words."""

import json
import logging
import os
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from rag.errors import AnswerError
from rag.pipeline import Assistant, answer
from rag.types import Outcome, Question
from serving.audit import FILE, Audit
from serving.desk import Desk, open_desk, served
from serving.log import JsonLines
from serving.people import Person, Role
from serving.settings import ServingSettings

ADA = Person(id="key:1", name="Ada", roles={"": Role.READER})
QUESTION = "How many days were Chinese ships near the Senkakus in 2024?"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(ServingSettings(data=tmp_path, audit=True, questions_at_once=1))


def _figures(desk: Desk) -> dict[tuple[str, str], float]:
    families = text_string_to_metric_families(desk.metrics.text().decode())
    return {(s.name, next(iter(s.labels.values()), "")): s.value for family in families for s in family.samples}


def test_an_answer_over_the_desk_is_the_same_and_is_counted(extractive: Assistant, desk: Desk, tmp_path: Path) -> None:
    over = served(extractive, desk, ADA, "")
    found = answer(over, Question(text=QUESTION))
    assert found.text == answer(extractive, Question(text=QUESTION)).text
    figures = _figures(desk)
    assert figures["dossier_questions_total", "answered"] == 1
    assert figures["dossier_sentences_total", "verbatim"] == len(found.sentences)
    assert figures["dossier_question_seconds_count", "whole"] == 1
    assert figures["dossier_questions_running", ""] == 0
    (line,) = (tmp_path / FILE).read_text().splitlines()
    noted = json.loads(line)
    assert (noted["person"], noted["did"], noted["question"]) == ("key:1", "ask", QUESTION)
    everything = line + desk.metrics.text().decode()
    assert all(sentence.text not in everything for sentence in found.sentences)
    assert found.outcome is Outcome.ANSWERED


def test_one_that_is_broken_off_leaves_its_place(extractive: Assistant, desk: Desk) -> None:
    events = served(extractive, desk, ADA, "").ask(Question(text=QUESTION))
    next(events)
    assert desk.gate.running == 1
    events.close()
    assert desk.gate.running == 0
    assert _figures(desk)["dossier_questions_total", "stopped"] == 1


def test_what_cannot_be_written_down_is_not_done(extractive: Assistant, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir(parents=True)
    with pytest.raises(AnswerError, match="was not done"):
        answer(served(extractive, desk, ADA, ""), Question(text=QUESTION))
    assert desk.gate.running == 0


def test_the_audit_log_is_its_owner_s_and_a_library_sees_its_own_lines(tmp_path: Path) -> None:
    audit = Audit(tmp_path)
    for library in ("", "Press", ""):
        audit.note(ADA, library, "add", files=["a\nb.txt", "x" * 5000])
    assert os.stat(tmp_path / FILE).st_mode & 0o077 == 0
    with (tmp_path / FILE).open("a") as file:
        file.write('{"half a line\n[1]\n')
    assert len(audit.last("", 10)) == 2
    (entry,) = audit.last("Press", 10)
    assert entry["files"][0] == "a\nb.txt"
    assert len(entry["files"][1]) < 2100
    assert len(audit.last("", 1)) == 1


def test_a_line_of_the_log_names_the_place_of_an_error_and_not_its_words() -> None:
    try:
        raise ValueError("words of a document")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "f", 1, "It failed after %d s", (3,), (type(error), error, error.__traceback__)
        )
    line = JsonLines().format(record)
    said = json.loads(line)
    assert (said["level"], said["message"], said["error"]) == ("error", "It failed after 3 s", "ValueError")
    assert said["at"][0].startswith("tests.serving.test_desk:")
    assert "words" not in line
