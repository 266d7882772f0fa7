"""Setting → chat model. Whatever the model, it is spoken to as a LangChain chat model.

The embedded one is an OpenAI-compatible server like any other; only its way there differs (see live.py).
"""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import httpx
from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from index.errors import FetchError
from index.fetch import Progress
from rag.capacity import capacity
from rag.errors import ModelError, ModelSetupError
from rag.explain import KEY_HINT, brief, explain
from rag.live import AsyncLiveTransport, LiveTransport
from rag.models import MODELS, embedded, fetch_model
from rag.serve import ModelServer, shared_server
from rag.settings import Settings

__all__ = ["EXTRACTIVE", "explain", "model_name", "open_model"]

EXTRACTIVE = "none"
_SEED = 7
_ANY = "default"
"""The name for a model that its server does not name."""


def open_model(settings: Settings, on_progress: Progress | None = None) -> BaseChatModel | None:
    """The chat model that the settings name; None where answers are made of quoted passages.

    The model stays good: an embedded one whose server has died is restarted by the next call to it. Its file is
    fetched if it is not here (1.1 GB; `on_progress` is told). Raises ModelSetupError.
    """
    if settings.llm == EXTRACTIVE:
        return None
    if settings.llm in MODELS:
        return _embedded(settings, on_progress)
    if settings.llm.startswith(("http://", "https://")):
        return _server(settings)
    return _provider(settings)


def model_name(settings: Settings) -> str:
    """The name to show: "none" for extractive answers, never a password that stands in a URL."""
    url, _, name = settings.llm.partition("#")
    if not url.startswith(("http://", "https://")):
        return settings.llm
    return name or str(httpx.URL(url).copy_with(username=None, password=None))


def _embedded(settings: Settings, on_progress: Progress | None) -> BaseChatModel:
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
    return _openai(
        settings,
        "http://embedded/v1",  # a placeholder: the transport knows the live address
        settings.llm,
        SecretStr("local"),
        http_client=httpx.Client(transport=LiveTransport(server), timeout=settings.timeout_s),
        http_async_client=httpx.AsyncClient(transport=AsyncLiveTransport(server), timeout=settings.timeout_s),
        max_retries=0,
    )


def _start_early(server: ModelServer) -> None:
    """Loads the model while the reader types. A failure comes back, and is shown, with the first question."""
    with contextlib.suppress(ModelSetupError):
        server.address()


def _server(settings: Settings) -> BaseChatModel:
    url, _, name = settings.llm.partition("#")
    key = settings.llm_api_key or SecretStr("none")
    if name:
        return _openai(settings, url, name, key, max_retries=1)
    # Asked for with the requests: the server may be started after Dossier.
    return _openai(settings, url, _ANY, key, _FirstModel(url, key, model_name(settings)), max_retries=1)


class _FirstModel:
    """What a server calls its model, asked for until it has said so. `shown` is its address without a password."""

    def __init__(self, url: str, key: SecretStr, shown: str) -> None:
        self._url = f"{url.rstrip('/')}/models"
        self._headers = {"Authorization": f"Bearer {key.get_secret_value()}"}
        self._shown = shown
        self._name: str | None = None

    def __call__(self) -> str:
        """Servers of a single model take any name, so a server without a list is no failure."""
        if self._name is None:
            try:
                self._name = str(self._listed().json()["data"][0]["id"])
            except (ValueError, LookupError, TypeError):
                return _ANY
        return self._name

    def _listed(self) -> httpx.Response:
        try:
            response = httpx.get(self._url, headers=self._headers, timeout=5)
        except httpx.TransportError as error:
            raise self._absent(brief(error)) from error
        if response.is_server_error:  # so says a server that is still loading its model
            raise self._absent(f"status {response.status_code}")
        return response

    def _absent(self, why: str) -> ModelError:
        message = f"The model server at {self._shown} does not answer ({why})."
        return ModelError(message, hint="Start it, or wait until it is up, and ask again; or change DOSSIER_LLM.")


def _openai(
    settings: Settings, url: str, name: str, key: SecretStr, late: Callable[[], str] | None = None, **more: Any
) -> BaseChatModel:
    """`late` gives the name that each request goes to, where it is not known now."""
    from langchain_openai import ChatOpenAI

    class Named(ChatOpenAI):
        def _get_request_payload(self, *given: Any, **options: Any) -> dict[str, Any]:
            return super()._get_request_payload(*given, **options) | ({"model": late()} if late else {})

    return Named(
        base_url=url,
        model=name,
        api_key=key,
        temperature=0,
        seed=_SEED,
        # The name that every server knows: langchain would send max_completion_tokens.
        extra_body={"max_tokens": _longest(settings)},
        timeout=settings.timeout_s,
        stream_usage=True,
        **more,
    )


def _provider(settings: Settings) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    provider = settings.llm.partition(":")[0]
    options: dict[str, Any] = {"max_tokens": _longest(settings), "timeout": settings.timeout_s}
    if provider == "ollama":  # its client has other names for them
        options = {"num_predict": _longest(settings), "client_kwargs": {"timeout": settings.timeout_s}}
    if settings.llm_api_key:
        options["api_key"] = settings.llm_api_key.get_secret_value()
    try:
        model: BaseChatModel = init_chat_model(settings.llm, temperature=0, **options)
    except Exception as error:  # each provider's package raises its own kinds
        raise _setup_error(error, provider, settings.llm) from error
    return model


def _longest(settings: Settings) -> int:
    return settings.max_answer_tokens or capacity(model_name(settings)).answer


def _setup_error(error: Exception, provider: str, name: str) -> ModelSetupError:
    said = brief(error)
    # Some versions of langchain say AttributeError where the ollama package is missing.
    if isinstance(error, ImportError) or (isinstance(error, AttributeError) and provider == "ollama"):
        package = f"langchain-{provider.replace('_', '-')}"
        for word in said.replace("`", " ").split():
            package = word if word.startswith("langchain-") else package
        return ModelSetupError(f"{name} needs a package that is not installed ({said}).", hint=f"pip install {package}")
    if "api_key" in said.lower() or "credential" in said.lower():
        return ModelSetupError(f"{name} needs a key ({said}).", hint=KEY_HINT)
    return ModelSetupError(f"{name} cannot be set up ({said}).", hint="Check DOSSIER_LLM: provider:model.")
