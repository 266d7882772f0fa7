"""A statement and its passages → one verdict: the best support wins, and a contradiction is told beside it.

One passage is judged by `rag.verification.verify` as a sentence of an answer is; faults that an answer cannot have,
because it quotes, are looked for beside that. Against a statement counts only a passage about the same thing.
"""

from collections.abc import Callable, Sequence

from rag.checking.attribution import stripped
from rag.checking.certainty import overstated, permits
from rag.checking.faults import faults
from rag.checking.roles import merged
from rag.checking.statements import bare
from rag.checking.types import Checked, Fault, FaultKind, Finding, Form, Standing, Statement
from rag.types import Evidence, Support, Verdict
from rag.verification.alignment import Alignment, align
from rag.verification.cite import cite
from rag.verification.known import origin
from rag.verification.support import supported
from rag.verification.verify import verify

SAME = 0.5
"""Share of the statement's words from which on a passage is about the same thing, and can contradict it."""

NEAR = 0.35
"""Share from which on a passage says a part of it, as `rag.verification.support` has it."""

NEARER = 0.1
"""So much more of the statement a passage with a fault has to say than one without: what says less of it is about
something else, and cannot clear it."""

SHOWN = 3
"""Sources shown of a statement."""

_CONTRADICTING = frozenset((FaultKind.FIGURE, FaultKind.SPEAKER, FaultKind.ROLE, FaultKind.OPPOSITE))
"""Faults by which the source does not say less than the statement, but something else."""

DocumentText = Callable[[str], str]


def judge(statement: Statement, passages: Sequence[Evidence], text_of: DocumentText) -> Checked:
    """The statement with its verdict. `text_of` gives a document's text by its id."""
    findings = [_finding(statement, passage, text_of(passage.document_id)) for passage in passages]
    findings.sort(key=lambda f: (_RANK[f.standing], -f.score, -f.covered))
    faulted = [f for f in findings if f.faults and f.standing in (Standing.PARTLY, Standing.CONTRADICTED)]
    nearest = max((f.covered for f in faulted), default=0.0)
    sources = [f for f in findings if f.standing is Standing.SUPPORTED and f.covered > nearest - NEARER]
    against = [f for f in findings if f.standing is Standing.CONTRADICTED]
    partly = [f for f in findings if f.standing is Standing.PARTLY]
    partly.sort(key=lambda f: (not f.faults, -f.covered))
    if sources:
        documents = {f.passage.document_id for f in sources}
        others = tuple(f for f in against if f.passage.document_id not in documents)
        return _checked(statement, Standing.SUPPORTED, sources, others)
    if against and (not partly or against[0].covered >= partly[0].covered):
        return _checked(statement, Standing.CONTRADICTED, (), against)
    if partly:
        near = [f for f in partly if f.covered > partly[0].covered - NEARER]
        return _checked(statement, Standing.PARTLY, near, against)
    if statement.form is Form.OPINION:
        return Checked(statement=statement, standing=Standing.NO_STATEMENT, reason="An opinion or a recommendation.")
    return _checked(statement, Standing.NOT_FOUND, findings[:1], ())


_RANK = {
    Standing.SUPPORTED: 0, Standing.PARTLY: 1, Standing.CONTRADICTED: 2, Standing.NOT_FOUND: 3,
}  # fmt: skip


def _checked(
    statement: Statement, standing: Standing, sources: Sequence[Finding], against: Sequence[Finding]
) -> Checked:
    deciding = (against if standing is Standing.CONTRADICTED else sources)[:1]
    return Checked(
        statement=statement, standing=standing, sources=tuple(sources[:SHOWN]), against=tuple(against[:SHOWN]),
        reason=deciding[0].reason if deciding else "Nothing in the library is near to this.",
        faults=deciding[0].faults if deciding and standing is not Standing.NOT_FOUND else (),
    )  # fmt: skip


def _finding(statement: Statement, passage: Evidence, document: str) -> Finding:
    text = bare(statement.text)
    context = origin(passage)
    verdict = verify(text, passage.text, context=context)
    alignment = align(text, passage.text)
    found = faults(verdict, alignment, context)
    if found and permits(text) and all(fault.kind is FaultKind.CERTAINTY for fault in found):
        verdict, found = supported(alignment, context), ()  # "lets them use" is no more certain than "may use"
    if verdict.stands and verdict.support is not Support.VERBATIM:
        found = _own(text, alignment, passage, document)
    elif verdict.support is Support.VERBATIM:
        found = tuple(filter(None, [stripped(text, alignment, passage, document)]))
    standing = _standing(verdict, found, alignment)
    return Finding(
        standing=standing, citation=cite(text, passage), passage=passage, score=verdict.score,
        covered=_closeness(alignment), reason=found[0].reason if found else verdict.reason, faults=found,
    )  # fmt: skip


def _closeness(alignment: Alignment) -> float:
    """The share of the statement's words in the part that covers it best; those of its one best sentence count twice:
    what has to be gathered from several is seldom about the same thing."""
    return (alignment.covered + alignment.nearest[1]) / 2


def _own(text: str, alignment: Alignment, passage: Evidence, document: str) -> tuple[Fault, ...]:
    """Faults of what the passage else bears out."""
    found = (
        merged(text, passage.text),
        overstated(text, alignment.nearest[0]),
        stripped(text, alignment, passage, document),
    )
    return tuple(fault for fault in found if fault)


def _standing(verdict: Verdict, found: Sequence[Fault], alignment: Alignment) -> Standing:
    if verdict.stands and not found:
        return Standing.SUPPORTED
    contrary = verdict.support is Support.CONTRADICTED or (found and found[0].kind in _CONTRADICTING)
    if contrary and alignment.covered >= SAME:
        return Standing.CONTRADICTED
    near = verdict.stands or verdict.support is Support.PARTLY or alignment.covered >= NEAR
    return Standing.PARTLY if near else Standing.NOT_FOUND
