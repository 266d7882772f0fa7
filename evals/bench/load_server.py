"""Dossier's server over a bed's library, in a process of its own on loopback, and what it takes of memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.bench.footprint import resident_mb, server_mb
from evals.drill.parts import app
from rag.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Memory:
    """Resident megabytes; None where they cannot be told."""

    server_mb: float | None
    chroma_mb: float | None


@dataclass(frozen=True, kw_only=True)
class Running:
    """`address` is that of the API's root, which the official client calls its base URL."""

    address: str
    pid: int
    data: Path

    def memory(self) -> Memory:
        return Memory(server_mb=resident_mb(self.pid), chroma_mb=server_mb(self.data))


@contextmanager
def running(settings: Settings) -> Iterator[Running]:
    """Pages and API as `make run` starts them, once they answer. Raises BenchError where they do not."""
    with TemporaryDirectory() as place:
        server, address = app(1, Path(place), _given(settings))
        try:
            server.start(again=False)
            yield Running(address=f"http://{address}/v1", pid=server.pid, data=settings.data)
        finally:
            server.stop()


def _given(settings: Settings) -> dict[str, str]:
    given = {
        "data": settings.data, "library": "", "models": settings.models, "embedding": settings.embedding,
        "chunk_tokens": settings.chunk_tokens, "llm": settings.llm, "chroma_url": settings.chroma_url or "",
    }  # fmt: skip
    if settings.database:
        given["database"] = settings.database.get_secret_value()
    return {name: str(value) for name, value in given.items()}
