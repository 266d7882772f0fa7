"""The command `python -m evals bench`: one JSON line a system on standard output, everything else on standard error."""

import argparse
import json
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path

from evals.bench import read
from evals.bench.figures import Figures, against
from evals.bench.stage import Options
from evals.bench.stages import (
    answer,
    browsers,
    checks,
    chunking,
    claims,
    drill,
    faults,
    ingest,
    injection,
    latency,
    load,
    retrieval,
    scale,
)
from evals.blind.sealed import check_alone, sealed
from evals.errors import BenchError
from rag.models import verifier
from rag.settings import Settings

Stage = tuple[Callable[[Options], Iterator[Figures]], Collection[str]]

STAGES: Mapping[str, Stage] = {
    "retrieval": (retrieval.run, retrieval.SYSTEMS),
    "ablation": (retrieval.ablate, retrieval.ABLATIONS),
    "answer": (answer.run, answer.SYSTEMS),
    "latency": (latency.run, latency.SYSTEMS),
    "claims": (claims.run, claims.SYSTEMS),
    "checks": (checks.run, checks.SYSTEMS),
    "injection": (injection.run, injection.SYSTEMS),
    "chunking": (chunking.run, chunking.SYSTEMS),
    "scale": (scale.run, scale.SYSTEMS),
    "ingest": (ingest.run, ingest.SYSTEMS),
    "faults": (faults.run, faults.SYSTEMS),
    "load": (load.run, load.SYSTEMS),
    "browsers": (browsers.run, browsers.SYSTEMS),
    "drill": (drill.run, drill.SYSTEMS),
}
"""How a stage runs, and the systems that it knows."""

HALVED = ("retrieval", "ablation", "answer", "latency", "scale")
"""Stages that can leave out what was fitted on (`evals.bench.halves`): those that ask the questions of documents."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    bench = commands.add_parser("bench", help="measure systems on a question set")
    bench.add_argument("folder", type=Path, metavar="DIR", help="corpus.jsonl.gz and questions.jsonl, or claims.jsonl")
    bench.add_argument("--stage", choices=STAGES, help="default: what the folder is for")
    bench.add_argument("--system", nargs="+", default=[], metavar="NAME", help="default: all that the stage knows")
    bench.add_argument("--limit", type=int, metavar="N", help="a sample of N rows")
    bench.add_argument("--seed", type=int, default=0, metavar="S", help="which sample")
    bench.add_argument("--model", metavar="M", help="who answers, instead of DOSSIER_LLM")
    bench.add_argument("--cache", type=Path, metavar="DIR", help="indexes and rows (default: bench in the data folder)")
    bench.add_argument("--carrier", type=Path, metavar="DIR", help="the set whose documents carry planted texts")
    bench.add_argument("--held-out", action="store_true", help="only questions of documents that nothing was fitted on")
    bench.add_argument("--summary-only", action="store_true", help="figures alone: no row is read again or kept")
    bench.add_argument(
        "--people", type=int, default=20, metavar="N", help="stages load, browsers and drill: how many ask at once"
    )
    bench.add_argument("--documents", type=int, default=300, metavar="N", help="stage drill: how many are added")
    bench.add_argument("--processes", type=int, default=10, metavar="P", help="stage load: of so many programs")
    bench.add_argument(
        "--minutes", type=float, metavar="M", help="stage load: for so long, instead of --limit; browsers: 2"
    )
    bench.add_argument("--pause", type=float, default=0.0, metavar="S", help="stage load: seconds to read an answer")
    bench.add_argument("--kills", type=int, default=80, metavar="K", help="stage faults: so many, of all kinds of work")
    bench.add_argument("--places", type=int, default=20, metavar="N", help="stage faults: damaged bytes of each file")
    bench.add_argument("--mutated", type=int, default=200, metavar="N", help="stage faults: so many files to be added")
    bench.add_argument(
        "--file", nargs="+", default=[], metavar="PART", help="stage faults: damage only files whose path holds it"
    )
    bench.add_argument(
        "--sizes", type=int, nargs="+", default=[], metavar="N", help="stage scale: chunks, up to 1000000 and more"
    )
    bench.add_argument("--json", type=Path, metavar="FILE", help="write figures and every row")
    bench.set_defaults(action=run_bench)


def run_bench(options: argparse.Namespace) -> int:
    stage = options.stage or default_stage(options.folder)
    run, systems = STAGES[stage]
    _check(options, stage, systems)
    settings = Settings(**({"llm": options.model} if options.model else {}))
    verifier.choose(settings.verifier)
    found: list[Figures] = []
    with sealed() if options.summary_only else nullcontext():
        for figures in run(_options(options, settings)):
            found.append(figures)
            print(figures.line(), flush=True)
            _tell(figures, found[0])
            if options.json:
                _write(found, settings, options.json)
    return 0


def default_stage(folder: Path) -> str:
    """What can be measured without being told; questions alone ask for retrieval, which needs no LLM."""
    if read.has(folder, "claims"):
        return "claims"
    if read.has(folder, "instructions") or read.has(folder, "poison"):
        return "injection"
    read.file(folder, "questions")
    return "retrieval" if read.has(folder, "corpus") else "answer"


def _options(options: argparse.Namespace, settings: Settings) -> Options:
    return Options(
        folder=options.folder,
        settings=settings,
        cache=(options.cache or settings.data / "bench").absolute(),
        systems=tuple(options.system),
        limit=options.limit,
        seed=options.seed,
        carrier=options.carrier,
        held_out=options.held_out,
        summary_only=options.summary_only,
        people=options.people,
        processes=options.processes,
        minutes=options.minutes,
        pause=options.pause,
        kills=options.kills,
        places=options.places,
        files=tuple(options.file),
        mutated=options.mutated,
        sizes=tuple(options.sizes),
        documents=options.documents,
    )


def _check(options: argparse.Namespace, stage: str, systems: Collection[str]) -> None:
    for name in options.system:
        if name not in systems:
            raise BenchError(f"The stage {stage} has no system {name!r}.", hint=f"It knows {', '.join(systems)}.")
    if options.summary_only:
        check_alone(options, ("json",))
    if options.limit is not None and options.limit < 1:
        raise BenchError(f"--limit {options.limit} leaves nothing to ask.", hint="Give 1 or more.")
    if not 1 <= options.documents <= drill.MOST:
        raise BenchError(f"--documents {options.documents} cannot be.", hint=f"Give 1 to {drill.MOST}.")
    processes = options.processes if stage == "load" else 1
    if not 1 <= processes <= options.people <= load.MOST_PEOPLE:
        asked = f"--people {options.people} --processes {processes}"
        raise BenchError(f"{asked} cannot be.", hint=f"People: up to {load.MOST_PEOPLE}, at least one a process.")
    if options.minutes is not None and not 0 < options.minutes <= load.MOST_MINUTES:
        raise BenchError(f"--minutes {options.minutes:g} cannot be.", hint=f"Give up to {load.MOST_MINUTES}.")
    if not 0 <= options.pause <= load.LONGEST_PAUSE_S:
        raise BenchError(f"--pause {options.pause:g} cannot be.", hint=f"Give 0 to {load.LONGEST_PAUSE_S:g} seconds.")
    if not all(1 <= number <= faults.MOST for number in (options.kills, options.places, options.mutated)):
        asked = f"--kills {options.kills} --places {options.places} --mutated {options.mutated}"
        raise BenchError(f"{asked} cannot be.", hint=f"Give 1 to {faults.MOST} of each.")
    if not all(1 <= size <= scale.MOST for size in options.sizes):
        raise BenchError(f"--sizes {' '.join(map(str, options.sizes))} cannot be.", hint=f"Give 1 to {scale.MOST}.")
    if options.held_out and stage not in HALVED:
        raise BenchError(f"The stage {stage} has no half left out.", hint=f"Only {', '.join(HALVED)} have one.")


def _tell(figures: Figures, first: Figures) -> None:
    """What a reader of the figures has to know, and the paired differences to the first system."""
    notes = [f"note ({figures.system}): {note}" for note in figures.notes]
    for line in [*notes, *against(first, figures)] if figures.paired and figures is not first else notes:
        print(line, file=sys.stderr)


def _write(found: list[Figures], settings: Settings, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    content = {"model": settings.llm, "systems": [figures.full() for figures in found]}
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
