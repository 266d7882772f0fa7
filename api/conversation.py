"""Messages of OpenAI's protocol → the question, the conversation before it, and which documents count."""

from dataclasses import replace
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.errors import ApiError
from api.schemas import MODEL, Scope
from rag.pipeline import Assistant, Options
from rag.types import Question, Turn


class Part(BaseModel):
    """A part of a message. Only text is read."""

    model_config = ConfigDict(extra="ignore")

    type: str
    text: str = ""


class Message(BaseModel):
    """Messages of other roles than user and assistant are passed over: a system prompt cannot loosen the checks."""

    model_config = ConfigDict(extra="ignore")

    role: str
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type.endswith("text"))
        return self.content or ""


class ChatRequest(BaseModel):
    """What other clients send beside this (temperature, tools …) has no meaning here and is passed over."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "model": MODEL,
                    "messages": [{"role": "user", "content": "How many people work at the mill?"}],
                    "dossier": {"sources": ["Valley Post"], "until": "2024-12-31"},
                }
            ]
        },
    )

    model: str = MODEL
    messages: list[Message] = Field(min_length=1)
    stream: bool = False
    stream_options: dict[str, Any] | None = None
    n: Literal[1] = 1
    dossier: Scope = Scope()


def asked(messages: list[Message], scope: Scope) -> Question:
    """The last message is the question; those before it are the conversation."""
    said = [message for message in messages if message.role in ("user", "assistant")]
    if not said or said[-1].role != "user" or not said[-1].text.strip():
        raise ApiError(400, "The last message has to be the user's question.", param="messages")
    turns = (Turn(role="user" if m.role == "user" else "assistant", content=_without_footnotes(m)) for m in said[:-1])
    return scope.asked(said[-1].text, tuple(turns))


def known(model: str) -> None:
    """Raises ApiError for any other model than the one there is."""
    if model.split("/")[-1] != MODEL:
        raise ApiError(
            404, f"There is no model “{model[:100]}”.", hint=f"The model is “{MODEL}”; DOSSIER_LLM says who writes.",
            code="model_not_found", param="model",
        )  # fmt: skip


def scoped(assistant: Assistant, scope: Scope) -> Assistant:
    """The assistant with the threshold that the request asks for."""
    if scope.threshold is None:
        return assistant
    options: Options = replace(assistant.options, abstain_threshold=scope.threshold)
    return replace(assistant, options=options)


def _without_footnotes(message: Message) -> str:
    """An answer of ours as it comes back: its footnotes are the documents' words, not the conversation's."""
    return message.text.split("\n\n[1] ", 1)[0] if message.role == "assistant" else message.text
