"""Names of files as a terminal may show them: no character in them moves the cursor, colours or turns the text."""

import unicodedata


def printable(text: str) -> str:
    r"""The text with control and direction characters written out, as in `note\x1b[31m.txt`. Line feeds too."""
    if text.isprintable():
        return text
    return "".join(c if c == " " or not _hidden(c) else c.encode("unicode_escape").decode() for c in text)


def _hidden(character: str) -> bool:
    """Whether it is a control (Cc), a mark of direction or without width (Cf), or ends a line or a paragraph."""
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs")
