"""What a server says that gives probabilities: of yes and no in any spelling, and of others."""

import math

from langchain_core.messages import AIMessage


def word(yes: float, no: float) -> AIMessage:
    top = [("Yes", 0.75 * yes), (" yes", 0.25 * yes), ("NO", no), ("Perhaps", 1 - yes - no)]
    tokens = [{"token": t, "logprob": math.log(p)} for t, p in top if p > 0]
    return AIMessage("Yes", response_metadata={"logprobs": {"content": [{"top_logprobs": tokens}]}})
