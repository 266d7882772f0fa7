"""Markers are told from prose, however the stream is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.verification.markers import LONGEST, Marker, MarkerParser, Piece, Text, unmarked


def parse(*tokens: str) -> list[Piece]:
    parser = MarkerParser()
    pieces = [piece for token in tokens for piece in parser.feed(token)] + parser.close()
    merged: list[Piece] = []
    for piece in pieces:
        if merged and isinstance(piece, Text) and isinstance(merged[-1], Text):
            merged[-1] = Text(merged[-1].raw + piece.raw)
        else:
            merged.append(piece)
    return merged


@pytest.mark.parametrize(
    ("raw", "numbers"),
    [
        ("[1]", (1,)),
        ("[1, 2]", (1, 2)),
        ("[1,2]", (1, 2)),
        ("[1-3]", (1, 2, 3)),
        ("[1–3]", (1, 2, 3)),
        ("[1, 3-4]", (1, 3, 4)),
        ("[1 and 2]", (1, 2)),
        ("[1; 2]", (1, 2)),
        ("[1, 2, and 9]", (1, 2, 9)),
        ("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", tuple(range(1, 11))),
        ("[2, 2]", (2,)),
        ("【1】", (1,)),
        ("［1］", (1,)),
        ("[ 1 ]", (1,)),
        ("[137]", (137,)),
        ("(source 2)", (2,)),
        ("(Sources 1 and 2)", (1, 2)),
        ("[source 2]", (2,)),
        ("[Passage 2]", (2,)),
        ("[Source: 2]", (2,)),
        ("[document #3]", (3,)),
    ],
)
def test_a_marker_is_recognised_and_its_numbers_read(raw: str, numbers: tuple[int, ...]) -> None:
    assert parse(f"Rain fell {raw}.") == [Text("Rain fell "), Marker(raw, numbers), Text(".")]


def test_adjacent_markers_are_two() -> None:
    assert parse("[1][3]") == [Marker("[1]", (1,)), Marker("[3]", (3,))]


@pytest.mark.parametrize(
    "prose",
    [
        "[2015]",
        "(adopted on April 27, 2015)",
        "[28,500]",
        "[10,000]",
        "[007]",
        "[Okinawa]",
        "the U.S. [sic] fleet",
        "[...]",
        "[…]",
        "[]",
        "[ ]",
        "(1)",
        "(source)",
        "[100-200]",
        "[1】",
        "[1",
        "[source 2",
        "a `list[1]` b",
        "```\nrows[1]\n```",
        "``a ` [1]``",
        "[1.5]",
        "[-1]",
        "[1] a"[:2],
    ],
)
def test_prose_in_brackets_stays_prose(prose: str) -> None:
    assert parse(prose) == [Text(prose)]


def test_a_backtick_without_a_partner_does_not_swallow_the_next_line() -> None:
    assert parse("a ` b [1]\nc [2]")[-1] == Marker("[2]", (2,))


def test_a_marker_inside_prose_brackets_is_found() -> None:
    assert parse("([1])") == [Text("("), Marker("[1]", (1,)), Text(")")]


MARKERS = [
    "[1]",
    "[1, 2]",
    "[1-3]",
    "【4】",
    "［5］",
    "(source 2)",
    "[2015]",
    "[Okinawa]",
    "[1 and ",
    "sources 1",
    "[passage ",
]
PROSE = [
    "[",
    "]",
    "(",
    "`",
    "```",
    "\n",
    " ",
    "It rained.",
    " and ",
    "8.3%",
    ", ",
    "-",
    "12",
    "—",
    "U.S. ",
    "1. ",
    "- ",
]
STREAMS = st.lists(st.sampled_from(MARKERS + PROSE), max_size=14).map("".join)


@given(stream=STREAMS | st.text(alphabet="[]()【】１12, -–`\nasourceand.", max_size=40), data=st.data())
def test_pieces_do_not_depend_on_how_the_stream_is_cut(stream: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=len(stream))))
    tokens = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert parse(*tokens) == parse(stream) == parse(*stream)


@given(stream=STREAMS)
def test_the_pieces_put_together_are_the_stream_and_little_is_held(stream: str) -> None:
    parser, raw = MarkerParser(), ""
    for at, char in enumerate(stream, start=1):
        raw += "".join(piece.raw for piece in parser.feed(char))
        assert at - len(raw) <= LONGEST
    assert raw + "".join(piece.raw for piece in parser.close()) == stream


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [1, 2] b 【3】 c ［4-5］ d [ 6 ]", "a (1, 2) b (3) c (4-5) d (6)"),
        ("see (source 2) and [Passage 3]", "see source 2 and Passage 3"),
        ("in [2015], [sic], (1) and [28,500]", "in [2015], [sic], (1) and [28,500]"),
        ("`[7]` and ``` [8]", "`(7)` and ``` (8)"),
    ],
)
def test_no_marker_is_left_in_what_is_unmarked(text: str, expected: str) -> None:
    assert unmarked(text) == expected
    assert not any(isinstance(piece, Marker) for piece in parse(expected.replace("`", "")))
