import pytest

from evals.metrics.rouge_l import rouge_l


@pytest.mark.parametrize(
    ("answer", "gold", "score"),
    [
        ("police killed the gunman", ["police kill the gunman"], 0.75),  # Lin 2004, section 3.1, S2
        ("the gunman police killed", ["police killed the gunman"], 0.5),
        ("nothing shared", ["quite different words"], 0.0),
        ("one two", ["three", "one two"], 1.0),
        ("", ["one"], 0.0),
    ],
)
def test_the_longest_common_subsequence_scores_as_by_hand(answer, gold, score):
    assert rouge_l(answer, gold) == pytest.approx(score)


def test_without_gold_answers_there_is_nothing_to_score():
    assert rouge_l("text", []) is None
