"""Setting → chat model. Whatever the model, it is spoken to as a LangChain chat model.

The embedded one is an OpenAI-compatible server like any other; only its way there differs (see live.py).
"""

import contextlib
import threading
from pathlib import Path
from typing import Protocol

import httpx
from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from index.errors import FetchError
from index.fetch import Progress
from rag.errors import ModelSetupError
from rag.models.capacity import capacity
from rag.models.failures import explain
from rag.models.live import AsyncLiveTransport, LiveTransport
from rag.models.registry import MODELS, embedded, fetch_model
from rag.models.remote import openai_model, provider_model, server_model, shown_url
from rag.models.server import ModelServer, shared_server

__all__ = ["EXTRACTIVE", "ModelSettings", "explain", "model_name", "open_model"]

EXTRACTIVE = "none"


class ModelSettings(Protocol):
    """What of the settings concerns the chat model; `rag.settings` says what each means."""

    @property
    def llm(self) -> str: ...
    @property
    def llm_api_key(self) -> SecretStr | None: ...
    @property
    def threads(self) -> int | None: ...
    @property
    def context(self) -> int: ...
    @property
    def max_answer_tokens(self) -> int | None: ...
    @property
    def timeout_s(self) -> float: ...
    @property
    def data(self) -> Path: ...
    @property
    def models(self) -> Path: ...


def open_model(settings: ModelSettings, on_progress: Progress | None = None) -> BaseChatModel | None:
    """The chat model that the settings name; None where answers are made of quoted passages.

    The model stays good: an embedded one whose server has died is restarted by the next call to it. Its file is
    fetched if it is not here (1.1 GB; `on_progress` is told). Raises ModelSetupError.
    """
    if settings.llm == EXTRACTIVE:
        return None
    if settings.llm in MODELS:
        return _embedded(settings, on_progress)
    key, longest, timeout_s = settings.llm_api_key, _longest(settings), settings.timeout_s
    if settings.llm.startswith(("http://", "https://")):
        return server_model(settings.llm, key=key, longest=longest, timeout_s=timeout_s)
    return provider_model(settings.llm, key=key, longest=longest, timeout_s=timeout_s)


def model_name(settings: ModelSettings) -> str:
    """The name to show: "none" for extractive answers, never a password that stands in a URL."""
    url, _, name = settings.llm.partition("#")
    if not url.startswith(("http://", "https://")):
        return settings.llm
    return name or shown_url(url)


def _embedded(settings: ModelSettings, on_progress: Progress | None) -> BaseChatModel:
    try:
        path = fetch_model(settings.llm, settings.models, on_progress)
    except FetchError as error:
        message = f"The embedded model {settings.llm} is not here: {error.cause}."
        raise ModelSetupError(message, hint=error.remedy) from error
    server = shared_server(
        path,
        context=min(settings.context, embedded(settings.llm).context),
        threads=settings.threads,
        log=settings.data / "logs" / "model.log",
    )
    threading.Thread(target=_start_early, args=(server,), daemon=True).start()
    return openai_model(
        "http://embedded/v1",  # a placeholder: the transport knows the live address
        settings.llm,
        SecretStr("local"),
        longest=_longest(settings),
        timeout_s=settings.timeout_s,
        http_client=httpx.Client(transport=LiveTransport(server), timeout=settings.timeout_s),
        http_async_client=httpx.AsyncClient(transport=AsyncLiveTransport(server), timeout=settings.timeout_s),
        max_retries=0,
    )


def _start_early(server: ModelServer) -> None:
    """Loads the model while the reader types. A failure comes back, and is shown, with the first question."""
    with contextlib.suppress(ModelSetupError):
        server.address()


def _longest(settings: ModelSettings) -> int:
    return settings.max_answer_tokens or capacity(model_name(settings)).answer
