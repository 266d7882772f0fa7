"""The chain of LangChain's own tutorial ("Build a Retrieval Augmented Generation App"), on our model and embeddings.

RecursiveCharacterTextSplitter 1000/200, all-MiniLM-L6-v2, the four nearest of Chroma, the prompt `rlm/rag-prompt`
word for word. It reads the question as it stands: the tutorial's chain has no history.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage
from langchain_text_splitters import RecursiveCharacterTextSplitter

from evals.bench.bed import Bed
from evals.progress import Progress
from evals.reply import Read, Reply
from evals.systems.base import DEPTH, INDEX, MODEL, Found
from evals.systems.chat import converse
from index.library import Library
from index.store import Record, Store
from index.types import Chunk, Document
from rag.types import Question

TOP = 4
PROMPT = """You are an assistant for question-answering tasks. Use the following pieces of retrieved context to answer \
the question. If you don't know the answer, just say that you don't know. Use three sentences maximum and keep the \
answer concise.
Question: {question} 
Context: {context} 
Answer:"""  # noqa: W291 - the spaces stand in the original


@dataclass(frozen=True, kw_only=True)
class StockSearch:
    """`search` lists more than the four that `top` gives the model, so that ten documents can be ranked."""

    library: Library
    store: Store
    name: str = "stock"
    depends: tuple[str, ...] = (*INDEX, "evals/systems/stock.py")

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
        vector = self.library.embeddings.embed_query(question.text)
        hits = self.store.search(vector, k, question.filters)
        return [chunk for hit in hits if (chunk := self._chunk(hit.chunk_id))]

    def _chunk(self, chunk_id: str) -> Chunk | None:
        document_id, _, span = chunk_id.partition(":")
        document = self.library.catalog.document(document_id)
        if document is None:
            return None
        start, end = map(int, span.split("-"))
        return Chunk(document_id=document_id, start=start, end=end, text=document.text[start:end])


@dataclass(frozen=True, kw_only=True)
class Stock:
    """The whole chain."""

    retriever: StockSearch
    llm: BaseChatModel
    model: str
    name: str = "stock"
    depends: tuple[str, ...] = (*INDEX, *MODEL, "evals/systems/stock.py", "evals/systems/chat.py")

    def reply(self, question: Question) -> Reply:
        started = time.perf_counter()
        chunks = self.retriever.top(question)
        context = "\n\n".join(chunk.text for chunk in chunks)
        message = HumanMessage(PROMPT.format(question=question.text, context=context))
        read = [Read(document_id=chunk.document_id, text=chunk.text) for chunk in chunks]
        return converse(self.llm, self.model, [message], question.text, read, started)


def open_stock_search(bed: Bed) -> StockSearch:
    """Indexes the library's documents a second time, the stock way, in a collection of its own."""
    store = Store(bed.library.data, "stock")
    finished = bed.library.data / "stock.finished"
    if not finished.exists():
        store.drop()
        store = Store(bed.library.data, "stock")
        _fill(store, bed.library)
        finished.touch()
    return StockSearch(library=bed.library, store=store)


def _fill(store: Store, library: Library) -> None:
    entries = library.catalog.documents()
    progress = Progress("index of stock", len(entries))
    for entry in entries:
        if document := library.catalog.document(entry.id):
            store.add(_records(document, library))
        progress.step()


def _records(document: Document, library: Library) -> list[Record]:
    chunks = list(_split(document))
    vectors = library.embeddings.encode([chunk.text for chunk in chunks])
    return [
        Record(id=c.id, document_id=document.id, source=document.source, published=document.published, vector=v)
        for c, v in zip(chunks, vectors, strict=True)
    ]


def _split(document: Document) -> Iterator[Chunk]:
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    spans: dict[tuple[int, int], str] = {}
    for piece in splitter.create_documents([document.text]):
        start = int(piece.metadata["start_index"])
        spans[start, start + len(piece.page_content)] = piece.page_content
    for (start, end), text in spans.items():
        yield Chunk(document_id=document.id, start=start, end=end, text=text)
