"""A statement beside one passage → how the passage stands to it, and what is wrong with the statement by name.

The verdict is that of `rag.verification.verify`, as for a sentence of an answer. It is asked twice, of the passage and
of the few sentences in it that say most of the statement, for a passage of many sentences has words of the statement
in places where they mean something else. Where nothing is held against the statement and it merely uses other words,
`paraphrase` is asked. Faults that an answer cannot have, because it quotes, are looked for beside that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.checking.faults.arithmetic import derived
from rag.checking.faults.attribution import stripped
from rag.checking.faults.certainty import overstated, permits
from rag.checking.faults.named import faults
from rag.checking.faults.roles import merged
from rag.checking.faults.speaker import misattributed
from rag.checking.paraphrase import WordVectors, anchored, covered, narrowed
from rag.checking.types import Fault, FaultKind, Finding, Standing
from rag.types import Evidence, Support, Verdict
from rag.verification.cite import cite
from rag.verification.known import origin
from rag.verification.pair import Pair
from rag.verification.support import STANDS, believe, figures, log_odds, supported
from rag.verification.verify import verify

SAME = 0.5
"""Share of the statement's words from which on a passage is about the same thing, and can contradict it."""

NEAR = 0.35
"""Share from which on a passage says a part of it, as `rag.verification.support` has it."""

READER = 0.6
"""The claim reader's share of `supported` from which on it is believed of a passage that has every number and name of
the statement."""

OTHERWISE = 0.9
"""Its share of `contradicted` from which on nothing is borne out, as `rag.verification.support` has it."""

RANK = {Standing.SUPPORTED: 0, Standing.PARTLY: 1, Standing.CONTRADICTED: 2, Standing.NOT_FOUND: 3}

_CONTRADICTING = frozenset((FaultKind.FIGURE, FaultKind.SPEAKER, FaultKind.ROLE, FaultKind.OPPOSITE))
"""Faults by which the source does not say less than the statement, but something else."""
_OTHER_WORDS = Verdict(support=Support.SUPPORTED, reason="The passage says this in other words.", score=STANDS)


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What is asked of a library beside its passages: the text of a document by its id, and vectors of words."""

    text_of: Callable[[str], str]
    vectors: WordVectors


def finding(text: str, passage: Evidence, sources: Sources) -> Finding:
    """How a passage stands to a statement: by the passage as it is, or by the part of it that says most."""
    part = narrowed(text, passage.text)
    whole = replace(_read(text, passage, sources), covered=part.covered)
    if whole.standing is Standing.SUPPORTED or (part.start, part.end) == (0, len(passage.text)):
        return whole
    cut = replace(
        passage, start=passage.start + part.start, end=passage.start + part.end,
        text=passage.text[part.start : part.end],
    )  # fmt: skip
    narrow = replace(_read(text, cut, sources), passage=passage, covered=part.covered)
    return min(whole, narrow, key=lambda f: (RANK[f.standing], -f.score))


def _read(text: str, passage: Evidence, sources: Sources) -> Finding:
    context = origin(passage)
    verdict = verify(text, passage.text, context=context)
    pair = Pair(text, passage.text, context)
    found = faults(verdict, pair)
    if found and permits(text) and all(fault.kind is FaultKind.CERTAINTY for fault in found):
        verdict, found = supported(pair), ()  # "lets them use" is no more certain than "may use"
    if found and all(fault.kind is FaultKind.FIGURE for fault in found) and derived(text, passage.text, context):
        verdict, found = supported(pair), ()
    if not verdict.stands and not found:
        verdict = _in_other_words(text, pair, context, sources.vectors) or verdict
    if verdict.stands:
        found = _own(text, pair, passage, sources.text_of(passage.document_id), verdict)
    standing = _standing(verdict, found, pair)
    return Finding(
        standing=standing, citation=cite(text, passage), passage=passage, score=verdict.score,
        covered=pair.covered, reason=found[0].reason if found else verdict.reason, faults=found,
    )  # fmt: skip


def _in_other_words(text: str, pair: Pair, context: str, vectors: WordVectors) -> Verdict | None:
    """The verdict where the passage has the statement in other words; None where it has not."""
    _, stance = figures(pair)
    if stance.contradicted >= OTHERWISE:
        return None
    belief = believe(covered(text, pair.text, context, vectors), log_odds(stance))
    if belief >= STANDS or (stance.supported >= READER and anchored(text, pair.text)):
        return replace(_OTHER_WORDS, score=max(belief, STANDS))
    return None


def _own(text: str, pair: Pair, passage: Evidence, document: str, verdict: Verdict) -> tuple[Fault, ...]:
    """Faults of what the passage else bears out; of its very words, that they are somebody's."""
    taken = stripped(text, pair, passage, document)
    if verdict.support is Support.VERBATIM:
        return (taken,) if taken else ()
    found = (
        misattributed(text, pair, passage, document),
        merged(text, passage.text),
        overstated(text, pair.nearest[0]),
        taken,
    )
    return tuple(fault for fault in found if fault)


def _standing(verdict: Verdict, found: Sequence[Fault], pair: Pair) -> Standing:
    if verdict.stands and not found:
        return Standing.SUPPORTED
    contrary = verdict.support is Support.CONTRADICTED or (found and found[0].kind in _CONTRADICTING)
    if contrary and pair.covered >= SAME:
        return Standing.CONTRADICTED
    near = verdict.stands or verdict.support is Support.PARTLY or pair.covered >= NEAR
    return Standing.PARTLY if near else Standing.NOT_FOUND
