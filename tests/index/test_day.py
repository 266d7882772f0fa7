from datetime import date

from index.day import in_words


def test_a_day_is_written_as_people_write_it() -> None:
    assert in_words(date(2024, 3, 5)) == "5 March 2024"
    assert in_words(date(2024, 3, 5), short=True) == "5 Mar 2024"
    assert in_words(None) == "undated"
