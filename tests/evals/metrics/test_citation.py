"""ALCE's citation recall and precision, with a judge that counts letters: passages support what they spell."""

from evals.metrics.citation import Claim, citation_precision, citation_recall


def spells(claim, passages):
    return set(claim) <= set("".join(passages))


def claim(text, *passages):
    return Claim(text=text, passages=passages)


def test_recall_is_the_share_of_sentences_that_their_passages_together_support():
    claims = [claim("ab", "a", "b"), claim("ab", "a"), claim("ab")]
    assert citation_recall(claims, spells) == 1 / 3


def test_a_citation_that_neither_supports_alone_nor_is_missed_is_imprecise():
    assert citation_precision([claim("ab", "ab", "z")], spells) == 1 / 2


def test_two_halves_that_need_each_other_are_both_precise():
    assert citation_precision([claim("ab", "a", "b")], spells) == 1


def test_citations_of_an_unsupported_sentence_are_imprecise():
    assert citation_precision([claim("ab", "a"), claim("c", "c")], spells) == 1 / 2


def test_an_answer_without_citations_has_no_precision_but_no_recall_either():
    assert citation_precision([claim("ab")], spells) is None
    assert citation_recall([claim("ab")], spells) == 0


def test_an_answer_without_sentences_cannot_be_scored():
    assert citation_recall([], spells) is None
    assert citation_precision([], spells) is None
