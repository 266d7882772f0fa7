"""Who wrote about a subject: the authors that documents name, at their head or in a by-line, with what they wrote."""

import re
from collections import defaultdict
from dataclasses import replace

from index.types import Document
from rag.briefing.counting import first_mention, may_mention, opening
from rag.briefing.subject import Subject, subject
from rag.briefing.work import Work
from rag.types import Briefing, Row

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
