"""The language of a text by its function words, as far as these tell (Grefenstette 1995, "Comparing two language
identification schemes"): enough to keep checks that read English grammar from other languages."""

import re
from functools import lru_cache

from rag.language import lexicon

_WORDS = lexicon.languages()
_TOKEN = re.compile(r"[^\W\d_]+")
_LEAST = 3
"""Function words that a text has to have: with fewer its language is not named."""
_CLEAR = 1.5
"""How many times as many as of any other language."""
_READ = 2_000
"""Characters that are read."""
_LATIN = 0.5
"""Share of Latin letters below which a text is in another alphabet."""


@lru_cache(maxsize=1_000)
def language(text: str) -> str | None:
    """The ISO 639-1 code; None where the words do not tell, or the script has none of these languages."""
    counts = sorted(((count, code) for code, count in _counts(text[:_READ]).items()), reverse=True)
    (most, first), (second, _) = counts[:2]
    return first if most >= _LEAST and most >= _CLEAR * second else None


def is_english(text: str) -> bool | None:
    """Whether a text has more function words of English than of any other language; None where it has too few to
    tell. For a text of a few words, of which `language` says nothing."""
    letters = "".join(_TOKEN.findall(text))
    if letters and sum(char < "\u0250" for char in letters) < _LATIN * len(letters):
        return False
    counts = _counts(text)
    ours = counts.pop("en")
    others = max(counts.values())
    return None if ours == others else ours > others


def _counts(text: str) -> dict[str, int]:
    """Language → how many words of the text are function words of it."""
    said = _TOKEN.findall(text.lower())
    return {code: sum(word in words for word in said) for code, words in _WORDS.items()}
