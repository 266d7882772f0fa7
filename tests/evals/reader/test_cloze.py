import random

import pytest

from evals.reader.cloze import Span, exchanged, made, question, spans

TEXT = (
    "The harbour of Gull Island was dredged in 1987 by a firm from Bergen. "
    "Its mayor, Anna Lind, had asked for the money in March 1985. "
    "The work took seven months and cost $12 million. "
    "Fishermen had warned for years that the old basin was too shallow. "
    "Today 42 boats lie there, among them the ferry Petrel. "
    "The island council of Seal Island paid nothing. "
    "A second basin was promised by the government in Oslo for 2004. "
)


def test_spans_are_dates_numbers_and_names() -> None:
    sentence = "In the spring Anna Lind paid $12 million on March 5, 1985."
    assert {(s.kind, sentence[s.start : s.end]) for s in spans(sentence)} == {
        ("date", "March 5, 1985"), ("number", "$12 million"), ("name", "Anna Lind"),
    }  # fmt: skip


def test_the_answer_is_asked_for_and_not_told() -> None:
    sentence = "The harbour of Gull Island was dredged in 1987 by a firm."
    start = sentence.index("1987")
    asked = question(sentence, Span(start=start, end=start + 4, kind="date"), random.Random(1))
    assert asked is not None
    assert asked.endswith("?")
    assert "1987" not in asked
    assert question("In 1987.", Span(start=3, end=7, kind="date"), random.Random(1)) is None


@pytest.mark.parametrize("seed", range(5))
def test_an_answer_stands_where_it_is_said_to_and_others_have_none(seed: int) -> None:
    pairs = list(made(TEXT, random.Random(seed)))
    assert {pair.answers for pair in pairs} == {True, False}
    for pair in pairs:
        if pair.answers:
            answer = pair.passage[pair.start : pair.end]
            assert any(TEXT.count(answer) and answer == TEXT[s.start : s.end] for s in _everywhere())
        else:
            assert (pair.start, pair.end) == (-1, -1)


def test_an_exchanged_word_is_of_the_same_kind_and_not_of_the_passage() -> None:
    known = {"name": ["Bergen", "Oslo"]}
    other = exchanged("Who dredged the harbour of Bergen?", known, "It was dredged in Bergen.", random.Random(2))
    assert other in (None, "Who dredged the harbour of Oslo?")
    assert exchanged("So?", known, "", random.Random(2)) is None


def test_nothing_is_made_of_a_short_text() -> None:
    assert list(made("One sentence about the harbour of Gull Island.", random.Random(0))) == []


def _everywhere() -> list[Span]:
    found, at = [], 0
    for sentence in TEXT.split(". "):
        found += [Span(start=at + s.start, end=at + s.end, kind=s.kind) for s in spans(sentence + ".")]
        at += len(sentence) + 2
    return found
