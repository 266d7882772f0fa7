"""Documents by HTTP, who may, and errors in one form."""

import json
from collections.abc import Callable

import httpx
import pytest

Served = Callable[[str | None], str]
NOTE = ("mill.txt", b"The mill\n\nThe Orrin mill employs 88 people. It was built in 1931 by Ada Quist.\n")


def test_add_list_correct_ask_remove(served: Served) -> None:
    with httpx.Client(base_url=served(None), timeout=60) as http:
        report = http.post("/documents", files=[("files", NOTE), ("files", ("bad.pdf", b"no pdf"))]).json()
        assert report["added"] == ["mill.txt"]
        assert report["errors"][0]["file"] == "bad.pdf"
        assert report["errors"][0]["remedy"]
        listed = http.get("/documents").json()
        assert [d["title"] for d in listed] == ["The mill"]
        path = f"/documents/{listed[0]['id']}"
        assert (
            http.patch(path, json={"source": "Valley Post", "published": "2024-02-19"}).json()["source"]
            == "Valley Post"
        )
        assert http.patch(path, json={"tags": ["Mills", "draft"]}).json()["tags"] == ["draft", "Mills"]
        assert http.patch(path, json={"tags": ["Mills"], "author": "Ada"}).json()["tags"] == ["Mills"]
        assert http.patch(path, json={"tags": ["x" * 101]}).status_code == 400
        assert [len(http.get("/documents", params={"tag": tag}).json()) for tag in ("Mills", "draft")] == [1, 0]
        asked = {"question": "How many people does the Orrin mill employ?"}
        assert http.post("/ask", json=asked | {"tags": ["draft"]}).json()["outcome"] == "declined"
        answer = http.post("/ask", json=asked | {"tags": ["Mills"]}).json()
        assert answer["outcome"] == "answered"
        assert "88" in answer["text"]
        assert answer["citations"][0]["published"] == "2024-02-19"
        found = http.post("/search", json={"query": "Orrin mill", "limit": 3}).json()["passages"]
        assert found[0]["document_id"] == listed[0]["id"]
        assert 0 <= found[0]["score"] <= 1
        assert http.delete(path).json()["deleted"] is True
        for reply in (http.get(path), http.delete(path), http.patch(path, json={"title": "x"})):
            assert reply.status_code == 404
            assert reply.json()["error"]["hint"]


def test_progress_is_told_line_by_line(served: Served) -> None:
    files = [("files", (f"{n}.txt", f"Note {n} on the mill of Orrin.".encode())) for n in range(3)]
    with httpx.stream("POST", f"{served(None)}/documents?progress=true", files=files, timeout=60) as reply:
        lines = [json.loads(line) for line in reply.iter_lines()]
    assert [line["done"] for line in lines[:-1]] == [0, 1, 2, 3]
    assert len(lines[-1]["report"]["added"]) == 3


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 401), ({"Authorization": "Bearer wrong"}, 401), ({"Authorization": "Bearer right"}, 200)],
)
def test_a_key_is_asked_for(served: Served, headers: dict[str, str], status: int) -> None:
    reply = httpx.get(f"{served('right')}/models", headers=headers)
    assert reply.status_code == status
    assert status == 200 or reply.json()["error"]["type"] == "authentication_error"


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}, {"Origin": "http://localhost:1"}]
)
def test_without_a_key_no_page_of_another_origin_reads_it(served: Served, headers: dict[str, str]) -> None:
    reply = httpx.get(f"{served(None)}/documents", headers=headers)
    assert reply.status_code == 403
    assert "DOSSIER_API_KEY" in reply.json()["error"]["hint"]


def test_what_is_wrong_is_named(served: Served) -> None:
    address = served(None)
    reply = httpx.post(f"{address}/ask", json={"question": "Who?", "sorces": ["x"]})
    assert reply.status_code == 400
    assert reply.json()["error"]["param"] == "sorces"
    assert httpx.get(f"{address}/nowhere").json()["error"]["type"] == "not_found_error"
    assert httpx.post(f"{address}/ask", json={"question": ""}).json()["error"]["code"] == "QuestionError"


def test_it_describes_itself(served: Served) -> None:
    described = httpx.get(f"{served(None)}/openapi.json").json()
    assert {"/ask", "/search", "/documents", "/chat/completions", "/responses"} <= set(described["paths"])


def test_a_briefing_and_a_check(served: Served) -> None:
    with httpx.Client(base_url=served(None), timeout=60) as http:
        http.post("/documents", files=[("files", NOTE)])
        made = http.post("/brief", json={"kind": "timeline", "subject": "the Orrin mill"}).json()
        assert made["briefing"]["rows"][0]["quotation"].endswith("It was built in 1931 by Ada Quist.")
        assert made["sha256"]
        nowhere = http.post("/brief", json={"kind": "timeline", "subject": "Zarkon"})
        assert nowhere.status_code == 404
        assert nowhere.json()["error"]["hint"]
        told = http.post(
            "/check", json={"text": "The Orrin mill employs 80 people. The Orrin mill was built in 1931."}
        ).json()
        assert [statement["verdict"] for statement in told["statements"]] == ["contradicted", "supported"]
