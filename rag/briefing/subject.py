"""What a request means in a library: its subject and the other names of that, the short forms that documents define
and the surname of a person; the one document that is described; the filters.

"Harbour Police Board (HPB)" makes HPB another name of the board wherever it stands, and "Ida Berg" is "Berg" in a
document that has her full name. Only what the library's own documents say counts.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.catalog import Entry
from index.library import Library
from index.types import Document, Filters
from rag.language.grammar.verbs import past
from rag.language.names import Name, names
from rag.language.words import STOP, content, words
from rag.question.query import expression
from rag.retrieval.hybrid import dense_search
from rag.types import BriefingRequest

TITLED = 0.7
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
LOOKED_AT = 60
"""Passages in which a definition of a short form is looked for."""
LONGEST_SHORT = 8
"""Letters of a short form."""
_GOES_ON = frozenset("said says tells has had was is will who and also".split())
"""What stands behind a surname by itself, beside any verb in the past."""
_WORD = re.compile(r"\w+(?:[-’'.&]\w+)*")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`said` are the words of the request, `forms` under what it is looked for (the first is its name), `surname` what
    a document that has the full name may call it. `name` says that it is a proper name: it has to be mentioned."""

    said: str
    forms: tuple[str, ...]
    surname: str | None = None
    name: bool = False

    def mentions(self, text: str, *, known: bool = False) -> list[tuple[int, int]]:
        """Where a text names it, in order; by the surname alone only where it is `known` that the full name stands in
        the same document."""
        forms = (*self.forms, self.surname) if known and self.surname else self.forms
        found = [m.span() for form in forms for m in _pattern(form).finditer(text)]
        return sorted(set(found))

    def named_in(self, document: Document) -> bool:
        """Whether a document mentions it anywhere, title included."""
        return bool(self.mentions(document.text) or self.mentions(document.title))


def subject(said: str, library: Library) -> Subject:
    """The subject as the library knows it."""
    said = " ".join(said.split()).strip(" \"“”'‘’")
    own = [n for n in names(f"about {said}") if n.sure]
    name = _own_name(said, own)
    forms = [name] if name else [said]
    forms += [short for form in tuple(forms) if (short := _other(form, library))]
    parts = name.split() if name else []
    person = 2 <= len(parts) <= 4 and all(p[0].isupper() for p in parts) and _is_person(name, library)
    return Subject(
        said=said, forms=tuple(dict.fromkeys(forms)), surname=parts[-1] if person else None, name=bool(name)
    )  # fmt: skip


def _own_name(said: str, own: list[Name]) -> str:
    """The name that the subject is, without the office or description before it: "the analyst Ida Berg" is "Ida Berg".
    Empty where something else is asked about than a name, as in "Norway's exports"."""
    if not own:
        return said if said.isupper() and len(said) > 1 else ""
    last = own[-1].tokens
    at = re.search(
        r"\W+(?:\w+\W+){0,2}?".join(map(re.escape, (t.rstrip("’'s") if t.endswith(("’s", "'s")) else t for t in last))),
        said,
    )
    if at is None:
        at = re.search(re.escape(said.split()[-1]), said)
    if at is None or said[at.end() :].strip(" .,"):
        return ""
    before = said[: at.start()].strip()
    if re.search(r"\b(?:of|in|at|on|for|by|from|to|and|with|about|between|against)$|['’]s?$", before):
        return ""  # "the strike at Boeing" is more than Boeing
    return said[at.start() : at.end()]


def _other(form: str, library: Library) -> str | None:
    """The short form that documents give a name in brackets behind it, or the name behind which it stands in them."""
    if len(form) < 2 or not any(c.isupper() for c in form):
        return None
    found = library.catalog.match(_phrase(form), LOOKED_AT)
    chunks = library.catalog.chunks([i for i, _ in found])
    short = re.compile(
        rf"{_pattern(form).pattern}\s*(?:[,—–]\s*or\s+|\()[\"“]?"
        rf"(?P<short>[A-Z][A-Za-z&.-]{{1,{LONGEST_SHORT - 1}}})[\"”]?[),]"
    )
    long = re.compile(
        rf"(?P<long>(?:[A-Z][\w’'-]+(?:\s+|-)(?:(?:of|the|and|for)\s+){{0,2}}){{1,7}}[A-Z]?[\w’'-]+)\s*\(\s*[\"“]?{re.escape(form)}[\"”]?\s*\)"
    )
    for chunk in chunks.values():
        if (match := short.search(chunk.text)) and sum(map(str.isupper, match["short"])) > 1:
            return match["short"]
        if form.isupper() and (match := long.search(chunk.text)) and (whole := _spelt(match["long"], form)):
            return whole
    return None


def _spelt(long: str, short: str) -> str | None:
    """The end of the words before the bracket whose capitals spell the short form."""
    parts = long.split()
    for at in range(len(parts)):
        rest = parts[at:]
        initials = "".join(piece[0] for part in rest for piece in part.split("-") if piece and piece[0].isupper())
        if rest[0][0].isupper() and initials == short:
            return " ".join(rest)
    return None


def _is_person(name: str, library: Library) -> bool:
    """Whether documents go on to call it by its last word alone and without an article, as they do with people."""
    last = name.split()[-1]
    chunks = library.catalog.chunks([i for i, _ in library.catalog.match(_phrase(name), LOOKED_AT)])
    alone = re.compile(
        rf"(?<![\w-])(?<!{re.escape(name[: -len(last)])}){re.escape(last)}(?:[’']s?)?\s+(?P<next>[a-z]+)\b"
    )
    said = " ".join(chunk.text for chunk in chunks.values())
    acts = any(m["next"] in _GOES_ON or past(m["next"]) for m in alone.finditer(said))
    return acts and not _pattern(f"the {last}").search(said)


def _pattern(form: str) -> re.Pattern[str]:
    """The form as whole words; an apostrophe, a plural or a possessive behind it does not matter, nor case where it
    has no capitals."""
    pieces = [re.escape(word) for word in _WORD.findall(form)]
    flags = re.IGNORECASE if form.islower() else 0
    joined = r"[\s,’-]+".join(pieces)
    return re.compile(rf"(?<![\w-])(?:{joined})(?:[’']?s)?(?!\w)", flags) if pieces else re.compile("(?!)")


def _phrase(form: str) -> str:
    """An FTS5 expression for the form as a phrase, in the text alone."""
    return 'text : "' + " ".join(_WORD.findall(form)).replace('"', '""') + '"'


def phrase(found: Subject) -> str:
    """An FTS5 expression for any of the subject's names."""
    forms = [*found.forms]
    return " OR ".join(f"({_phrase(form)})" for form in forms)


def anywhere(forms: Sequence[str]) -> str:
    """An FTS5 expression for any of the forms, in text or title."""
    return " OR ".join(f"({_phrase(form).removeprefix('text : ')})" for form in forms)


def scope(request: BriefingRequest, library: Library) -> Filters:
    """The filters, with the sources that are left out taken from those that there are."""
    filters = request.filters
    if request.as_of and (filters.until is None or request.as_of < filters.until):
        filters = replace(filters, until=request.as_of)
    if not request.without:
        return filters
    kept = [s for s in filters.sources or library.catalog.sources() if s not in request.without]
    return replace(filters, sources=tuple(kept) or ("\0",))  # a source that no document has: nothing is let through


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
        if share >= TITLED:
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
