"""A chat model's yes or no as a figure: the odds of its first word (P(True); Kadavath et al. 2022, "Language Models
(Mostly) Know What They Know"). A small model that is asked to answer answers; asked whether it can, it knows better.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

_TOP = 20
_LEAST = 1e-6
"""What a word that is not among the _TOP likeliest is taken to weigh."""


def log_odds(model: BaseChatModel, messages: Sequence[BaseMessage]) -> float | None:
    """log P(yes) − log P(no) of the model's first token; None where the server gives no probabilities.

    Raises whatever the model's provider raises.
    """
    said = model.invoke(list(messages), logprobs=True, top_logprobs=_TOP, extra_body={"max_tokens": 1})
    first = ((said.response_metadata.get("logprobs") or {}).get("content") or [{}])[0]
    tokens: Iterable[Mapping[str, Any]] = first.get("top_logprobs") or ()
    weight = {"yes": 0.0, "no": 0.0}
    for token in tokens:
        word = str(token["token"]).strip().lower()
        if word in weight:
            weight[word] += math.exp(float(token["logprob"]))
    if not any(weight.values()):
        return None
    return math.log(weight["yes"] + _LEAST) - math.log(weight["no"] + _LEAST)
