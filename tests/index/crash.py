"""Indexes a folder in a process that a test can kill. A module of its own, so that a fork server can preload it."""

from multiprocessing.connection import Connection
from pathlib import Path

from index.build import add, edit
from index.library import open_library

ORIGINS = (("Harbour log", "Old Gazette", "1999-01-02"), ("Fleet review", "New Gazette", "2024-03-04"))


def index_folder(data: Path, models: Path, folder: Path, opened: Connection, database: str | None = None) -> None:
    """Says on `opened` when the work begins."""
    with open_library(
        data=data, models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200, database=database
    ) as library:
        opened.send(True)
        add([folder], library)


def edit_back_and_forth(data: Path, models: Path, opened: Connection, database: str | None = None) -> None:
    """Gives the only document one origin and then the other until it is killed; says on `opened` when one stands."""
    with open_library(
        data=data, models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200, database=database
    ) as library:
        (entry,) = library.catalog.documents()
        while True:
            for title, source, day in ORIGINS:
                edit(entry.id, library, title=title, source=source, published=day)
                opened.send(True)
