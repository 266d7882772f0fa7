"""What every test shares. Nothing here reaches a remote model: a connection that leaves this machine fails the test."""

import os
import socket
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"

from index.catalog import Catalog
from index.embed import OnnxEmbeddings, prepare
from index.library import Library, open_library
from index.server import connect
from index.settings import IndexSettings
from rag.pipeline import Assistant, Options
from tests.postgres import Server, running

SHARED = Path(__file__).parent.parent.parent / "shared"
CORPUS = Path(__file__).parent.parent / "corpus"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests of a module with ENGINES run once on each of them, so far as they have a database."""
    if "database" in metafunc.fixturenames and (engines := getattr(metafunc.module, "ENGINES", ())):
        metafunc.parametrize("database", engines, indirect=True)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Neither bytes nor long texts are told in a test's name: files that are made anew hold the time, and both
    processes of a run must have the same names."""
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > 200) else None


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of two processes, one has all that ask the language model, first: two at once would take each other's cores.
    The tests of any other file stay together, and share what it sets up; files with slow ones come before the rest, so
    that what is left at the end is short and both processes end together."""
    slow = {item.location[0] for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.get_closest_marker("llm") is None, item.location[0] not in slow))
    for item in items:
        group = "llm" if item.get_closest_marker("llm") else item.location[0]
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The seconds of the files that take longest, what they set up included: where the next minute can be saved."""
    seconds: Counter[str] = Counter()
    for report in (one for many in terminalreporter.stats.values() for one in many):
        if isinstance(report, pytest.TestReport):
            seconds[report.location[0]] += report.duration
    terminalreporter.section("slowest files")
    for file, spent in seconds.most_common(15):
        terminalreporter.write_line(f"{spent:8.1f} s  {file}")
    terminalreporter.write_line(f"{seconds.total():8.1f} s  all {len(seconds)}, all processes together")


@pytest.fixture(autouse=True)
def no_remote(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails any connection to another machine from the test's own process."""
    connect = socket.socket.connect

    def loopback_only(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost")):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", loopback_only)


@pytest.fixture(scope="session")
def models() -> Path:
    return IndexSettings().models


@pytest.fixture(scope="session")
def embeddings(models: Path) -> OnnxEmbeddings:
    """The real default model, through onnxruntime."""
    return OnnxEmbeddings(prepare(models))


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One real Chroma server for all tests that do not care whose it is: starting one takes seconds."""
    return f"http://127.0.0.1:{connect(tmp_path_factory.mktemp('chroma'))}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str | None:
    """None for a file of SQLite; the URL of a schema of its own where a module's ENGINES ask for PostgreSQL."""
    return request.getfixturevalue("postgres").url() if getattr(request, "param", "") == "postgres" else None


@pytest.fixture
def library(tmp_path: Path, models: Path, chroma_url: str, database: str | None) -> Iterator[Library]:
    """An empty library with real Chroma (a collection of its own), a real database and the real embedding model."""
    data = tmp_path / "data"
    Catalog(database or data / "catalog.sqlite").set_meta("collection", f"test-{uuid.uuid4()}")
    with open_library(
        data=data, models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200, chroma_url=chroma_url,
        database=database,
    ) as opened:  # fmt: skip
        yield opened


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Library]:
    """The sample corpus, indexed once. Tests only read it."""
    from index.build import add

    data = tmp_path_factory.mktemp("sample") / "data"
    with open_library(data=data, models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as opened:
        report = add([CORPUS], opened)
        assert not report.errors
        yield opened


@pytest.fixture(scope="session")
def extractive(sample: Library) -> Assistant:
    """An assistant over the sample corpus without a language model."""
    return Assistant(library=sample, model=None, model_name="none", options=Options())


@pytest.fixture(scope="session")
def seeds() -> Path:
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("../shared is absent")
    return folder
