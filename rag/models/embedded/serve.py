"""The child process that serves a GGUF file on loopback, as an OpenAI-compatible server.

    python -m rag.models.embedded.serve MODEL.gguf --context 4096 --threads 2

prints one JSON line {"url": …, "key": …} when it is ready and stays until its standard input closes, which happens
however the parent ends. The parent's side is `rag.models.embedded.server`.
"""

import argparse
import json
import os
import secrets
import sys
from pathlib import Path
from typing import Any

_SLOTS = 2
"""Requests that are worked on at once; further ones wait. Each has a prompt cache of its own."""


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m rag.models.embedded.serve", description="Serve a GGUF file on loopback."
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("--context", type=int, default=4096)
    parser.add_argument("--threads", type=int, default=None)
    options = parser.parse_args()
    # The parent reads our standard output: what native code prints goes to the log instead.
    ready = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    key = secrets.token_urlsafe(24)
    # Held by name to the end: the server stops when the object is collected.
    server = _serve(options.model, options.context, options.threads or default_threads(), key)
    print(json.dumps({"url": f"{server.listening_address}/v1", "key": key}), file=ready, flush=True)
    sys.stdin.buffer.read()
    os._exit(0)  # at once: an answer under way has no reader any more


def default_threads() -> int:
    """More than 8 threads wait for memory, not for cores."""
    return min(os.cpu_count() or 1, 8)


def _serve(model: Path, context: int, threads: int, key: str) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.n_ctx = context
    params.n_parallel = _SLOTS
    params.kv_unified = True  # else every slot gets only its share of the context
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.cache_ram_mib = 512  # prompts of conversations that are not in a slot just now; the default is 8 GB
    # Answers repeat their evidence word for word: guessing from the prompt doubled decoding where they do.
    params.speculative.types = [xllamacpp.common_speculative_type.COMMON_SPECULATIVE_TYPE_NGRAM_SIMPLE]
    params.sampling.temp = 0.0
    params.model_alias = {model.stem}
    params.verbosity = 2
    # Loopback is open to every page in the user's browser: without a key one could read the prompts.
    params.api_keys = [key]
    params.cors_origins = ""
    params.endpoint_slots = False
    params.ui = False
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:  # the reason stands in the log above; a traceback would push it out of the tail
        sys.exit(str(error))


if __name__ == "__main__":
    main()
