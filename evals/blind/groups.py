"""Groups of kinds whose figures are given together, as a suite names them or the command line does."""

import argparse
from collections.abc import Mapping, Sequence

from evals.errors import SuiteError
from evals.suites.suite import Suite

Group = tuple[str, tuple[str, ...]]
"""A name and the kinds that it stands for."""


def group(text: str) -> Group:
    """NAME=kind,kind… as a type for argparse. Raises ArgumentTypeError."""
    name, _, kinds = text.partition("=")
    found = tuple(kind.strip() for kind in kinds.split(",") if kind.strip())
    if not name.strip() or not found:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=kind,kind…")
    return name.strip(), found


def all_groups(suites: Sequence[Suite], given: Sequence[Group]) -> Mapping[str, frozenset[str]]:
    """The groups of all suites and those `given`, which go before; suites that share a name add to one group.

    Raises SuiteError if a group that was given names a kind that no prompt has.
    """
    known = {prompt.kind for suite in suites for prompt in suite.prompts}
    found: dict[str, frozenset[str]] = {}
    for suite in suites:
        for name, kinds in suite.groups.items():
            found[name] = found.get(name, frozenset()) | frozenset(kinds)
    for name, kinds in given:
        if missing := [kind for kind in kinds if kind not in known]:
            raise SuiteError(
                f"--group {name}: no prompt is of the kind {', '.join(missing)}.",
                hint=f"There are {', '.join(sorted(known))}.",
            )
    return found | {name: frozenset(kinds) for name, kinds in given}
