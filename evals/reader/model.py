"""The network of the small reader: MiniLM over question and passage together, with two heads.

One says whether the passage answers, the other where, as in Devlin et al. (2019) on SQuAD 2.0; only the first is
shipped, but a reader that has to point at the answer learns faster whether there is one.
"""

from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoModel

MAX_TOKENS = 320
"""As `rag.reader` reads."""


class Reader(nn.Module):  # type: ignore[misc]
    """From the folder of all-MiniLM-L6-v2."""

    def __init__(self, folder: Path, **options: Any) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, dtype=torch.float32, add_pooling_layer=False, **options)
        size = self.encoder.config.hidden_size
        self.place = nn.Linear(size, 2)
        self.whether = nn.Sequential(nn.Dropout(0.1), nn.Linear(2 * size, size), nn.Tanh(), nn.Linear(size, 1))

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> tuple[Any, Any]:
        """Log odds that each passage answers, (pairs,), and of its tokens as first and last, (pairs, tokens, 2)."""
        tokens = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * mask).sum(1) / mask.sum(1)
        return self.whether(torch.cat([tokens[:, 0], mean], dim=-1)).squeeze(-1), self.place(tokens)
