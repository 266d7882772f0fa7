"""What a prompt asks of the rows of a briefing, and what a run says of them."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field, model_validator

from evals.frozen import Frozen
from rag.types import Briefing, BriefingKind


class RowChecks(Frozen):
    """Expectations of a briefing. `read_as` is the kind that the question has to be read as.

    `days` have to be days of rows, `documents` to be cited by one (beginnings of file names or titles), each entry of
    `says` to stand in one and none of `never` in any. `least` and `most` bound the number of rows; `count` is the
    exact number of documents that are cited.
    """

    read_as: BriefingKind | None = None
    days: tuple[date, ...] = ()
    documents: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    least: int | None = Field(default=None, ge=0)
    most: int | None = Field(default=None, ge=0)
    count: int | None = Field(default=None, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _one_is_a_list(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        several = ("days", "documents", "says", "never")
        return {k: (v,) if k in several and isinstance(v, str) else v for k, v in value.items()}


class BriefedRow(Frozen):
    """A row of a reply. `documents` are the file names, or titles, that it cites; `verbatim` says that its statement
    is its quotation."""

    day: date | None = None
    day_of: str | None = None
    statement: str
    group: str = ""
    value: str = ""
    documents: tuple[str, ...] = ()
    verbatim: bool = True


class Briefed(Frozen):
    """A briefing as evaluations keep it."""

    kind: BriefingKind
    label: str
    rows: tuple[BriefedRow, ...] = ()
    documents: int = 0
    passages: int = 0

    @property
    def cited(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(d for row in self.rows for d in row.documents))


def briefed(briefing: Briefing, files: Mapping[str, str]) -> Briefed:
    """The briefing as data. `files` maps document ids to file names."""
    rows = tuple(
        BriefedRow(
            day=row.day, day_of=row.day_of, statement=row.statement, group=row.group, value=row.value,
            documents=tuple(dict.fromkeys(files.get(c.document_id) or c.title for c in row.citations)),
            verbatim=row.statement == " ".join(row.quotation.split()),
        )
        for row in briefing.rows
    )  # fmt: skip
    return Briefed(
        kind=briefing.request.kind, label=briefing.label, rows=rows,
        documents=briefing.coverage.documents, passages=briefing.coverage.passages,
    )  # fmt: skip
