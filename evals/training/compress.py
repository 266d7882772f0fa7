"""Eight-bit weights of a reader, rounded further and packed: half the bytes in the repository, the same graph in use.

    python -m evals.training.compress ROWS FOLDER [--languages en]

Each matrix of the encoder is rounded to multiples of one step, a share of its standard deviation. Few multiples are
then frequent, and the Huffman code of gzip takes some 3.8 bits for each (entropy-coded quantisation; Gish and Pierce
1968). Opened, they are the eight-bit whole numbers that onnxruntime multiplied before: no slower, and nothing to be
supported by a processor. What rounding a row costs is mended in the rows that follow it, by how they go together in
texts (GPTQ; Frantar et al. 2023). Word vectors stay as they are, but for those of other scripts than are read.
"""

import argparse
import hashlib
import tempfile
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper
from tokenizers import Tokenizer

from evals.training.examples import question_examples
from evals.training.rows import LANGUAGES, questions
from index.onnx import open_session, session_inputs
from rag.models.readers import MANIFEST, QUESTION_OUTPUTS, WEIGHTS, manifest, open_tokenizer

COMMAND = "python -m evals.training.compress"
STEP = 0.28
"""Of a matrix's standard deviation."""
GROUP = 128
"""Rows that are rounded before what they cost is passed on to all that follow."""
DAMPING = 0.01
"""Of the mean of the diagonal, added to it: how much less the texts are believed."""
LARGEST = 127
GZIP_WINDOW = 31
"""What zlib calls the frame of a gzip around the largest window."""
EXAMPLES = 160
"""From which it is counted how the inputs of a matrix go together."""
BATCH = 8
UNREAD = frozenset(
    "ARABIC ARMENIAN BENGALI CJK CYRILLIC DEVANAGARI GEORGIAN HANGUL HEBREW HIRAGANA KANNADA KATAKANA MYANMAR SINHALA "
    "TAMIL THAI TIBETAN".split()
)
"""Scripts, as the names of their letters begin, that none of LANGUAGES is written in."""

Floats = NDArray[np.float32]
Pair = tuple[str, str]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("folder", type=Path, help="what `export` wrote; its weights are replaced")
    parser.add_argument("--languages", nargs="+", default=sorted(LANGUAGES), help="as they were taught")
    options = parser.parse_args(arguments)
    compress_folder(options.rows, options.folder, frozenset(options.languages))


def compress_folder(rows: Path, folder: Path, languages: frozenset[str]) -> None:
    """Packs the exported reader in `folder`, by the texts of the first examples."""
    chance = Random(0)
    examples = (example for row in questions(rows, languages) for example in question_examples(row, chance))
    pairs = [(example.first, example.second) for example in islice(examples, EXAMPLES)]
    weights = folder / WEIGHTS
    compress(weights, weights, open_tokenizer(folder), pairs)
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    made = manifest(folder)
    made = made.model_copy(update={"sha256": digest, "made_by": f"{made.made_by} && {COMMAND}"})
    (folder / MANIFEST).write_text(made.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(f"{weights.name}: {weights.stat().st_size:,} bytes")


def compress(source: Path, target: Path, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> None:
    """Writes `source`, a file of `quantize_dynamic`, without its claim head to `target`; `pairs` are questions and
    windows such as it will read."""
    model = onnx.load(source)
    without_outputs(model, keep=QUESTION_OUTPUTS)
    matrices = products(model)
    together = moments(model, list(matrices), tokenizer, pairs)
    known = {initializer.name: initializer for initializer in model.graph.initializer}
    for given, names in matrices.items():
        for name in names:
            scale = known[f"{name}_scale"]
            weights = numpy_helper.to_array(known[f"{name}_quantized"]) * numpy_helper.to_array(scale)
            steps = np.maximum(STEP * weights.std(), np.abs(weights).max(axis=0) / LARGEST).astype(np.float32)
            whole = rounded(weights, steps, together[given])
            known[f"{name}_quantized"].CopyFrom(numpy_helper.from_array(whole, f"{name}_quantized"))
            scale.CopyFrom(numpy_helper.from_array(steps, scale.name))
    blank(known, [number for token, number in tokenizer.get_vocab().items() if unread(token)])
    target.write_bytes(pack(model.SerializeToString()))


def without_outputs(model: onnx.ModelProto, keep: Sequence[str]) -> None:
    """Removes the other outputs, and whatever serves them alone."""
    graph = model.graph
    kept = [output for output in graph.output if output.name in keep]
    needed = {output.name for output in kept}
    nodes = []
    for node in reversed(graph.node):  # each stands behind those that it needs
        if needed.intersection(node.output):
            nodes.append(node)
            needed.update(node.input)
    initializers = [initializer for initializer in graph.initializer if initializer.name in needed]
    for field, left in ((graph.output, kept), (graph.node, nodes[::-1]), (graph.initializer, initializers)):
        del field[:]
        field.extend(left)


def blank(known: Mapping[str, onnx.TensorProto], numbers: Sequence[int]) -> None:
    """Makes the vectors of these tokens zero."""
    for name, initializer in known.items():
        if name.endswith("word_embeddings.weight_quantized"):
            vectors = numpy_helper.to_array(initializer).copy()
            vectors[numbers] = numpy_helper.to_array(known[name.removesuffix("quantized") + "zero_point"])
            initializer.CopyFrom(numpy_helper.from_array(vectors, name))


def unread(token: str) -> bool:
    """Whether it stands for nothing yet, or has a letter of a script in UNREAD."""
    return token.startswith("[unused") or any(unicodedata.name(c, "").split(" ")[0] in UNREAD for c in token)


def products(model: onnx.ModelProto) -> dict[str, list[str]]:
    """What is multiplied by matrices of the encoder's layers → the names of these."""
    quantized = {n.output[0]: n.input[0] for n in model.graph.node if n.op_type == "DynamicQuantizeLinear"}
    found: dict[str, list[str]] = defaultdict(list)
    for node in model.graph.node:
        if node.op_type == "MatMulInteger" and "/layer." in node.name:
            found[quantized[node.input[0]]].append(node.input[1].removesuffix("_quantized"))
    return dict(found)


def moments(
    model: onnx.ModelProto, names: Sequence[str], tokenizer: Tokenizer, pairs: Sequence[Pair]
) -> dict[str, Floats]:
    """Of each named tensor the sum of xᵀx over the tokens of all pairs."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    sums: dict[str, Floats] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "watched.onnx"
        onnx.save(watched, path)
        session = open_session(path)
        order = sorted(pairs, key=lambda pair: len(pair[0]) + len(pair[1]))
        for start in range(0, len(order), BATCH):
            given = session_inputs(tokenizer.encode_batch(order[start : start + BATCH]))
            real = given["attention_mask"].astype(bool)
            for name, tensor in zip(names, session.run(names, given), strict=True):
                tokens = tensor[real]
                sums[name] = sums.get(name, np.float32(0)) + tokens.T @ tokens
    return sums


def rounded(weights: Floats, steps: Floats, together: Floats) -> NDArray[np.int8]:
    """Whole numbers that times `steps`, one a column, do nearly what the weights do to inputs with such moments."""
    left = weights.astype(np.float32).copy()
    level = float(np.trace(together)) / len(together) or 1.0
    dampened = together.astype(np.float64) + DAMPING * level * np.eye(len(together))
    spread = np.linalg.cholesky(np.linalg.inv(dampened)).T.astype(np.float32)
    whole = np.zeros(weights.shape, dtype=np.int8)
    for start in range(0, len(left), GROUP):
        end = min(start + GROUP, len(left))
        lost = np.zeros((end - start, left.shape[1]), dtype=np.float32)
        for row in range(start, end):
            whole[row] = np.clip(np.rint(left[row] / steps), -LARGEST, LARGEST)
            lost[row - start] = (left[row] - whole[row] * steps) / spread[row, row]
            left[row + 1 : end] -= np.outer(spread[row, row + 1 : end], lost[row - start])
        left[end:] -= spread[start:end, end:].T @ lost
    return whole


def pack(data: bytes) -> bytes:
    """A gzip without a date. What repeats is looked for in runs of one byte alone: among weights all else is chance."""
    packer = zlib.compressobj(9, zlib.DEFLATED, GZIP_WINDOW, strategy=zlib.Z_RLE)
    return packer.compress(data) + packer.flush()


if __name__ == "__main__":
    main()
