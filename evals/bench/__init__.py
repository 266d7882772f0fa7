"""Benchmarks over question sets in one layout: `python -m evals bench DIR`."""
