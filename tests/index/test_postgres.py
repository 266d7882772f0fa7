"""PostgreSQL beside SQLite: the same words found and ranked alike, one writer at a time, and what goes wrong, said."""

import multiprocessing
import random
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import Timeout

from index.care.verify import verify
from index.catalog import Catalog
from index.engines import tsvector
from index.errors import CatalogError
from index.library import open_library
from index.types import Filters
from tests.index.crash import index_folder
from tests.index.rows import STORIES, fill, put
from tests.index.test_crash import documents
from tests.postgres import PASSWORD, Server

KILLS, NOTES = 5, 10
SETTINGS = {"embedding": "all-MiniLM-L6-v2", "chunk_tokens": 200}


@pytest.fixture
def catalog(postgres: Server) -> Iterator[Catalog]:
    opened = Catalog(postgres.url())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "expression",
    [
        '"ship" OR "harbour"',
        '"running"',
        '"the" OR "coal" OR "salt"',
        '"28,500" OR "cafe"',
        'text : "mill"',
        "title : mill",
        '(text : "u s") OR (text : "salt water")',
        '"nowhere" OR "captain\'s"',
        '"ran" OR "run" OR "wind" OR "cellar" OR "in" OR "of" OR "note"',
        '""',
    ],
)
def test_words_are_found_and_ranked_as_by_fts5(catalog: Catalog, tmp_path: Path, expression: str) -> None:
    sqlite = Catalog(tmp_path / "catalog.sqlite")
    for one in (sqlite, catalog):
        fill(one, repeated=3)
    for limit in (3, 100):
        wanted, found = (c.match(expression, limit) if expression != '""' else [] for c in (sqlite, catalog))
        assert [score for _, score in found] == pytest.approx([score for _, score in wanted], rel=1e-3, abs=1e-5)
        assert limit == 3 or {i for i, _ in found} == {i for i, _ in wanted}
    for term in ("ship", "harbour", "28,500", "Running", "u s", "nowhere", "…"):
        assert catalog.frequency(term) == sqlite.frequency(term), term
    filters = Filters(sources=("Test Desk",))
    if expression != '""':
        assert dict(catalog.match(expression, 50, filters)).keys() == dict(sqlite.match(expression, 50, filters)).keys()


@pytest.mark.parametrize("batch", [1, 4, 10_000])
def test_counts_of_words_follow_every_change(catalog: Catalog, batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether their chunks are counted at once, some together, or none yet."""
    monkeypatch.setattr(tsvector, "_BATCH", batch)
    made = fill(catalog)
    assert catalog.frequency("ships") == 3
    catalog.release([made[0].path])
    catalog.forget(made[0].id)
    put(catalog, made[3])  # once more: what stood there is replaced
    assert catalog.frequency("ship") == 2
    assert catalog.frequency("herring") == 0
    assert [tuple(row) for row in catalog._db.execute("SELECT passages, words FROM totals")] == [
        tuple(row) for row in catalog._db.execute("SELECT count(*), sum(size) FROM passages")
    ]
    with catalog._transaction() as db:
        tsvector.count_stems(db)
    assert (catalog.frequency("ship"), catalog.frequency("herring")) == (2, 0)
    wrong = catalog._db.execute(
        "SELECT stem FROM stems WHERE passages != (SELECT count(*) FROM passages p"
        " WHERE stem = ANY(tsvector_to_array(p.text || p.title)))"
    )
    assert not list(wrong)


def test_words_have_the_stems_of_the_language_that_the_library_was_made_with(postgres: Server) -> None:
    german = Catalog(postgres.url(language="german"))
    fill(german, [("Hafen", "Die Häuser am Hafen.")])
    assert german.match('"haus"', 5) or german.match('"Häusern"', 5)
    with pytest.raises(CatalogError, match="klingon"):
        Catalog(postgres.url(language="klingon"))


def test_a_character_that_no_text_of_postgresql_has_is_left_out(catalog: Catalog) -> None:
    (made,) = fill(catalog, [("A ti\0tle", "A text.")])
    assert [entry.title for entry in catalog.documents()] == ["A title"]
    assert catalog.document(made.id)


def test_a_schema_holds_one_library_and_knows_nothing_of_others(postgres: Server) -> None:
    one, other = Catalog(postgres.url("alpha_1")), Catalog(postgres.url("alpha_2"))
    fill(one)
    assert (one.counts()[0], other.counts()[0]) == (len(STORIES), 0)


def test_one_at_a_time_changes_a_library_and_who_is_killed_holds_nothing_up(postgres: Server) -> None:
    url = postgres.url()
    catalog = Catalog(url)
    code = (
        "import sys,time; from pathlib import Path; from index.catalog import Catalog;"
        f"lock = Catalog({url!r}).lock(Path('.')); lock.acquire(); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        with pytest.raises(Timeout):
            catalog.lock(Path()).acquire(timeout=0)
        child.kill()
    lock = catalog.lock(Path())
    lock.acquire(timeout=20)
    catalog.set_meta("written", "under the lock")
    lock.release()
    assert Catalog(url).meta("written") == "under the lock"


def test_who_lost_the_lock_writes_no_more(postgres: Server) -> None:
    catalog, other = Catalog(postgres.url("lost")), Catalog(postgres.url("lost"))
    lock = catalog.lock(Path())
    lock.acquire(timeout=0)
    postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
    theirs = other.lock(Path())
    theirs.acquire(timeout=10)
    with pytest.raises(CatalogError, match="try again"):
        catalog.set_meta("by", "the one without the lock")
    lock.release()
    theirs.release()
    catalog.set_meta("by", "the next")
    assert other.meta("by") == "the next"


def said(action: Callable[[], object]) -> str:
    with pytest.raises(CatalogError) as caught:
        action()
    told = "".join(traceback.format_exception(caught.value))
    assert PASSWORD not in told
    assert "wrong-horse-7" not in told
    return str(caught.value)


def test_a_wrong_address_is_named_with_its_remedy_and_without_its_password(postgres: Server) -> None:
    with_password = f"x:{PASSWORD}@h/d"
    for url, cause in {
        postgres.tcp(password="wrong-horse-7"): "refuses the user or the password",
        postgres.tcp(user="stranger"): "refuses the user or the password",
        postgres.tcp(database="nowhere"): "does not exist",
        postgres.tcp().replace(str(postgres.port), "1"): "cannot be reached",
        f"mysql://{with_password}": "names mysql",
        f"{PASSWORD}": "is not the URL of a database",
        postgres.tcp(more="?schema=No-Such"): "has no usable schema",
        f"postgresql+psycopg://x:{PASSWORD}@h:port/d": "is not the URL of a database",
    }.items():
        told = said(lambda url=url: Catalog(url))  # type: ignore[misc]
        assert cause in told, told


def test_a_user_who_may_only_read_reads(postgres: Server) -> None:
    made = Catalog(postgres.url("seen"))
    fill(made)
    postgres.sql("GRANT USAGE ON SCHEMA seen TO reader", "GRANT SELECT ON ALL TABLES IN SCHEMA seen TO reader")
    catalog = Catalog(postgres.tcp(more="?schema=seen"))
    assert catalog.read_only
    assert len(catalog.documents()) == len(STORIES)
    assert catalog.match('"ship"', 5)
    assert "does not let this user" in said(lambda: catalog.set_meta("a", "b"))
    assert "does not let this user" in said(lambda: Catalog(postgres.tcp(more="?schema=unmade")))


def test_a_server_that_only_reads_is_said(postgres: Server) -> None:
    url = postgres.url("standby")
    fill(Catalog(url))
    reading = Catalog(f"{url}&options=-cdefault_transaction_read_only%3Don")
    assert reading.read_only
    assert reading.counts()[0] == len(STORIES)
    assert "cannot be written" in said(lambda: reading.set_meta("a", "b"))


def test_a_schema_of_a_newer_dossier_is_left_alone_and_an_older_one_brought_up(postgres: Server) -> None:
    url = postgres.url()
    catalog = Catalog(url)
    fill(catalog)
    catalog.set_meta("schema", "99")
    assert "newer Dossier (version 99" in said(lambda: Catalog(url))
    catalog.set_meta("schema", "0")
    catalog._db.execute("DROP TABLE tags")
    with catalog._transaction() as db:
        tsvector.count_stems(db)
    catalog._db.execute("ALTER TABLE totals DROP COLUMN counted")
    assert Catalog(url).tags() == {}
    assert Catalog(url).frequency("ship") == catalog.frequency("ship") == 3
    assert Catalog(url).counts()[0] == len(STORIES)


def test_a_server_that_is_too_old_is_named_with_the_version_that_is_needed(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.postgres._OLDEST", 99)
    told = said(lambda: Catalog(postgres.url()))
    assert "is PostgreSQL 1" in told
    assert "Use a server of version 99 or newer" in told


def test_a_file_of_a_newer_dossier_is_left_alone(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    catalog._db.execute("PRAGMA user_version = 99")
    catalog.close()
    assert "newer Dossier (version 99" in said(lambda: Catalog(tmp_path / "catalog.sqlite"))


@pytest.mark.parametrize(
    ("state", "cause"), [("53100", "disk is full"), ("57014", "too slow"), ("XX001", "damaged"), ("55P03", "elsewhere")]
)
def test_what_the_server_says_of_itself_is_said(catalog: Catalog, state: str, cause: str) -> None:
    fill(catalog)
    catalog._db.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
    )
    catalog._db.execute("CREATE TRIGGER refuse BEFORE INSERT ON chunks FOR EACH ROW EXECUTE FUNCTION refuse()")
    before = catalog.counts()
    assert cause in said(lambda: fill(catalog, [("Late", "A late story.")]))
    assert catalog.counts() == before
    assert len(catalog.unfinished()) == 1


def test_a_statement_that_takes_too_long_is_ended(catalog: Catalog) -> None:
    def slow() -> None:
        with catalog._transaction() as db:
            db.execute("SET LOCAL statement_timeout = '50ms'")
            db.execute("SELECT pg_sleep(5)")

    assert "too slow" in said(slow)


def test_a_server_that_goes_and_comes_back_is_reached_again(postgres: Server) -> None:
    catalog = Catalog(postgres.url())
    made = fill(catalog)
    postgres.stop()
    assert "cannot be reached" in said(catalog.counts)
    postgres.start()
    assert catalog.counts()[0] == len(made)


@pytest.mark.slow
def test_a_rerun_after_kills_of_client_and_server_ends_like_an_undisturbed_run(
    tmp_path: Path, models: Path, postgres: Server
) -> None:
    chance = random.Random(5)
    folder, data = tmp_path / "in", {"disturbed": tmp_path / "disturbed", "calm": tmp_path / "calm"}
    urls = {name: postgres.url(name) for name in data}
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.index.crash", "index.engines.postgres"])

    def start(name: str) -> multiprocessing.process.BaseProcess:
        here, there = context.Pipe()
        child = context.Process(target=index_folder, args=(data[name], models, folder, there, urls[name]))
        child.start()
        assert here.recv()
        return child

    killed = 0
    for attempt in range(KILLS):
        documents(folder, version=attempt // 2)
        for path in sorted(folder.glob("*.txt"))[NOTES:]:
            path.unlink()
        child = start("disturbed")
        time.sleep(chance.uniform(0.0, 1.0))
        if attempt == KILLS - 1:
            postgres.stop("immediate")  # without a checkpoint, as in a crash
            child.join(60)
            postgres.start()
        killed += child.is_alive()
        child.kill()
        child.join()
    assert killed, "the process was done before it was killed: nothing was tested"
    for name in data:
        start(name).join()
    settings = {"models": models, **SETTINGS}
    with (
        open_library(data=data["disturbed"], database=urls["disturbed"], **settings) as one,
        open_library(data=data["calm"], database=urls["calm"], **settings) as other,
    ):
        for lib in (one, other):
            with lib.catalog._transaction() as db:
                tsvector.count_stems(db)
        for what in ("id, text, title, state FROM documents", 'id, document_id, start, "end", embedding FROM chunks',
                     "path, sha256 FROM files", "stem, texts, passages FROM stems WHERE passages > 0"):  # fmt: skip
            rows = [[tuple(r) for r in lib.catalog._db.execute(f"SELECT {what} ORDER BY 1")] for lib in (one, other)]
            assert rows[0] == rows[1], what
        assert one.store.ids() == one.catalog.chunk_ids() == other.catalog.chunk_ids()
        assert verify(one).sound
