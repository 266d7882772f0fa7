"""What a search brings is read, and the likeliest of it once more; with both readers and their real weights."""

import pytest

from index.library import Library
from rag.models.readers import FOLDER, SECOND, read
from rag.retrieval import reading
from rag.retrieval.reading import AGAIN, ReadWindow, read_windows

COUNT = "On how many days of 2024 were Chinese ships present in the contiguous zone around the Senkakus?"
GERMAN = "An wie vielen Tagen im Jahr 2024 waren chinesische Schiffe in der Anschlusszone um die Senkaku-Inseln?"


def places(found: list[ReadWindow]) -> list[tuple[str, int]]:
    return [(r.window.document.id, r.window.start) for r in found]


def test_the_likeliest_are_read_again_and_stay_before_the_others(
    sample: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice = read_windows(COUNT, sample)
    monkeypatch.setattr(reading, "AGAIN", 0)
    once = read_windows(COUNT, sample)
    assert sorted(places(twice[:AGAIN])) == sorted(places(once[:AGAIN]))
    assert twice[AGAIN:] == once[AGAIN:]
    assert len(once) > AGAIN
    for part in (once, twice[:AGAIN]):
        assert [r.order for r in part] == sorted((r.order for r in part), reverse=True)


@pytest.mark.parametrize(("again", "reader"), [(0, FOLDER), (AGAIN, SECOND)])
def test_word_and_place_are_those_of_the_last_who_read_it(
    sample: Library, monkeypatch: pytest.MonkeyPatch, again: int, reader: object
) -> None:
    monkeypatch.setattr(reading, "AGAIN", again)
    first = read_windows(COUNT, sample)[0]
    (alone,) = read(COUNT, [first.window.text], reader)  # type: ignore[arg-type]
    assert first.reading.log_odds == pytest.approx(alone.log_odds, abs=0.5), "eight bits differ a little by batch"
    assert "355" in first.window.document.text[slice(*first.found)]


def test_a_question_in_a_language_that_the_second_reader_does_not_know_is_read_once(
    sample: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = read_windows(GERMAN, sample)
    monkeypatch.setattr(reading, "AGAIN", 0)
    assert usual == read_windows(GERMAN, sample)


def test_the_second_reader_is_asked_the_own_words_of_a_follow_up(sample: Library) -> None:
    own = "On how many days of 2024 were they there?"
    both = f"Which ships enter the contiguous zone around the Senkakus? {own}"
    first = read_windows(both, sample, own=own)[0]
    (alone,) = read(own, [first.window.text], SECOND)
    assert first.reading.log_odds == pytest.approx(alone.log_odds, abs=0.5)
    assert "355" in first.window.document.text[slice(*first.found)]
