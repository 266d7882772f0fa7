"""Sentences and their markers come out of a stream."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.verification.draft import DraftSentence, SentenceAssembler
from rag.verification.markers import MarkerParser
from tests.rag.verification.test_markers import STREAMS


def assemble(*tokens: str) -> tuple[str, list[DraftSentence]]:
    parser, assembler = MarkerParser(), SentenceAssembler()
    pieces = [piece for token in tokens for piece in parser.feed(token)] + parser.close()
    steps = [step for piece in pieces for step in assembler.feed(piece)] + assembler.close()
    return "".join(s for s in steps if isinstance(s, str)), [s for s in steps if isinstance(s, DraftSentence)]


def cited(stream: str) -> list[tuple[str, list[int]]]:
    return [(s.text, [n for m in s.markers for n in m.numbers]) for s in assemble(stream)[1]]


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        ("Rain fell [1].", [("Rain fell.", [1])]),
        ("Rain fell. [1] Snow followed.", [("Rain fell.", [1]), ("Snow followed.", [])]),
        ("Rain fell [1]. [2] Snow followed [3].", [("Rain fell.", [1, 2]), ("Snow followed.", [3])]),
        ("Rain fell.[1]Snow followed.[2]", [("Rain fell.", [1]), ("Snow followed.", [2])]),
        ("Rain [1] and snow [2] fell.", [("Rain and snow fell.", [1, 2])]),
        ("Rain[1], then snow.", [("Rain, then snow.", [1])]),
        ("Rain fell. [1].", [("Rain fell.", [1])]),
        ("Rain fell [9].", [("Rain fell.", [9])]),
        ("- Rain fell [1]\n- Snow fell [2]\n", [("Rain fell", [1]), ("Snow fell", [2])]),
        ("1. Rain fell.\n2) Snow fell.", [("Rain fell.", []), ("Snow fell.", [])]),
        ("Rain fell.\n[1]\nSnow fell.\n[2]", [("Rain fell.", [1]), ("Snow fell.", [2])]),
        ("[1] Rain fell.\n[2] Snow fell.", [("Rain fell.", [1]), ("Snow fell.", [2])]),
        ("It was Jan. 11 [1]. Then it thawed.", [("It was Jan. 11.", [1]), ("Then it thawed.", [])]),
        ("In [2015] it rained in [Okinawa] [1].", [("In [2015] it rained in [Okinawa].", [1])]),
        ('It was "rain [1]." Then snow.', [('It was "rain."', [1]), ("Then snow.", [])]),
        ('It was "rain. [1]"', [('It was "rain."', [1])]),
        ("5", [("5", [])]),
        ("12.5 metres fell.", [("12.5 metres fell.", [])]),
        ("[1]", []),
        ("", []),
    ],
)
def test_markers_belong_to_the_sentence_they_stand_in_or_follow(
    stream: str, expected: list[tuple[str, list[int]]]
) -> None:
    assert cited(stream) == expected


def test_a_sentence_comes_out_before_the_stream_ends() -> None:
    parser, assembler = MarkerParser(), SentenceAssembler()
    steps = [s for p in parser.feed("Rain fell [1]. Snow followed it ") for s in assembler.feed(p)]
    assert any(isinstance(s, DraftSentence) and s.text == "Rain fell." for s in steps)


def test_visible_text_keeps_the_lines_of_a_list() -> None:
    assert assemble("There are two:\n\n- Rain [1]\n- Snow [2].")[0] == "There are two:\n\nRain\nSnow."


@given(stream=STREAMS, data=st.data())
def test_sentences_do_not_depend_on_how_the_stream_is_cut(stream: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=len(stream))))
    tokens = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert assemble(*tokens) == assemble(stream)


@given(stream=STREAMS)
def test_the_visible_text_is_the_sentences_put_together(stream: str) -> None:
    visible, sentences = assemble(stream)
    assert "".join(visible.split()) == "".join("".join(s.text for s in sentences).split())
    at = 0
    for sentence in sentences:
        at = visible.index(sentence.text, at) + len(sentence.text)


@given(stream=STREAMS)
def test_no_marker_is_lost_when_there_is_a_sentence_to_hold_it(stream: str) -> None:
    parser = MarkerParser()
    wanted = [p for p in parser.feed(stream) + parser.close() if hasattr(p, "numbers")]
    _, sentences = assemble(stream)
    if sentences:
        assert [m for s in sentences for m in s.markers] == wanted
