"""A trace of each question for OpenTelemetry, by its GenAI conventions: what took how long, never what was said.

Imported only where traces are sent. They have a provider of their own: what other libraries would trace (MCP's SDK
does) stays here. The conventions are those of opentelemetry-semantic-conventions 0.66; a span's error is named by its
kind, without its words.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler, BaseCallbackManager
from langchain_core.language_models import BaseChatModel
from langchain_core.outputs import LLMResult
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer, set_span_in_context

from rag.trace import Trace
from rag.types import Answer

_NAME = "dossier"
_PATIENCE_S = 3
"""Seconds for a batch to be taken, attempts and all: no stop of the server waits longer for a receiver that is down."""
_OPERATIONS = {"evidence": "retrieval"}
"""Stages that the conventions have a name for."""


class Traces:
    """Those of a process, sent in the background. An `endpoint` that does not answer holds nobody up."""

    def __init__(self, endpoint: str) -> None:
        # What is said in the environment (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) counts before our name.
        resource = Resource.create({"service.name": _NAME, **OTELResourceDetector().detect().attributes})
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces", timeout=_PATIENCE_S)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer(_NAME)

    def question(self) -> "QuestionTrace":
        """Begins the trace of a question; `end` has to follow."""
        return QuestionTrace(self._tracer)

    def close(self) -> None:
        """Sends what has not been sent."""
        self._provider.shutdown()


class QuestionTrace(Trace):
    """A span for the question, below it one for each stage, and below these one for each call of the model."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self._open = [tracer.start_span(f"invoke_agent {_NAME}", attributes=_operation("invoke_agent"))]
        self._open[0].set_attribute("gen_ai.agent.name", _NAME)
        self._calls = _Calls(self)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        # No span is made the current one of its thread: each event of a stream may come from another thread.
        span = self.begun(name, SpanKind.INTERNAL, _operation(_OPERATIONS[name]) if name in _OPERATIONS else {})
        self._open.append(span)
        try:
            yield
        except Exception as error:
            _failed(span, error)
            raise
        finally:
            self._open.remove(span)
            span.end()

    def watched(self, model: BaseChatModel) -> BaseChatModel:
        held = model.callbacks
        if isinstance(held, BaseCallbackManager):
            held = held.copy()
            held.add_handler(self._calls)
            return model.model_copy(update={"callbacks": held})
        return model.model_copy(update={"callbacks": [*(held or []), self._calls]})

    def begun(self, name: str, kind: SpanKind, attributes: dict[str, str]) -> Span:
        """A span within the stage that is going on."""
        within = set_span_in_context(self._open[-1])
        return self._tracer.start_span(name, context=within, kind=kind, attributes=attributes)

    def answered(self, answer: Answer) -> None:
        span, usage = self._open[0], answer.usage
        span.set_attribute("gen_ai.request.model", answer.model)
        span.set_attribute("dossier.passages", len(answer.evidence))
        span.set_attribute("dossier.sentences", len(answer.sentences))
        _used(span, usage.prompt_tokens, usage.completion_tokens)

    def end(self, outcome: str, error: Exception | None = None) -> None:
        """With what came of the question, by the names of the metrics."""
        self._open[0].set_attribute("dossier.outcome", outcome)
        if error:
            _failed(self._open[0], error)
        self._open[0].end()


class _Calls(BaseCallbackHandler):
    """Of the chat model, as LangChain tells of them."""

    run_inline = True  # at once, in whichever thread: else the time of a call would be that of another thread's turn

    def __init__(self, trace: QuestionTrace) -> None:
        self._trace = trace
        self._spans = dict[UUID, Span]()
        self._began = dict[UUID, float]()

    def on_chat_model_start(
        self, serialized: Any, messages: Any, *, run_id: UUID, metadata: dict[str, Any] | None = None, **_: Any
    ) -> None:
        known = metadata or {}
        model = str(known.get("ls_model_name") or "unknown")
        attributes = {**_operation("chat"), "gen_ai.request.model": model}
        if provider := known.get("ls_provider"):
            attributes["gen_ai.provider.name"] = str(provider)
        self._spans[run_id] = self._trace.begun(f"chat {model}", SpanKind.CLIENT, attributes)
        self._began[run_id] = time.perf_counter()

    def on_llm_new_token(self, token: Any, *, run_id: UUID, **_: Any) -> None:
        if run_id in self._began:
            seconds = time.perf_counter() - self._began.pop(run_id)
            self._spans[run_id].set_attribute("gen_ai.response.time_to_first_chunk", seconds)

    def on_llm_end(self, response: LLMResult, *, run_id: UUID, **_: Any) -> None:
        message = getattr(response.generations[0][0], "message", None) if response.generations else None
        span = self._ended(run_id)
        if span and message is not None:
            usage, said = message.usage_metadata or {}, message.response_metadata or {}
            _used(span, usage.get("input_tokens"), usage.get("output_tokens"))
            if reason := said.get("finish_reason"):
                span.set_attribute("gen_ai.response.finish_reasons", [str(reason)])
        if span:
            span.end()

    def on_llm_error(self, error: BaseException, *, run_id: UUID, **_: Any) -> None:
        if span := self._ended(run_id):
            _failed(span, error)
            span.end()

    def _ended(self, run_id: UUID) -> Span | None:
        self._began.pop(run_id, None)
        return self._spans.pop(run_id, None)


def _operation(name: str) -> dict[str, str]:
    return {"gen_ai.operation.name": name}


def _used(span: Span, read: int | None, written: int | None) -> None:
    for name, tokens in (("input", read), ("output", written)):
        if tokens is not None:
            span.set_attribute(f"gen_ai.usage.{name}_tokens", tokens)


def _failed(span: Span, error: BaseException) -> None:
    span.set_attribute("error.type", type(error).__name__)
    span.set_status(Status(StatusCode.ERROR))
