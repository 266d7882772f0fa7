"""What is made at the first request serves all, and is left at the end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.responses import PlainTextResponse

from api.late import Late, Made, without_context
from tests.api.loop import run as run_in_loop


def _asked(late: Late, times: int = 3) -> list[str]:
    async def run() -> list[str]:
        transport = httpx.ASGITransport(app=late)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            replies = await asyncio.gather(*(client.get("/") for _ in range(times)))
        await late.close()
        return [reply.text for reply in replies]

    return run_in_loop(run())


def test_it_is_made_once_and_its_context_is_left_last() -> None:
    happened = list[str]()

    @asynccontextmanager
    async def context() -> AsyncIterator[None]:
        happened.append("entered")
        yield
        happened.append("left")

    def make() -> Made:
        happened.append("made")
        return PlainTextResponse("here"), context()

    assert _asked(Late(make)) == ["here"] * 3
    assert happened == ["made", "entered", "left"]


def test_a_failure_reaches_whoever_asks() -> None:
    @asynccontextmanager
    async def broken() -> AsyncIterator[None]:
        raise OSError("no port")
        yield

    with pytest.raises(OSError, match="no port"):
        _asked(Late(lambda: (PlainTextResponse(""), broken())), times=1)


def test_an_app_needs_no_context() -> None:
    app: Any = PlainTextResponse("plain")
    assert _asked(Late(lambda: without_context(app)), times=1) == ["plain"]
