"""The checks stage: what every check of the verifier stops, rightly and wrongly. Needs no LLM.

Of a folder with claims (claims.jsonl, or claims.yaml as the cases have it) all are judged; of one with documents, what
people answered from them, sentences as they stand, and these with one edit made by code (`evals.training.edits`), which
their passage does not bear out. Each is examined once; leaving a check out afterwards gives the very verdict that there
would be without it.

The first line is the verifier as it is; one a check follows, with the figures without it.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.bench import read
from evals.bench.figures import Figures, Metric
from evals.bench.halves import held_out
from evals.bench.sample import sampled_claims
from evals.bench.stage import Options
from evals.cases import read as cases
from evals.errors import BenchError
from evals.metrics.support import balanced_accuracy, f1, precision, recall
from evals.progress import Progress
from evals.training.edits import denied, exchanged, opposed, reworded, swapped, transplanted
from evals.training.examples import neighbours
from index.sentence import split
from index.types import Sentence
from rag.verification.checks.table import CHECKS
from rag.verification.verify import Examined, best, examinations

SYSTEMS = tuple(check.name for check in CHECKS)
"""Checks that can be asked for by name; without any, all."""

MOST = 500
"""Claims that are made of documents, if no limit says otherwise: a few minutes."""

BESIDE = 600
"""Characters before and behind an edited sentence that are its passage."""

SHORTEST, LONGEST = 40, 300
"""Characters of a sentence that is worth an edit: headings have fewer, tables more."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """`right` says whether the evidence bears it out."""

    id: str
    text: str
    evidence: tuple[str, ...]
    right: bool
    kind: str = "labelled"
    context: str = ""


def run(options: Options) -> Iterator[Figures]:
    """The verifier as it is, then without each check."""
    rows = claims(options)
    progress = Progress(f"{options.bench} checks", len(rows))
    examined: list[list[Examined]] = []
    for row in rows:
        examined.append(examinations(row.text, row.evidence, context=row.context) if row.evidence else [])
        progress.step()
    yield figures("all", (), rows, examined, options)
    for name in options.systems or SYSTEMS:
        yield figures(name, (name,), rows, examined, options)


def figures(
    system: str, without: Sequence[str], rows: Sequence[Claim], examined: Sequence[Sequence[Examined]], options: Options
) -> Figures:
    """`fires`: share of the rows to which the check has something to say; `stops_right` and `stops_wrong`: shares that
    stand only without it and should, and should not. The rest are the figures of all checks but this."""
    full = [bool(found) and best(found).stands for found in examined]
    said = [bool(found) and best(found, without).stands for found in examined]
    fires = [any(name in without for one in found for name, _ in one.findings) for found in examined]
    pairs = [(float(stands), float(row.right)) for stands, row in zip(said, rows, strict=True)]
    stopped = [now and not before for now, before in zip(said, full, strict=True)]
    metrics = {
        measure.__name__: Metric(scores=pairs, statistic=measure)
        for measure in (f1, precision, recall, balanced_accuracy)
    }
    kinds = sorted({row.kind for row in rows})
    stand = {
        f"stand_{kind}": Metric(scores=[float(s) if r.kind == kind else None for s, r in zip(said, rows, strict=True)])
        for kind in kinds
    }
    return Figures(
        bench=options.bench,
        stage="checks",
        system=system if not without else f"without {system}",
        n=len(rows),
        metrics={
            "fires": Metric(scores=[float(fire) for fire in fires]),
            "stops_wrong": Metric(scores=[float(s and not r.right) for s, r in zip(stopped, rows, strict=True)]),
            "stops_right": Metric(scores=[float(s and r.right) for s, r in zip(stopped, rows, strict=True)]),
            **metrics,
            **(stand if len(kinds) > 1 else {}),
        },
        details=[
            {"id": r.id, "kind": r.kind, "claim": r.text, "right": r.right, "stands": s}
            for r, s in zip(rows, said, strict=True)
        ],
    )


def claims(options: Options) -> list[Claim]:
    """Those of the folder: labelled, written as cases (claims.yaml), or made of its documents."""
    if written := cases.claims(options.folder):
        return [
            Claim(
                id=str(number), text=claim.claim, evidence=(claim.passage,), right=claim.stands,
                kind=claim.kind or "case", context=claim.context,
            )
            for number, claim in enumerate(written, start=1)
            if not options.summary_only or claim.half != "own"
        ]  # fmt: skip
    if not read.has(options.folder, "claims"):
        return _made(options)
    found = sampled_claims(options.folder, options.limit, seed=options.seed)
    return [
        Claim(id=row.id, text=row.claim, evidence=tuple(row.evidence), right=row.label == "supported") for row in found
    ]


def _made(options: Options) -> list[Claim]:
    """Of documents and questions of the half that may be looked at: whole answers that people wrote, sentences as they
    stand, and each of these with one edit."""
    documents = {row.id: row.text for row in read.corpus(options.folder) if not held_out(row.id)}
    if not documents:
        raise BenchError(f"{options.folder}: has no document of the open half.", hint="Name a larger set.")
    chance = random.Random(options.seed)
    most = options.limit or MOST
    answers = list(_answers(options, documents))
    made = answers[: most // 3]
    names = sorted(documents)
    chance.shuffle(names)
    for name in names:
        if len(made) >= most:
            break
        sentences = _sentences(documents[name])
        if sentences:
            chosen = chance.choice(sentences)
            # With what stands beside it, as a window of the app has: an edit may take a neighbour's name or number.
            near = documents[name][max(0, chosen.start - BESIDE) : chosen.end + BESIDE]
            made.append(Claim(id=name, text=chosen.text, evidence=(near,), right=True, kind="as it stands"))
            elsewhere = [s.text for other in neighbours(names, chance) for s in _sentences(documents[other])]
            made += _wrong(name, chosen.text, near, elsewhere, chance)
    return made


def _answers(options: Options, documents: Mapping[str, str]) -> Iterator[Claim]:
    """Answers in whole sentences, with the document that they were written from."""
    for row in read.questions(options.folder) if read.has(options.folder, "questions") else ():
        said = row.answers[0] if row.answers else ""
        if row.answerable and row.gold and row.gold[0] in documents and SHORTEST < len(said) < LONGEST:
            yield Claim(id=row.id, text=said, evidence=(documents[row.gold[0]],), right=True, kind="human answer")


def _sentences(text: str) -> list[Sentence]:
    return [s for s in split(text) if SHORTEST < len(s.text) < LONGEST]


def _wrong(name: str, text: str, near: str, elsewhere: Sequence[str], chance: random.Random) -> Iterator[Claim]:
    """`near` is the sentence's passage; `elsewhere`, sentences of other documents, lends words and statements."""
    made = {
        "exchanged": exchanged(text, [near], chance),
        "swapped": swapped(text, chance),
        "denied": denied(text, chance),
        "opposed": opposed(text, chance),
        "reworded": reworded(text, elsewhere, chance, absent_from=near),
        "transplanted": transplanted(chance.choice(elsewhere), near, chance) if elsewhere else None,
    }
    for kind, wrong in made.items():
        if wrong:
            yield Claim(id=name, text=wrong, evidence=(near,), right=False, kind=kind)
