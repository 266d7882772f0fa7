"""What a person sees of a data folder: all that reads one of its files is asked, and what is said to be wrong noted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from evals.faults.furnished import QUESTION
from evals.faults.scene import Scene
from index.commit import recover
from index.conversation_tables import CONVERSATIONS
from index.errors import IndexingError
from index.key_tables import FILE as KEYS
from index.library import CATALOG, Library
from index.originals import FOLDER as ORIGINALS
from index.originals import original
from rag.conversation.conversations import Conversations
from rag.errors import AnswerError
from rag.retrieval.hybrid import retrieve
from serving.audit import Audit
from serving.keys import Keys

_TOLD = (IndexingError, AnswerError)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """`found` is all that was shown. `kept` are the pieces that must not be lost, each by its name: documents by their
    files, exchanges, notes, keys. `empty` says that a search by meaning found nothing, `trouble` what was said."""

    found: object = None
    kept: Mapping[str, object] = field(default_factory=dict)
    empty: bool = False
    trouble: str = ""


def seen(name: str, scene: Scene) -> Seen:
    """By what reads the file of that path in the data folder."""
    for start, look in _LOOKS.items():
        if name.startswith(start):
            try:
                return look(scene)
            except _TOLD as error:
                return Seen(trouble=str(error))
    return Seen()


def _asked(scene: Scene) -> Seen:
    with scene.library() as library:
        recover(library)
        candidates = retrieve(QUESTION, library)
        ids = [c.chunk.id for c in candidates]
        vectors = library.catalog.sentence_vectors(ids)
        found = [(c.chunk, c.cosine and round(c.cosine, 4), vectors[c.chunk.id].shape) for c in candidates]
        hits = [] if library.store.trouble else _hits(library)
        documents = {}
        for entry in library.catalog.documents():
            document = library.catalog.document(entry.id)
            for path in entry.paths:
                documents[path] = document and document.text
        return Seen(found=found, kept=documents, empty=not hits, trouble=str(library.store.trouble or ""))


def _hits(library: Library) -> list[str]:
    try:
        return [hit.chunk_id for hit in library.store.search(library.embeddings.embed_query(QUESTION), 10)]
    except IndexingError:
        return []


def _talked(scene: Scene) -> Seen:
    kept = Conversations(scene.own.data / CONVERSATIONS)
    found = [kept.get(summary.id) for summary in kept.list()]
    pieces: dict[str, object] = {e.id: (e.question, e.answer, e.rating) for c in found if c for e in c.exchanges}
    pieces |= {c.id: (c.title, len(c.exchanges), kept.share_of(c.id)) for c in found if c}
    pieces |= {item.id: (item.note, item.exchange) for item in kept.notebook.items()}
    return Seen(found=(found, kept.notebook.items()), kept=pieces)


def _keyed(scene: Scene) -> Seen:
    keys = Keys(scene.own.data).all()
    return Seen(found=keys, kept={key.id: key for key in keys})


def _audited(scene: Scene) -> Seen:
    entries = Audit(scene.own.data).last("", 10)
    return Seen(found=entries)


def _shown(scene: Scene) -> Seen:
    with scene.library() as library:
        documents = [library.catalog.document(entry.id) for entry in library.catalog.documents()]
    return Seen(found=[d.title for d in documents if d and original(d, scene.own.data)])


_LOOKS: Mapping[str, Callable[[Scene], Seen]] = {
    CATALOG: _asked,
    "chroma": _asked,
    CONVERSATIONS: _talked,
    KEYS: _keyed,
    "access/": _audited,
    f"{ORIGINALS}/": _shown,
}
"""What reads a file, by how its path begins."""
