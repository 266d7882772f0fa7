"""The network of the readers: one small encoder over two texts together, with three heads.

Whether a window answers a question, where (Devlin et al. 2019 on SQuAD), and how evidence stands to a claim. One
encoder serves both tasks: what contradicts a claim and what does not answer a question are told by the same signs.
"""

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import nn
from transformers import AutoConfig, AutoModel

CLAIM_LABELS = 4

_WITHOUT_DROPOUT: dict[str, Any] = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
"""Drawing its masks takes more of a CPU than the layers do, and two passes do not overfit."""

_KIND: dict[str, Any] = {"dtype": torch.float32, "add_pooling_layer": False, "attn_implementation": "eager"}


def open_readers(model: Path, weights: Path, layers: int | None = None) -> "Readers":
    """The readers of a base encoder's folder with the weights that `teach` wrote."""
    readers = empty_readers(model, layers)
    readers.load_state_dict({name: value.float() for name, value in load_file(weights).items()})
    return readers


def empty_readers(model: Path, layers: int | None = None) -> "Readers":
    """The same with weights drawn by chance: of the base encoder's folder only the configuration is read."""
    return Readers(AutoModel.from_config(AutoConfig.from_pretrained(model, **_WITHOUT_DROPOUT), **_KIND), layers)


def base_readers(model: Path, layers: int | None = None) -> "Readers":
    """The base encoder as it was published under heads drawn by chance."""
    return Readers(AutoModel.from_pretrained(model, **_WITHOUT_DROPOUT, **_KIND), layers)


class Readers(nn.Module):  # type: ignore[misc]
    """Of a BERT-like encoder the lowest `layers` are used, or all."""

    def __init__(self, encoder: Any, layers: int | None = None) -> None:
        super().__init__()
        self.encoder = encoder
        # The layers left out are the topmost: they cost a task least (Sajjad et al. 2023, "On the effect of dropping
        # layers of pre-trained transformer models"), and here they are those made for another task.
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        size = self.encoder.config.hidden_size
        self.place = nn.Linear(size, 2)
        self.whether = nn.Sequential(nn.Dropout(0.1), nn.Linear(2 * size, size), nn.Tanh(), nn.Linear(size, 1))
        self.claim = nn.Sequential(nn.Dropout(0.1), nn.Linear(2 * size, size), nn.Tanh(), nn.Linear(size, CLAIM_LABELS))

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> tuple[Any, Any, Any]:
        """Log odds that each window answers, (pairs,); logits of its tokens as first and last, (pairs, tokens, 2);
        logits of the claim labels, (pairs, 4)."""
        kinds = {"token_type_ids": token_type_ids} if hasattr(self.encoder.config, "type_vocab_size") else {}
        tokens = self.encoder(input_ids=input_ids, attention_mask=attention_mask, **kinds).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
        both = torch.cat([tokens[:, 0], (tokens * mask).sum(1) / mask.sum(1)], dim=-1)
        return self.whether(both).squeeze(-1), self.place(tokens), self.claim(both)
