"""Traces as a receiver of OTLP/HTTP on this machine gets them: stages, calls and tokens, and nobody's words."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from langchain_openai import ChatOpenAI
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from index.errors import SettingsError
from rag.pipeline import Assistant, answer
from rag.types import Question
from serving.desk import Desk, open_desk, served
from serving.people import Person, Role
from serving.settings import ServingSettings
from tests.scripted import Failure, ScriptedServer

ADA = Person(id="key:1", name="Ada Lovelace", roles={"": Role.READER})
QUESTION = "How many days were Chinese ships near the Senkakus in 2024?"
SAID = "Chinese ships were near the Senkakus on 355 days in 2024 [1]."


class Receiver:
    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.paths: list[str] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.paths.append(self.path)
                receiver.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def spans(self) -> list[Span]:
        requests = [ExportTraceServiceRequest.FromString(body) for body in self.bodies]
        return [s for r in requests for whole in r.resource_spans for part in whole.scope_spans for s in part.spans]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()
    threading.Thread(target=found.server.serve_forever, args=(0.05,), daemon=True).start()
    yield found
    found.server.shutdown()
    found.server.server_close()


def _desk(tmp_path: Path, url: str) -> Desk:
    return open_desk(ServingSettings(data=tmp_path, traces=url))


def _attributes(span: Span) -> dict[str, Any]:
    return {a.key: getattr(a.value, str(a.value.WhichOneof("value"))) for a in span.attributes}


def _told(receiver: Receiver, desk: Desk) -> dict[str, Span]:
    """The spans by name; of several of a name the last."""
    desk.close()
    assert set(receiver.paths) == {"/v1/traces"}
    return {span.name: span for span in receiver.spans()}


@pytest.mark.parametrize("stops", [True, False])
def test_a_question_its_stages_and_the_model_s_call(
    extractive: Assistant, receiver: Receiver, tmp_path: Path, stops: bool
) -> None:
    desk = _desk(tmp_path, receiver.url)
    with ScriptedServer([SAID]) as server:
        model = ChatOpenAI(base_url=server.url, api_key="secret", model="scripted", stream_usage=True)
        writing = replace(extractive, model=model, model_name="scripted")
        events = served(writing, desk, ADA, "").ask(
            Question(text=QUESTION), cancel=threading.Event() if stops else None
        )
        found = list(events)[-1].answer
    spans = _told(receiver, desk)
    root = spans["invoke_agent dossier"]
    assert not root.parent_span_id
    assert {span.trace_id for span in spans.values()} == {root.trace_id}
    stages = ("waiting", "understanding", "evidence", "answerability", "generation")
    assert all(spans[name].parent_span_id == root.span_id for name in stages)
    for inner in ("chat scripted", "verification"):
        assert spans[inner].parent_span_id == spans["generation"].span_id
    for inner in spans.values():
        assert root.start_time_unix_nano <= inner.start_time_unix_nano <= inner.end_time_unix_nano
        assert inner.end_time_unix_nano <= root.end_time_unix_nano
    whole, call = _attributes(root), _attributes(spans["chat scripted"])
    assert (whole["gen_ai.operation.name"], whole["gen_ai.agent.name"]) == ("invoke_agent", "dossier")
    assert (whole["dossier.outcome"], whole["dossier.sentences"]) == (found.outcome.value, len(found.sentences))
    assert _attributes(spans["evidence"])["gen_ai.operation.name"] == "retrieval"
    assert (call["gen_ai.operation.name"], call["gen_ai.request.model"]) == ("chat", "scripted")
    assert spans["chat scripted"].kind == Span.SPAN_KIND_CLIENT
    assert call["gen_ai.provider.name"] == "openai"
    assert call["gen_ai.usage.input_tokens"] == whole["gen_ai.usage.input_tokens"] == found.usage.prompt_tokens
    assert call["gen_ai.usage.output_tokens"] == found.usage.completion_tokens
    assert call["gen_ai.response.time_to_first_chunk"] > 0


def test_nobody_s_words_are_sent(extractive: Assistant, receiver: Receiver, tmp_path: Path) -> None:
    desk = _desk(tmp_path, receiver.url)
    with ScriptedServer([SAID, Failure(500, "words of a document")]) as server:
        model = ChatOpenAI(base_url=server.url, api_key="secret", model="scripted", max_retries=0)
        person = served(replace(extractive, model=model, model_name="scripted"), desk, ADA, "Press")
        found = [answer(person, Question(text=QUESTION)) for _ in range(2)]
    _told(receiver, desk)
    sent = b"".join(receiver.bodies)
    passages = [words for e in found[0].evidence for words in (e.text, e.title)]
    for words in (QUESTION, SAID, "Senkaku", "words of a document", "secret", ADA.name, ADA.id, "Press", *passages):
        assert words.encode() not in sent
    failed = [s for s in receiver.spans() if s.name == "chat scripted" and "error.type" in _attributes(s)]
    assert [_attributes(s)["error.type"].endswith("Error") for s in failed] == [True]
    assert not any(s.events or s.status.message for s in receiver.spans())


def test_a_quotation_is_verified_and_calls_no_model(extractive: Assistant, receiver: Receiver, tmp_path: Path) -> None:
    desk = _desk(tmp_path, receiver.url)
    answer(served(extractive, desk, ADA, ""), Question(text=QUESTION))
    spans = _told(receiver, desk)
    assert "verification" in spans
    assert not any(name.startswith("chat") for name in spans)


def test_one_that_is_broken_off_ends_its_spans(extractive: Assistant, receiver: Receiver, tmp_path: Path) -> None:
    desk = _desk(tmp_path, receiver.url)
    events = served(extractive, desk, ADA, "").ask(Question(text=QUESTION))
    next(events)
    events.close()
    assert _attributes(_told(receiver, desk)["invoke_agent dossier"])["dossier.outcome"] == "stopped"


def test_a_receiver_that_is_down_hinders_no_answer(extractive: Assistant, tmp_path: Path) -> None:
    desk = _desk(tmp_path, "http://127.0.0.1:9")
    found = answer(served(extractive, desk, ADA, ""), Question(text=QUESTION))
    assert found.text == answer(extractive, Question(text=QUESTION)).text
    desk.close()


def test_where_they_go_is_said_by_either_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ServingSettings(data=tmp_path).traces == ""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    assert ServingSettings(data=tmp_path).traces == "http://127.0.0.1:4318"
    monkeypatch.setenv("DOSSIER_TRACES", "http://127.0.0.1:1")
    assert ServingSettings(data=tmp_path).traces == "http://127.0.0.1:1"
    monkeypatch.setenv("DOSSIER_TRACES", "")
    assert ServingSettings(data=tmp_path).traces == ""
    with pytest.raises(SettingsError, match="http"):
        ServingSettings(data=tmp_path, traces="127.0.0.1:4318")
    monkeypatch.setattr("serving.settings.find_spec", lambda _: None)
    with pytest.raises(SettingsError, match=r"requirements-otel\.txt"):
        ServingSettings(data=tmp_path, traces="http://127.0.0.1:1")


def test_without_it_nothing_of_it_is_imported(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom serving.desk import open_desk\nfrom serving.settings import ServingSettings\n"
        "assert open_desk(ServingSettings()).traces is None\n"
        "assert not {'opentelemetry.exporter.otlp.proto.http', 'serving.tracing'} & set(sys.modules)\n"
    )
    environment = {"PATH": "/usr/bin:/bin", "DOSSIER_DATA": str(tmp_path)}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
