"""Bytes of an encoding that nothing states → text, by which decoding reads most like a language.

Single-byte encodings of Europe and its neighbours, Western first. A reading is judged by its words with letters beyond
ASCII, and by the others for the language that they are in.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from index.loaders.letters import odds

_WEST = ("en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "is", "ca")
_CENTRE = ("pl", "cs", "sk", "hu", "sl", "hr", "ro", "sq", "de")
_CYRILLIC = ("ru", "uk", "bg", "sr", "mk", "be")
_READINGS: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("cp1252", _WEST, 4.0),
    ("cp1250", _CENTRE, 0.0),
    ("cp1251", _CYRILLIC, 0.0),
    ("cp1253", ("el",), 0.0),
    ("cp1254", ("tr", "az"), 0.0),
    ("cp1255", ("he",), 0.0),
    ("cp1256", ("ar", "fa"), -2.0),
    ("cp1257", ("lt", "lv", "et"), 0.0),
    ("cp1258", ("vi",), -4.0),
    ("cp874", ("th",), -2.0),
    ("iso8859_2", _CENTRE, -0.5),
    ("iso8859_5", _CYRILLIC, -2.0),
    ("iso8859_7", ("el",), -1.0),
    ("iso8859_9", ("tr",), -1.0),
    ("iso8859_13", ("lt", "lv", "et"), -1.0),
    ("iso8859_4", ("lt", "lv", "et"), -2.0),
    ("iso8859_15", _WEST, -1.0),
    ("koi8_r", ("ru", "bg"), 0.0),
    ("koi8_u", ("uk",), -1.0),
    ("cp866", _CYRILLIC, -2.0),
    ("mac_cyrillic", _CYRILLIC, -3.0),
    ("cp852", _CENTRE, -3.0),
    ("mac_latin2", _CENTRE, -4.0),
    ("cp850", _WEST, -4.0),
    ("mac_roman", _WEST, -4.0),
    ("cp857", ("tr",), -4.0),
    ("cp775", ("lt", "lv", "et"), -4.0),
    ("cp737", ("el",), -4.0),
)
"""Encodings, their languages, and how much likelier each is than others before the text is seen (natural logarithm)."""

SAMPLE = 60_000
"""Bytes around letters beyond ASCII by which a text is judged."""

WORDS = 600
"""Words that are judged."""

DOUBT = 4.0
"""Least lead of the best reading over one with another text (logarithm of the odds), below which it is doubtful."""

POOR = -5.5
"""Odds a letter (logarithm) below which even the best reading is none: another script, or no text."""

_STRANGE = -9.0
"""Odds of a sign that has no place in or beside a word."""

# What touches words in prose: quotation marks, dashes, ellipsis, marks of notes.
_PLAIN = frozenset("“”„‟‘’‚‹›«»–—…•†‡™®\u00a0¡¿\u00ad")
_RAISED = frozenset("¹²³ªº°")
_BEFORE_FIGURE = frozenset("£€¥$¢±№")
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The text, the encoding under which it was read, and how sure that is: below DOUBT it is a guess."""

    text: str
    encoding: str
    language: str
    lead: float
    fit: float


def readings(data: bytes) -> list[Reading]:
    """The best reading of a text as bytes, if there is any at all: its lead is over the best that reads otherwise."""
    sample = _sample(data)
    found = []
    for encoding, languages, prior in _READINGS:
        text = _decoded(sample, encoding)
        if text is None:
            continue
        score, language, fit = _score(text, languages)
        found.append((score + prior, encoding, language, text, fit))
    found.sort(key=lambda one: -one[0])
    for at, (score, encoding, language, shown, fit) in enumerate(found):
        whole = _decoded(data, encoding)
        if whole is not None:
            other = next((s for s, *_, text, _ in found[at + 1 :] if text != shown), score - 1_000)
            return [Reading(text=whole, encoding=encoding, language=language, lead=score - other, fit=fit)]
    return []


def _decoded(data: bytes, encoding: str) -> str | None:
    """None where a byte stands for nothing, or for a control character."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "cp1252":
            return None
        text = codecs.charmap_decode(data, "strict", WESTERN)[0]
    return None if any("\x80" <= c <= "\x9f" for c in set(text)) and encoding != "cp1252" else text


WESTERN = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256))
"""Windows-1252 as browsers have it: the five codes that it leaves undefined stand for themselves."""


def _sample(data: bytes) -> bytes:
    """The lines with bytes beyond ASCII, SAMPLE bytes at most."""
    if len(data) <= SAMPLE:
        return data
    lines: list[bytes] = []
    size = 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line[:SAMPLE])
            size += len(lines[-1])
            if size > SAMPLE:
                break
    return b"".join(lines)


def _score(text: str, languages: Iterable[str]) -> tuple[float, str, float]:
    """The logarithm of the odds of the text's words in the likeliest of the languages, that language, and the odds a
    letter in words that are not ASCII."""
    strange = 0.0
    words: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for token in _TOKEN.findall(text)[: 20 * WORDS]:
        if token.isascii():
            for word in re.findall(r"[a-z]+", token.lower()):
                plain[word] += 1
            continue
        strange += _strangeness(token)
        for word in re.findall(r"[^\W\d_]+", _folded(token.translate(_COMMAS) if "ro" in languages else token)):
            (plain if word.isascii() else words)[word] += 1
    strange += _STRANGE * abs(text.count("«") - text.count("»"))
    judged = words.most_common(WORDS)
    letters = sum((len(word) + 1) * count for word, count in judged)
    best, chosen, fit = -1e18, "", 0.0
    around = plain.most_common(WORDS // 2)
    for language in languages:
        known = odds(language)
        latin = known if language not in _OTHER_SCRIPTS else odds("en")
        beyond = sum(known.of(word) * count for word, count in judged)
        total = beyond + sum(latin.of(word) * count for word, count in around)
        if total > best:
            best, chosen, fit = total, language, (beyond + strange) / max(1, letters)
    return best + strange, chosen, fit


_OTHER_SCRIPTS = frozenset((*_CYRILLIC, "el", "he", "ar", "fa", "th"))


_FOLDED = str.maketrans("¹²³", "   ")
# Romanian letters have a comma in CLDR; in these encodings they could only have a cedilla.
_COMMAS = str.maketrans("şţŞŢ", "șțȘȚ")


def _folded(token: str) -> str:
    """In lower case; a capital in the midst of small letters, as wrong readings have it, stays a strange sign."""
    token = token.translate(_FOLDED)
    folded = [
        "\uffff" if at and letter.isupper() and token[at - 1].islower() and letter > "\x7f" else letter.lower()
        for at, letter in enumerate(token)
    ]
    return "".join(folded).replace("\uffff", "\u0250")


def _strangeness(token: str) -> float:
    """Odds against the signs in a word that are no letters: "£êczycy", "z³otych"."""
    total = 0.0
    for at, sign in enumerate(token):
        if sign <= "\x7f" or sign.isalpha():
            continue
        before, after = token[at - 1 : at] if at else "", token[at + 1 : at + 2]
        inside = before.isalpha() and after.isalpha()
        if sign in _PLAIN:
            total += _STRANGE / 3 if inside and sign not in "’\u00ad–—" else 0.0
        elif sign in _BEFORE_FIGURE:
            total += 0.0 if after.isdigit() or (before.isdigit() and not after.isalpha()) else _STRANGE
        elif sign in _RAISED:
            total += 0.0 if not after.isalpha() or (sign == "°" and before.isdigit()) else _STRANGE
        elif before.isdigit() and not after.isalpha():
            total += -1.0
        else:
            total += _STRANGE
    return total
