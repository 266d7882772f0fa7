"""A named library is taken away, or gets another name, with the keys that open it.

In an order by which an interruption leaves nothing half open: keys first, so that no key opens a library that is made
under the old name later; then the vectors, which can be made anew; then the folder, which holds the catalog,
conversations, notebooks and files, in one step. The same command finishes what was interrupted.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import Timeout

from index import libraries
from index.catalog import Catalog
from index.errors import CatalogError, LibraryError
from index.in_use import unused
from index.library import CATALOG
from index.server import end
from index.settings import IndexSettings
from index.store import Store
from serving.keys import Keys

_GONE = ".removed-"


def remove(settings: IndexSettings, name: str, *, with_documents: bool = False) -> str:
    """Takes a library away for good; its name as it was kept. Raises LibraryError where it is not there, is open or is
    being changed, or holds documents that nobody spoke of."""
    root = settings.root
    _sweep(root)
    kept, folder = _named(settings, name)
    with _alone(kept, folder):
        documents, collection = _contents(folder)
        if documents and not with_documents:
            cause = f"holds {documents} documents" if documents > 0 else "is damaged, and may hold documents"
            raise LibraryError(kept, cause, "Say --with-documents to remove them too; a backup keeps them.")
        Keys(root).retire(kept)
        if settings.chroma and collection:
            Store(folder, collection, settings.chroma).drop()
        end(folder)
        folder.rename(folder.with_name(f"{_GONE}{folder.name}"))
    _sweep(root)
    return kept


def rename(settings: IndexSettings, name: str, new: str) -> str:
    """Gives a library another name; the name as it is kept. Raises LibraryError where that is taken, or the library is
    not there, is open or is being changed."""
    root, wanted = settings.root, libraries.cleaned(new)
    if not wanted:
        raise LibraryError(libraries.MAIN, "is the library without a name", "Choose another name.")
    target = libraries.folder(root, wanted)
    if not libraries.exists(root, name) and libraries.named_by(target) == libraries.cleaned(name):
        libraries.write_name(target, wanted)  # the folder was moved, and then it was interrupted
        return wanted
    kept, folder = _named(settings, name)
    if target != folder and target.exists():
        raise LibraryError(wanted, "is there already", "Choose another name.")
    with _alone(kept, folder):
        keys = Keys(root)
        if libraries.key(wanted) != libraries.key(kept):
            keys.retire(wanted)  # of a library that is no more
        keys.move(kept, wanted)
        end(folder)
        folder.rename(target)
        libraries.write_name(target, wanted)
    return wanted


def _named(settings: IndexSettings, name: str) -> tuple[str, Path]:
    kept, folder = libraries.found(settings.root, name)
    if not kept:
        raise LibraryError(
            libraries.MAIN, "is the data folder itself", "Name another; to be rid of all, delete the data folder."
        )
    if settings.database:
        raise LibraryError(
            kept, "is kept in PostgreSQL, where this command changes nothing",
            "Move it into a folder first (`python -m index move --to FOLDER`), or drop its schema there.",
        )  # fmt: skip
    return kept, folder


@contextmanager
def _alone(name: str, folder: Path) -> Iterator[None]:
    with unused(folder) as free:
        if not free:
            raise LibraryError(name, "is open elsewhere", "Stop Dossier and its commands that use it, then try again.")
        lock = None
        try:
            with closing(Catalog(folder / CATALOG)) as catalog:
                lock = catalog.lock(folder)
            lock.acquire(timeout=0)
        except CatalogError as error:
            if not error.damaged:
                raise
        except Timeout as error:
            raise LibraryError(name, "is being changed elsewhere", "Wait until that has ended.") from error
        try:
            yield
        finally:
            if lock:
                lock.release()


def _contents(folder: Path) -> tuple[int, str | None]:
    """How many documents there are, -1 where that cannot be read, and the collection of their vectors."""
    try:
        with closing(Catalog(folder / CATALOG)) as catalog:
            return len(catalog.documents(unfinished=True)), catalog.meta("collection")
    except CatalogError as error:
        if not error.damaged:
            raise
        return -1, None


def _sweep(root: Path) -> None:
    """Deletes the files of libraries that were taken away."""
    for folder in (root / libraries.FOLDER).glob(f"{_GONE}*"):
        shutil.rmtree(folder)
