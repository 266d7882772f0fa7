"""The taught reader as the file that ships: ONNX with eight-bit weights, `rag/reader.onnx`.

python -m evals.reader.export MODEL reader.safetensors
"""

import argparse
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file

from evals.reader.model import Reader
from rag.reader import MODEL

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class Whether(torch.nn.Module):  # type: ignore[misc]
    """The reader without the head that points."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> object:
        return self.reader(input_ids, attention_mask, token_type_ids)[0]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, metavar="MODEL")
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args(arguments)
    reader = Reader(options.model, attn_implementation="eager")
    reader.load_state_dict({name: value.float() for name, value in load_file(options.weights).items()})
    ids = torch.ones(2, 8, dtype=torch.long)
    axes = {name: {0: "batch", 1: "length"} for name in INPUTS}
    with tempfile.TemporaryDirectory() as folder, torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in index/export.py
        whole = str(Path(folder) / "reader.onnx")
        torch.onnx.export(
            Whether(reader).eval(), (ids, ids, torch.zeros_like(ids)), whole, dynamo=False, opset_version=17,
            input_names=list(INPUTS), output_names=["answers"], dynamic_axes=axes | {"answers": {0: "batch"}},
        )  # fmt: skip
        quantize_dynamic(whole, str(options.out), per_channel=True, weight_type=QuantType.QInt8)
    print(f"{options.out.name}: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
