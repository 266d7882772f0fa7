from evals.metrics.answer_in_evidence import answer_in_evidence

LONG = "The mill was sold because the river that had driven its wheel for a century was dammed upstream"


def test_a_short_answer_has_to_stand_in_the_evidence_word_for_word():
    assert answer_in_evidence("It was sold to Ada Brook in 1911.", ["Ada Brook"]) == 1
    assert answer_in_evidence("Brook bought it; Ada did not.", ["Ada Brook"]) == 0


def test_a_long_answer_is_scored_by_the_gold_sentences():
    found = answer_in_evidence(f"Old news. {LONG}, they say.", [LONG + " in 1911"], [LONG])
    assert found == 1
    assert answer_in_evidence("The mill was sold.", [LONG], [LONG]) == 0


def test_four_words_of_five_are_enough_of_a_gold_sentence_and_three_are_not():
    sentence = "rivers drive mills no longer"
    assert answer_in_evidence("rivers drive mills no", [LONG], [sentence]) == 1
    assert answer_in_evidence("rivers drive mills", [LONG], [sentence]) == 0


def test_a_long_answer_without_gold_sentences_cannot_be_scored():
    assert answer_in_evidence(LONG, [LONG]) is None
    assert answer_in_evidence(LONG, []) is None
