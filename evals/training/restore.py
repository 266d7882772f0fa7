"""The weights of an exported reader as the network's, to be taught on.

    python -m evals.training.restore MODEL readers.onnx --layers 8 --out readers.safetensors

MODEL is a folder with the base encoder's `config.json`. Each eight-bit number times its scale: what rounding cost stays
lost. The claim head, which a packed file does not have, stays as it is drawn.
"""

import argparse
import gzip
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors.torch import save_file

from evals.training.network import empty_readers
from index.onnx import is_packed

Tensor = NDArray[np.float32]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--layers", type=int, help="as they were taught")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    readers = empty_readers(options.model, options.layers)
    found = weights(options.weights)
    state = readers.state_dict()
    missing = [name for name in state if name not in found]
    if lost := [name for name in missing if not name.startswith("claim.")]:
        parser.error(
            f"{options.weights} does not have {', '.join(lost)}. Name its own number of --layers; of a network that "
            "was hardly taught, tensors that are alike are exported once and cannot be told."
        )
    state |= {name: torch.from_numpy(found[name]) for name in state if name in found}
    readers.load_state_dict(state)  # tells a wrong shape
    save_file({name: value.contiguous().to(torch.bfloat16) for name, value in state.items()}, str(options.out))
    print(f"{len(state) - len(missing)} tensors; not in the file: {', '.join(missing) or 'none'}")


def weights(path: Path) -> dict[str, Tensor]:
    """Each parameter's name in the network → its numbers; path: what `export` or `compress` wrote."""
    with gzip.open(path) if is_packed(path) else path.open("rb") as file:
        graph = onnx.load_model(file).graph
    known = {given.name: numpy_helper.to_array(given) for given in graph.initializer}
    found = {name: np.array(numbers) for name, numbers in known.items() if numbers.dtype == np.float32}
    for name in [name.removesuffix("_quantized") for name in known if name.endswith("_quantized")]:
        zero = known[f"{name}_zero_point"].astype(np.float32)
        found[name] = (known[f"{name}_quantized"] - zero) * known[f"{name}_scale"]
    for node in graph.node:
        if node.op_type == "MatMulInteger":  # a product's matrix has the name of its node, and lies the other way
            found[f"{_module(node.name)}.weight"] = found.pop(node.input[1].removesuffix("_quantized")).T.copy()
    return found


def _module(node: str) -> str:
    """Of a product such as /encoder/layer.0/output/dense/MatMul_quant, or /whether/whether.1/Gemm_MatMul_quant."""
    parts = node.strip("/").split("/")[:-1]
    if len(parts) > 1 and parts[-1].startswith(f"{parts[-2]}."):
        del parts[-2]
    return ".".join(parts)


if __name__ == "__main__":
    main()
