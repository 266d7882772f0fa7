from datetime import date

import pytest

from evals.errors import SuiteError
from evals.suites.suite import read_suite

MAPPING = """
name: mills
about: what mills were sold for
thresholds: {pass_rate: 0.8, declined_rightly: 1}
groups: {single: [fact]}
prompts:
  - id: m1
    question: Who bought the mill?
    kind: fact
    must: [Ada Brook|A. Brook]
    must_not: 1912
    cites: [000]
    quote: was sold to Ada Brook
    as_of: 2024-02-01
    filters: {sources: [Gazette], since: 2023-01-01}
    notes: easy
  - {id: m2, question: "And the miller?", history: ["Who bought the mill?"], answerable: false}
"""


@pytest.fixture
def write(tmp_path):
    def write(text, name="suite.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_mapping_is_read_with_all_its_fields(write):
    suite = read_suite(write(MAPPING))
    first, second = suite.prompts
    assert (suite.name, suite.about, suite.thresholds.pass_rate) == ("mills", "what mills were sold for", 0.8)
    assert suite.groups == {"single": ("fact",)}
    assert (first.must, first.must_not, first.cites) == (("Ada Brook|A. Brook",), ("1912",), ("000",))
    assert (first.as_of, first.filters.since) == (date(2024, 2, 1), date(2023, 1, 1))
    assert (second.history, second.answerable) == (("Who bought the mill?",), False)


def test_a_bare_list_is_a_suite_named_after_its_file(write):
    suite = read_suite(write("- {id: a, question: q}\n", "mine.yaml"))
    assert (suite.name, len(suite.prompts)) == ("mine", 1)


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("- {id: a, question: q}\n- {id: b, question: q, musst: [x]}\n", 2, "musst"),
        ("- {id: a, question: q}\n\n- {id: a, question: r}\n", 3, "id"),
        ("- id: a\n  question: q\n  as_of: someday\n", 3, "as_of"),
        ("- id: a\n  question: [q]\n", 2, "question"),
        ("- id: a\n  question: q\n  answerable: maybe\n", 3, "answerable"),
        ("- {id: a, question: q, must: ['x|']}\n", 1, "must"),
        ("- {id: a}\n", 1, "question"),
        ("name: x\nthresholds:\n  pass_rate: 3\nprompts:\n- {id: a, question: q}\n", 3, "thresholds.pass_rate"),
        ("name: x\nprompts: []\n", 2, "prompts"),
        ("name: x\nprompts: [{id: a, question: q, kind: b}]\ngroups: {c: [d]}\n", 3, "groups"),
        ("name: x\nprompts: [{id: a, question: q, kind: b}]\ngroups: {c: []}\n", 3, "groups"),
        ("- 5\n", 1, "0"),
    ],
)
def test_what_is_wrong_is_named_by_file_line_and_field(write, text, line, field):
    path = write(text)
    with pytest.raises(SuiteError) as caught:
        read_suite(path)
    assert f"{path}, line {line}, field" in str(caught.value)
    assert field in str(caught.value)


@pytest.mark.parametrize("text", ["", "hello", "prompts: [\n", "- {id: a, question: b: c}"])
def test_what_is_no_suite_is_an_error_that_names_the_file(write, text):
    path = write(text)
    with pytest.raises(SuiteError, match=path.name):
        read_suite(path)


def test_a_missing_or_unreadable_file_is_an_error_that_names_it(tmp_path):
    with pytest.raises(SuiteError, match="absent"):
        read_suite(tmp_path / "absent.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"- {id: a, question: caf\xe9}")
    with pytest.raises(SuiteError, match="UTF-8"):
        read_suite(tmp_path / "latin.yaml")


def test_the_seed_prompts_run_as_they_are(seeds):
    suite = read_suite(seeds.parent / "seed_prompts.yaml")
    assert len(suite.prompts) == 22
    assert sum(not prompt.answerable for prompt in suite.prompts) == 4


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("threshold: {pass_rate: 1}\nprompts:\n  - {id: a, question: q, answerable: false}\n", "thresholds, prompts"),
        ("prompts:\n  - {id: a, question: q, answerable: false, musst: [x]}\n", "must, must_not"),
    ],
)
def test_an_unknown_field_is_told_what_may_stand_there(tmp_path, text, known):
    path = tmp_path / "s.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError, match=known):
        read_suite(path)
