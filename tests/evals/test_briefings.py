"""The shipped suite of questions over many documents, asked of the sample corpus without a language model."""

from evals.runs.run import SuiteRun
from evals.suites.documents import file_names
from evals.suites.suite import read_suite
from tests.conftest import CORPUS

SUITE = CORPUS.parent / "prompts" / "suites" / "briefings.yaml"


def test_every_prompt_passes_and_every_row_is_verbatim(extractive, sample):
    results = list(SuiteRun(extractive, files=file_names(sample)).results([read_suite(SUITE)]))
    assert [(r.id, [c.expected for c in r.checks if not c.ok]) for r in results if not r.passed] == []
    assert all(row.verbatim for r in results if r.reply.briefing for row in r.reply.briefing.rows)
