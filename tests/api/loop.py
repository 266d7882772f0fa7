"""Coroutines in a loop of their own: the browser's driver may have one running in the thread of the tests."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(work: Coroutine[Any, Any, Any]) -> Any:
    with ThreadPoolExecutor() as elsewhere:
        return elsewhere.submit(asyncio.run, work).result()
