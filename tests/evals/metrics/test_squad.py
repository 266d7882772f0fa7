import pytest

from evals.metrics.squad import contains, exact_match, normalise, token_f1


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The  Eiffel Tower!", "eiffel tower"),
        ("28,500 troops", "28500 troops"),
        ("“an apple’s core”", "apples core"),
        ("Theatre", "theatre"),
        ("", ""),
    ],
)
def test_normalisation_drops_case_punctuation_and_articles(text, normal):
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("answer", "gold", "exact", "f1", "contained"),
    [
        ("Paris", ["paris"], 1, 1, 1),
        ("The city of Paris.", ["Paris"], 0, 0.5, 1),  # precision 1/3, recall 1
        ("in Paris, France", ["Paris France", "Lyon"], 0, 0.8, 1),  # precision 2/3, recall 1
        ("Parish", ["Paris"], 0, 0, 0),
        ("north north", ["north"], 0, 2 / 3, 1),
        ("", ["Paris"], 0, 0, 0),
    ],
)
def test_answers_score_as_by_hand(answer, gold, exact, f1, contained):
    assert exact_match(answer, gold) == exact
    assert token_f1(answer, gold) == pytest.approx(f1)
    assert contains(answer, gold) == contained


@pytest.mark.parametrize("metric", [exact_match, token_f1, contains])
def test_without_gold_answers_there_is_nothing_to_score(metric):
    assert metric("Paris", []) is None


def test_a_gold_answer_without_words_is_not_contained_in_everything():
    assert contains("anything", ["..."]) is None
