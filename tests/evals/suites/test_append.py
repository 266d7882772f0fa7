import pytest

from evals.errors import SuiteError
from evals.suites.append import append
from evals.suites.suite import Prompt, read_suite

PROMPT = Prompt(
    id="who-bought-it",
    question="Who bought it: Ada? # 'yes'\n\"no\" \u202e \x07",
    history=("What of the mill?",),
    filters={"since": "2020-01-31", "sources": ["Bay: Courier"], "undated": False},
    must=("000", "no|8.30", "{a: b}"),
    cites=("- mill.md", "a|b"),
    answerable=False,
    notes="*wrong*",
)


def test_a_prompt_comes_back_from_the_file_as_it_went_in(tmp_path):
    path = tmp_path / "suites" / "from-chat.yaml"
    assert append(PROMPT, path, about="from the chat: all of it") == PROMPT
    suite = read_suite(path)
    assert suite.prompts == (PROMPT,)
    assert (suite.name, suite.about) == ("from-chat", "from the chat: all of it")


def test_what_stands_in_the_file_is_kept_and_an_id_is_given_once(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text("name: mine\nthresholds: {pass_rate: 0.5}\nprompts:\n  - {id: who-bought-it, question: 'Who?'}\n")
    assert append(PROMPT, path).id == "who-bought-it-2"
    assert append(PROMPT, path).id == "who-bought-it-3"
    suite = read_suite(path)
    assert (suite.name, suite.thresholds.pass_rate) == ("mine", 0.5)
    assert [p.id for p in suite.prompts] == ["who-bought-it", "who-bought-it-2", "who-bought-it-3"]
    assert suite.prompts[0].question == "Who?"


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text("- {id: a, question: b, mustt: c}\n")
    with pytest.raises(SuiteError, match="mustt"):
        append(PROMPT, path)
    assert path.read_text() == "- {id: a, question: b, mustt: c}\n"
