"""How the small readers (`rag/models/*reader*`), the weights that go with them, and the model that tells kinds of
questions (`rag/briefing/kinds`) are made, from public rows.

    python -m evals.training.teach ROWS MODEL --out readers.safetensors --passes 2 --steps 5600
    python -m evals.training.measure ROWS MODEL readers.safetensors
    python -m evals.training.export ROWS MODEL readers.safetensors
    python -m evals.training.compress ROWS FOLDER
    python -m evals.training.restore MODEL readers.onnx --out readers.safetensors
    python -m evals.training.fit_belief SET... --limit 500 --write
    python -m evals.training.fit_answerability SET... --model M --write
    python -m evals.training.fit_support ROWS
    python -m evals.training.fit_kinds ROWS --write

The second reader and the claim reader are made by the same commands with the options that their cards name
(`rag/models/second_reader/CARD.md`, `rag/models/claim_reader/CARD.md`). `compress` halves what `export` wrote; the
second reader is compressed. `restore` makes what `export` or `compress` wrote into weights that `teach --start` goes on
from.

ROWS is a folder with `qa.jsonl.gz` and `claims.jsonl.gz` (`evals.training.rows` has the layout), MODEL the folder of
all-MiniLM-L6-v2 that `python -m rag.models` fetches, SET a folder of questions (`evals.bench.read`). Teaching goes on
from its checkpoint after an interruption and uses a GPU where there is one.
"""
