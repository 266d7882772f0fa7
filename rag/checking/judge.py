"""A statement and what was found of it → one verdict: the best support wins, and a contradiction is told beside it."""

from collections.abc import Sequence

from rag.checking.finding import RANK, Sources, finding
from rag.checking.statements import bare
from rag.checking.types import Checked, FaultKind, Finding, Form, Standing, Statement
from rag.types import Evidence

NEARER = 0.1
"""So much more of the statement a passage with a fault has to say than one without: what says less of it is about
something else, and cannot clear it."""

SHOWN = 3
"""Sources shown of a statement."""


def judge(statement: Statement, passages: Sequence[Evidence], sources: Sources) -> Checked:
    """The statement with its verdict over all passages."""
    text = bare(statement.text)
    found = sorted(
        (finding(text, p, sources) for p in passages), key=lambda f: (RANK[f.standing], -f.score, -f.covered)
    )
    supporting, partly, against = (
        [f for f in found if f.standing is standing]
        for standing in (Standing.SUPPORTED, Standing.PARTLY, Standing.CONTRADICTED)
    )
    if statement.form is Form.OPINION and not any(_somebodys(f) for f in partly):
        return Checked(statement=statement, standing=Standing.NO_STATEMENT, reason="An opinion or a recommendation.")
    faulted = max((f.covered for f in (*partly, *against) if f.faults), default=0.0)
    if supporting := [f for f in supporting if f.covered > faulted - NEARER]:
        documents = {f.passage.document_id for f in supporting}
        others = [f for f in against if f.passage.document_id not in documents]
        return _checked(statement, Standing.SUPPORTED, supporting, others)
    partly.sort(key=lambda f: (not f.faults, -f.covered))
    if against and (not partly or against[0].covered >= partly[0].covered):
        return _checked(statement, Standing.CONTRADICTED, (), against)
    if partly:
        near = [f for f in partly if f.covered > partly[0].covered - NEARER]
        return _checked(statement, Standing.PARTLY, near, against)
    return _checked(statement, Standing.NOT_FOUND, found[:1], ())


def _somebodys(found: Finding) -> bool:
    """Whether the library has it as somebody's word: then it is no opinion of the writer's own."""
    return any(fault.kind is FaultKind.ATTRIBUTION for fault in found.faults)


def _checked(
    statement: Statement, standing: Standing, sources: Sequence[Finding], against: Sequence[Finding]
) -> Checked:
    deciding = (against if standing is Standing.CONTRADICTED else sources)[:1]
    return Checked(
        statement=statement, standing=standing, sources=tuple(sources[:SHOWN]), against=tuple(against[:SHOWN]),
        reason=deciding[0].reason if deciding else "Nothing in the library is near to this.",
        faults=deciding[0].faults if deciding and standing is not Standing.NOT_FOUND else (),
    )  # fmt: skip
