"""Indexes a folder in a process that a test can kill. A module of its own, so that a fork server can preload it."""

from multiprocessing.connection import Connection
from pathlib import Path

from index.build import add
from index.library import open_library


def index_folder(data: Path, models: Path, folder: Path, opened: Connection) -> None:
    """Says on `opened` when the work begins."""
    with open_library(data=data, models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as library:
        opened.send(True)
        add([folder], library)
