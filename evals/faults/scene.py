"""A small library of its own, and the files that it is made of, as each fault finds it."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from index import server
from index.build import add
from index.care.doctor import examine, mend
from index.library import Library, open_library_of
from index.settings import IndexSettings

Begin = Callable[[], None]
"""To be called by a work when all is loaded: from then on it may be killed."""

LONGEST = 600
"""Characters of a file: one or two chunks, so that the time goes into many steps and not into embedding."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Everything lies below `place`. `settings` are those of the models; where the library is, is said here.
    `database` is a PostgreSQL database into which it can be moved. `turn` is the number of the fault."""

    place: Path
    settings: IndexSettings
    texts: Sequence[str]
    database: str | None = None
    turn: int = 0

    @property
    def folder(self) -> Path:
        return self.place / "in"

    @property
    def own(self) -> IndexSettings:
        return self.at(self.place / "data")

    def at(self, data: Path, database: str | None = None) -> IndexSettings:
        """The settings of a library in that folder, or in that folder and a database."""
        url = SecretStr(database) if database else None
        return self.settings.model_copy(update={"data": data, "library": "", "chroma_url": None, "database": url})

    def library(self) -> AbstractContextManager[Library]:
        return open_library_of(self.own)

    def clear(self) -> None:
        """Deletes the library: what one fault has spoilt is not counted again with the next."""
        server.end(self.own.data)
        shutil.rmtree(self.place)
        self.place.mkdir()

    def third(self) -> list[Path]:
        """Every third of the files that were there first, another third each turn."""
        first = sorted(path for path in self.folder.glob("*.txt") if "-" not in path.stem)
        return first[self.turn % 3 :: 3]

    def fill(self) -> list[str]:
        """The files as they were first, added; their paths. What earlier turns added or changed is gone."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.folder.glob("*-*.txt"):
            path.unlink()
        for number, text in enumerate(self.texts):
            (self.folder / f"{number}.txt").write_text(f"Text {number}.\n\n{text}", "utf-8")
        with self.library() as library:
            add([self.folder], library)
            return [path for entry in library.catalog.documents() for path in entry.paths]


@dataclass(frozen=True, kw_only=True)
class Repaired:
    """What a check found, and what was said when it was mended; empty where it was not."""

    name: str
    trouble: str | None
    done: str


def repaired(settings: IndexSettings) -> list[Repaired]:
    """`index doctor --repair`."""
    return [
        Repaired(name=finding.name, trouble=finding.trouble, done=mend(finding)[1] if finding.repair else "")
        for finding in examine(settings)
    ]
