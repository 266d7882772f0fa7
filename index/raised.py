"""Raised numbers of notes in a document's text: "52³ tonnes", "Mia Ono¹ said".

Python and SQLite take a raised digit for a part of its word, so that neither the number nor the name is read or found.
The raised digit of a unit ("km²", "m³") belongs to it and stays.
"""

import re

_RAISED = "⁰¹²³⁴-⁹"
_NOTE = re.compile(rf"(?:(?<=[\W\d])|(?<=[^\W\d_]{{4}})|(?<=[A-ZÀ-Þ][a-zà-ÿ]{{2}}))[{_RAISED}]+")
"""Behind a figure, a sign, four letters or a short name: no unit that is squared is as long, or begins so."""
_ANY = re.compile(f"[{_RAISED}]")


def without_notes(text: str) -> str:
    """The text with a blank for every raised digit of a note: as long as before, so that offsets hold."""
    if not _ANY.search(text):
        return text
    return _NOTE.sub(lambda note: " " * len(note[0]), text)
