import re

from rich.console import Console

from evals.reports import table
from evals.reports.report import report
from evals.runs.command import keep
from evals.suites.suite import Prompt, Suite
from tests.evals.said import MILL, Scripted, answered, declined, evidence

NASTY = '<script>alert(1)</script> <img src=x onerror=alert(2)> "&" [red]markup[/red]'


def run(tmp_path, script, **fields):
    suite = Suite(file="s.yaml", name=f"suite {NASTY}", prompts=(Prompt(id="p<1>", question=NASTY, **fields),))
    return keep([suite], Scripted(script), {"mill": NASTY}, tmp_path / "r.json", resume=False)


def test_whatever_documents_and_models_say_is_escaped(tmp_path):
    page = report(run(tmp_path, lambda q: answered(q, NASTY, [evidence(NASTY)]), must=(NASTY,), notes=NASTY))
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;") >= 5


def test_the_page_fetches_nothing(tmp_path):
    page = report(run(tmp_path, lambda q: answered(q, "See http://example.org/x.png")))
    assert not re.search(r"<[^>]*(?:src|href)\s*=", page)
    assert "default-src 'none'" in page


def test_a_prompt_is_shown_with_answer_citation_verdict_expectations_and_times(tmp_path):
    page = report(run(tmp_path, answered, must=("Ada Brook", "Ida Holm"), history=("Before?",)))
    for part in (MILL, "[1] Mill", "said in other words", "Ida Holm", "not said", "whole answer 2.00 s", "Before?"):
        assert part in page


def test_a_declined_prompt_says_what_is_missing(tmp_path):
    assert "No passage says so." in report(run(tmp_path, declined))


def test_the_table_shows_text_that_looks_like_markup_as_text(tmp_path):
    console = Console(record=True, width=200)
    table.show(run(tmp_path, answered, must=("Ida",)), console)
    text = console.export_text()
    assert "[red]markup[/red]" in text
    assert "0 of 1" in text
