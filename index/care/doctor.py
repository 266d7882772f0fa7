"""Everything that can be wrong with a data folder, looked for in turn, and mended on request from what is whole."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from itertools import islice
from pathlib import Path

from index.care.contents import contradictions
from index.care.files import Finding, aside, counted, damaged, file, others
from index.care.salvage import salvage, take_place
from index.care.values import misdeclared, settled, unreadable
from index.care.verify import differing, rebuild, unfound, verify
from index.catalog import Catalog
from index.clean import text_id
from index.conversation_tables import CONVERSATIONS
from index.engines.sqlite import BROKEN
from index.errors import CatalogError, IndexingError, MismatchError, StoreError
from index.key_tables import FILE as KEYS
from index.library import CATALOG, UNFINISHED, open_library_of, understood_settings
from index.settings import IndexSettings

_MOST = 3
"""Contradictions that are named."""


def examine(settings: IndexSettings) -> Iterator[Finding]:
    """The checks in an order in which each can rely on those before. Nothing is changed by them, but that
    a repair that was interrupted when its new file was whole is brought to its end."""
    data = settings.data
    if settings.database_url:
        yield _database(settings.database_url)
        yield _vectors(settings)
        return
    if not (data / CATALOG).exists():
        yield Finding(
            name="data folder", trouble=f"there is no library in {data}",
            remedy="Add documents with `python -m index add PATH…`, or set DOSSIER_DATA.",
        )  # fmt: skip
        return
    yield _folder(data)
    if os.access(data, os.W_OK):
        for path in (data / CATALOG, data / CONVERSATIONS, settings.root / KEYS):
            take_place(path)
    pages = file(data / CATALOG, lambda: _saved_catalog(settings))
    yield pages if pages.trouble else _contents(settings)
    yield from others(settings.root, data)
    yield _vectors(settings)


def _database(url: str) -> Finding:
    try:
        catalog = Catalog(url)
    except CatalogError as error:
        return Finding(name="database", trouble=f"{error.subject} {error.cause}", remedy=error.remedy)
    catalog.close()
    if catalog.read_only:
        return Finding(
            name="database", trouble="it cannot be written; questions are answered, nothing can be added",
            remedy="Check the user's rights, and whether DOSSIER_DATABASE names the primary server.",
        )  # fmt: skip
    return Finding(name="database")


def _folder(data: Path) -> Finding:
    name = "data folder"
    if not os.access(data, os.W_OK):
        return Finding(
            name=name, trouble=f"{data} cannot be written; questions are answered, nothing can be added",
            remedy="Check who owns it, and whether its disk is mounted read-only. What is stored is safe.",
        )  # fmt: skip
    others = stat.S_IRWXG | stat.S_IRWXO
    if data.stat().st_mode & others:
        return Finding(
            name=name, trouble=f"{data} can be read by other users of this machine",
            remedy="--repair makes it its owner's alone.", repair=lambda: _closed(data),
        )  # fmt: skip
    return Finding(name=name)


def _closed(data: Path) -> str:
    data.chmod(0o700)
    return "it is its owner's alone now"


def _saved_catalog(settings: IndexSettings) -> str:
    """Documents, their files and what is known of them are saved; chunks and vectors are made anew from the texts."""
    path = settings.data / CATALOG
    lost: list[str] = []
    saved = salvage(
        path, aside(path), _schema(), without=("chunks", "stale", "meta"), finish=lambda db: lost.extend(_sifted(db))
    )
    _rebuilt(settings, embed=True)
    again = f" Add again, since they could not be read: {', '.join(lost)}." if lost else ""
    return f"{counted(saved.rows)} saved; the damaged file is {saved.aside}.{again}"


def _schema() -> str:
    return files("index").joinpath("schema.sql").read_text(encoding="utf-8")


def _sifted(db: sqlite3.Connection) -> list[str]:
    """Leaves what is whole of the rows that were saved, without chunks; the files whose documents are not."""
    db.execute("BEGIN")
    db.execute("UPDATE documents SET state = 'ready'")
    settled(db)
    wanted = {row[0] for row in db.execute("SELECT document_id FROM files")}
    for name, text in db.execute("SELECT id, text FROM documents").fetchall():
        if (right := text_id(text)) == name:
            continue
        if right in wanted:  # its files call it so: the text is whole, and the name it was under is not
            db.execute("UPDATE OR IGNORE documents SET id = ? WHERE id = ?", (right, name))
        db.execute("DELETE FROM documents WHERE id = ?", (name,))
    # A document whose file is not known any more stands for itself.
    db.execute(
        "INSERT INTO files SELECT 'saved: ' || title || ' (' || id || ')', '', id FROM documents"
        " WHERE id NOT IN (SELECT document_id FROM files)"
    )
    lost = [row[0] for row in db.execute("SELECT path FROM files WHERE document_id NOT IN (SELECT id FROM documents)")]
    db.execute("DELETE FROM files WHERE document_id NOT IN (SELECT id FROM documents)")
    # The chunks come after it stands: were that interrupted, this says so.
    db.execute("INSERT INTO meta VALUES ('built_with', ?)", (UNFINISHED,))
    db.execute("COMMIT")
    return lost


def _contents(settings: IndexSettings) -> Finding:
    """Of a catalog whose pages hold together: what a reader would stumble over, and what contradicts itself."""
    path = settings.data / CATALOG
    try:
        strange = misdeclared(path, _schema())
        said = [strange] if strange else list(map(str, unreadable(path)))
    except sqlite3.DatabaseError as error:
        said = [str(error)]
    if not said:
        try:
            with closing(Catalog(path)) as catalog:
                said = list(islice(contradictions(catalog), _MOST))
        except CatalogError as error:
            said = [error.cause]
    if not said:
        return Finding(name=path.name)
    return damaged(path, "; ".join(said[:_MOST]), lambda: _saved_catalog(settings))


def _vectors(settings: IndexSettings) -> Finding:
    name = "vectors"
    try:
        with open_library_of(settings) as library:
            if library.store.trouble:
                raise library.store.trouble
            found = verify(library)
            # Elsewhere Chroma minds its own files, and all vectors would come over a network.
            asked = found.sound and not settings.chroma
            differ, missed = (differing(library), unfound(library)) if asked else (0, 0)
    except (CatalogError, MismatchError) as error:  # told above, or a choice of the reader's
        if _half_embedded(settings):
            return Finding(
                name=name, trouble=f"{error.subject} {error.cause}", remedy="--repair embeds every document anew.",
                repair=lambda: _rebuilt(settings, embed=True),
            )  # fmt: skip
        return Finding(name=name, trouble=f"{error.subject} {error.cause}", remedy=error.remedy)
    except StoreError as error:
        return Finding(
            name=name, trouble=f"{error.subject} {error.cause}", remedy="--repair makes them anew from the catalog.",
            repair=lambda: _rebuilt(settings),
        )  # fmt: skip
    if differ or missed:
        said = f"{differ} vectors of Chroma are not those that were stored"
        return Finding(
            name=name, trouble=said if differ else f"a search for {missed} of the stored vectors does not find them",
            remedy="--repair makes them anew from the catalog.", repair=lambda: _rebuilt(settings),
        )  # fmt: skip
    if found.sound:
        return Finding(name=name)
    trouble = (
        f"{len(found.missing_in_chroma)} chunks are missing in Chroma, {len(found.unknown_to_catalog)} are unknown"
    )
    return Finding(
        name=name, trouble=f"{trouble} to the catalog, {len(found.unfinished)} documents are unfinished",
        remedy="--repair makes them anew from the catalog.", repair=lambda: _rebuilt(settings),
    )  # fmt: skip


def _half_embedded(settings: IndexSettings) -> bool:
    """Whether what the vectors were made with is not known any more, though the catalog can be read."""
    try:
        with closing(Catalog(settings.database_url or settings.data / CATALOG)) as catalog:
            found = catalog.meta("built_with")
    except CatalogError:  # told above
        return False
    return found == UNFINISHED or not understood_settings(found or "{}")


def _rebuilt(settings: IndexSettings, *, embed: bool = False) -> str:
    with open_library_of(settings, any_settings=embed) as library:
        chunks = rebuild(library, chroma_url=settings.chroma, embed=embed)
    return f"Chroma holds {chunks} chunks, made from the catalog"


def mend(finding: Finding) -> tuple[bool, str]:
    """Whether it is mended, and what was done, or why it could not be."""
    assert finding.repair is not None
    try:
        return True, finding.repair()
    except (IndexingError, OSError, *BROKEN) as error:
        return False, str(error)
