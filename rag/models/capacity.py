"""How much the model that answers can read, and how it is asked."""

from dataclasses import dataclass

from rag.models.embedded.registry import MODELS

SMALL_PROMPT = "answer_small"
"""The prompt file of small models: it offers no way to decline, which they take beside the answer."""


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """`prompt` is the file of `prompts/`; `tokens` and `passages` are the most evidence that is shown; `answer` the
    longest answer, in tokens.

    All passages are read. A model that is `spared` is asked beforehand whether they answer, and what it writes is never
    taken for "not found"; others may decline by themselves.
    """

    prompt: str
    tokens: int
    passages: int
    answer: int
    spared: bool = False

    @property
    def may_decline(self) -> bool:
        """Whether "not found" is taken for an answer: of a small model's, half are wrong (design/LOG.md)."""
        return not self.spared


SMALL = Capacity(prompt=SMALL_PROMPT, tokens=450, passages=6, answer=96, spared=True)
"""A small model on two cores, which every 100 tokens cost a second and more."""

LARGE = Capacity(prompt="answer_large", tokens=1200, passages=12, answer=1024)
"""What other models read in a moment. Chosen, not measured: no large model was at hand (design/LOG.md)."""

SMALL_FILE = 3_000_000_000
"""Bytes of a local model's weights below which it is read to as a small one: some 4B parameters at 4 bits. Chosen, not
measured: by the speed of the 1.5B, such a model would read what LARGE gives for two minutes and more on two cores."""


def capacity(model_name: str, size: int | None = None) -> Capacity:
    """That of the models in `rag.models.embedded.registry`, wherever they are served, of quotation, or of any other.

    `size` is given for a model that is run here from a file: that of the file, in bytes, 0 where it is not here.
    """
    small = model_name in MODELS or model_name == "none" or (size is not None and size < SMALL_FILE)
    return SMALL if small else LARGE
