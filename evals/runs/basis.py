"""What a run's figures rest on beside its prompts: the documents, the settings and the code."""

from evals.bench.rows import code_version, digest
from evals.systems.base import EVERYTHING
from index.library import Library
from rag.settings import Settings

CHECKS = ("evals/suites/*.py", "evals/runs/*.py", "evals/reports/results.py")
"""The code that asks, checks and counts."""

_ELSEWHERE = {
    "data", "models", "database", "llm_api_key", "threads", "timeout_s", "chroma_url", "chroma_tenant",
    "chroma_database", "chroma_key", "chroma_header", "chroma_timeout_s", "chroma_retries",
}  # fmt: skip
"""Settings that move things or hurry them, and change no answer."""


def basis(library: Library, settings: Settings) -> str:
    """A short name for all of it: another one where anything that can change an answer or its checks is changed."""
    documents = sorted(f"{d.id} {d.title} {d.source} {d.published}" for d in library.catalog.documents())
    return digest(settings.model_dump_json(exclude=_ELSEWHERE), code_version((*EVERYTHING, *CHECKS)), *documents)
