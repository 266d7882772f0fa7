"""How a loader that takes long, page by page, says that it still gets on.

The limit of seconds (`index.worker.SECONDS`) is for the time between two such signs.
"""

from collections.abc import Callable


def _nobody() -> None:
    return None


_listener: list[Callable[[], None]] = [_nobody]


def still_reading() -> None:
    """Call it after each page that took seconds. Outside of a worker nothing happens."""
    _listener[0]()


def listen(listener: Callable[[], None]) -> None:
    """`listener` is called at each sign."""
    _listener[0] = listener
