"""A day as it is written for readers, in one way wherever it stands."""

from datetime import date


def in_words(day: date | None, *, short: bool = False) -> str:
    """ "5 March 2024", or "5 Mar 2024"; "undated" for none."""
    if day is None:
        return "undated"
    return f"{day.day} {day:%b %Y}" if short else f"{day.day} {day:%B %Y}"
