"""LangChain's RecursiveCharacterTextSplitter over our embeddings and Chroma: an index of its own beside ours."""

from collections.abc import Callable, Iterable, Iterator

from langchain_text_splitters import RecursiveCharacterTextSplitter

from evals.progress import Progress
from index.commit import records
from index.library import Library
from index.store import Store
from index.types import Chunk, Document, Filters

Split = Callable[[Document], Iterator[Chunk]]


def recursive(size: int, overlap: int, length: Callable[[str], int] = len) -> Split:
    """A splitter to `size`, in characters unless `length` counts something else."""
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=size, chunk_overlap=overlap, length_function=length, add_start_index=True
    )

    def split(document: Document) -> Iterator[Chunk]:
        spans: dict[tuple[int, int], str] = {}
        for piece in splitter.create_documents([document.text]):
            start = int(piece.metadata["start_index"])
            spans[start, start + len(piece.page_content)] = piece.page_content
        for (start, end), text in spans.items():
            yield Chunk(document_id=document.id, start=start, end=end, text=text)

    return split


def open_store(library: Library, name: str, split: Split) -> Store:
    """The library's documents indexed a second time in a collection of their own, made once."""
    store = Store(library.data, name)
    finished = library.data / f"{name}.finished"
    if not finished.exists():
        store.drop()
        store = Store(library.data, name)
        entries = library.catalog.documents()
        progress = Progress(f"index of {name}", len(entries))
        for entry in entries:
            if document := library.catalog.document(entry.id):
                fill(store, [document], library, split)
            progress.step()
        finished.touch()
    return store


def fill(store: Store, documents: Iterable[Document], library: Library, split: Split) -> int:
    """Embeds the chunks of all the documents together, without title or date, and stores them; returns how many."""
    pairs = [(document, chunk) for document in documents for chunk in split(document)]
    vectors = library.embeddings.encode([chunk.text for _, chunk in pairs])
    store.add([r for (d, c), v in zip(pairs, vectors, strict=True) for r in records(d, [c], v[None])])
    return len(pairs)


def nearest(question: str, store: Store, library: Library, k: int, filters: Filters = Filters()) -> list[Chunk]:
    """The `k` chunks nearest to the question as it stands, best first."""
    hits = store.search(library.embeddings.embed_query(question), k, filters)
    return [chunk for hit in hits if (chunk := _chunk(hit.chunk_id, library))]


def _chunk(chunk_id: str, library: Library) -> Chunk | None:
    document_id, _, span = chunk_id.partition(":")
    document = library.catalog.document(document_id)
    if document is None:
        return None
    start, end = map(int, span.split("-"))
    return Chunk(document_id=document_id, start=start, end=end, text=document.text[start:end])
