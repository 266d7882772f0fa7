"""How the small reader (`rag.reader`) is made: pairs of question and passage, teaching, and its eight-bit file.

    python -m evals.reader.cloze ../shared/bench/{news,chunking,mtrag} --out made.jsonl.gz
    python -m evals.reader.pairs ../shared/bench/{squad2,clapnq,ramdocs,news} --out pairs.jsonl.gz
    python -m evals.reader.train pairs.jsonl.gz MODEL reader.safetensors --first made.jsonl.gz
    python -m evals.reader.export MODEL reader.safetensors

MODEL is the folder of all-MiniLM-L6-v2. It is taught on one half of the documents (`evals.bench.halves`) and measured
on the other, whose questions `python -m evals bench --held-out` asks. The third step needs nothing but torch,
transformers and scikit-learn: minutes on a GPU, a day on two cores. How the file that ships was made: design/LOG.md,
2026-11-26.
"""
