"""A small OpenAI-compatible server that says what a test scripts: real HTTP, real streaming, real failures.

    with ScriptedServer(["Paris is the capital [1].", Failure(500)]) as server:
        ChatOpenAI(base_url=server.url, api_key="test", model="scripted")

A script is a list of replies, one a request (the last one repeats), or a function of the request's messages.
Standard library only, so that the app's browser tests can run it beside Streamlit.
"""

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Failure:
    """An HTTP error instead of an answer."""

    status: int = 500
    message: str = "scripted failure"


@dataclass(frozen=True)
class Drop:
    """Says `text`, then breaks the connection in mid-answer (at once if `text` is empty)."""

    text: str = ""


@dataclass(frozen=True)
class Hang:
    """Says `text`, then nothing for `seconds` (or until the server is closed)."""

    text: str = ""
    seconds: float = 3600


Reply = str | Failure | Drop | Hang
Messages = list[dict[str, Any]]
Script = Sequence[Reply] | Callable[[Messages], Reply | Exception]


class ScriptedServer:
    """`url` is the base URL for a client; `requests` holds every request body received, in order."""

    def __init__(self, script: Script, *, delay: float = 0.0, model: str = "scripted", port: int = 0) -> None:
        self.delay = delay
        self.model = model
        self.requests: list[dict[str, Any]] = []
        self.closing = threading.Event()
        self.disconnected = threading.Event()
        """Set when a client went away in mid-answer, as the stop button should make it do."""
        self._script = script
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def reply(self, body: dict[str, Any]) -> Reply:
        with self._lock:
            self.requests.append(body)
            turn = len(self.requests) - 1
        if callable(self._script):
            try:
                said = self._script(body["messages"])
            except Exception as error:
                said = error
            return Failure(500, str(said)) if isinstance(said, Exception) else said
        return self._script[min(turn, len(self._script) - 1)]


def _handler(owner: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                """The client left between two requests."""

        def do_GET(self) -> None:
            self._send_json(200, {"object": "list", "data": [{"id": owner.model, "object": "model"}]})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not self.path.endswith("/chat/completions"):
                self._send_json(404, {"error": {"message": f"no such path {self.path}"}})
                return
            reply = owner.reply(body)
            try:
                self._answer(reply, body)
            except (BrokenPipeError, ConnectionResetError):
                owner.disconnected.set()
                self.close_connection = True

        def _answer(self, reply: Reply, body: dict[str, Any]) -> None:
            if isinstance(reply, Failure):
                self._send_json(reply.status, {"error": {"message": reply.message, "type": "scripted", "code": None}})
                return
            text = reply if isinstance(reply, str) else reply.text
            if body.get("stream"):
                self._start_stream()
                for piece in _pieces(text):
                    self._send_event(_chunk(owner.model, {"role": "assistant", "content": piece}))
                    owner.closing.wait(owner.delay) if owner.delay else None
            if isinstance(reply, Hang):
                self._hang(reply.seconds)
            if isinstance(reply, Drop):
                self.close_connection = True
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)
            elif body.get("stream"):
                self._end_stream(_usage(body, text), wanted="include_usage" in (body.get("stream_options") or {}))
            else:
                self._send_json(200, _completion(owner.model, text, _usage(body, text)))

        def _hang(self, seconds: float) -> None:
            """Keeps quiet, but notices a client that hangs up."""
            end = time.monotonic() + seconds
            self.connection.settimeout(0.05)
            while time.monotonic() < end and not owner.closing.is_set():
                try:
                    if self.connection.recv(1, socket.MSG_PEEK) == b"":
                        raise ConnectionResetError
                except TimeoutError:
                    continue
            self.connection.settimeout(None)

        def _start_stream(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()

        def _send_event(self, event: dict[str, Any]) -> None:
            self._send_piece(f"data: {json.dumps(event)}\n\n".encode())

        def _send_piece(self, data: bytes) -> None:
            # Chunked, as real servers do: a client can tell a broken answer from a finished one.
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            self.wfile.flush()

        def _end_stream(self, usage: dict[str, int], *, wanted: bool) -> None:
            self._send_event(_chunk(owner.model, {}, finish="stop"))
            if wanted:
                self._send_event({**_chunk(owner.model, {}), "choices": [], "usage": usage})
            self._send_piece(b"data: [DONE]\n\n")
            self._send_piece(b"")

        def _send_json(self, status: int, content: dict[str, Any]) -> None:
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet: a test reads `requests` instead."""

    return Handler


def _pieces(text: str) -> Iterator[str]:
    """Cut as models cut: words with the space before them, and brackets on their own."""
    return (found.group() for found in re.finditer(r"\s*(?:[\[\]【】]|[^\s\[\]【】]+)|\s+$", text))


def _usage(body: dict[str, Any], text: str) -> dict[str, int]:
    prompt = sum(len(str(message.get("content") or "").split()) for message in body["messages"])
    completion = sum(1 for _ in _pieces(text))
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def _chunk(model: str, delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "scripted-1", "object": "chat.completion.chunk", "created": 0, "model": model, "choices": [choice]}


def _completion(model: str, text: str, usage: dict[str, int]) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {
        "id": "scripted-1",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [choice],
        "usage": usage,
    }
