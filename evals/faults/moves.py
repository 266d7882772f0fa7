"""The work of moving a library: into PostgreSQL and back, in turns, where there is a database; else into a folder."""

import shutil
import time
from collections.abc import Sequence
from contextlib import closing
from urllib.parse import parse_qsl

from evals.faults.scene import Begin, Scene
from index.care.move import Place, move, place
from index.care.verify import rebuild
from index.catalog import Catalog
from index.database import with_schema
from index.errors import CatalogError
from index.library import open_library_of
from index.settings import IndexSettings

_PATIENCE_S = 60.0
"""In which PostgreSQL notices that a client is gone, and lets go of its locks."""


def prepare(scene: Scene) -> None:
    """What the turn before left goes; where this one comes back from the database, the library goes there first."""
    for folder in scene.place.glob("new-*"):
        shutil.rmtree(folder)
    if scene.database:
        if scene.turn:
            clear(scene, scene.turn - 1)
        if scene.turn % 2:
            move(_place(scene.own), _place(_old(scene)))


def do(scene: Scene, begin: Begin) -> None:
    """As the command does it: the library is open, and a new folder gets vectors of its own."""
    with open_library_of(_old(scene)):
        begin()
        _moved(scene)


def heal(scene: Scene) -> None:
    """The command once more. Where all had been copied, it says so and only the vectors are left to be made."""
    deadline = time.monotonic() + _PATIENCE_S
    while not _whole(scene):
        try:
            move(_place(_old(scene)), _place(_new(scene)))
        except CatalogError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
    _vectors(scene)


def left(scene: Scene) -> Sequence[IndexSettings]:
    return _old(scene), _new(scene)


def _moved(scene: Scene) -> None:
    move(_place(_old(scene)), _place(_new(scene)))
    _vectors(scene)


def _vectors(scene: Scene) -> None:
    if _new(scene).data != _old(scene).data:
        with open_library_of(_new(scene)) as library:
            rebuild(library)


def _whole(scene: Scene) -> bool:
    with closing(Catalog(_place(_new(scene)).catalog)) as new, closing(Catalog(_place(_old(scene)).catalog)) as old:
        return new.counts() == old.counts()


def _old(scene: Scene) -> IndexSettings:
    return scene.at(scene.own.data, _schema(scene, scene.turn)) if scene.database and scene.turn % 2 else scene.own


def _new(scene: Scene) -> IndexSettings:
    if scene.database and not scene.turn % 2:
        return scene.at(scene.own.data, _schema(scene, scene.turn))
    return scene.at(scene.place / f"new-{scene.turn}")


def _place(settings: IndexSettings) -> Place:
    return place(settings.database_url or str(settings.data), settings.data)


def _schema(scene: Scene, turn: int) -> str:
    return with_schema(scene.database or "", f"{{}}_{turn}")


def clear(scene: Scene, turn: int) -> None:
    """Deletes the library that a turn has left in the database."""
    url = _schema(scene, turn)
    with closing(Catalog(url)) as catalog:
        catalog._db.execute(f'DROP SCHEMA "{dict(parse_qsl(url.partition("?")[2]))["schema"]}" CASCADE')
