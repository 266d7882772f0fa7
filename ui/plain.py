"""Text from people, documents and models, made safe to put on a page."""

import re
from datetime import date
from typing import Any
from urllib.parse import quote

from index.day import in_words

UNKNOWN = "unknown source"

# Overrides and embeddings turn what follows around (a file "gpj.exe" shown as "exe.jpg"); marks are left alone.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Streamlit makes links of bare addresses, escaped or not: a word joiner, which is not seen, parts them.
_ADDRESS = re.compile(r"(?i)(https?:|www|@)(?=//|\.|[\w-]+\.)")
_WEB = re.compile(r"(?i)https?://[^\s/]")
_NOT_IN_ADDRESSES = re.compile(rf"[\s<>\"]|{_HIDDEN.pattern}")
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=@/])")


def plain(value: Any) -> Any:
    """The same value with hidden control characters in its strings shown as � (one for one: offsets hold)."""
    if isinstance(value, str):
        return _HIDDEN.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def label(text: str) -> str:
    """Text for Streamlit's labels and captions, which read Markdown: nothing in it is markup any more."""
    return _MARKUP.sub(r"\\\1", _ADDRESS.sub("\\1\u2060", plain(" ".join(text.split()))))


def web(address: str | None) -> str | None:
    """The address if it is one of the web, without what could end it early; None for any other, such as a script."""
    found = (address or "").strip()
    return _NOT_IN_ADDRESSES.sub(lambda m: quote(m[0]), found) if _WEB.match(found) else None


def day(when: date | None) -> str:
    return in_words(when, short=True)


def origin(source: str | None, published: date | None, place: str | None = None) -> str:
    """Publisher, date and, where the format has pages or slides, the place, as every card, mark and panel shows it."""
    return " · ".join(filter(None, (source or UNKNOWN, day(published), place)))


def short(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
