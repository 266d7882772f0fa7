"""Dossier's own routes for documents: list, read, add with progress, correct, remove."""

import json
import queue
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, File, Query, UploadFile
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict

from api.caller import noted
from api.errors import ApiError, failure
from api.opened import Opened
from index import build
from index.catalog import Entry
from index.edits import edit_all
from index.errors import IndexingError
from index.progress import OnProgress, Progress, Report
from index.types import Filters
from rag.errors import AnswerError


class Described(BaseModel):
    """What is known of a document."""

    id: str
    title: str
    source: str | None
    author: str | None
    published: date | None
    url: str | None
    tags: list[str]


class Listed(Described):
    """A document without its text. `losses` say what of its file could not be read."""

    files: list[str]
    chunks: int
    added: datetime
    state: str
    losses: list[str]


class Whole(Described):
    """A document with its text, in which all offsets count."""

    sha256: str
    text: str


class Correction(BaseModel):
    """What is left out stays; an empty string clears a field. `published` is a day such as 2024-02-19, `tags` are those
    that the document has afterwards."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"source": "Valley Post"}]})

    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: str | None = None
    tags: list[str] | None = None


def routes(opened: Opened) -> APIRouter:
    router = APIRouter(tags=["Documents"])

    @router.get("/documents", summary="Every document, or those with one of some tags, newest first")
    def documents(tag: Annotated[list[str], Query()] = []) -> list[Listed]:  # noqa: B006 -- FastAPI copies it
        entries = opened().library.catalog.documents(filters=Filters(tags=tuple(tag)))
        return [_listed(entry) for entry in entries]

    @router.get("/documents/{document_id}", summary="One document with its text")
    def document(document_id: str) -> Whole:
        catalog = opened().library.catalog
        found = catalog.document(document_id)
        if found is None:
            raise _unknown(document_id)
        noted("read", document=document_id)
        return Whole(
            id=found.id, title=found.title, source=found.source, author=found.author, published=found.published,
            url=found.url, tags=list(catalog.tags_of(found.id).get(found.id, ())), sha256=found.sha256, text=found.text,
        )  # fmt: skip

    @router.post(
        "/documents",
        summary="Add files; with `progress=true` a line of JSON for each step, the report last",
        response_model=None,
    )
    def add(files: Annotated[list[UploadFile], File()], progress: bool = False) -> JSONResponse | StreamingResponse:
        uploads = [(file.filename or "upload", file.file.read()) for file in files]
        noted("add", files=[name for name, _ in uploads])
        library = opened().library
        if not progress:
            return JSONResponse(_report(build.add_uploads(uploads, library)))
        work = _Work(lambda on_progress: build.add_uploads(uploads, library, on_progress))
        return StreamingResponse(work.lines(), media_type="application/x-ndjson")

    @router.patch("/documents/{document_id}", summary="Correct title, source, author, date or tags")
    def edit(document_id: str, correction: Correction) -> Whole:
        library = opened().library
        if library.catalog.document(document_id) is None:
            raise _unknown(document_id)
        changes = correction.model_dump(exclude_none=True)
        noted("correct", document=document_id, fields=list(changes))
        wanted = changes.pop("tags", None)
        held = library.catalog.tags_of(document_id).get(document_id, ())
        add, gone = (wanted, [tag for tag in held if tag not in wanted]) if wanted is not None else ([], [])
        edit_all([document_id], library, changes, add=add, remove=gone)
        return document(document_id)

    @router.delete("/documents/{document_id}", summary="Remove a document with all its files")
    def remove(document_id: str) -> dict[str, Any]:
        noted("remove", document=document_id)
        if not build.remove([document_id], opened().library):
            raise _unknown(document_id)
        return {"id": document_id, "object": "document", "deleted": True}

    return router


class _Work:
    """An addition in a thread, whose steps can be read as lines while it goes on. It ends even if nobody reads."""

    def __init__(self, work: Callable[[OnProgress], Report]) -> None:
        self._steps: queue.Queue[dict[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._run, args=(work,), daemon=True, name="api-add").start()

    def lines(self) -> Iterator[str]:
        while (step := self._steps.get()) is not None:
            yield json.dumps(step, ensure_ascii=False) + "\n"

    def _run(self, work: Callable[[OnProgress], Report]) -> None:
        try:
            self._steps.put({"report": _report(work(self._progress))})
        except (AnswerError, IndexingError) as error:
            self._steps.put(failure(error)[1])
        finally:
            self._steps.put(None)

    def _progress(self, progress: Progress) -> None:
        self._steps.put({"done": progress.done, "total": progress.total, "name": progress.name})


def _report(report: Report) -> dict[str, Any]:
    return {
        "added": report.added, "replaced": report.replaced, "unchanged": report.unchanged,
        "duplicates": [{"file": file, "title": title} for file, title in report.duplicates],
        "losses": [{"file": file, "cause": loss.cause, "remedy": loss.remedy} for file, loss in report.losses],
        "errors": [{"file": e.subject, "cause": e.cause, "remedy": e.remedy} for e in report.errors],
        "chunks": report.chunks,
    }  # fmt: skip


def _listed(entry: Entry) -> Listed:
    return Listed(
        id=entry.id, title=entry.title, source=entry.source, author=entry.author, published=entry.published,
        url=entry.url, files=list(entry.paths), chunks=entry.chunks, added=entry.added, state=entry.state,
        losses=[str(loss) for loss in entry.losses], tags=list(entry.tags),
    )  # fmt: skip


def _unknown(document_id: str) -> ApiError:
    return ApiError(404, f"There is no document {document_id[:40]}.", hint="GET /v1/documents lists them.")
