"""Chat models that others serve: OpenAI-compatible servers, and the providers that LangChain knows."""

from collections.abc import Callable
from typing import Any

import httpx
from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from rag.errors import ModelError, ModelSetupError
from rag.models.failures import KEY_HINT, brief

_SEED = 7
"""Any number: with temperature 0 it only matters to servers that sample all the same."""
_ANY = "default"
"""The name for a model that its server does not name."""


def shown_url(url: str) -> str:
    """The address without user name and password."""
    return str(httpx.URL(url).copy_with(username=None, password=None))


def server_model(address: str, *, key: SecretStr | None, longest: int, timeout_s: float) -> BaseChatModel:
    """The model at `address`, URL or URL#NAME; without NAME the server is asked for its first model."""
    url, _, name = address.partition("#")
    key = key or SecretStr("none")
    if name:
        return openai_model(url, name, key, longest=longest, timeout_s=timeout_s, max_retries=1)
    # Asked for with the requests: the server may be started after Dossier.
    first = _FirstModel(url, key, shown_url(url))
    return openai_model(url, _ANY, key, longest=longest, timeout_s=timeout_s, late=first, max_retries=1)


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


def openai_model(
    url: str,
    name: str,
    key: SecretStr,
    *,
    longest: int,
    timeout_s: float,
    late: Callable[[], str] | None = None,
    **more: Any,
) -> BaseChatModel:
    """A client of an OpenAI-compatible server. `longest` is the longest answer in tokens; `late` gives the name that
    each request goes to, where it is not known now."""
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
        extra_body={"max_tokens": longest},
        timeout=timeout_s,
        stream_usage=True,
        **more,
    )


def provider_model(name: str, *, key: SecretStr | None, longest: int, timeout_s: float) -> BaseChatModel:
    """LangChain's `provider:model`. Raises ModelSetupError where its package or key is missing."""
    from langchain.chat_models import init_chat_model

    provider = name.partition(":")[0]
    options: dict[str, Any] = {"max_tokens": longest, "timeout": timeout_s}
    if provider == "ollama":  # its client has other names for them
        options = {"num_predict": longest, "client_kwargs": {"timeout": timeout_s}}
    if key:
        options["api_key"] = key.get_secret_value()
    try:
        model: BaseChatModel = init_chat_model(name, temperature=0, **options)
    except Exception as error:  # each provider's package raises its own kinds
        raise _setup_error(error, provider, name) from error
    return model


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
