"""How much the model that answers can read, and how it is asked."""

from dataclasses import dataclass

from rag.models.registry import MODELS


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """`prompt` is the file of `prompts/`; `tokens` and `passages` are the most evidence that it is given; `spared`
    whether passages that neither rank nor are believed near the best are kept from it; `answer` its longest answer, in
    tokens."""

    prompt: str
    tokens: int
    passages: int
    spared: bool
    answer: int


SMALL = Capacity(prompt="answer", tokens=300, passages=6, spared=True, answer=256)
"""A small model on two cores: every 100 tokens cost it seconds, and what lies further off misleads it. Nobody reads
what is quoted before the reader does, so quotation is given no more."""

LARGE = Capacity(prompt="answer_large", tokens=1200, passages=12, spared=False, answer=1024)
"""What other models read in a moment. Chosen, not measured: no large model was at hand (design/LOG.md)."""


def capacity(model_name: str) -> Capacity:
    """That of the models in `rag.models`, wherever they are served, of quotation, or of any other model."""
    return SMALL if model_name in MODELS or model_name == "none" else LARGE
