"""What each role may do by each route, and that nobody without a valid key gets anything by any of them."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st

from api.app import http
from api.caller import caller
from api.guard import Entrance, Guard
from api.rights import NEEDS, need
from api.tools import over_http, server
from index.key_tables import FILE
from index.library import Library, open_library
from rag.pipeline import Assistant
from serving.door import Door
from serving.keys import Keys
from serving.people import Role
from tests.api.conftest import serving
from tests.api.loop import run as run_in_loop

NOTE = ("mill.txt", b"The mill\n\nThe Orrin mill employs 88 people.\n")
OTHER = ("quarry.txt", b"The quarry\n\nThe Zeal quarry employs 31 people.\n")
REQUESTS: dict[tuple[str, str], dict[str, Any]] = {
    ("GET", "openapi.json"): {},
    ("GET", "models"): {},
    ("GET", "libraries"): {},
    ("POST", "chat"): {"path": "chat/completions", "json": {"messages": [{"role": "user", "content": "Who mills?"}]}},
    ("POST", "responses"): {"json": {"input": "Who runs the mill?"}},
    ("POST", "ask"): {"json": {"question": "Who runs the mill?"}},
    ("POST", "search"): {"json": {"query": "mill"}},
    ("POST", "brief"): {"json": {"kind": "list", "subject": "the Orrin mill"}},
    ("POST", "check"): {"json": {"text": "The Orrin mill employs 80 people."}},
    ("GET", "documents"): {},
    ("POST", "documents"): {"files": [("files", ("more.txt", b"More of the mill at Orrin."))]},
    ("PATCH", "documents"): {"path": "documents/none", "json": {"title": "x"}},
    ("DELETE", "documents"): {"path": "documents/none"},
    ("GET", "keys"): {},
    ("POST", "keys"): {"json": {"name": "another"}},
    ("DELETE", "keys"): {"path": "keys/none"},
    ("GET", "audit"): {},
}
"""One request for each row of the table of rights."""


@dataclass(frozen=True, kw_only=True)
class House:
    """A server over two libraries and the keys to them."""

    address: str
    http: httpx.Client
    keys: Keys
    root: Path
    secrets: dict[str, str]


def _door(libraries: dict[str, Library]) -> Door[Assistant]:
    return Door(lambda: libraries, lambda n: Assistant(library=libraries[n], model=None, model_name="none"))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[House]:
    root = tmp_path_factory.mktemp("house")
    with ExitStack() as stack:
        opened = {
            name: stack.enter_context(
                open_library(data=root / folder, models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200)
            )
            for name, folder in (("", "main"), ("Press", "press"))
        }
        door = _door(opened)
        keys = Keys(root)
        secrets = {str(role): keys.add(str(role), role, "")[0] for role in Role}
        secrets["press"] = keys.add("press", Role.OWNER, "Press")[0]
        app = http(
            lambda library=None: door.open(caller().person, library or caller().library), Entrance(keys=keys, door=door)
        )
        address = stack.enter_context(serving(app))
        http_client = stack.enter_context(httpx.Client(timeout=60))
        for name, note in (("owner", NOTE), ("press", OTHER)):
            reply = http_client.post(
                f"{address}/documents", files=[("files", note)], headers=_bearer(secrets[name]), timeout=60
            )
            assert reply.json()["added"]
        yield House(address=address, http=http_client, keys=keys, root=root, secrets=secrets)


def _bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def _ask(house: House, row: tuple[str, str], headers: dict[str, str]) -> httpx.Response:
    given = dict(REQUESTS[row])
    path = given.pop("path", row[1])
    return house.http.request(row[0], f"{house.address}/{path}", headers=headers, timeout=60, **given)


def test_every_route_stands_in_the_table_and_what_does_not_is_an_owner_s(house: House) -> None:
    paths = house.http.get(f"{house.address}/openapi.json", headers=_bearer(house.secrets["owner"])).json()["paths"]
    served = {(method.upper(), path.strip("/").split("/")[0]) for path, how in paths.items() for method in how}
    assert served <= set(NEEDS)
    assert set(REQUESTS) == set(NEEDS)
    assert need("PUT", "/documents/x") is need("GET", "/") is need("POST", "/audit") is Role.OWNER


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("row", list(NEEDS), ids=" ".join)
def test_each_role_may_what_the_table_says(house: House, row: tuple[str, str], role: Role) -> None:
    reply = _ask(house, row, _bearer(house.secrets[str(role)]))
    if role.covers(NEEDS[row]):
        assert reply.status_code in (200, 201, 404), reply.text
    else:
        assert reply.status_code == 403
        assert "88" not in reply.text
        assert reply.json()["error"]["type"] == "permission_error"
        assert str(NEEDS[row]) in reply.json()["error"]["message"]


@pytest.mark.parametrize("row", list(NEEDS), ids=" ".join)
def test_no_route_serves_a_key_that_is_missing_wrong_expired_revoked_or_another_library_s(
    house: House, row: tuple[str, str]
) -> None:
    expired, old = house.keys.add("old", Role.OWNER, "")
    revoked, gone = house.keys.add("gone", Role.OWNER, "")
    house.keys.revoke(gone.id)
    with closing(sqlite3.connect(house.root / FILE)) as db, db:
        db.execute("update keys set expires = '2020-01-01T00:00:00+00:00' where id = ?", (old.id,))
    wrong = house.secrets["owner"][:-1] + ("a" if house.secrets["owner"][-1] != "a" else "b")
    for headers in ({}, _bearer(wrong), _bearer(expired), _bearer(revoked), {"Authorization": "Basic b3duZXI6"}):
        reply = _ask(house, row, headers)
        assert reply.status_code == 401
        assert set(reply.json()) == {"error"}
    reply = _ask(house, row, _bearer(house.secrets["press"]) | {"X-Dossier-Library": "main"})
    assert reply.status_code == 403
    assert "88" not in reply.text


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]),
    path=st.one_of(
        st.sampled_from([row[1] for row in NEEDS]),
        st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="?#\\"), max_size=20),
    ),
    secret=st.one_of(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60), st.none()),
    library=st.sampled_from(["", "main", "Press", "%50ress", "nowhere"]),
)
@settings(max_examples=60, deadline=None)
def test_no_path_and_no_guess_gets_in(house: House, method: str, path: str, secret: str | None, library: str) -> None:
    headers = ({} if secret is None else {"Authorization": f"Bearer {secret}".strip()}) | {"X-Dossier-Library": library}
    reply = house.http.request(method, httpx.URL(f"{house.address}/").copy_with(path=f"/{path}"), headers=headers)
    assert reply.status_code == 401


def test_a_key_sees_its_library_alone(house: House) -> None:
    press = _bearer(house.secrets["press"])
    listed = house.http.get(f"{house.address}/documents", headers=press).json()
    assert [d["title"] for d in listed] == ["The quarry"]
    assert house.http.get(f"{house.address}/libraries", headers=press).json() == [{"name": "Press", "role": "owner"}]
    assert {k["library"] for k in house.http.get(f"{house.address}/keys", headers=press).json()} == {"Press"}
    mine = house.http.get(f"{house.address}/documents", headers=_bearer(house.secrets["reader"])).json()
    for row in (("GET", mine[0]["id"]), ("DELETE", mine[0]["id"])):
        assert house.http.request(row[0], f"{house.address}/documents/{row[1]}", headers=press).status_code == 404
    # Of a library that is another's, and of one that there is not, the same is said.
    replies = [
        house.http.get(f"{house.address}/documents?library={name}", headers=press) for name in ("main", "nowhere")
    ]
    assert [r.status_code for r in replies] == [403, 403]
    assert len({r.text.replace("nowhere", "main") for r in replies}) == 1


def test_an_owner_makes_and_revokes_keys_of_their_library(house: House) -> None:
    press = _bearer(house.secrets["press"])
    made = house.http.post(
        f"{house.address}/keys", json={"name": "Ben", "role": "reader", "days": 1}, headers=press
    ).json()
    assert (made["library"], made["role"], made["state"]) == ("Press", "reader", "valid")
    assert house.http.get(f"{house.address}/models", headers=_bearer(made["key"])).status_code == 200
    assert "key" not in house.http.get(f"{house.address}/keys", headers=press).json()[0]
    owner = _bearer(house.secrets["owner"])
    assert house.http.delete(f"{house.address}/keys/{made['id']}", headers=owner).status_code == 404
    assert house.http.delete(f"{house.address}/keys/{made['id']}", headers=press).json()["revoked"]
    reply = house.http.get(f"{house.address}/models", headers=_bearer(made["key"]))
    assert reply.status_code == 401
    assert "revoked" in reply.json()["error"]["message"]


@pytest.mark.parametrize(
    ("key", "kept", "signed", "headers", "status"),
    [
        (None, False, False, {}, 200),
        (None, False, False, {"X-Forwarded-For": "203.0.113.9"}, 403),
        (None, False, False, {"Forwarded": "for=203.0.113.9"}, 403),
        (None, False, True, {}, 401),
        (None, True, False, {}, 401),
        ("one", True, False, _bearer("one"), 200),
        ("one", False, True, _bearer("one"), 200),
    ],
)
def test_who_is_taken_for_the_one_at_the_machine(
    tmp_path: Path, key: str | None, kept: bool, signed: bool, headers: dict[str, str], status: int
) -> None:
    keys = Keys(tmp_path)
    if kept:
        keys.revoke(keys.add("gone", Role.READER, "")[1].id)  # once there were keys, nobody comes without
    app = FastAPI()
    app.get("/models")(lambda: "here")
    with serving(Guard(app, Entrance(key=key, keys=keys, signed=signed))) as address:
        assert httpx.get(f"{address}/models", headers=headers).status_code == status


def test_an_agent_s_tools_stay_with_the_key_s_libraries(house: House, models: Path) -> None:
    """The same guard before MCP: the caller is known inside a tool, and another library is refused to it."""
    seen = list[str]()

    def opened(library: str | None = None) -> Assistant:
        seen.append(caller().person.name)
        door.named(caller().person, caller().library if library is None else library)
        raise AssertionError("nothing is opened")

    door = Door(lambda: ["", "Press"], lambda _: None)
    mcp = server(opened)
    guarded = over_http(mcp, Entrance(keys=house.keys, door=door))

    async def run() -> Any:
        async with (
            mcp.session_manager.run(),
            httpx.AsyncClient(
                transport=httpx.ASGITransport(app=guarded), base_url="http://dossier.example"
            ) as http_client,
        ):
            body = {
                "jsonrpc": "2.0", "id": 1, "method": "tools/call",
                "params": {"name": "search", "arguments": {"query": "quarry", "library": "main"}},
            }  # fmt: skip
            headers = _bearer(house.secrets["press"]) | {
                "Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18",
            }  # fmt: skip
            return await http_client.post("/", json=body, headers=headers)

    reply = run_in_loop(run())
    assert reply.status_code == 200, reply.text
    assert seen == ["press"]
    said = json.loads(reply.text)["result"]
    assert said["isError"]
    assert "no library “main”" in said["content"][0]["text"]
