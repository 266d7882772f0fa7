"""Text as it came → text to read, cite and count in. Runs before any offset exists.

Two steps, each of which leaves prose alone: odd characters become plain ones, and what was printed twice is kept once
(`repeats`). Line breaks inside paragraphs stay. The furniture of a web site is the HTML loader's to take out.
"""

import hashlib
import re
import unicodedata

from index.repeats import without_repeats

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SOFT_LINE_END = re.compile(r"\u00ad[^\S\n]*\n[^\S\n]*")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
# The letters that typesetters draw as one, which Unicode has for old encodings alone (Alphabetic Presentation Forms): a
# reader types "Griffin", and no search would find it otherwise.
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_MANY_BLANK_LINES = re.compile(r"\n{3,}")


def text_id(text: str) -> str:
    """The id of the document that has this cleaned text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def clean(text: str) -> str:
    """The readable text, without white space at its ends."""
    return _tidy("\n".join(without_repeats(normalise(text).split("\n"))))


def normalise(text: str) -> str:
    """One kind of line end and space, composed letters, ligatures in their letters, no control, zero-width, soft-hyphen
    or direction marks."""
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text))
    text = _INVISIBLE.sub("", _SOFT_LINE_END.sub("", text))
    return _tidy(unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text)).translate(_LIGATURES))


def _tidy(text: str) -> str:
    return _MANY_BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()
