"""Exports a transformer of the default embedding model's kind to ONNX. The only module of the index that imports torch.

The graph gives token vectors and the mean-pooled, L2-normalised sentence vector that sentence-transformers gives
(`tests/index/test_embed.py` holds both against each other).
"""

import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export(folder: Path, target: Path) -> None:
    """Writes `target` from the sentence-transformers model in `folder`; appears in one step or not at all."""
    import torch
    from sentence_transformers import SentenceTransformer

    class Encoder(torch.nn.Module):  # type: ignore[misc]
        def __init__(self, transformer: torch.nn.Module) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(
            self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
        ) -> tuple[torch.Tensor, torch.Tensor]:
            tokens = self.transformer(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
            pooled = (tokens * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(pooled, p=2, dim=1), tokens

    reference = SentenceTransformer(str(folder), device="cpu", model_kwargs={"attn_implementation": "eager"})
    encoder = Encoder(reference[0].auto_model)
    partial = target.with_suffix(".partial")
    write(encoder, partial, {"sentence": {0: "batch"}, "tokens": {0: "batch", 1: "length"}})
    os.replace(partial, target)


def write(module: "torch.nn.Module", target: Path, outputs: dict[str, dict[int, str]]) -> None:
    """Writes a module that takes INPUTS, each (batch, length). `outputs` names what it gives, and the axes of each that
    are as long as need be."""
    import torch

    ids = torch.ones(2, 8, dtype=torch.long)
    axes = {name: {0: "batch", 1: "length"} for name in INPUTS}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Tracing warns of what the parity tests hold.
        # The newer exporter (dynamo=True) writes a graph that onnxruntime refuses.
        torch.onnx.export(
            module.eval(), (ids, ids, torch.zeros_like(ids)), str(target), dynamo=False, opset_version=17,
            input_names=list(INPUTS), output_names=list(outputs), dynamic_axes=axes | outputs,
        )  # fmt: skip
