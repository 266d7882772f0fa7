"""One byte of one file of a data folder is damaged, at many places; what is said of it, and what is left when mended.

At each place what a person does is done: a question is asked, `index doctor` is run, and with `--repair` where it or
the question met something. A document is lost if it is not there afterwards though its own bytes were whole.
"""

import random
import shutil
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from evals.faults.furnished import QUESTION, furnish
from evals.faults.scene import Scene, repaired
from index import server
from index.care.doctor import examine
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
_KEPT = ("build.lock", "chroma.lock", "chroma.users", "chroma.log")
"""Held open by the server and by us: another file of the same name would be another lock."""


@dataclass(frozen=True, kw_only=True)
class Damage:
    """`raised` is a traceback of what no person should meet; `told` says that an error, a notice or the doctor named
    the damage; `changed` that what was asked had another result; `silent` that a search by meaning found nothing and
    nobody said so; `lost` counts whole documents that are not there afterwards; `unmended` is what the doctor still
    finds."""

    at: int
    raised: str = ""
    told: bool = False
    changed: bool = False
    silent: bool = False
    lost: int = 0
    unmended: str = ""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a person sees: `found` of whatever reads the file, `documents` by their files, whether vectors were found,
    and what was said to be wrong."""

    found: object = None
    documents: Mapping[str, object] | None = None
    empty: bool = False
    trouble: str = ""


def prepared(scene: Scene) -> Scene:
    """The scene with everything that a data folder can hold, its server ended, and a copy of it beside."""
    furnish(scene)
    server.end(scene.own.data)
    shutil.copytree(scene.own.data, scene.place / "whole")
    return scene


def files(scene: Scene) -> list[str]:
    """The files of the data folder by their paths in it; empty ones have no byte."""
    whole = scene.place / "whole"
    found = (path for path in whole.rglob("*") if path.is_file() and path.stat().st_size)
    return sorted(str(path.relative_to(whole)) for path in found)


def damaged(name: str, scene: Scene, places: int, seed: int) -> Iterator[Damage]:
    """Spread over the file, one in each part of it; every byte of a file that has no more."""
    size = (scene.place / "whole" / name).stat().st_size
    chance = random.Random(f"{seed} {name}")
    number = min(size, places)
    edges = [size * part // number for part in range(number + 1)]
    _restore(scene, whole=True)
    before = _seen(name, scene)
    for first, end in pairwise(edges):
        at = chance.randrange(first, end)
        _restore(scene, whole=name.startswith("chroma/"))
        with (scene.own.data / name).open("r+b") as file:
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ chance.randrange(1, 256)]))
        try:
            found = _place(name, scene, at, before)
        except Exception:  # the very thing that is looked for
            found = Damage(at=at, raised=traceback.format_exc())
        yield found
        if found.raised or found.told or found.changed:
            _restore(scene, whole=True)
    server.end(scene.own.data)


def _place(name: str, scene: Scene, at: int, before: Seen) -> Damage:
    seen = _seen(name, scene)
    troubles = [finding.trouble for finding in examine(scene.own) if finding.trouble]
    result = Damage(
        at=at,
        told=bool(seen.trouble or troubles),
        changed=seen != before,
        silent=seen.empty and not seen.trouble,
    )
    if not result.told and not result.changed:
        return result
    said = " ".join(finding.done or "" for finding in repaired(scene.own))
    left = [f"{finding.name}: {finding.trouble}" for finding in examine(scene.own) if finding.trouble]
    after = _seen(name, scene)
    there = list((after.documents or {}).values())  # under whichever path: a letter of that can be what is damaged
    lost = [
        path for path, text in (before.documents or {}).items() if text not in there and path not in said
    ]  # fmt: skip
    return replace(result, lost=len(lost), unmended="; ".join(filter(None, [*left, after.trouble])))


def _seen(name: str, scene: Scene) -> Seen:
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
        return Seen(found=found, documents=documents, empty=not hits, trouble=str(library.store.trouble or ""))


def _hits(library: Library) -> list[str]:
    try:
        return [hit.chunk_id for hit in library.store.search(library.embeddings.embed_query(QUESTION), 10)]
    except IndexingError:
        return []


def _talked(scene: Scene) -> Seen:
    kept = Conversations(scene.own.data / CONVERSATIONS)
    return Seen(found=[kept.get(summary.id) for summary in kept.list()])


def _keyed(scene: Scene) -> Seen:
    return Seen(found=Keys(scene.own.data).all())


def _audited(scene: Scene) -> Seen:
    return Seen(found=Audit(scene.own.data).last("", 10))


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


def _restore(scene: Scene, *, whole: bool) -> None:
    """The data folder as it was; the vectors too, and their server ended, where `whole`."""
    data, kept = scene.own.data, scene.place / "whole"
    if whole:
        server.end(data)
        shutil.rmtree(data)
        shutil.copytree(kept, data)
        return
    for path in [*data.iterdir()]:
        if path.name in _KEPT or path.name in ("chroma", "chroma.json"):
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in kept.iterdir():
        if path.name not in _KEPT and path.name not in ("chroma", "chroma.json"):
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, data / path.name)
