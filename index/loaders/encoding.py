"""Bytes → text, for formats that do not say how they are encoded."""

import codecs
import re
from dataclasses import dataclass

from babel import Locale
from charset_normalizer import from_bytes

from index.errors import DocumentError
from index.loaders.legacy import DOUBT, POOR, WESTERN, readings
from index.loaders.mojibake import turned_back
from index.types import Loss

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    b"PK\x03\x04",
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ\x90",
    b"\xd0\xcf\x11\xe0",
)
_CONTROLS = [chr(code) for code in range(32) if chr(code) not in "\t\n\v\f\r\x1a\x1b"]
_KANA = re.compile("[\u3041-\u30ff]")
_JAPANESE = re.compile("[\u3041-\u30ff][\u3041-\u30ff\u4e00-\u9fff]|[\u4e00-\u9fff][\u3041-\u30ff]")
_SOME_KANA = 0.15
"""Share of kana, half-width ones aside, of what is not ASCII: Japanese prose has more, a wrong reading less."""

_STRAY = 0.005
"""Share of a text's bytes that may be spoilt."""


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """Text, and what of it is in doubt."""

    text: str
    losses: tuple[Loss, ...] = ()


def decode(data: bytes, name: str, *, declared: str | None = None) -> str:
    """The text of `data` alone."""
    return decoded(data, name, declared=declared).text


def decoded(data: bytes, name: str, *, declared: str | None = None) -> Decoded:
    """The text of `data`: by its byte order mark, as declared, as UTF-8, else as it reads most like a language.

    Text that was encoded twice is turned back. Every doubt is a loss.
    """
    if data.startswith(_BINARY):
        raise _binary(name)
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    escaped = "iso2022_jp" if b"\x1b$" in data else None
    attempts = (_try(data, marked), _declared(data, declared), _try(data, escaped), _try(data, "utf-8"))
    text = next((text for text in attempts if text is not None and "\0" not in text), None)
    losses: list[Loss] = []
    if text is None:
        text, losses = (_without_mark(data, name), []) if 0 in data else _legacy(data, name)
    if sum(map(text.count, _CONTROLS)) > len(text) / 100:
        raise _binary(name)
    text, mended = turned_back(text)
    if mended:
        losses.append(
            Loss(cause=f"its text had been encoded twice, and was mended in {mended} places", remedy=_COMPARE)
        )
    if spoilt := text.count("\ufffd"):
        losses.append(Loss(cause=f"{spoilt} of its characters cannot be read, and are shown as \ufffd", remedy=_SAVE))
    return Decoded(text=text, losses=tuple(losses))


_SAVE = "Save it as UTF-8 in the program that made it, and add it again."
_COMPARE = "Compare it with the file where the exact words count."


def _declared(data: bytes, label: str | None) -> str | None:
    """By a page's label as browsers take it: Latin-1 and ASCII mean Windows-1252, UTF-16 without a mark is UTF-8.

    A saved page can be UTF-8 behind a Western label, which its server overruled.
    """
    try:
        encoding = codecs.lookup(label).name if label else None
    except LookupError:
        return None
    if encoding in ("ascii", "iso8859-1", "cp1252"):
        return _try(data, "utf-8") or codecs.charmap_decode(data, "strict", WESTERN)[0]
    return _try(data, "utf-8" if encoding and encoding.startswith("utf-16") else encoding)


def _legacy(data: bytes, name: str) -> tuple[str, list[Loss]]:
    mended = data.decode("utf-8", "replace")
    spoilt = mended.count("\ufffd")
    if sum(character > "\x7f" for character in mended) >= 2 * spoilt:
        return mended, []
    if (
        japanese := next(filter(None, (_japanese(data, encoding) for encoding in ("euc_jp", "cp932"))), None)
    ) is not None:
        return japanese, []
    read = next(iter(readings(data)), None)
    if read and read.fit >= POOR:
        return read.text, [] if read.lead >= DOUBT else [_doubt(read.encoding, read.language)]
    if spoilt <= max(1, _STRAY * len(data)):
        return mended, []
    best = from_bytes(data).best()
    if best is not None:
        return str(best), [_doubt(best.encoding, "")]
    if read:
        return read.text, [_doubt(read.encoding, read.language)]
    raise DocumentError(name, "its encoding cannot be recognised", "Save it as UTF-8 and add it again.")


def _doubt(encoding: str, language: str) -> Loss:
    named = f" ({Locale.parse(language).english_name})" if language else ""
    cause = f"nothing states its encoding; it was read as {encoding.replace('_', '-')}{named}, which may be wrong"
    return Loss(cause=cause, remedy=_SAVE)


def _japanese(data: bytes, encoding: str) -> str | None:
    text = _try(data, encoding)
    if text is None or not _JAPANESE.search(text):
        return None
    strange = sum(character > "\x7f" for character in text)
    return text if len(_KANA.findall(text)) >= _SOME_KANA * strange else None


def _without_mark(data: bytes, name: str) -> str:
    """UTF-16 without a byte order mark has its zero bytes on one side; anything else with zero bytes is no text."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else None
    text = _try(data, encoding) if 4 * max(even, odd) > len(data) else None
    if text is None or "\0" in text:
        raise _binary(name)
    return text


def _try(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeError, LookupError):
        return None


def _binary(name: str) -> DocumentError:
    return DocumentError(name, "it holds binary data, not text", "Check the file, or give it the suffix of its format.")
