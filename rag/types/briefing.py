"""An answer over many documents: its rows, and what they were made from."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rag.types.question import BriefingRequest
from rag.types.sentence import Citation


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a briefing. `quotation` is a document's own text, that of every first citation of it;
    `statement` is the quotation on one line.

    `day` is that of what it tells, where the text names one, else of publication: `day_of` says which, `precision` how
    exactly the text tells it. `group` is the side of a comparison or the pair that it belongs to, `value` the item or
    figure that it was chosen for. `differs` are the places of rows that give another value for the same thing.
    """

    statement: str
    quotation: str
    citations: tuple[Citation, ...]
    day: date | None = None
    day_of: Literal["event", "publication"] | None = None
    precision: Literal["day", "month", "year"] = "day"
    speaker: str | None = None
    group: str = ""
    value: str = ""
    differs: tuple[int, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c.source or c.title for c in self.citations))


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What a briefing was made from: `documents` were in scope, `used` gave rows, `passages` were read. `mentions` is
    how many passages name the subject, where that was counted; `most` that no more of them were read. `partly` are the
    titles of documents of which not everything could be read. `stopped`: it was ended before all was read."""

    documents: int
    used: int
    passages: int
    mentions: int | None = None
    most: bool = False
    partly: tuple[str, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """Rows in the order of the kind. `label` is how the question was read; `conclusion` what was counted or found, in
    the app's words; `notice` what the reader has to know of the rows; `names` what the subject was looked for under.
    `figures` are label and number of a small picture (documents by source or month)."""

    request: BriefingRequest
    label: str
    rows: tuple[Row, ...]
    coverage: Coverage
    conclusion: str = ""
    notice: str = ""
    names: tuple[str, ...] = ()
    figures: tuple[tuple[str, int], ...] = ()
