import pytest

from evals.errors import SuiteError
from evals.suites.check import check, check_documents
from evals.suites.reply import Read
from evals.suites.rows import Briefed, BriefedRow, RowChecks
from evals.suites.suite import Prompt, Suite
from rag.types import BriefingKind, Outcome
from tests.evals.said import MILL, reply

SOURCE = Read(document_id="d1", title="Mills of Oster", text=MILL)


def outcomes(prompt, given):
    return {(c.name, c.expected): c.ok for c in check(prompt, given)}


def prompt(**fields):
    return Prompt(id="p", question="Who bought the mill?", **fields)


@pytest.mark.parametrize(
    ("fields", "name", "ok"),
    [
        ({"must": ("Ada Brook",)}, "must", True),
        ({"must": ("Ida Holm|Ada Brook",)}, "must", True),
        ({"must": ("Ida Holm",)}, "must", False),
        ({"must_not": ("1912",)}, "must_not", True),
        ({"must_not": ("1911",)}, "must_not", False),
        ({"cites": ("other", "mills")}, "cites", True),
        ({"cites": ("other",)}, "cites", False),
        ({"cites_all": ("mills",)}, "cites", True),
        ({"quote": ("was sold to ada brook",)}, "quote", True),
        ({"quote": ("was given to Ada Brook",)}, "quote", False),
        ({"answerable": False}, "answerable", False),
    ],
)
def test_every_expectation_is_checked_by_itself(fields, name, ok):
    found = {c.name: c.ok for c in check(prompt(**fields), reply(cites=[SOURCE]))}
    assert found[name] is ok


def test_every_entry_of_cites_all_has_to_be_cited_and_one_of_cites():
    found = outcomes(prompt(cites_all=("Mills", "Rivers"), cites=("Mills", "Rivers")), reply(cites=[SOURCE]))
    assert found["cites", "Mills"]
    assert not found["cites", "Rivers"]
    assert found["cites", "Mills or Rivers"]


def test_an_unanswerable_prompt_passes_when_it_is_declined():
    given = reply(outcome=Outcome.DECLINED)
    assert all(c.ok for c in check(prompt(answerable=False), given))
    assert not all(c.ok for c in check(prompt(), given))


def test_the_detail_says_what_was_cited_instead():
    (found,) = [c for c in check(prompt(cites=("other",)), reply(cites=[SOURCE])) if c.name == "cites"]
    assert found.detail == "cited Mills of Oster"


def test_a_document_that_the_library_lacks_is_an_error_before_anything_is_asked():
    suite = Suite(file="s.yaml", name="s", prompts=(prompt(cites=("000",), cites_all=("Mills",)),))
    check_documents([suite], [("000_a.txt", "Some title"), ("x.txt", "mills of Oster")])
    with pytest.raises(SuiteError, match=r"s\.yaml, prompt p, field cites: .*'000'"):
        check_documents([suite], [("x.txt", "mills of Oster")])


def test_the_rows_of_a_briefing_are_checked():
    row = BriefedRow(day="2024-03-04", statement="The gates shut.", documents=("gates.md",))
    briefing = Briefed(kind=BriefingKind.TIMELINE, label="a timeline of gates", rows=(row,))
    wanted = RowChecks(
        read_as="timeline", days=("2024-03-04", "2024-03-05"), documents="gates", says="gates|doors", never="ferries",
        least=1, most=1, count=1,
    )  # fmt: skip
    asked = Prompt(id="r", question="Timeline of gates", rows=wanted)
    briefed = reply(cites=[SOURCE]).model_copy(update={"briefing": briefing})
    failed = [c.expected for c in check(asked, briefed) if not c.ok]
    assert failed == ["a row of 2024-03-05"]
    assert all(not c.ok for c in check(asked, reply(cites=[SOURCE])) if c.name == "rows")
