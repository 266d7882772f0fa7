"""Whether a text is English: nothing here reads another language."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_COMMON = frozenset(
    """a about after all also an and are as at be been because before but by can could did do does for from had has
    have he her his how i if in into is it its more most no not of on one only or other our over she should so some
    such than that the their them then there these they this to under up was we were what when which who will with
    would you your""".split()
)
"""Function words: some two fifths of English prose, and, for the few that others share ("in", "an", "no", "a"), less
than a sixth of any other language's."""

SHARE = 0.2
"""Share of function words from which on a text is English. Telegraphic headlines have less, so do all other languages."""

FEWEST = 6
"""Words below which a text is too short to tell: names and figures alone are the same in many languages."""


def is_english(text: str) -> bool | None:
    """None where a text is too short to tell. Texts in other alphabets are never too short."""
    words = [word.lower() for word in _WORD.findall(text)]
    letters = "".join(words)
    if letters and sum(char.isascii() or char in "éèñöüäïçáó" for char in letters) < len(letters) / 2:
        return False
    if len(words) < FEWEST:
        return None
    return sum(word.split("'")[0].split("’")[0] in _COMMON for word in words) >= SHARE * len(words)
