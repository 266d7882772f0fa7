"""One byte of one file of a data folder is damaged, at many places; what is said of it, and what is left when mended.

At each place what a person does is done: what the file is for is asked of it (`evals.faults.looks`), `index doctor` is
run, and with `--repair` where either met something.
"""

import random
import shutil
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from evals.faults.furnished import furnish
from evals.faults.looks import Seen, seen
from evals.faults.scene import Scene, repaired
from index import server
from index.care.doctor import examine

_KEPT = ("build.lock", "chroma.lock", "chroma.users", "chroma.log")
"""Held open by the server and by us: another file of the same name would be another lock."""


@dataclass(frozen=True, kw_only=True)
class Damage:
    """`raised` is a traceback of what no person should meet; `told` says that an error, a notice or the doctor named
    the damage, in their words; `changed` that what was asked had another result; `silent` that a search by meaning
    found nothing and nobody said so; `lost` are pieces that are not there when all is mended and were not named as
    such, `altered` those that are there and say something else: the one that the byte stood in may be among them;
    `unmended` is what the doctor still finds."""

    at: int
    raised: str = ""
    told: str = ""
    changed: bool = False
    silent: bool = False
    lost: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    unmended: str = ""


def prepared(scene: Scene) -> Scene:
    """The scene with everything that a data folder can hold, its server ended, and a copy of it beside."""
    furnish(scene)
    server.end(scene.own.data)
    shutil.copytree(scene.own.data, scene.place / "whole")
    return scene


def files(scene: Scene) -> list[str]:
    """The files of the data folder by their paths in it; empty ones have no byte."""
    whole = scene.place / "whole"
    found = (path for path in whole.rglob("*") if path.is_file() and path.stat().st_size)
    return sorted(str(path.relative_to(whole)) for path in found)


def damaged(name: str, scene: Scene, places: int, seed: int) -> Iterator[Damage]:
    """Spread over the file, one in each part of it; every byte of a file that has no more."""
    size = (scene.place / "whole" / name).stat().st_size
    chance = random.Random(f"{seed} {Path(name).name}")  # folders of Chroma are called anew each time
    number = min(size, places)
    edges = [size * part // number for part in range(number + 1)]
    _restore(scene, whole=True)
    before = seen(name, scene)
    for first, end in pairwise(edges):
        at = chance.randrange(first, end)
        _restore(scene, whole=name.startswith("chroma/"))
        with (scene.own.data / name).open("r+b") as file:
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ chance.randrange(1, 256)]))
        try:
            found = _place(name, scene, at, before)
        except Exception:  # the very thing that is looked for
            found = Damage(at=at, raised=traceback.format_exc())
        yield found
        if found.raised or found.told or found.changed:
            _restore(scene, whole=True)
    server.end(scene.own.data)


def _place(name: str, scene: Scene, at: int, before: Seen) -> Damage:
    now = seen(name, scene)
    troubles = [finding.trouble for finding in examine(scene.own) if finding.trouble]
    result = Damage(
        at=at,
        told="; ".join(filter(None, [now.trouble, *troubles])),
        changed=now != before,
        silent=now.empty and not now.trouble,
    )
    if not result.told and not result.changed:
        return result
    said = " ".join(finding.done or "" for finding in repaired(scene.own))
    left = [f"{finding.name}: {finding.trouble}" for finding in examine(scene.own) if finding.trouble]
    after = seen(name, scene)
    there = list(after.kept.values())  # under whichever name: a letter of that can be what is damaged
    lost = [own for own, value in before.kept.items() if value not in there and own not in said]
    return replace(
        result,
        lost=tuple(own for own in lost if own not in after.kept),
        altered=tuple(own for own in lost if own in after.kept),
        unmended="; ".join(filter(None, [*left, after.trouble])),
    )


def _restore(scene: Scene, *, whole: bool) -> None:
    """The data folder as it was; the vectors too, and their server ended, where `whole`."""
    data, kept = scene.own.data, scene.place / "whole"
    if whole:
        server.end(data)
        shutil.rmtree(data)
        shutil.copytree(kept, data)
        return
    for path in [*data.iterdir()]:
        if path.name in _KEPT or path.name in ("chroma", "chroma.json"):
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in kept.iterdir():
        if path.name not in _KEPT and path.name not in ("chroma", "chroma.json"):
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, data / path.name)
