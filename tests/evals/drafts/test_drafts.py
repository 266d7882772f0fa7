"""Labelled drafts: how they are read, and what is counted of them."""

from pathlib import Path

import pytest

from evals.drafts.labelled import read_drafts
from evals.drafts.measure import rows
from evals.errors import SuiteError
from evals.metrics.faults import Outcome, by_label, flagged, found, named
from index.library import Library

FOLDER = Path(__file__).parents[3] / "evals" / "drafts"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_that_ships_is_as_it_has_to_be(path: Path) -> None:
    paragraphs = read_drafts(path)
    assert len({paragraph.id for paragraph in paragraphs}) == len(paragraphs)


@pytest.mark.parametrize("text", ["paragraphs: []", "paragraphs: [{id: a, sentences: [{wrong: b}]}]", "a: [", "[]"])
def test_another_file_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "drafts.yaml"
    path.write_text(text)
    with pytest.raises(SuiteError, match=r"drafts\.yaml"):
        read_drafts(path)


def test_faults_and_true_sentences_are_counted_apart() -> None:
    outcomes = [
        Outcome(label="figure", faulty=True, flagged=True, named=True),
        Outcome(label="figure", faulty=True, flagged=True, named=False),
        Outcome(label="invented", faulty=True, flagged=False),
        Outcome(label="borne_out", faulty=False, flagged=True),
        Outcome(label="borne_out", faulty=False, flagged=False),
    ]
    assert found(outcomes).value == pytest.approx(2 / 3)
    assert named(outcomes).value == pytest.approx(1 / 2)
    assert flagged(outcomes).value == pytest.approx(1 / 2)
    assert {label: estimate.n for label, estimate in by_label(outcomes).items()} == {
        "figure": 2, "invented": 1, "borne_out": 2,
    }  # fmt: skip


def test_a_paragraph_is_checked_as_one_draft(sample: Library) -> None:
    paragraph = read_drafts(FOLDER / "sample_a.yaml")[0]
    done = list(rows(paragraph, sample))
    assert [row.label for row in done] == [label for label, _ in paragraph.labelled]
    assert all(row.result is not None for row in done)
