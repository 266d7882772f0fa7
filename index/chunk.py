"""Document → chunks of whole sentences, which are what is embedded, found and shown.

A chunk ends at a paragraph's end where one comes when it is already well filled, else after the last sentence that
fits. Chunks do not overlap: the sentences around a hit can be read from the document itself.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.day import in_words
from index.sentence import letter_end, split
from index.types import Chunk, Document

WELL_FILLED = 0.6
"""Share of `max_tokens` from which the end of a paragraph is a good place to stop."""

LONGEST_HEADING = 100
"""A line up to this long without a full stop is taken for a heading, which stays with what follows it."""

_NEAR = 60
"""Characters before the middle of a long word in which a punctuation mark is a better place to cut."""


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """A sentence, or a part of one that alone is too long. `opens` is True where a paragraph begins."""

    start: int
    end: int
    tokens: int
    opens: bool


def chunk(document: Document, *, count_tokens: Callable[[str], int], max_tokens: int = 200) -> list[Chunk]:
    """Chunks in order, each `document.text[start:end] == text`, together holding every sentence once.

    `count_tokens` is asked once for every sentence, without special tokens; sums of sentences are taken as the
    tokens of the whole, which is right for word-piece models and a token or two off for others. Leave room below
    the model's limit for that and for what `embedding_text` puts in front (title and date: allow 56 tokens).
    """
    if max_tokens < 1:
        raise ValueError(f"max_tokens must be at least 1, not {max_tokens}")
    runs = _runs(list(_pieces(document.text, count_tokens, max_tokens)), max_tokens)
    return [Chunk(document_id=document.id, start=start, end=end, text=document.text[start:end]) for start, end in runs]


def embedding_text(chunk: Chunk, document: Document) -> str:
    """What the embedding model reads for a chunk: title and date, then the text. Never shown, never cited.

    The title is cut to 160 characters, so that it cannot crowd out the chunk. The sum has to stay within the model,
    which truncates in silence: `chunk` is told a `max_tokens` that leaves room.
    """
    day = in_words(document.published) if document.published else ""
    head = ", ".join(part for part in (document.title[:160], day) if part)
    return f"{head}\n{chunk.text}" if head else chunk.text


def _runs(pieces: list[_Piece], max_tokens: int) -> Iterator[tuple[int, int]]:
    start = end = filled = 0
    for piece in pieces:
        full = filled + piece.tokens > max_tokens
        if filled and (full or (piece.opens and filled >= WELL_FILLED * max_tokens)):
            yield start, end
            filled = 0
        start, end, filled = (start if filled else piece.start), piece.end, filled + piece.tokens
    if filled:
        yield start, end


def _pieces(text: str, count_tokens: Callable[[str], int], max_tokens: int) -> Iterator[_Piece]:
    gap = "\n\n" if re.search(r"\n[^\S\n]*\n", text.strip()) else "\n"
    previous, headed = 0, False
    for sentence in split(text):
        opens = gap in text[previous : sentence.start] and not headed
        tokens = max(1, count_tokens(sentence.text))
        if tokens <= max_tokens:
            yield _Piece(start=sentence.start, end=sentence.end, tokens=tokens, opens=opens)
        else:
            yield from _words(text, sentence.start, sentence.end, count_tokens, max_tokens, opens)
        previous, headed = sentence.end, len(sentence.text) <= LONGEST_HEADING and sentence.text[-1].isalnum()


def _words(
    text: str, start: int, end: int, count_tokens: Callable[[str], int], max_tokens: int, opens: bool
) -> Iterator[_Piece]:
    """A sentence that is longer than a chunk, cut after a word. A word longer than a chunk is halved until it fits: a
    script without spaces has nothing else."""
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    queue = words[::-1]
    begin, stop, filled = start, start, 0
    while queue:
        left, right = queue.pop()
        tokens = max(1, count_tokens(text[left:right]))
        if tokens > max_tokens and right - left > 1:
            middle = _middle(text, left, right)
            queue += [(middle, right), (left, middle)]
            continue
        if filled and filled + tokens > max_tokens:
            yield _Piece(start=begin, end=stop, tokens=filled, opens=opens)
            filled, opens = 0, False
        begin, stop, filled = (begin if filled else left), right, filled + tokens
    if filled:
        yield _Piece(start=begin, end=stop, tokens=filled, opens=opens)


def _middle(text: str, left: int, right: int) -> int:
    """A place near the middle to cut at: behind a full stop or another mark where one stands close before it, never
    before a vowel sign or an accent, which belong to the letter in front of them."""
    middle = (left + right) // 2
    for at in range(middle, max(left, middle - _NEAR), -1):
        if unicodedata.category(text[at - 1])[0] == "P":
            return at
    return min(letter_end(text, middle), right - 1)
