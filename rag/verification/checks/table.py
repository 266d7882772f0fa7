"""Every check, in the order of their say.

A check is added here and in a module of its own. `python -m evals bench DIR --stage checks` then counts what it stops
rightly and wrongly; with more wrong than right it does not stay.
"""

from rag.verification.checks import (
    attribution,
    contrasts,
    corrections,
    dates,
    figures,
    names,
    negation,
    numbers,
    pairing,
    quotations,
    roles,
    scope,
)  # fmt: skip
from rag.verification.pair import Check

ENGLISH = frozenset({"en"})

CHECKS: tuple[Check, ...] = (
    Check(name="quotations", find=quotations.find),
    Check(name="numbers", find=numbers.find),
    Check(name="dates", find=dates.find),
    Check(name="corrections", find=corrections.find, languages=ENGLISH),
    Check(name="figures", find=figures.find, languages=ENGLISH),
    Check(name="pairing", find=pairing.find, languages=ENGLISH),
    Check(name="scope", find=scope.find, languages=ENGLISH),
    Check(name="roles", find=roles.find, languages=ENGLISH),
    Check(name="names", find=names.find),
    Check(name="attribution", find=attribution.find, languages=ENGLISH),
    Check(name="negation", find=negation.find, languages=ENGLISH),
    Check(name="denials abroad", find=negation.abroad),
    Check(name="contrasts", find=contrasts.find, languages=ENGLISH),
)
