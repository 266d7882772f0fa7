"""The chat model alone, without any document: what it knows by heart, or believes to know."""

import time
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from evals.suites.reply import Reply
from evals.systems.base import MODEL
from evals.systems.chat import converse
from rag.types import Question

PROMPT = (
    "You are an assistant for question-answering tasks. If you don't know the answer, just say that you don't know. "
    "Use three sentences maximum and keep the answer concise."
)


@dataclass(frozen=True, kw_only=True)
class ClosedBook:
    llm: BaseChatModel
    model: str
    name: str = "closed-book"
    depends: tuple[str, ...] = (*MODEL, "evals/systems/closed_book.py", "evals/systems/chat.py")

    def reply(self, question: Question) -> Reply:
        messages = [SystemMessage(PROMPT), HumanMessage(question.text)]
        return converse(self.llm, self.model, messages, question.text, (), time.perf_counter())
