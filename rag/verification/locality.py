"""A name or a year stands beside what is said of it: another name of the same passage is not the one meant."""

from rag.language.dates import relative_years, years
from rag.language.names import missing, names
from rag.types import Support
from rag.verification.alignment import Alignment
from rag.verification.objection import Objection


def objection(alignment: Alignment, context: str) -> Objection | None:
    """A name or a year of the sentence that neither the part of the passage that covers it has, with a sentence before
    and behind, nor what is known of its origin."""
    near = f"{alignment.around}\n{context}"
    away = relative_years(alignment.text, years(context)) or frozenset()
    far = [str(name) for name in missing(names(alignment.sentence), near) if name.sure]
    far += map(str, sorted(years(alignment.sentence) - years(near) - away))
    if not far:
        return None
    return Objection(at_best=Support.PARTLY, reason=f"The passage has {far[0]} elsewhere, not beside this.")
