"""Domain values of a question and its answer. They can be printed, compared and stored; nothing here does work."""

from rag.types.answer import Answer, Outcome, Usage
from rag.types.briefing import Briefing, Coverage, Row
from rag.types.question import THRESHOLD, BriefingKind, BriefingRequest, Evidence, Question, Turn
from rag.types.sentence import STANDS, AnswerSentence, Citation, Conflict, Position, Support, Verdict

__all__ = [
    "STANDS",
    "THRESHOLD",
    "Answer",
    "AnswerSentence",
    "Briefing",
    "BriefingKind",
    "BriefingRequest",
    "Citation",
    "Conflict",
    "Coverage",
    "Evidence",
    "Outcome",
    "Position",
    "Question",
    "Row",
    "Support",
    "Turn",
    "Usage",
    "Verdict",
]
