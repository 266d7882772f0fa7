"""How quickly a local model reads and writes on this machine, by its server's own count."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import httpx

from rag.errors import ModelError
from rag.models.embedded.server import ModelServer

_WRITTEN = 60
"""Tokens: about two sentences of an answer."""
_CONTEXT = 1024
"""Tokens that hold prompt and answer."""
_TIMEOUT_S = 600.0
"""A model that reads one token a second is still measured."""

# About 500 tokens of plain sentences, no two the same; what is asked for is not in them, for the server guesses words
# that repeat the prompt, and writes those faster.
_PROMPT = (
    " ".join(
        f"Ferry {n} left pier {n * 7 % 50} at noon with {n * 31 % 400} passengers and came back before dark."
        for n in range(1, 22)
    )
    + "\n\nDescribe a winter morning in the mountains in your own words."
)


@dataclass(frozen=True, kw_only=True)
class Speed:
    """Tokens a second of reading a prompt of `read` tokens and of writing `written`."""

    read: int
    reads: float
    written: int
    writes: float


def measure(model: Path, *, threads: int | None) -> Speed:
    """Serves the file, asks once, and stops. Raises ModelError where the model cannot be started or asked."""
    with tempfile.TemporaryDirectory() as folder:
        server = ModelServer(model, context=_CONTEXT, threads=threads, log=Path(folder) / "model.log")
        try:
            return _asked(server)
        except (httpx.HTTPError, LookupError, ValueError) as error:
            message = f"{model.name} gave no answer to be timed ({error})."
            raise ModelError(message, hint="Ask it something with `python -m rag`, which says more.") from error
        finally:
            server.stop()


def _asked(server: ModelServer) -> Speed:
    address = server.address()
    body = {
        "messages": [{"role": "user", "content": _PROMPT}],
        "max_tokens": _WRITTEN,
        "temperature": 0,
        "ignore_eos": True,  # else a model of few words is timed over few
        "cache_prompt": False,
    }
    headers = {"Authorization": f"Bearer {address.key}"}
    answer = httpx.post(
        f"{address.url}/chat/completions", json=body, headers=headers, timeout=_TIMEOUT_S, trust_env=False
    )
    timings = answer.raise_for_status().json()["timings"]
    return Speed(
        read=int(timings["prompt_n"]),
        reads=float(timings["prompt_per_second"]),
        written=int(timings["predicted_n"]),
        writes=float(timings["predicted_per_second"]),
    )
