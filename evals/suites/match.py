"""Does a text say a phrase, case and punctuation aside? What `must` and `must_not` are checked with.

Words have to match from their beginning; the last one, if it is a word of four letters or more, may go on
("attack" is found in "attacked", "five" in "fivefold", but "UK" not in "Ukraine"). Numbers match whole:
"8.3%" is neither found in "18.3%" nor in "83%"; "28,500" equals "28500". Kana, Chinese characters and Hangul are
written without spaces, or with particles joined on: each counts as a word, so that a phrase is found anywhere.
"""

import re
import unicodedata

_UNSPACED = r"[々-〇ぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿ㐀-䶿一-鿿가-힣\U00020000-\U0003ffff]"
_TOKEN = re.compile(rf"\d+(?:\.\d+)*%?|{_UNSPACED}|(?:(?!{_UNSPACED})[^\W\d_])+|[%€$£¥]")
_VOICED = "\u3099\u309a"  # these marks tell one kana from another: ハ, バ, パ
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_JOINERS = re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b)|(?<=[a-z])['’](?=[a-z])")  # U.S., Ada's
_SHORTEST_OPEN = 4


def says(text: str, phrase: str) -> bool:
    """True if any alternative of `phrase`, parted by `|`, stands in `text`."""
    said = words(text)
    return any(_stands(said, words(alternative)) for alternative in phrase.split("|"))


def words(text: str) -> list[str]:
    """Lower-case words and numbers, without accents and punctuation; of scripts without spaces single characters."""
    parts = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(c for c in parts if c in _VOICED or not unicodedata.combining(c))
    plain = unicodedata.normalize("NFC", plain)  # Hangul and voiced kana are whole characters again
    plain = _THOUSANDS.sub("", plain.replace(" %", "%").replace("\N{NO-BREAK SPACE}", " "))
    return _TOKEN.findall(_JOINERS.sub("", plain))


def _stands(said: list[str], wanted: list[str]) -> bool:
    if not wanted:
        return False
    *first, last = wanted
    places = range(len(said) - len(wanted) + 1)
    return any(said[i : i + len(first)] == first and _meets(said[i + len(first)], last) for i in places)


def _meets(said: str, wanted: str) -> bool:
    goes_on = len(wanted) >= _SHORTEST_OPEN and wanted.isalpha()
    return said == wanted or _singular(said) == wanted or (goes_on and said.startswith(wanted))


def _singular(word: str) -> str:
    """Without the s of a plural or, its apostrophe gone, of a genitive."""
    return word[:-1] if word.endswith("s") and len(word) > 2 else word
