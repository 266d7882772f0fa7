"""The taught readers as the files that ship: ONNX with eight-bit weights, manifest and tokenizer.

    python -m evals.training.export ROWS MODEL readers.safetensors [--out FOLDER] [--claims] [--packed]

--claims: the claim head alone. --packed: to half the bytes, without the claim head (`evals.training.compress`).
"""

import argparse
import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic

from evals.training.compress import compress_folder, without_outputs
from evals.training.network import open_readers
from evals.training.rows import LANGUAGES, claims, questions
from index.export import write
from rag.models.readers import CLAIM_OUTPUT, FOLDER, MANIFEST, TOKENIZER, WEIGHTS, Manifest

COMMAND = "python -m evals.training.teach && python -m evals.training.export"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--layers", type=int, help="as they were taught")
    parser.add_argument("--languages", nargs="+", default=sorted(LANGUAGES), help="as they were taught")
    parser.add_argument("--seed", type=int, default=0, help="the one that they were taught with")
    parser.add_argument("--packed", action="store_true", help="half the bytes, no claim head")
    parser.add_argument("--claims", action="store_true", help="the claim head alone")
    options = parser.parse_args(arguments)
    readers = open_readers(options.model, options.weights, options.layers)
    options.out.mkdir(parents=True, exist_ok=True)
    target = options.out / WEIGHTS
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / WEIGHTS
        write(readers, whole, {"answers": {0: "batch"}, "places": {0: "batch", 1: "length"}, "claims": {0: "batch"}})
        quantize_dynamic(whole, str(target), per_channel=True, weight_type=QuantType.QInt8)
    if options.claims:
        model = onnx.load(target)
        without_outputs(model, keep=(CLAIM_OUTPUT,))
        onnx.save(model, target)
    shutil.copyfile(options.model / "tokenizer.json", options.out / TOKENIZER)
    languages = frozenset(options.languages)
    sets = {row.set: row.licence for row in questions(options.rows, languages)}
    sets |= {row.set: row.licence for row in claims(options.rows, languages)}
    made = Manifest(
        sha256=hashlib.sha256(target.read_bytes()).hexdigest(), made_by=COMMAND, base=options.model.name,
        seed=options.seed, sets=dict(sorted(sets.items())),
    )  # fmt: skip
    (options.out / MANIFEST).write_text(made.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(f"{target.name}: {target.stat().st_size:,} bytes, {len(sets)} sets")
    if options.packed:
        compress_folder(options.rows, options.out, languages)


if __name__ == "__main__":
    main()
