"""Every check, in the order of their say.

A check is added here and in a module of its own. `python -m evals bench DIR --stage checks` then counts what it stops
rightly and wrongly; with more wrong than right it does not stay.
"""

from rag.verification.checks import attribution, contrasts, dates, names, negation, numbers, quotations, roles
from rag.verification.pair import Check

ENGLISH = frozenset({"en"})

CHECKS: tuple[Check, ...] = (
    Check(name="quotations", find=quotations.find),
    Check(name="numbers", find=numbers.find),
    Check(name="dates", find=dates.find),
    Check(name="roles", find=roles.find, languages=ENGLISH),
    Check(name="locality", find=names.elsewhere),
    Check(name="names", find=names.find),
    Check(name="attribution", find=attribution.find, languages=ENGLISH),
    Check(name="negation", find=negation.find, languages=ENGLISH),
    Check(name="contrasts", find=contrasts.find, languages=ENGLISH),
)
