import pytest

from evals.bench.rows import ROOT
from evals.runs import basis as module
from evals.runs.basis import CHECKS, basis
from index.build import add, remove
from rag.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path, llm="none")


def test_the_basis_changes_with_the_documents(library, settings, tmp_path):
    notes = tmp_path / "notes"
    notes.mkdir()
    empty = basis(library, settings)
    (notes / "mill.md").write_text("The mill at Oster was sold to Ada Brook in 1911.")
    add([notes], library)
    filled = basis(library, settings)
    remove([str(notes / "mill.md")], library)
    assert empty != filled
    assert basis(library, settings) == empty


def test_the_basis_changes_with_what_shapes_an_answer_and_not_with_where_things_are(sample, settings):
    def after(**changes):
        return basis(sample, settings.model_copy(update=changes))

    assert after() == basis(sample, settings)
    assert after(abstain_threshold=0.6) != after()
    assert after(llm="qwen2.5-coder-1.5b") != after()
    assert after(reranker="some-cross-encoder") != after()
    assert after(threads=1, timeout_s=9.0) == after()


def test_the_basis_changes_with_the_code(sample, settings, monkeypatch):
    before = basis(sample, settings)
    monkeypatch.setattr(module, "code_version", lambda _: "a line was mended")
    assert basis(sample, settings) != before


def test_the_code_that_asks_checks_and_counts_belongs_to_the_basis():
    files = {str(path.relative_to(ROOT)) for pattern in CHECKS for path in ROOT.glob(pattern)}
    assert {"evals/suites/check.py", "evals/suites/match.py", "evals/runs/run.py", "evals/reports/results.py"} <= files
