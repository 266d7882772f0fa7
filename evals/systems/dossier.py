"""Dossier itself, as users have it."""

import time
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from evals.bench.bed import Bed
from evals.suites.assistant import Assistant
from evals.suites.reply import Reply, from_answer, hear
from evals.systems.base import DEPTH, EVERYTHING, Found
from index.library import Library
from rag.models.chat import model_capacity, model_name
from rag.pipeline import Assistant as Pipeline
from rag.pipeline import options
from rag.retrieval.hybrid import retrieve
from rag.types import Question


@dataclass(frozen=True, kw_only=True)
class DossierSearch:
    """The evidence of an answer; documents that gave none follow in the order of the search."""

    assistant: Assistant
    library: Library
    name: str = "dossier"
    depends: tuple[str, ...] = EVERYTHING

    def search(self, question: Question) -> Found:
        started = time.perf_counter()
        standalone, evidence = self.assistant.retrieve(question)
        seconds = time.perf_counter() - started
        candidates = retrieve(standalone, self.library, filters=question.filters, limit=DEPTH)
        ranked = [e.document_id for e in evidence] + [c.chunk.document_id for c in candidates]
        return Found(documents=tuple(dict.fromkeys(ranked)), passages=tuple(e.text for e in evidence), seconds=seconds)


@dataclass(frozen=True, kw_only=True)
class DossierAnswers:
    """The whole pipeline."""

    assistant: Assistant
    name: str = "dossier"
    depends: tuple[str, ...] = EVERYTHING

    @property
    def model(self) -> str:
        return self.assistant.model_name

    def reply(self, question: Question) -> Reply:
        answer, timing = hear(self.assistant, question)
        return from_answer(answer, timing, {})


def open_search(bed: Bed) -> DossierSearch:
    """Without a language model: follow-ups are condensed by rule."""
    assistant = Pipeline(library=bed.library, model=None, model_name="none", options=options(bed.settings))
    return DossierSearch(assistant=assistant, library=bed.library)


def open_answers(bed: Bed, model: BaseChatModel | None) -> DossierAnswers:
    """With the same chat model as the systems beside it; None means quoted passages."""
    settings = bed.settings
    assistant = Pipeline(
        library=bed.library, model=model, model_name=model_name(settings), options=options(settings),
        capable=model_capacity(settings),
    )  # fmt: skip
    return DossierAnswers(assistant=assistant)
