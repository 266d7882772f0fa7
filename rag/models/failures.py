"""Every provider's failure → the app's own error tree, with what the reader can do."""

from dataclasses import dataclass

import httpx
from langchain_core import exceptions as langchain_errors

from rag.errors import AnswerError, ModelError, ModelSetupError, QuestionError

KEY_HINT = "Set DOSSIER_LLM_API_KEY (or the provider's own variable) to a valid key."


def explain(error: BaseException, name: str) -> AnswerError:
    """What went wrong, in the app's words. An AnswerError anywhere among the causes is the answer itself."""
    causes = _causes(error)
    for cause in causes:
        if isinstance(cause, AnswerError):
            return cause
    for cause in causes:
        for case in _CASES:
            if case.fits(cause):
                return case.becomes(f"{name} {case.message}: {brief(cause)}.", hint=case.hint)
    return ModelError(f"{name} failed: {brief(error)}.", hint="Ask again; if it stays, check DOSSIER_LLM.")


def told(error: BaseException, name: str) -> str:
    """The same as one text for the reader."""
    failure = explain(error, name)
    return f"{failure.message} {failure.hint}"


def brief(error: BaseException) -> str:
    """The error's own words on one line, without the full stop."""
    said = " ".join(str(error).split()) or type(error).__name__
    return (said if len(said) <= 300 else f"{said[:300]}…").rstrip(".")


@dataclass(frozen=True, kw_only=True)
class _Case:
    """A failure known by its class, by its HTTP status, or by words of its message."""

    kinds: tuple[type[BaseException], ...] = ()
    statuses: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    becomes: type[AnswerError]
    message: str
    hint: str

    def fits(self, error: BaseException) -> bool:
        status = getattr(error, "status_code", None)
        said = str(error).lower() if self.words else ""
        return isinstance(error, self.kinds) or status in self.statuses or any(word in said for word in self.words)


# The first that fits counts: llama.cpp and others report a prompt too long as just any bad request.
_CASES = (
    _Case(
        kinds=(langchain_errors.ContextOverflowError,),
        words=("exceeds the available context size", "maximum context length", "context_length_exceeded"),
        becomes=QuestionError,
        message="was given more text than it can hold",
        hint="Start a new conversation, lower DOSSIER_EVIDENCE_TOKENS or raise DOSSIER_CONTEXT.",
    ),
    _Case(
        kinds=(langchain_errors.ModelAuthenticationError,),
        statuses=(401,),
        becomes=ModelSetupError,
        message="refused the key",
        hint=KEY_HINT,
    ),
    _Case(
        kinds=(langchain_errors.ModelPermissionDeniedError,),
        statuses=(403,),
        becomes=ModelSetupError,
        message="is not open to this key",
        hint=KEY_HINT,
    ),
    _Case(
        kinds=(langchain_errors.ModelNotFoundError,),
        statuses=(404,),
        becomes=ModelSetupError,
        message="is not known to its server",
        hint="Check the name and the address in DOSSIER_LLM.",
    ),
    _Case(
        kinds=(langchain_errors.ModelRateLimitError,),
        statuses=(429,),
        becomes=ModelError,
        message="takes no more requests now",
        hint="Wait a little and ask again.",
    ),
    _Case(
        kinds=(langchain_errors.ModelTimeoutError, httpx.TimeoutException, TimeoutError),
        becomes=ModelError,
        message="did not answer in time",
        hint="Ask again, or raise DOSSIER_TIMEOUT_S.",
    ),
    _Case(
        kinds=(langchain_errors.ModelConnectionError, httpx.TransportError, ConnectionError),
        becomes=ModelError,
        message="cannot be reached or broke off",
        hint="Ask again: the embedded model is restarted; another server must be running at its address.",
    ),
    _Case(
        kinds=(langchain_errors.ModelInvalidRequestError,),
        statuses=(400, 422),
        becomes=ModelSetupError,
        message="refused the request",
        hint="Check DOSSIER_LLM and what its server accepts.",
    ),
    _Case(
        kinds=(langchain_errors.ModelAPIError,),
        statuses=(500, 502, 503, 504, 529),
        becomes=ModelError,
        message="failed on its side",
        hint="Ask again in a moment.",
    ),
)


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what it came from, outermost first."""
    chain: list[BaseException] = []
    step: BaseException | None = error
    while step is not None and step not in chain:
        chain.append(step)
        step = step.__cause__ or step.__context__
    return chain
