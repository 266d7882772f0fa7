"""Setting → chat model. Whatever the model, it is spoken to as a LangChain chat model.

The embedded one is an OpenAI-compatible server like any other; only its way there differs (see live.py).
"""

import contextlib
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn, Protocol

import httpx
from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from index.errors import FetchError
from index.fetch import Progress
from rag.errors import ModelSetupError, WeightsError
from rag.models.capacity import Capacity, capacity
from rag.models.embedded.live import AsyncLiveTransport, LiveTransport
from rag.models.embedded.local import is_local, local_name, obtain, weights_path, weights_size
from rag.models.embedded.preflight import check_weights, trained_context
from rag.models.embedded.registry import MODELS, embedded, fetch_model
from rag.models.embedded.server import ModelServer, shared_server
from rag.models.remote import openai_model, provider_model, server_model, shown_url
from rag.models.several import SeveralServers

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

    A local file of weights that is bad or cannot be had raises nothing here: every call to the model then raises
    WeightsError, so that answers quote passages and say why.
    """
    if settings.llm == EXTRACTIVE:
        return None
    if settings.llm in MODELS:
        return _embedded(settings, on_progress)
    if is_local(settings.llm):
        return _local(settings, on_progress)
    key, longest, timeout_s = settings.llm_api_key, _longest(settings), settings.timeout_s
    if settings.llm.startswith(("http://", "https://")):
        served = {
            shown_url(address): server_model(address, key=key, longest=longest, timeout_s=timeout_s)
            for address in settings.llm.split()
        }
        return SeveralServers(models=served) if len(served) > 1 else next(iter(served.values()))
    return provider_model(settings.llm, key=key, longest=longest, timeout_s=timeout_s)


def model_name(settings: ModelSettings) -> str:
    """The name to show: "none" for extractive answers, never a password that stands in a URL."""
    if is_local(settings.llm):
        return local_name(settings.llm, settings.models)
    if not settings.llm.startswith(("http://", "https://")):
        return settings.llm
    served = (address.partition("#") for address in settings.llm.split())
    return ", ".join(dict.fromkeys(name or shown_url(url) for url, _, name in served))


def model_capacity(settings: ModelSettings) -> Capacity:
    """How much the model reads; that of a local one goes by the size of its file."""
    size = weights_size(weights_path(settings.llm, settings.models)) or 0 if is_local(settings.llm) else None
    return capacity(model_name(settings), size)


def fetch_weights(settings: ModelSettings, on_progress: Progress | None = None) -> None:
    """Downloads the weights of an embedded model that are not here. Raises FetchError or WeightsError."""
    if settings.llm in MODELS:
        fetch_model(settings.llm, settings.models, on_progress)
    elif is_local(settings.llm):
        obtain(settings.llm, settings.models, on_progress)


def _embedded(settings: ModelSettings, on_progress: Progress | None) -> BaseChatModel:
    try:
        path = fetch_model(settings.llm, settings.models, on_progress)
    except FetchError as error:
        message = f"The embedded model {settings.llm} is not here: {error.cause}."
        raise ModelSetupError(message, hint=error.remedy) from error
    return _served(settings, path, embedded(settings.llm).context)


def _local(settings: ModelSettings, on_progress: Progress | None) -> BaseChatModel:
    path = weights_path(settings.llm, settings.models)
    check: Callable[[], object] = partial(check_weights, path)
    try:
        obtain(settings.llm, settings.models, on_progress)
    except WeightsError as error:
        check = partial(_refuse, error)
    return _served(settings, path, trained_context(path), check)


def _refuse(error: WeightsError) -> NoReturn:
    raise WeightsError(error.message, hint=error.hint)


def _served(
    settings: ModelSettings, path: Path, trained: int | None, check: Callable[[], object] | None = None
) -> BaseChatModel:
    """The model in the file, served by this process's server; `trained` is the most tokens that it can hold."""
    server = shared_server(
        path,
        context=min(settings.context, trained or settings.context),
        threads=settings.threads,
        log=settings.data / "logs" / "model.log",
        check=check,
    )
    threading.Thread(target=_start_early, args=(server,), daemon=True).start()
    return openai_model(
        "http://embedded/v1",  # a placeholder: the transport knows the live address
        model_name(settings),
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
    return settings.max_answer_tokens or model_capacity(settings).answer
