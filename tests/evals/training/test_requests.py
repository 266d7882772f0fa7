"""Requests made from templates, and the teaching of a small network on some of them."""

import random

import numpy as np
import pytest

from evals.training import fit_kinds
from evals.training.fit_kinds import Example
from evals.training.requests import plain, requests
from rag.briefing.kind import KINDS, TAGS
from rag.types import BriefingKind
from tests.evals.training.made_up import question_row

ROWS = [question_row(at, question=f"Did the mayor of Lund and Oban Island visit Turku in {at}?") for at in range(12)]
ROWS += [question_row(at, lang=lang, id=f"{lang}{at}") for lang in ("de", "fr", "es", "ja") for at in range(3)]


def made(seed=0):
    return list(requests(ROWS, 1, random.Random(seed)))


def test_every_kind_is_asked_for_by_many_writers():
    writers = {kind: {a.writer for a in made() if a.kind is kind} for kind in BriefingKind}
    assert all(len(own) > 8 for own in writers.values())


def test_marks_are_whole_stretches_of_the_text():
    for asked in made():
        for start, end, tag in asked.marks:
            assert 0 <= start < end <= len(asked.text)
            assert tag in TAGS
            assert asked.text[start:end].strip()


def test_the_same_seed_makes_the_same_requests():
    assert made(3) == made(3)
    assert made(3) != made(4)


def test_public_questions_are_facts():
    asked = list(plain(ROWS, random.Random(0)))
    assert {a.kind for a in asked} == {BriefingKind.FACT}
    assert {a.marks for a in asked} == {None}


@pytest.fixture(scope="module")
def taught():
    """Vectors in which the first entry tells a timeline, the second that a word is the subject."""
    chance = np.random.default_rng(0)

    def example(kind: int) -> Example:
        words = chance.normal(size=(6, 384)) / 40
        words[:, 0] += 0.3 * (kind > 0)
        tags = [0, 0, 0, 1, 1, 0]
        words[3:5, 1] += 0.5
        return Example(kind=kind, words=words.astype(np.float16), sentence=words.mean(0).astype(np.float32),
                       tags=tags if kind else None, writer="made up")  # fmt: skip

    examples = [example(kind) for kind in (0, KINDS.index(BriefingKind.TIMELINE)) for _ in range(128)]
    return examples, [fit_kinds.teach(examples, 12, seed) for seed in range(2)]


def test_what_is_taught_is_learned(taught):
    examples, networks = taught
    shares, tags = fit_kinds.predict(networks, examples)
    assert np.mean(shares.argmax(1) == [e.kind for e in examples]) > 0.95
    assert np.mean([own == e.tags for own, e in zip(tags, examples, strict=True) if e.tags]) > 0.9


def test_figures_are_shown_and_weights_written(taught, tmp_path, monkeypatch, capsys):
    examples, networks = taught
    limits = fit_kinds.thresholds(networks, examples)
    fit_kinds.show(networks, examples, limits)
    assert "timeline: told" in capsys.readouterr().out
    monkeypatch.setattr(fit_kinds, "FOLDER", tmp_path / "kinds")
    fit_kinds.write(networks, limits, 0.004, {"made-up": "CC0-1.0"})
    assert {p.name for p in (tmp_path / "kinds").iterdir()} == {fit_kinds.WEIGHTS, fit_kinds.MANIFEST}
