"""Who says how evidence stands to a claim: the claim reader that ships, or a cross-encoder by name in its place.

One choice for the process, made where the settings are read, as that of the weights is: a verdict is a function of
texts. The cross-encoder is asked (evidence, claim), the order of premise and hypothesis that models of natural language
inference are taught in (Bowman et al. 2015).
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from rag.errors import ModelSetupError
from rag.models import readers
from rag.models.readers import Stance

Verifier = Callable[[str, Sequence[str]], list[Stance]]
"""Claim and texts → how each text stands to the claim."""

_chosen: Verifier = readers.stances

_SAYS_YES = ("entail", "support", "consistent", "factual")
_SAYS_NO = ("contradict", "refut")
"""Beginnings of labels: "entailment", "SUPPORTS", "contradiction"; "not_supported" has neither."""


def chosen() -> Verifier:
    """Who judges. Raises, when it is asked, ModelSetupError if the weights are damaged."""
    return _chosen


def choose(name: str | None) -> None:
    """Lets the cross-encoder of that name or folder judge from now on; None: the claim reader. Raises ModelSetupError
    when it cannot be loaded; the choice before then stays."""
    global _chosen
    _chosen = readers.stances if name is None else open_verifier(name)


def open_verifier(name: str) -> Verifier:
    """One output is read as the log odds of support; several by their labels, of two without names the second
    supports. Raises ModelSetupError."""
    from sentence_transformers import CrossEncoder

    hint = "Give a folder or name of a CrossEncoder for natural language inference, or unset DOSSIER_VERIFIER."
    try:
        model = CrossEncoder(name, device="cpu")
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelSetupError(
            f"The verifier {name} cannot be loaded: {' '.join(str(error).split())}.", hint=hint
        ) from error
    columns = _columns(dict(model.config.id2label), int(model.config.num_labels))
    if "supported" not in columns:
        labels = ", ".join(map(str, model.config.id2label.values()))
        raise ModelSetupError(f"The verifier {name} has no label for support, only {labels}.", hint=hint)

    def judge(claim: str, evidence: Sequence[str]) -> list[Stance]:
        logits = np.asarray(model.predict([(text, claim) for text in evidence], apply_softmax=False))
        return [_stance(row, columns) for row in logits.reshape(len(evidence), -1)]

    return judge


def _columns(labels: Mapping[int, str], number: int) -> dict[str, int]:
    """The places of the outputs that say "supported" and "contradicted"."""
    if number == 1:
        return {"supported": 0}
    if number == 2 and all(label.lower().startswith("label_") for label in labels.values()):
        return {"supported": 1}
    found: dict[str, int] = {}
    for at, label in labels.items():
        word = label.lower()
        if word.startswith(_SAYS_YES):
            found["supported"] = at
        elif word.startswith(_SAYS_NO):
            found["contradicted"] = at
    return found


def _stance(logits: readers.Floats, columns: Mapping[str, int]) -> Stance:
    shares = np.exp(logits - logits.max())
    shares = shares / shares.sum() if len(logits) > 1 else 1 / (1 + np.exp(-logits))
    supported = float(shares[columns["supported"]])
    contradicted = float(shares[columns["contradicted"]]) if "contradicted" in columns else 0.0
    return Stance(
        supported=supported, partial=0.0, contradicted=contradicted,
        unmentioned=max(0.0, 1.0 - supported - contradicted),
    )  # fmt: skip
