"""Domain values of the index. They can be printed, compared and hashed; nothing here does work."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in its file a part of a document's text stands: from `start` on, until the next place.

    `kind` is "page", "slide", "sheet" or what else the format counts, `label` what a person calls it: "page 3",
    "sheet Votes". `number` counts from 1 within the file.
    """

    start: int
    kind: str
    number: int
    label: str


def place_at(places: Sequence[Place], offset: int) -> Place | None:
    """The last of the places, which are in order, that does not begin behind `offset`."""
    at = bisect_right(places, offset, key=lambda place: place.start)
    return places[at - 1] if at else None


@dataclass(frozen=True, kw_only=True)
class Loss:
    """Something of a file that its document's text does not hold, or holds in doubt.

    `cause` reads on after the file's name ("pages 2–4 hold no text that can be read"), `remedy` is what its owner can
    do, a sentence.
    """

    cause: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.cause}. {self.remedy}"


@dataclass(frozen=True, kw_only=True)
class Document:
    """A cleaned text and what is known of its origin.

    `id` is made from the sha256 of `text`, `sha256` is that of the file's bytes. All offsets anywhere in
    Dossier count Unicode code points of `text`, end exclusive. `published` is a day that the document states as that
    of its publication; `made` is when its file says that it was made, and orders nothing. `places` are in the order
    of the text, `losses` say what of the file is not in it.
    """

    id: str
    text: str
    title: str
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    made: date | None = None
    places: tuple[Place, ...] = ()
    losses: tuple[Loss, ...] = ()
    path: str
    sha256: str

    def place(self, offset: int) -> Place | None:
        """Where the character at `offset` stands; None where the format knows no places."""
        return place_at(self.places, offset)


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address on the web that was fetched, when (ISO 8601, UTC), and by which `feed` it came, if by one.

    `etag` and `modified` are what its server wants to hear when it is asked again.
    """

    address: str
    fetched: str
    feed: str | None = None
    etag: str | None = None
    modified: str | None = None


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
    """Restricts a search. Empty means everything; of several sources, tags or documents (by id), one is enough.

    Undated documents are kept, by date filters as well, unless `undated` is False: an unknown date proves nothing.
    """

    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    undated: bool = True

    def __bool__(self) -> bool:
        return bool(self.sources or self.tags or self.documents or self.since or self.until or not self.undated)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A chunk found by one retriever. `score` is comparable only within that retriever; more is better."""

    chunk_id: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Remote:
    """A Chroma server elsewhere, or Chroma Cloud. A call waits for `timeout_s` and is made again `retries` times."""

    url: str
    tenant: str = "default_tenant"
    database: str = "default_database"
    header: str = "x-chroma-token"
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 30.0
    retries: int = 2


Chroma = str | Remote | None
"""A server by its URL alone, or with all that it wants to hear; None is the one of the data folder."""
