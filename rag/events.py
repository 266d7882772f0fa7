"""What happens while a question is answered, in the order in which a reader is to see it."""

from dataclasses import dataclass

from rag.types import Answer, AnswerSentence, Briefing, Evidence


@dataclass(frozen=True, kw_only=True)
class EvidenceFound:
    """First event: what the answer will be made from, before the model has said a word. A later one replaces it."""

    standalone: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class Token:
    """A piece of readable text, never half a marker."""

    text: str


@dataclass(frozen=True, kw_only=True)
class SentenceDone:
    """A finished sentence with its citations and verdict."""

    sentence: AnswerSentence


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """What was shown so far is taken back: the sentences that follow, if any, take its place."""


@dataclass(frozen=True, kw_only=True)
class BriefingFound:
    """What a briefing has so far. A later one replaces it."""

    briefing: Briefing


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """On a server for several people, before anything else: so many questions come before this one."""

    before: int


@dataclass(frozen=True, kw_only=True)
class Done:
    """Last event, always."""

    answer: Answer


Event = Waiting | EvidenceFound | Token | SentenceDone | Withdrawn | BriefingFound | Done
