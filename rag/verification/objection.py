"""What one layer of verification holds against a sentence."""

from dataclasses import dataclass

from rag.types import Support


@dataclass(frozen=True, kw_only=True)
class Objection:
    """The best verdict that is left to the sentence, and why, in words for the reader."""

    at_best: Support
    reason: str
