"""Which documents mention a subject: how many, and who wrote them. A count is exact, with every document named and what
was counted as a mention; authors are those that documents name, at their head or in a by-line."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from index.catalog import Entry
from index.day import in_words
from index.sentence import split
from index.types import Document, Filters
from rag.briefing.gather import Work, entries
from rag.briefing.rows import quoted
from rag.briefing.sentences import is_statement
from rag.briefing.subject import Subject, anywhere, scope, subject
from rag.question.time_scope import resolve
from rag.types import Briefing, Row

PHRASE = 3
"""Words up to which what is no name is looked for as it stands: nobody writes a clause twice in the same words."""
OFTEN = 3
"""Mentions from which a document that does not have it in its title may be called one about it."""
EVERY = 1_000_000
"""Chunks asked for: all of them, for the count has to be exact."""
SHOWN = 100
OPENED = 12
"""Documents that are quoted: of those that mention something, and of the library itself; more are counted all the
same."""


def count(work: Work) -> Briefing | None:
    """The documents that mention the subject, or all of the library where the question names none."""
    if not work.request.subjects:
        return _library(work)
    known = subject(work.request.subjects[0], work.library)
    rows: list[Row] = []
    counted: list[Entry] = []
    about, passages = 0, 0
    surname_only = 0
    named = may_mention(known, work)
    for entry in entries(work.request, work.library):
        if work.stopped:
            break
        if entry.id not in named:
            continue
        document = work.library.catalog.document(entry.id)
        if document is None:
            continue
        passages += entry.chunks
        places = known.mentions(document.text)
        titled = bool(known.mentions(document.title))
        if not places and not titled:
            surname_only += bool(known.surname and replace(known, forms=(known.surname,)).mentions(document.text))
            continue
        counted.append(entry)
        about += titled or len(places) >= OFTEN
        if len(rows) < SHOWN:
            rows.append(first_mention(document, places, known))
        if work.progress:
            work.progress(passages)
    forms = " or ".join(f"“{form}”" for form in known.forms)
    conclusion = f"{_documents(len(counted))} mention{'s' if len(counted) == 1 else ''} {known.forms[0]}."
    if not counted and not known.name and len(known.said.split()) > PHRASE:
        return None
    if not counted:
        conclusion = f"No document mentions {known.forms[0]}."
    notice = f"Counted: every document with {forms} in its text or title."
    if counted:
        notice += f" {about} of {len(counted)} have it in the title or at least {OFTEN} times."
    if surname_only:
        have = "has" if surname_only == 1 else "have"
        notice += f" {_documents(surname_only)} more {have} only “{known.surname}”, which may be somebody else."
    if len(counted) > len(rows):
        notice += f" The first {len(rows)} are quoted."
    return work.briefing(
        rows, passages=passages, conclusion=conclusion, notice=notice, names=known.forms, figures=_figures(counted)
    )  # fmt: skip


def may_mention(known: Subject, work: Work) -> set[str]:
    """The documents that the full text index finds under any of the names: it knows stems, so that none is missed."""
    forms = (*known.forms, *((known.surname,) if known.surname else ()))
    found = work.library.catalog.match(anywhere(forms), EVERY, scope(work.request, work.library))
    return {chunk_id.rpartition(":")[0] for chunk_id, _ in found}


def _library(work: Work) -> Briefing:
    """How many documents there are, of the sources and days that the question names."""
    question = work.request.question
    filters = work.request.filters
    said = list[str]()
    if sources := [s for s in work.library.catalog.sources() if _names(question, s)]:
        filters = replace(filters, sources=tuple(sources))
        said.append(f"from {' or '.join(sources)}")
    period = resolve(question, work.request.as_of or date.today())
    if period:
        filters = replace(filters, since=period.since, until=period.until, undated=False)
        said.append("published " + " ".join(_bounds(filters)))
    work = replace(work, request=replace(work.request, filters=filters))
    listed = list(entries(work.request, work.library))
    verb = "is" if len(listed) == 1 else "are"
    conclusion = f"{_documents(len(listed))} {verb} in the library" + (f", {', '.join(said)}." if said else ".")
    rows = [row for e in listed[:OPENED] if (d := work.library.catalog.document(e.id)) and (row := opening(d))]
    notice = f"The newest {OPENED} are quoted." if len(listed) > OPENED else ""
    return work.briefing(rows, passages=0, conclusion=conclusion, notice=notice, figures=_figures(listed))


def _names(question: str, source: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(source.lower())}(?!\w)", question.lower()))


def _bounds(filters: Filters) -> Iterator[str]:
    if filters.since:
        yield f"from {in_words(filters.since)}"
    if filters.until:
        yield f"until {in_words(filters.until)}"


def first_mention(document: Document, places: list[tuple[int, int]], known: Subject) -> Row:
    """The document's first sentence that mentions it, or its first sentence where the title alone does."""
    if not places:
        row = opening(document)
        return replace(row, value="in the title") if row else quoted(document, 0, len(document.text.split("\n")[0]))
    holding = [s for s in split(document.text) if any(s.start <= start < s.end for start, _ in places)]
    sentence = next((s for s in holding if is_statement(s.text, document.title)), holding[0] if holding else None)
    row = quoted(document, sentence.start, sentence.end) if sentence else quoted(document, *places[0])
    times = len(places)
    return replace(row, value=f"{times} time{'s' if times > 1 else ''}", day=document.published,
                   day_of="publication" if document.published else None, precision="day")  # fmt: skip


def opening(document: Document) -> Row | None:
    every = split(document.text)
    sentences = [s for s in every if is_statement(s.text, document.title)] or every
    if not sentences:
        return None
    return replace(quoted(document, sentences[0].start, sentences[0].end), day=document.published,
                   day_of="publication" if document.published else None, precision="day")  # fmt: skip


def _figures(entries: list[Entry]) -> list[tuple[str, int]]:
    """How many documents of each source, or of each month where they are all of one."""
    by_source = Counter(e.source or "unknown source" for e in entries)
    if len(by_source) > 1:
        return by_source.most_common(12)
    return sorted(Counter(f"{e.published:%Y-%m}" for e in entries if e.published).items())


def _documents(number: int) -> str:
    return f"{number:,} document{'' if number == 1 else 's'}"


LENGTH = 40
"""Documents that are quoted unless another number is asked for."""
HEAD = 400
"""Characters at the beginning and at the end of a document in which a by-line stands."""
_NAME = r"[A-Z][\w’'.-]+(?:\s+(?:de|van|von|der|al|bin|la)\s+|\s+)(?:[A-Z][\w’'.-]*\s*){1,3}"
_BYLINE = re.compile(
    rf"(?:^|\n)\s*(?:By|BY)\s+(?P<who>{_NAME}(?:(?:,|\s+and|,\s+and)\s+{_NAME})*)(?=\s*(?:\n|,|\||—|–|$))"
)
_REPORTING = re.compile(rf"\b(?:Reporting|Written|Writing)\s+by\s+(?P<who>{_NAME}(?:(?:,|\s+and|,\s+and)\s+{_NAME})*)")


def authors(work: Work) -> Briefing | None:
    """A row for each document about the subject that has an author; None where no document mentions the subject."""
    known = subject(work.request.subjects[0], work.library)
    written: dict[str, list[Row]] = defaultdict(list)
    nameless = passages = 0
    for document_id in sorted(may_mention(known, work)):
        if work.stopped:
            break
        document = work.library.catalog.document(document_id)
        if document is None or (work.request.documents and document.id not in work.request.documents):
            continue
        row = _row(document, known)
        if row is None:
            continue
        passages += 1
        who = document.author or byline(document.text)
        nameless += not who
        named = who or document.source or "unknown source"
        written[named].append(replace(row, speaker=who or None, group=named))
    if not written:
        return None
    ordered = sorted(written.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    rows = [row for _, own in ordered for row in own][: work.request.length or LENGTH]
    total = sum(map(len, written.values()))
    notice = f"{nameless} of {total} documents name no author; they stand under their source." if nameless else ""
    conclusion = f"{total} document{'s mention' if total > 1 else ' mentions'} {known.forms[0]}: " + ", ".join(
        f"{who} ({len(own)})" for who, own in ordered[:12]
    )
    return work.briefing(
        rows, passages=passages, conclusion=conclusion + ".", notice=notice, names=known.forms,
        figures=[(who, len(own)) for who, own in ordered[:12]],
    )  # fmt: skip


def byline(text: str) -> str:
    """The author whom a text names at its head ("By Ida Berg") or its end ("Reporting by Ida Berg")."""
    head, tail = text[:HEAD], text[-HEAD:]
    found = _BYLINE.search(head) or _REPORTING.search(tail) or _REPORTING.search(head)
    return " ".join(found["who"].split()).rstrip(",.") if found else ""


def _row(document: Document, known: Subject) -> Row | None:
    places = known.mentions(document.text)
    if places:
        return first_mention(document, places, known)
    return opening(document) if known.mentions(document.title) else None
