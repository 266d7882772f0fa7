"""OpenAI's own client, LangChain's, and what another page sends."""

import httpx
import pytest
from langchain_openai import ChatOpenAI
from openai import BadRequestError, NotFoundError, OpenAI

QUESTION = "How many days were Chinese ships near the Senkakus in 2024?"
NOWHERE = "What is the boiling point of osmium on the planet Zarkon?"


@pytest.fixture(scope="module")
def client(address: str) -> OpenAI:
    return OpenAI(base_url=address, api_key="none needed")


def test_the_one_model_is_listed(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["dossier"]
    with pytest.raises(NotFoundError, match="no model"):
        client.models.retrieve("gpt-4")


def test_an_answer_with_markers_footnotes_and_verdicts(client: OpenAI) -> None:
    reply = client.chat.completions.create(model="dossier", messages=[{"role": "user", "content": QUESTION}])
    said = reply.choices[0].message.content or ""
    assert reply.choices[0].finish_reason == "stop"
    assert "[1]" in said.split("\n\n[1] ")[0]
    more = reply.model_extra["dossier"]
    assert more["outcome"] == "answered"
    assert all(sentence["stands"] and sentence["citations"] for sentence in more["sentences"])
    assert " ".join(more["citations"][0]["quote"].split()) in said


def test_what_is_cited_stands_at_its_offsets(client: OpenAI, address: str) -> None:
    reply = client.chat.completions.create(model="dossier", messages=[{"role": "user", "content": QUESTION}])
    for cited in reply.model_extra["dossier"]["citations"]:
        text = httpx.get(f"{address}/documents/{cited['document_id']}").json()["text"]
        assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_the_stream_says_the_same_as_the_whole(client: OpenAI) -> None:
    asked = [{"role": "user", "content": QUESTION}]
    whole = client.chat.completions.create(model="dossier", messages=asked)
    stream = client.chat.completions.create(
        model="dossier", messages=asked, stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    said = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert said == whole.choices[0].message.content
    assert chunks[-1].usage is not None
    finish = next(c for c in chunks if c.choices and c.choices[0].finish_reason)
    assert finish.model_extra["dossier"]["outcome"] == "answered"


def test_an_abstention_is_a_normal_answer(client: OpenAI) -> None:
    reply = client.chat.completions.create(model="dossier", messages=[{"role": "user", "content": NOWHERE}])
    assert reply.choices[0].finish_reason == "stop"
    assert reply.model_extra["dossier"]["outcome"] == "declined"
    assert "Nearest passages:" in (reply.choices[0].message.content or "")
    assert reply.model_extra["dossier"]["nearest"]


def test_a_follow_up_is_understood_and_a_filter_holds(client: OpenAI) -> None:
    first = client.chat.completions.create(model="dossier", messages=[{"role": "user", "content": QUESTION}])
    asked = [
        {"role": "system", "content": "Answer freely."},
        {"role": "user", "content": QUESTION},
        {"role": "assistant", "content": first.choices[0].message.content},
        {"role": "user", "content": "And in 2023?"},
    ]
    reply = client.chat.completions.create(
        model="dossier", messages=asked, extra_body={"dossier": {"until": "1950-01-01", "undated": False}}
    )
    more = reply.model_extra["dossier"]
    assert "2023" in more["read_as"]
    assert "Senkakus" in more["read_as"]
    assert more["outcome"] == "declined"
    assert "filters" in more["missing"]


@pytest.mark.parametrize(
    ("messages", "word"),
    [
        ([], "messages"),
        ([{"role": "assistant", "content": "Hello"}], "question"),
        ([{"role": "user", "content": " "}], "q"),
    ],
)
def test_what_cannot_be_asked_is_said_in_openai_s_form(client: OpenAI, messages: list, word: str) -> None:
    with pytest.raises(BadRequestError) as caught:
        client.chat.completions.create(model="dossier", messages=messages)
    assert word in caught.value.body["message"]


def test_responses_with_file_citations(client: OpenAI) -> None:
    reply = client.responses.create(model="dossier", input=QUESTION)
    content = reply.output[0].content[0]
    assert content.annotations
    assert content.annotations[0].type == "file_citation"
    assert content.annotations[0].model_extra["quote"]
    assert content.annotations[0].model_extra["verdict"] == "verbatim"
    assert content.text[: content.annotations[0].index].endswith("[1]")
    with client.responses.stream(model="dossier", input=QUESTION) as stream:
        assert stream.until_done().get_final_response().output_text == reply.output_text


def test_langchain_reads_it(address: str) -> None:
    model = ChatOpenAI(base_url=address, api_key="none", model="dossier")
    whole = model.invoke(QUESTION)
    assert "[1]" in str(whole.content)
    assert "".join(str(chunk.content) for chunk in model.stream(QUESTION)) == whole.content


def test_a_chat_page_s_request_as_it_sends_it(address: str) -> None:
    """Open WebUI sends parts, its own keys and a stream."""
    body = {
        "stream": True, "model": "dossier", "temperature": 0.7, "tools": [], "features": {"web_search": False},
        "messages": [{"role": "user", "content": [{"type": "text", "text": QUESTION}]}],
    }  # fmt: skip
    with httpx.stream("POST", f"{address}/chat/completions", json=body, timeout=60) as reply:
        lines = [line for line in reply.iter_lines() if line]
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert lines[-1] == "data: [DONE]"
