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

SMALL_FILE = 3_000_000_000
"""Bytes of a local model's weights below which it is read to as a small one: some 4B parameters at 4 bits. Chosen, not
measured: by the speed of the 1.5B, such a model would read what LARGE gives for two minutes and more on two cores."""


def capacity(model_name: str, size: int | None = None) -> Capacity:
    """That of the models in `rag.models.registry`, wherever they are served, of quotation, or of any other model.

    `size` is given for a model that is run here from a file: that of the file, in bytes, 0 where it is not here.
    """
    small = model_name in MODELS or model_name == "none" or (size is not None and size < SMALL_FILE)
    return SMALL if small else LARGE
