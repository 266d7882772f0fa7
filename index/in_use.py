"""Who uses a data folder: each process that has its library open holds a shared lock, which the system releases even
after kill -9."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

USERS = "chroma.users"
"""The file that is locked. The keeper of the Chroma server ends it when nobody holds it (`index.server`)."""
_PATIENCE_S = 3.0
"""The keeper takes the lock for a moment each second, to see whether anybody else holds it."""


@contextmanager
def using(data: Path) -> Iterator[None]:
    """Holds the library of the folder open. A folder that cannot be written can be read, and nobody removes it."""
    file = None
    with suppress(OSError):
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(data / USERS, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(file, fcntl.LOCK_SH)
    try:
        yield
    finally:
        if file is not None:
            os.close(file)


@contextmanager
def unused(data: Path) -> Iterator[bool]:
    """Whether nobody has the library open; where that is so, whoever comes waits until this is left."""
    file = os.open(data / USERS, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() < deadline:
                    time.sleep(0.05)
                    continue
                yield False
                return
            break
        yield True
    finally:
        os.close(file)
