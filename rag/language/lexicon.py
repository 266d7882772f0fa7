"""Word lists, from the TOML files in a folder named for their language: what a language knows is data, not code.

A list is written as prose, its words parted by blanks; a comment there says what a word has to be to stand in it.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def words(file: str, name: str) -> tuple[str, ...]:
    """The words of a list, in order."""
    return tuple(str(_lists(file)[name]).split())


def table(file: str, name: str) -> dict[str, str]:
    """A table from word to word."""
    return {str(word): str(other) for word, other in _lists(file)[name].items()}


def values(file: str, name: str) -> dict[str, float]:
    """A table from word to number."""
    return {str(word): float(value) for word, value in _lists(file)[name].items()}


def groups(file: str, name: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Rows of lists, a row for what belongs together: opposites, or words that exclude each other."""
    return tuple(tuple(tuple(words.split()) for words in row) for row in _lists(file)[name])


def rows(file: str, name: str) -> tuple[str, ...]:
    """The rows of a list that has several words in each."""
    return tuple(map(str, _lists(file)[name]))


def alternatives(file: str, name: str) -> tuple[str, ...]:
    """Those of all languages in a file of patterns, which has a line for each language."""
    return tuple(pattern for found in _lists(file, "")[name].values() for pattern in found)


def languages() -> dict[str, frozenset[str]]:
    """ISO 639-1 code → the commonest function words of that language."""
    return {code: frozenset(words.split()) for code, words in _lists("function_words", "").items()}


@cache
def _lists(file: str, language: str = "en") -> dict[str, Any]:
    return tomllib.loads((HERE / language / f"{file}.toml").read_text(encoding="utf-8"))
