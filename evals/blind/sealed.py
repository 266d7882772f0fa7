"""What is said on the way may name a question, an answer or a document: errors, logs and warnings are held back."""

import argparse
import logging
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from evals.bench.rows import ROOT
from evals.errors import EvalError, SealedError


@contextmanager
def sealed() -> Iterator[None]:
    """Turns every exception of the block into a SealedError, which has its class and its place in the code only."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except SealedError:
        raise
    except Exception as error:
        raise SealedError(
            f"{type(error).__name__} at {_place(error)}; what it says is held back, for it may quote a question.",
            hint="Nothing was kept. A set that may be read shows the whole of it, without --summary-only.",
        ) from None
    finally:
        logging.disable(before)


def check_alone(options: argparse.Namespace, keeping: Sequence[str]) -> None:
    """Raises EvalError if an option beside --summary-only would keep rows, or reads those that were kept."""
    if given := [f"--{name}" for name in keeping if getattr(options, name)]:
        raise EvalError(
            f"--summary-only keeps no rows, and {', '.join(given)} cannot do without.",
            hint="Leave out one or the other.",
        )


def _place(error: Exception) -> str:
    """The innermost line of the project's own code."""
    frames = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    own = [(path.relative_to(ROOT), line) for path, line in frames if path.is_relative_to(ROOT) and _ours(path)]
    path, line = own[-1] if own else (Path(frames[-1][0].name), frames[-1][1])
    return f"{path.as_posix()}, line {line}"


def _ours(path: Path) -> bool:
    return path.relative_to(ROOT).parts[0] in ("evals", "index", "rag")
