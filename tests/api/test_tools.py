"""The MCP server by the SDK's own client: in memory, and over HTTP as the app mounts it."""

import json
from typing import Any

from mcp.client import Client

from api.tools import server
from rag.pipeline import Assistant
from tests.api.loop import run as run_in_loop

QUESTION = "How many days were Chinese ships near the Senkakus in 2024?"


def _with(assistant: Assistant, work: Any) -> Any:
    async def run() -> Any:
        async with Client(server(lambda: assistant)) as client:
            return await work(client)

    return run_in_loop(run())


def test_search_then_fetch(assistant: Assistant) -> None:
    async def work(client: Client) -> Any:
        found = (await client.call_tool("search", {"query": QUESTION})).structured_content["results"]
        fetched = (await client.call_tool("fetch", {"id": found[0]["id"]})).structured_content
        return found, fetched

    found, fetched = _with(assistant, work)
    assert {"id", "title", "url", "text"} <= set(found[0])
    assert {"id", "title", "text", "url"} <= set(fetched)
    assert found[0]["text"] in fetched["text"]


def test_ask_gives_verdicts_and_a_declined_question_says_so(assistant: Assistant) -> None:
    async def work(client: Client) -> Any:
        return [
            (await client.call_tool("ask", {"question": asked})).structured_content
            for asked in (QUESTION, "What is the boiling point of osmium on the planet Zarkon?")
        ]

    answered, declined = _with(assistant, work)
    assert answered["outcome"] == "answered"
    assert answered["sentences"][0]["stands"]
    assert declined["outcome"] == "declined"
    assert declined["nearest"]


def test_documents_are_resources_and_a_wrong_id_is_an_error(assistant: Assistant) -> None:
    async def work(client: Client) -> Any:
        listed = json.loads((await client.read_resource("dossier://documents")).contents[0].text)
        read = (await client.read_resource(f"dossier://documents/{listed[0]['id']}")).contents[0].text
        wrong = await client.call_tool("fetch", {"id": "nowhere"})
        return listed, read, wrong

    listed, read, wrong = _with(assistant, work)
    assert listed[0]["title"]
    assert len(read) > 100
    assert wrong.is_error
    assert "no document" in wrong.content[0].text
