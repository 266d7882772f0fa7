"""The claims stage: does the verifier tell supported claims from the rest? Needs no LLM.

Beside Dossier's verifier stand two that understand nothing: `always` calls every claim supported, `overlap` those
of whose words half stand in the evidence.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from evals.bench.figures import Figures, Metric, latencies
from evals.bench.read import ClaimRow
from evals.bench.sample import sampled_claims
from evals.bench.stage import Options
from evals.metrics.squad import tokens
from evals.metrics.support import balanced_accuracy, f1, precision, recall
from evals.progress import Progress
from rag.verification.verify import judge

Verifier = Callable[[str, Sequence[str]], bool]


def _dossier(claim: str, evidence: Sequence[str]) -> bool:
    return judge(claim, evidence).stands


def _always(claim: str, evidence: Sequence[str]) -> bool:
    return True


def _overlap(claim: str, evidence: Sequence[str]) -> bool:
    wanted = set(tokens(claim))
    return 2 * len(wanted & set(tokens(" ".join(evidence)))) >= len(wanted)


SYSTEMS: Mapping[str, Verifier] = {"dossier": _dossier, "always": _always, "overlap": _overlap}


def run(options: Options) -> Iterator[Figures]:
    """One verifier after the other."""
    rows = sampled_claims(options.folder, options.limit, seed=options.seed)
    for name in options.systems or SYSTEMS:
        yield figures(name, SYSTEMS[name], rows, options)


def figures(name: str, verifier: Verifier, rows: Sequence[ClaimRow], options: Options) -> Figures:
    progress = Progress(f"{options.bench} claims {name}", len(rows))
    predicted, seconds = [], []
    for row in rows:
        started = time.perf_counter()
        predicted.append(verifier(row.claim, row.evidence))
        seconds.append(time.perf_counter() - started)
        progress.step()
    pairs = [(float(said), float(row.label == "supported")) for said, row in zip(predicted, rows, strict=True)]
    metrics = {
        measure.__name__: Metric(scores=pairs, statistic=measure)
        for measure in (f1, precision, recall, balanced_accuracy)
    }
    return Figures(
        bench=options.bench,
        stage="claims",
        system=name,
        n=len(rows),
        metrics=metrics | latencies(seconds),
        notes=("weights fitted on this set make its figures look better than they are",) if name == "dossier" else (),
        details=[
            {"id": row.id, "claim": row.claim, "label": row.label, "supported": said}
            for row, said in zip(rows, predicted, strict=True)
        ],
    )
