"""The chain of LangChain's own tutorial ("Build a Retrieval Augmented Generation App"), on our model and embeddings.

RecursiveCharacterTextSplitter 1000/200, all-MiniLM-L6-v2, the four nearest of Chroma, the prompt `rlm/rag-prompt`
word for word. It reads the question as it stands: the tutorial's chain has no history.
"""

import time
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage

from evals.bench.bed import Bed
from evals.suites.reply import Read, Reply
from evals.systems.base import DEPTH, INDEX, MODEL, Found
from evals.systems.chat import converse
from evals.systems.recursive import nearest, open_store, recursive
from index.library import Library
from index.store import Store
from index.types import Chunk
from rag.types import Question

SPLIT = recursive(1000, 200)
TOP = 4
PROMPT = """You are an assistant for question-answering tasks. Use the following pieces of retrieved context to answer \
the question. If you don't know the answer, just say that you don't know. Use three sentences maximum and keep the \
answer concise.
Question: {question} 
Context: {context} 
Answer:"""  # noqa: W291 - the spaces stand in the original
CODE = ("evals/systems/stock.py", "evals/systems/recursive.py")


@dataclass(frozen=True, kw_only=True)
class StockSearch:
    """`search` lists more than the four that `top` gives the model, so that ten documents can be ranked."""

    library: Library
    store: Store
    name: str = "stock"
    depends: tuple[str, ...] = (*INDEX, *CODE)

    def search(self, question: Question) -> Found:
        started = time.perf_counter()
        chunks = self.top(question, DEPTH)
        seconds = time.perf_counter() - started
        return Found(
            documents=tuple(dict.fromkeys(c.document_id for c in chunks)),
            passages=tuple(c.text for c in chunks[:TOP]),
            seconds=seconds,
        )

    def top(self, question: Question, k: int = TOP) -> list[Chunk]:
        return nearest(question.text, self.store, self.library, k, question.filters)


@dataclass(frozen=True, kw_only=True)
class Stock:
    """The whole chain."""

    retriever: StockSearch
    llm: BaseChatModel
    model: str
    name: str = "stock"
    depends: tuple[str, ...] = (*INDEX, *MODEL, *CODE, "evals/systems/chat.py")

    def reply(self, question: Question) -> Reply:
        started = time.perf_counter()
        chunks = self.retriever.top(question)
        context = "\n\n".join(chunk.text for chunk in chunks)
        message = HumanMessage(PROMPT.format(question=question.text, context=context))
        read = [Read(document_id=chunk.document_id, text=chunk.text) for chunk in chunks]
        return converse(self.llm, self.model, [message], question.text, read, started)


def open_stock_search(bed: Bed) -> StockSearch:
    return StockSearch(library=bed.library, store=open_store(bed.library, "stock", SPLIT))
