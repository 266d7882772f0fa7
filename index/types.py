"""Domain values of the index. They can be printed, compared and hashed; nothing here does work."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Document:
    """A cleaned text and what is known of its origin.

    `id` is made from the sha256 of `text`, `sha256` is that of the file's bytes. All offsets anywhere in
    Dossier count Unicode code points of `text`, end exclusive.
    """

    id: str
    text: str
    title: str
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    path: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence: `text == document.text[start:end]`, without surrounding white space."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """A run of whole sentences of one document: `document.text[start:end] == text`, always."""

    document_id: str
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        return f"{self.document_id}:{self.start}-{self.end}"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Restricts a search. Empty means everything.

    Undated documents are kept, by date filters as well, unless `undated` is False: an unknown date proves nothing.
    """

    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    undated: bool = True

    def __bool__(self) -> bool:
        return bool(self.sources or self.since or self.until or not self.undated)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A chunk found by one retriever. `score` is comparable only within that retriever; more is better."""

    chunk_id: str
    score: float
