"""The document that a question means: by its title in quotation marks, or by a description ("the report on X")."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from index.catalog import Entry
from index.library import Library
from rag.briefing.gather import scope
from rag.briefing.subject import subject
from rag.language.words import STOP, content, words
from rag.question.query import expression
from rag.retrieval.hybrid import dense_search
from rag.types import BriefingRequest

TITLE = 0.7
"""Share of the words of a title, as it was quoted, that a document's own title has."""
DESCRIBED = 100
"""Chunks of each search in which a described document is looked for."""

_QUOTED = re.compile(
    r"[\"“‘'](?P<title>.{6,}?)[\"”’'](?=\W*$|\s+(?:say|by|in|from|of|about)\b)|[\"“](?P<other>[^\"“”]{6,})[\"”]"
)
_KINDS = frozenset(
    """article articles report reports document documents piece pieces text texts paper papers story stories file memo
    letter speech press release statement essay column editorial interview transcript page post study brief note news
    item""".split()
)
"""Words for what a document is: they say little of which one it is."""


def locate(request: BriefingRequest, library: Library) -> list[str]:
    """Ids of the documents meant, the likeliest first; empty where none is."""
    said = request.subjects[0] if request.subjects else ""
    filters = replace(
        scope(request, library), since=None, until=None, undated=True
    )  # a title is meant, whatever its day
    let = library.catalog.documents(filters=filters)
    entries = [e for e in let if not request.documents or e.id in request.documents]
    if len(filters.documents) == 1 and entries:
        return [entries[0].id]
    if any(e.id == said for e in entries):
        return [said]
    quoted = _QUOTED.search(said)
    wanted = (quoted["title"] or quoted["other"]) if quoted else said
    if by_title := _titled(wanted, entries, whole=bool(quoted)):
        return by_title
    return _described(said, entries, request, library)


def _titled(wanted: str, entries: Sequence[Entry], *, whole: bool) -> list[str]:
    asked = [w for w in words(wanted) if w not in STOP] or words(wanted)
    if not asked or (not whole and len(asked) < 4):
        return []  # a word or two describe; they are no title
    scored = []
    for entry in entries:
        title = words(entry.title)
        share = sum(w in title for w in asked) / len(asked)
        back = sum(w in words(wanted) for w in title) / max(1, len(title))
        if share >= TITLE:
            scored.append((share + back, entry.id))
    best = max((score for score, _ in scored), default=0.0)
    return [i for score, i in sorted(scored, key=lambda s: (-s[0], s[1])) if score >= 0.9 * best]


def _described(said: str, entries: Sequence[Entry], request: BriefingRequest, library: Library) -> list[str]:
    """By the words of title and text, the source's name, and the meaning of its best passages; a name in the
    description has to stand in the document."""
    sources = {e.source.lower(): e.source for e in entries if e.source}
    from_source = [
        s for low, s in sources.items() if re.search(rf"(?<!\w){re.escape(low.split('.')[0])}(?!\w)", said.lower())
    ]
    described = " ".join(w for w in said.split() if w.lower().strip("'’s,.") not in _KINDS)
    topic = re.sub(r"^(?:(?:the|an?|on|about|of|by|from)\s+)+", "", described, flags=re.I).strip()
    known = subject(topic or said, library)
    filters = scope(request, library)
    asked = set(content(topic)) or set(content(said))
    allowed = {e.id: e for e in entries if not from_source or e.source in from_source}
    scores: dict[str, float] = {}
    found = [dense_search(topic or said, library, filters, DESCRIBED)]
    if wanted := expression(topic or said):
        found.append(library.catalog.match(wanted, DESCRIBED, filters))
    for ranking in found:
        for rank, (chunk_id, _) in enumerate(ranking):
            document = chunk_id.rpartition(":")[0]
            scores[document] = max(scores.get(document, 0.0), 0.0) + 1 / math.sqrt(1 + rank) / 4
    ranked = []
    for document_id, score in scores.items():
        entry = allowed.get(document_id)
        if entry is None:
            continue
        title = set(content(entry.title))
        share = len(asked & title) / len(asked) if asked else 0.0
        named = bool(known.mentions(entry.title))
        ranked.append((score + 2.0 * share + named, document_id))
    ranked.sort(key=lambda r: (-r[0], r[1]))
    if known.name:
        return [i for _, i in ranked if (d := library.catalog.document(i)) and known.named_in(d)]
    return [i for _, i in ranked]
