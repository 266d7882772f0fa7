import urllib.request
from typing import Any

import httpx
import pytest
from mcp.client import Client
from playwright.sync_api import Page

from tests.api.loop import run as run_in_loop

pytestmark = pytest.mark.browser


def test_every_answer_carries_the_security_headers(app: str) -> None:
    with urllib.request.urlopen(app) as response:
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_cannot_load_an_image_from_another_machine(page: Page) -> None:
    blocked = page.evaluate(
        """() => new Promise((done) => {
            document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective))
            new Image().src = "http://127.0.0.1:9/pixel.png"
        })"""
    )
    assert blocked == "img-src"


def test_the_api_answers_on_the_pages_port(app: str) -> None:
    asked = {"messages": [{"role": "user", "content": "How much did building the Lantern Bay bridge cost?"}]}
    reply = httpx.post(f"{app}/v1/chat/completions", json=asked, timeout=60).json()
    assert "48 million crowns. [1]" in reply["choices"][0]["message"]["content"]
    assert reply["dossier"]["citations"][0]["source"] == "Bay Courier"


def test_agents_find_their_tools_on_the_pages_port(app: str) -> None:
    async def run() -> Any:
        async with Client(f"{app}/mcp/") as client:
            return await client.call_tool("search", {"query": "Lantern Bay bridge cost"})

    assert "48 million" in run_in_loop(run()).structured_content["results"][0]["text"]
