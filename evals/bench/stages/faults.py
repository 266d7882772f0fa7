"""The faults stage: what is left of a library whose process is killed at a random moment of its work, and whose files
are damaged.

A system is a kind of work, `damage`, which has a row for each file of the data folder, or `unreadable`: files to be
added that nobody meant to be read, `--mutated` of them and the hostile texts of `evals hostile`.

`--kills` are shared out among the kinds of work; each file, or each whose path holds a part of `--file`, is damaged at
`--places`, a byte at each. `--limit` is the number of documents: from 1,000 vectors on Chroma writes its HNSW files.
With DOSSIER_DATABASE a library is moved into that database and back, else into another folder. Needs no LLM; a kill or
a place takes some seconds.
"""

import uuid
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.bench import read
from evals.bench.figures import Figures, Metric
from evals.bench.stage import Options
from evals.errors import BenchError
from evals.faults import unreadable
from evals.faults.damage import Damage, damaged, files, prepared
from evals.faults.kills import Kill, killed
from evals.faults.scene import LONGEST, Scene
from evals.faults.unreadable import Met
from evals.faults.works import WORKS
from evals.progress import Progress
from index import server
from index.database import with_schema

DOCUMENTS = 30
"""Files that the library has before, without --limit; works that take a part of them take a third."""

MOST = 10_000
"""Kills, and places of a file: a bound, since each takes seconds."""

DAMAGE = "damage"
UNREADABLE = "unreadable"
SYSTEMS = (*WORKS, DAMAGE, UNREADABLE)


def run(options: Options) -> Iterator[Figures]:
    """One kind of work after the other, each on a library of its own."""
    if UNREADABLE in (options.systems or SYSTEMS):
        yield _read(options)
    texts = [row.text[:LONGEST] for row in islice(read.corpus(options.folder), options.limit or DOCUMENTS)]
    if len(texts) < 3:
        raise BenchError(
            f"{options.folder}: has fewer than three documents.", hint="Name a larger set, or --limit 3 or more."
        )
    works = [name for name in options.systems or SYSTEMS if name in WORKS]
    if DAMAGE in (options.systems or SYSTEMS):
        yield from _all_damaged(texts, options)
    for number, name in enumerate(works):
        kills = options.kills // len(works) + (number < options.kills % len(works))
        progress = Progress(f"{options.bench} faults {name}", kills)
        with TemporaryDirectory() as place:
            scene = _scene(Path(place), texts, options)
            found = []
            for kill in killed(name, scene, kills, options.seed):
                found.append(kill)
                progress.step()
            server.end(scene.own.data)
        yield _figures(name, found, options)


def _read(options: Options) -> Figures:
    progress, found = Progress(f"{options.bench} faults {UNREADABLE}", options.mutated), list[Met]()
    for met in unreadable.read(options.mutated, options.seed):
        found.append(met)
        if len(found) <= options.mutated:
            progress.step()
    names = ("crashed", "over", "neighbour")
    return Figures(
        bench=options.bench,
        stage="faults",
        system=UNREADABLE,
        n=len(found),
        metrics={name: Metric(scores=[float(getattr(met, name)) for met in found]) for name in names},
        notes=tuple(f"{m.name}: {m.said}" for m in found if m.crashed or m.over or m.neighbour),
        details=[{"name": met.name, "said": met.said} for met in found],
    )


def _all_damaged(texts: Sequence[str], options: Options) -> Iterator[Figures]:
    with TemporaryDirectory() as place:
        scene = prepared(_scene(Path(place), texts, options))
        names = [name for name in files(scene) if not name.endswith(".log")]  # which nothing reads
        if options.files:
            names = [name for name in names if any(part in name for part in options.files)]
        for name in names:
            progress, found = Progress(f"{options.bench} damaged {name}", options.places), list[Damage]()
            for one in damaged(name, scene, options.places, options.seed):
                found.append(one)
                progress.step()
            yield _damage_figures(name, found, options)


def _scene(place: Path, texts: Sequence[str], options: Options) -> Scene:
    url = options.settings.database_url
    schema = f"killed_{uuid.uuid4().hex[:8]}"
    return Scene(
        place=place, settings=options.settings, texts=texts, database=url and with_schema(url, schema)
    )  # fmt: skip


def _damage_figures(name: str, found: Sequence[Damage], options: Options) -> Figures:
    scores: dict[str, list[float]] = {
        "traceback": [bool(d.raised) for d in found],
        "told": [bool(d.told) for d in found],
        "changed": [d.changed for d in found],
        "changed_unsaid": [d.changed and not d.told and not d.raised for d in found],
        "empty_unsaid": [d.silent for d in found],
        "lost": [len(d.lost) for d in found],
        "altered": [len(d.altered) for d in found],
        "unmended": [bool(d.unmended) for d in found],
    }
    said = [(d.at, d.raised.strip().splitlines()[-1] if d.raised else d.unmended) for d in found]
    return Figures(
        bench=options.bench,
        stage="faults",
        system=f"damaged {name}",
        n=len(found),
        metrics={metric: Metric(scores=[float(score) for score in own]) for metric, own in scores.items()},
        notes=tuple(f"byte {at}: {what}" for at, what in said if what),
        details=[{"byte": d.at, "traceback": d.raised, "unmended": d.unmended} for d in found],
    )


def _figures(name: str, kills: Sequence[Kill], options: Options) -> Figures:
    return Figures(
        bench=options.bench,
        stage="faults",
        system=name,
        n=len(kills),
        metrics={
            "at_work": Metric(scores=[float(k.at_work) for k in kills]),
            "lost": Metric(scores=[float(k.lost) for k in kills]),
            "doubled": Metric(scores=[float(k.doubled) for k in kills]),
            "unrepaired": Metric(scores=[float(k.unrepaired) for k in kills]),
        },
        notes=(
            f"{sum(k.at_work for k in kills)} of {len(kills)} kills came while the work went on",
            *(f"killed after {k.after_s:.2f} s: {k.trouble}" for k in kills if k.trouble),
        ),
        details=[{"after_s": k.after_s, "trouble": k.trouble} for k in kills],
    )
