"""Citation markers in a stream of text: `[1]`, `[1, 2]`, `[1-3]`, `【1】`, `［1］`, `(source 2)`.

Knows nothing of evidence: whether a marker's numbers exist is decided in `rag.verification.cite`.
"""

import re
from dataclasses import dataclass

LONGEST = 48
"""No marker is longer, so no more than this is ever held back."""
WIDEST_RANGE = 20
"""`[3-5]` cites three passages; `[100-200]` is prose."""

_CLOSERS = {"[": "]", "【": "】", "［": "］", "(": ")", "（": "）"}
_WORDS = ("sources", "passages", "documents", "citations", "references", "evidence", "refs")
_WORD = "|".join(w + "?" if w.endswith("s") else w for w in _WORDS)
_NUMBERS = r"\d{1,3}(?:\s*(?:[,;&–—-](?:\s*and\b)?|and)\s*\d{1,3})*"
_BODY = re.compile(rf"\s*(?P<word>(?:{_WORD})\s*[:#]?\s*)?(?P<numbers>{_NUMBERS})\s*", re.IGNORECASE)
_UNFINISHED = re.compile(r"\s*(?P<word>[a-z]*)\s*[:#]?(?:[\d\s,;&–—-]|and)*(?:an?)?", re.IGNORECASE)
_BRACKETS = re.compile(rf"[\[【［(（][^\[\]【】［］()（）]{{1,{LONGEST - 2}}}[\]】］)）]")
_RANGE = re.compile(r"(\d+)(?:\s*[–—-]\s*(\d+))?")
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)|(?<!\d)0\d")


@dataclass(frozen=True)
class Text:
    """Prose, as it came."""

    raw: str


@dataclass(frozen=True)
class Marker:
    """A citation marker as it came, and the numbers that it names."""

    raw: str
    numbers: tuple[int, ...]


Piece = Text | Marker


def unmarked(text: str) -> str:
    """The text with its brackets so that none of them is a marker: `[1, 2]` → `(1, 2)`, `(source 2)` → `source 2`."""
    return _BRACKETS.sub(lambda match: _unmarked(match[0]), text)


def _unmarked(bracketed: str) -> str:
    if not _numbers(bracketed):
        return bracketed
    inner = bracketed[1:-1].strip()
    return f"({inner})" if inner[0].isdigit() else inner


class MarkerParser:
    """Tells markers from prose in text that comes in tokens of any length, and never passes on half a marker."""

    def __init__(self) -> None:
        self._held = ""
        self._code = _CodeSpan()

    def feed(self, token: str) -> list[Piece]:
        """The pieces that are certain after this token."""
        return self._pieces(self._held + token, last=False)

    def close(self) -> list[Piece]:
        """What is left: an unfinished marker is prose."""
        return self._pieces(self._held, last=True)

    def _pieces(self, text: str, *, last: bool) -> list[Piece]:
        pieces: list[Piece] = []
        prose_from = at = 0
        while at < len(text):
            if text[at] in _CLOSERS and not self._code.open:
                end = text.find(_CLOSERS[text[at]], at + 1, at + LONGEST)
                if end < 0 and not last and _may_become_marker(text[at:]):
                    break
                numbers = _numbers(text[at : end + 1]) if end > 0 else ()
                if numbers:
                    pieces += [Text(text[prose_from:at])] if prose_from < at else []
                    pieces.append(Marker(text[at : end + 1], numbers))
                    at = prose_from = end + 1
                    self._code.read("]")
                    continue
            self._code.read(text[at])
            at += 1
        self._held = text[at:]
        return pieces + ([Text(text[prose_from:at])] if prose_from < at else [])


class _CodeSpan:
    """Whether the reader stands between backticks. An inline span ends with its line, a fence with its like."""

    def __init__(self) -> None:
        self._run = 0
        self._fence = 0

    @property
    def open(self) -> bool:
        return self._run < self._fence if self._fence else self._run > 0

    def read(self, char: str) -> None:
        if char == "`":
            self._run += 1
            return
        if self._run:
            self._fence = max(self._run, self._fence) if self.open else 0
            self._run = 0
        if char == "\n" and self._fence < 3:
            self._fence = 0


def _may_become_marker(text: str) -> bool:
    body = _UNFINISHED.fullmatch(text, 1)
    if body is None or len(text) >= LONGEST:
        return False
    word = body["word"].lower()
    if not word:
        return text[0] not in "(（" or not text[1:].strip()
    return any(known.startswith(word) for known in _WORDS)


def _numbers(raw: str) -> tuple[int, ...]:
    """The numbers a bracketed text cites; none when it is prose: a year, a quantity, a word, `(1)`."""
    body = _BODY.fullmatch(raw, 1, len(raw) - 1)
    if body is None or (raw[0] in "(（" and not body["word"]) or _THOUSANDS.search(body["numbers"]):
        return ()
    numbers: list[int] = []
    for first, last in _RANGE.findall(body["numbers"]):
        low, high = int(first), int(last or first)
        if abs(high - low) > WIDEST_RANGE:
            return ()
        numbers += range(low, high + 1) if low <= high else (low, high)
    return tuple(dict.fromkeys(numbers))
