"""From pieces of a streamed answer to readable text and finished sentences with their markers.

A marker belongs to the sentence it stands in or follows; at the start of a line, to the sentence that it opens.
"""

import re
from dataclasses import dataclass

from index.sentence import split
from index.types import Sentence
from rag.verification.markers import Marker, Piece

_BULLET = re.compile(r"(?:[-*•–]|#{1,6}|\d{1,2}[.)])[ \t]+")
_BULLET_BEGUN = re.compile(r"(?:[-*•–]|#{1,6}|\d{1,2}[.)]?)")
_CLOSING = frozenset(".,;:!?…。、！？)]}”’»%")
_MAY_END = re.compile(r"[.!?…。！？\n]")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class DraftSentence:
    """A sentence as the model wrote it, without its markers: exactly a slice of the visible text."""

    text: str
    markers: tuple[Marker, ...] = ()


Step = str | DraftSentence
"""Visible text to append, or a sentence that will not change any more."""


class SentenceAssembler:
    """Turns pieces into visible text and sentences, whatever the lengths of the pieces.

    The visible text is the model's without markers, list marks and doubled spaces; white space aside it equals
    the sentences put together. A sentence comes out once the next one has begun, or at the end.
    """

    def __init__(self) -> None:
        self._text = ""
        self._shown = 0
        self._markers: list[tuple[int, Marker]] = []
        self._opening: list[Marker] = []
        self._space = ""
        self._after_marker = False
        self._line_start = True
        self._mark = ""

    def feed(self, piece: Piece) -> list[Step]:
        """The steps that this piece makes certain."""
        steps: list[Step] = []
        if isinstance(piece, Marker):
            self._settle_mark()
            if self._line_start:
                self._opening.append(piece)
            else:
                self._markers.append((len(self._text), piece))
                self._after_marker = True
        else:
            for char in piece.raw:
                self._read(char)
                if char.isspace():
                    steps += self._finished()
        return steps + self._unshown()

    def close(self) -> list[Step]:
        """The last steps. Markers of an answer without a word are dropped with it."""
        self._settle_mark()
        self._give_opening_back()
        return [*self._unshown(), *self._emit(len(_sentences(self._text)))]

    def _read(self, char: str) -> None:
        if self._line_start and char != "\n":
            begun = self._mark + char
            if _BULLET.fullmatch(begun):
                self._mark = ""
                return
            if _BULLET_BEGUN.fullmatch(begun):
                self._mark = begun
                return
            if self._mark:
                self._settle_mark()
        self._write(char)

    def _settle_mark(self) -> None:
        """What looked like a list mark was prose."""
        mark, self._mark = self._mark, ""
        for char in mark:
            self._write(char)

    def _write(self, char: str) -> None:
        if char == "\n":
            self._settle_mark()
            self._give_opening_back()
            self._space = "\n\n" if "\n" in self._space else "\n"
            self._line_start = True
        elif char.isspace():
            self._space = self._space or " "
        elif self._after_marker and char in ".!?" and self._text[-1] in ".!?":
            self._after_marker = False  # "It rained. [1]." has one full stop too many
        else:
            self._text += self._gap(char) + char
            self._markers += [(len(self._text), marker) for marker in self._opening]
            self._opening, self._space, self._after_marker, self._line_start = [], "", False, False

    def _gap(self, char: str) -> str:
        if not self._text:
            return ""
        closes = char in _CLOSING or (char == '"' and self._text.count('"') % 2 == 1)
        if self._after_marker and closes and "\n" not in self._space:
            return ""
        if self._after_marker and char.isalnum():
            return self._space or " "
        return self._space

    def _give_opening_back(self) -> None:
        """Markers on a line of their own belong to the sentence before."""
        self._markers += [(len(self._text), marker) for marker in self._opening]
        self._opening = []

    def _unshown(self) -> list[Step]:
        new, self._shown = self._text[self._shown :], len(self._text)
        return [new] if new else []

    def _finished(self) -> list[Step]:
        """Sentences after which another one has begun with at least a word."""
        if not _MAY_END.search(self._text):
            return []
        ended = len(_sentences(self._text)) - 1
        return [*self._unshown(), *self._emit(ended)] if ended > 0 else []

    def _emit(self, count: int) -> list[Step]:
        done: list[Step] = []
        end = 0
        for sentence in _sentences(self._text)[:count]:
            mine = tuple(marker for at, marker in self._markers if at <= sentence.end)
            self._markers = [(at, marker) for at, marker in self._markers if at > sentence.end]
            done.append(DraftSentence(sentence.text, mine))
            end = sentence.end
        self._markers = [(at - end, marker) for at, marker in self._markers]
        self._text, self._shown = self._text[end:], self._shown - end
        return done


def _sentences(text: str) -> list[Sentence]:
    """As the index splits, and at every line break: a model breaks lines between list items only."""
    return [
        Sentence(start=line.start() + s.start, end=line.start() + s.end, text=s.text)
        for line in _LINE.finditer(text)
        for s in split(line[0])
    ]
