"""Sentences: where they end, where they do not, and that nothing of a text is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentence import LONG, split

ONE_SENTENCE = [
    "The fleet left Kure on Jan. 11 and came back on Feb. 3.",
    "The U.S. Navy sent two ships to the U.K. in spring.",
    "A non-U.S. company won the tender.",
    "Rear Adm. Naoko Hayashi spoke for the ministry.",
    "Sen. Alice Munro asked Mr. Tanaka and Dr. Wu about it.",
    "PM. Aoki met Lt. Gen. Brown, Rep. Cole and Gov. Sato of Ehime Pref. on Monday.",
    "Harbour No. 3 is the deepest, see Vol. 12, pp. 4-5 and Art. 9 of the charter.",
    "J. R. R. Harlow and A. B. Sato wrote the report.",
    "The price rose by 3.5% to approx. 40 dollars, i.e. by a lot, cf. Smith et al. 2019.",
    "Trading at Hoshino Motor Corp. begins at 5 p.m. Tuesday.",
    "Trading at Hoshino Motor Corp. begins at 5:34 p.m. ET on Tuesday.",
    "“We have time. We have no money,” said the mayor.",
    '"We have time. We have no money," said the mayor.',
    "“Is it safe?” asked the reporter.",
    "(The list is long. It names nine towns.)",
    "「行こう。」と彼は言った。",
    "LIMA, March 3. /ANDINA/.",
    "The treaty (signed on April 27, 2015) is in force.",
    "The sirens in Where Art Thou? are three women at a river.",
]

SEVERAL = [
    ("It rained. It stopped.", ["It rained.", "It stopped."]),
    ("He lives in the U.S. He likes it.", ["He lives in the U.S.", "He likes it."]),
    ("It ended in 2025. 28 people came.", ["It ended in 2025.", "28 people came."]),
    ('"I saw it." He left.', ['"I saw it."', "He left."]),
    ("Really?! Yes… Perhaps.", ["Really?!", "Yes… Perhaps."]),
    ("日本は島国である。首都は東京だ。次！", ["日本は島国である。", "首都は東京だ。", "次！"]),
    ("A Heading\n\nThe text. More.", ["A Heading", "The text.", "More."]),
    ("no stop\n \t\nhere either", ["no stop", "here either"]),
    ("To buy:\n- milk\n- two eggs\n* bread", ["To buy:", "- milk", "- two eggs", "* bread"]),
    ("1. Open it.\n2. Close it.", ["1. Open it.", "2. Close it."]),
    ("# Title\nFirst line of text.", ["# Title", "First line of text."]),
    ("The Harbour\nIt was built long ago by hands that nobody has counted since.",
     ["The Harbour", "It was built long ago by hands that nobody has counted since."]),
    ("This line was broken by a margin at some\nwidth, and goes on. Then comes another\none.",
     ["This line was broken by a margin at some\nwidth, and goes on.", "Then comes another\none."]),
]  # fmt: skip

ROUGH_TEXT = st.text(st.sampled_from('aZé. !?"“”’()[]\n\t\u00a0\u2028\x1f。」「日😀-1/|'), max_size=400) | st.text(
    max_size=200
)


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_keeps_one_sentence_whole(text: str) -> None:
    assert [s.text for s in split(text)] == [text]
    assert [s.text for s in split(f"It began. {text} Then it ended.")] == ["It began.", text, "Then it ended."]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_splits_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert [s.text for s in split(text)] == expected


def test_splits_a_long_quotation_inside() -> None:
    one = "The council has met every week since the flood and will go on meeting until the dam is rebuilt."
    text = "“" + " ".join([one] * 6) + "” He sat down."
    sentences = [s.text for s in split(text)]
    assert len(text) > LONG
    assert sentences == [f"“{one}", one, one, one, one, f"{one}”", "He sat down."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t\n \n"])
def test_a_blank_text_has_no_sentences(text: str) -> None:
    assert split(text) == []


@given(ROUGH_TEXT)
def test_offsets_are_exact_ordered_and_lose_nothing(text: str) -> None:
    end = 0
    for sentence in split(text):
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        assert text[end : sentence.start].strip() == ""
        end = sentence.end
    assert text[end:].strip() == ""


@given(ROUGH_TEXT, ROUGH_TEXT)
def test_a_blank_line_always_ends_a_sentence(before: str, after: str) -> None:
    apart = [s.text for part in (before, after) for s in split(part)]
    assert [s.text for s in split(f"{before}\n\n{after}")] == apart


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "“" * 50_000, '"x. ' * 30_000, "Mr. " * 50_000, "日" * 100_000, "\n" * 200_000]
)
def test_hostile_text_does_not_hang(text: str) -> None:
    started = time.perf_counter()
    split(text)
    assert time.perf_counter() - started < 5
