"""An optional cross-encoder, by name, that reads question and chunk together and puts the candidates in a new order.

Nogueira and Cho (2019), "Passage Re-ranking with BERT". Dossier needs none: `rag.retrieval.belief` orders what its own
reader has read. For those who have one and the patience; each of READ chunks costs a pass of that model.
"""

from collections.abc import Callable, Sequence

from rag.errors import ModelSetupError
from rag.retrieval.hybrid import Candidate

READ = 20
"""Candidates that are read; the others keep their order behind them."""

Reranker = Callable[[str, Sequence[str]], list[float]]
"""Question and texts → for each text how well it answers, 0…1."""


def open_reranker(name: str | None) -> Reranker | None:
    """The cross-encoder of that name or folder; None for None. Raises ModelSetupError when it cannot be loaded."""
    if name is None:
        return None
    from sentence_transformers import CrossEncoder
    from torch.nn import Sigmoid

    try:
        model = CrossEncoder(name, device="cpu", num_labels=1)
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelSetupError(
            f"The reranker {name} cannot be loaded: {' '.join(str(error).split())}.",
            hint="Give a folder or name of a sentence_transformers CrossEncoder, or unset DOSSIER_RERANKER.",
        ) from error

    def score(question: str, texts: Sequence[str]) -> list[float]:
        scores = model.predict([(question, text) for text in texts], activation_fn=Sigmoid())
        return [float(score) for score in scores]

    return score


def rerank(question: str, candidates: Sequence[Candidate], reranker: Reranker | None) -> list[Candidate]:
    """The first READ candidates in the reranker's order, then the rest."""
    first = list(candidates[:READ])
    if reranker is None or not first:
        return list(candidates)
    scores = reranker(question, [c.chunk.text for c in first])
    read = sorted(zip(scores, first, strict=True), key=lambda pair: -pair[0])
    return [c for _, c in read] + list(candidates[READ:])
