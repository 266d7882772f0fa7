"""How the C library keeps the memory of a server of many threads. Linux's glibc alone; elsewhere nothing is changed.

As it comes, glibc gives up to eight heaps a core to threads, and what one of them has once held it keeps. A server
whose questions are answered by whichever of forty threads is free then holds its largest question once for every heap.
"""

import ctypes
import os

_ARENA_MAX, _MMAP_THRESHOLD = -8, -3
"""Numbers of `mallopt`'s parameters in malloc.h."""

_HEAPS = 2
"""Python runs one thread at a time; the second is for what lets go of its lock (onnxruntime, SQLite, tokenizers)."""

_LARGE = 1_048_576
"""Bytes from which a block is a mapping of its own, which the system gets back as soon as it is freed. Unless it is
set, glibc raises the bound to the largest block it has seen freed (32 MB), and the arrays of a question stay."""


def keep_small() -> bool:
    """Few heaps, large blocks apart; False where this C library knows no such thing. To be called before threads are
    started. What the environment says of it (MALLOC_ARENA_MAX, MALLOC_MMAP_THRESHOLD_) is left as it is."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # musl and macOS have no mallopt, Windows has no None
        return False
    set_all = True
    for name, parameter, value in (
        ("MALLOC_ARENA_MAX", _ARENA_MAX, _HEAPS),
        ("MALLOC_MMAP_THRESHOLD_", _MMAP_THRESHOLD, _LARGE),
    ):
        if name not in os.environ:
            set_all = bool(mallopt(parameter, value)) and set_all
    return set_all
