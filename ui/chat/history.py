"""What a conversation so far means for the next question."""

from collections.abc import Sequence

from rag.conversation.exchange import Exchange
from rag.types import Evidence, Turn


def turns(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """Questions and answers in order; a question that was never answered is left out."""
    found: list[Turn] = []
    for exchange in exchanges:
        said = exchange.answer and (exchange.answer.text or exchange.answer.missing)
        if said:
            found += [Turn(role="user", content=exchange.question), Turn(role="assistant", content=said)]
    return tuple(found)


def known(exchanges: Sequence[Exchange]) -> tuple[Evidence, ...]:
    """Evidence numbered so far, so that a passage keeps its number."""
    found = {e.number: e for exchange in exchanges if exchange.answer for e in exchange.answer.evidence}
    return tuple(found.values())
