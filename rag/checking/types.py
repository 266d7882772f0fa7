"""Values of a checked draft. They can be printed, compared and written to a file; nothing here does work."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from index.types import Filters
from rag.types import Citation, Evidence


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A text to be checked, as its file or the clipboard has it. `name` is what messages call it."""

    name: str
    text: str


class Form(StrEnum):
    """What a sentence of a draft is. Only an ASSERTION has to be borne out; an OPINION is looked up, and is no
    statement of fact where nobody in the library holds it."""

    ASSERTION = "assertion"
    OPINION = "opinion"
    QUESTION = "question"
    HEADING = "heading"
    GREETING = "greeting"
    INSTRUCTION = "instruction"
    EMPTY = "nothing that can be checked"


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sentence of a draft: `draft.text[start:end] == text`. `lead` is the sentence before it in its paragraph, with
    which it is read; it is empty at the beginning of one."""

    text: str
    start: int
    end: int
    form: Form = Form.ASSERTION
    lead: str = ""


class Standing(StrEnum):
    """What the library says to a statement."""

    SUPPORTED = "supported"
    PARTLY = "partly supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not in the library"
    NO_STATEMENT = "no statement of fact"
    NOT_JUDGED = "not judged"
    """In a language that is not read here."""


NOT_BORNE_OUT = frozenset({Standing.PARTLY, Standing.CONTRADICTED, Standing.NOT_FOUND})
"""What a writer has to look at."""


class FaultKind(StrEnum):
    """What is wrong with a statement beside its source, in the words of an editor."""

    FIGURE = "wrong figure or date"
    SPEAKER = "wrong speaker"
    NAME = "wrong name"
    ROLE = "said of somebody else"
    ATTRIBUTION = "stripped attribution"
    CERTAINTY = "overstated certainty"
    OPPOSITE = "the opposite"
    QUOTATION = "changed quotation"
    MEANING = "more than the source says"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault of a statement: `reason` says it in a sentence, with the words of the source."""

    kind: FaultKind
    reason: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """How one passage stands to a statement. `citation` is the part of it that bears on the statement most, `passage`
    all that was read; `score` in 0…1 is the verifier's belief, `covered` the share of the statement's words there."""

    standing: Standing
    citation: Citation
    passage: Evidence
    score: float
    covered: float
    reason: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A statement with its verdict: what bears it out (`sources`), best first, and what says otherwise (`against`),
    which may both be there where documents disagree. Without either, `sources` holds the nearest passage."""

    statement: Statement
    standing: Standing
    reason: str
    sources: tuple[Finding, ...] = ()
    against: tuple[Finding, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def borne_out(self) -> bool:
        return self.standing not in NOT_BORNE_OUT

    @property
    def disputed(self) -> bool:
        """Whether it is borne out, and another document says otherwise."""
        return self.standing is Standing.SUPPORTED and bool(self.against)


@dataclass(frozen=True, kw_only=True)
class Report:
    """A checked draft. `statements` are in its order; `documents` is how many the filters let through; `notices` say
    what was not done: a draft cut short, a language that is not read, a check that was stopped."""

    draft: Draft
    statements: tuple[Checked, ...]
    documents: int
    filters: Filters = Filters()
    notices: tuple[str, ...] = ()
    seconds: float | None = None

    @property
    def counts(self) -> Mapping[Standing, int]:
        """How many statements have each standing, in the order of the standings; none is left out."""
        found = Counter(checked.standing for checked in self.statements)
        return {standing: found[standing] for standing in Standing}

    @property
    def faults(self) -> Mapping[FaultKind, int]:
        """How many statements have each kind of fault, in the order of the kinds, those that occur."""
        found = Counter(kind for checked in self.statements for kind in {fault.kind for fault in checked.faults})
        return {kind: found[kind] for kind in FaultKind if found[kind]}

    @property
    def to_look_at(self) -> tuple[Checked, ...]:
        """The statements that are not borne out."""
        return tuple(checked for checked in self.statements if not checked.borne_out)
