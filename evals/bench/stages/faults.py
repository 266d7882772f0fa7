"""The faults stage: what is left of a library whose process is killed at a random moment of its work, and whose files
are damaged.

A system is a kind of work or a file of the data folder. `--kills` are shared out among the kinds of work; each file is
damaged at `--places`, a byte at each. With DOSSIER_DATABASE a library is moved into that database and back, else into
another folder. Needs no LLM; takes some seconds a fault.
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
from evals.faults.kills import Kill, killed
from evals.faults.scene import LONGEST, Scene
from evals.faults.works import WORKS
from evals.progress import Progress
from index import server
from index.database import with_schema

DOCUMENTS = 30
"""Files that the library has before; works that take a part of them take a third."""

MOST = 10_000
"""Kills, and places of a file: a bound, since each takes seconds."""

SYSTEMS = tuple(WORKS)


def run(options: Options) -> Iterator[Figures]:
    """One kind of work after the other, each on a library of its own."""
    texts = [row.text[:LONGEST] for row in islice(read.corpus(options.folder), DOCUMENTS)]
    if len(texts) < 3:
        raise BenchError(f"{options.folder}: has fewer than three documents.", hint="Name a larger set.")
    works = [name for name in options.systems or SYSTEMS if name in WORKS]
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


def _scene(place: Path, texts: Sequence[str], options: Options) -> Scene:
    url = options.settings.database_url
    schema = f"killed_{uuid.uuid4().hex[:8]}"
    return Scene(
        place=place, settings=options.settings, texts=texts, database=url and with_schema(url, schema)
    )  # fmt: skip


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
