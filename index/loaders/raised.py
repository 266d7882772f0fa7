"""Raised text, as exponents and note numbers are, in the characters that Unicode has for it: 52³ is not 523."""

import re

_FIGURE = re.compile(r"[0-9+\-−=n]*[0-9n][0-9+\-−=n]*")
_TABLE = str.maketrans("0123456789+-−=n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼ⁿ")


def raised(text: str, *, after: bool) -> str:
    """Raised `text` as it can stand in a line; `after` says that it touches a word or figure before it.

    Figures become raised ones, several are set apart by a space. Of other notes ("a", "[b]", "*") a letter is put into
    brackets, and what ends a number or a word ("1st", "Mme") stays.
    """
    parts = re.split(r"[\s,;]+", text.strip("[]() \n"))
    if not after or not parts[0]:
        return text
    if all(_FIGURE.fullmatch(part) for part in parts):
        return " ".join(part.translate(_TABLE) for part in parts)
    if all(len(part) == 1 and part.isalpha() for part in parts):
        return f"[{', '.join(parts)}]"
    return text
