"""The taught reader as the file that ships: ONNX with eight-bit weights, `rag/reader.onnx`.

python -m evals.reader.export MODEL reader.safetensors
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file

from evals.reader.model import Reader
from index.export import write
from rag.reader import MODEL


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
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "reader.onnx"
        write(Whether(reader), whole, {"answers": {0: "batch"}})
        quantize_dynamic(whole, str(options.out), per_channel=True, weight_type=QuantType.QInt8)
    print(f"{options.out.name}: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
