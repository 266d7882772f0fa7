"""What is sent and received, beside what OpenAI's protocol fixes: values of `rag.types` as JSON."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from index.types import Filters
from rag.types import Answer, AnswerSentence, Citation, Conflict, Evidence, Question, Turn

MODEL = "dossier"
"""The one model of the API: the assistant as the settings describe it."""


class Scope(BaseModel):
    """Which documents count, and as of when. In OpenAI's protocol it stands under the extra key `dossier`."""

    model_config = ConfigDict(extra="forbid")

    sources: list[str] = Field(default=[], description="Only these publishers.", examples=[["Valley Post"]])
    tags: list[str] = Field(default=[], description="Only documents with one of these tags.", examples=[["Treaties"]])
    documents: list[str] = Field(default=[], description="Only these documents, by id.")
    since: date | None = Field(default=None, description="Published on this day or later; undated documents stay.")
    until: date | None = None
    undated: bool = Field(default=True, description="Whether documents without a date count when dates do.")
    as_of: date | None = Field(default=None, description="Answer with what was published by this day.")
    threshold: float | None = Field(
        default=None, ge=0, le=1, description="Below this belief a question is declined. Default: the setting."
    )
    footnotes: bool = Field(default=True, description="Whether the text ends with what its markers stand for.")

    @property
    def filters(self) -> Filters:
        return Filters(
            sources=tuple(self.sources), tags=tuple(self.tags), documents=tuple(self.documents),
            since=self.since, until=self.until, undated=self.undated,
        )  # fmt: skip

    def asked(self, text: str, history: tuple[Turn, ...] = ()) -> Question:
        return Question(text=text, history=history, filters=self.filters, as_of=self.as_of)


class Cited(BaseModel):
    """The passage behind a marker: `quote` is the document's text from `start` to `end`, in Unicode code points."""

    number: int
    document_id: str
    title: str
    source: str | None
    published: date | None
    url: str | None
    place: str | None = Field(description="Page, slide or sheet, where the format has them.")
    start: int
    end: int
    quote: str


class Checked(BaseModel):
    """A sentence of the answer and whether its passages bear it out."""

    text: str
    verdict: str = Field(examples=["verbatim", "supported", "partly", "contradicted", "unsupported"])
    stands: bool
    reason: str
    citations: list[int] = Field(description="Numbers of `citations`.")
    failed_markers: list[str] = Field(description="Markers that the model invented.")


class Side(BaseModel):
    statement: str
    source: str | None
    published: date | None
    document_id: str


class Disagreement(BaseModel):
    about: str
    superseded: bool = Field(description="Whether the later statement replaces the earlier.")
    sides: list[Side]


class Seconds(BaseModel):
    """Since it was the question's turn; null where it was not measured."""

    evidence: float | None
    whole: float | None


class Result(BaseModel):
    """An answer with everything that it stands on."""

    outcome: Literal["answered", "partly answered", "declined"]
    text: str
    read_as: str = Field(description="The question as it was understood, follow-ups made to stand alone.")
    missing: str | None = Field(description="What was not found, or is denied.")
    notice: str | None
    quoted: bool = Field(description="Whether the sentences are the documents' own.")
    belief: float | None
    as_of: date | None
    sentences: list[Checked]
    citations: list[Cited]
    conflicts: list[Disagreement]
    seconds: Seconds
    nearest: list[Cited] = Field(description="Where the question is declined: the passages that came nearest.")


def result(answer: Answer) -> Result:
    numbers = {citation: number for number, citation in enumerate(answer.citations, 1)}
    declined = not answer.sentences
    return Result(
        outcome=answer.outcome.value, text=answer.text, read_as=answer.standalone, missing=answer.missing,
        notice=answer.notice, quoted=answer.quoted, belief=answer.belief, as_of=answer.as_of,
        sentences=[_checked(sentence, numbers) for sentence in answer.sentences],
        citations=[cited(citation, number) for citation, number in numbers.items()],
        conflicts=[_conflict(conflict) for conflict in answer.conflicts],
        seconds=Seconds(evidence=answer.usage.evidence_s, whole=answer.usage.total_s),
        nearest=[passage(e, number) for number, e in enumerate(answer.evidence, 1)] if declined else [],
    )  # fmt: skip


def cited(citation: Citation, number: int) -> Cited:
    return Cited(
        number=number, document_id=citation.document_id, title=citation.title, source=citation.source,
        published=citation.published, url=citation.url, place=citation.place, start=citation.start, end=citation.end,
        quote=citation.quote,
    )  # fmt: skip


def passage(evidence: Evidence, number: int) -> Cited:
    return Cited(
        number=number, document_id=evidence.document_id, title=evidence.title, source=evidence.source,
        published=evidence.published, url=evidence.url, place=evidence.place(evidence.start), start=evidence.start,
        end=evidence.end, quote=evidence.text,
    )  # fmt: skip


def _checked(sentence: AnswerSentence, numbers: dict[Citation, int]) -> Checked:
    return Checked(
        text=sentence.text, verdict=str(sentence.verdict.support), stands=sentence.verdict.stands,
        reason=sentence.verdict.reason, citations=[numbers[c] for c in sentence.citations],
        failed_markers=list(sentence.failed_markers),
    )  # fmt: skip


def _conflict(conflict: Conflict) -> Disagreement:
    sides = [
        Side(
            statement=p.statement, source=p.citation.source, published=p.citation.published,
            document_id=p.citation.document_id,
        )
        for p in conflict.positions
    ]  # fmt: skip
    return Disagreement(about=conflict.about, superseded=conflict.superseded, sides=sides)


def to_json(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json")
