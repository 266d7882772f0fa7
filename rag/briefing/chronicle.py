"""What happened to a subject, day by day, and what a person or body said, in order of time: each row a document's own
sentence."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from index.sentence import split
from index.types import Document, Sentence
from rag.briefing.gather import Found, Work
from rag.briefing.mentions import may_mention
from rag.briefing.rows import Dated, chronological, dated, disagreeing, merged, quoted
from rag.briefing.sentences import is_statement
from rag.briefing.subject import Subject, subject
from rag.language.discourse.speech import DECLARED, attributions
from rag.language.words import content
from rag.question.answer_type import Kind, wanted
from rag.question.time_scope import resolve
from rag.types import Briefing, Row

LENGTH = 20
"""Rows of a timeline unless another number is asked for: what fits on two screens."""
LEAST_NEAR = 0.3
"""Of half cosine, half shared words: below it a sentence is about something else that has a word in common."""
SHARE = 0.55
"""Of the nearest sentence's score: farther ones belong to another story."""
A_DAY = 2
"""Rows of one day: the next most telling day says more than a third sentence about the same one."""
ALIKE = 0.8
"""Cosine from which two sentences about one day tell the same."""
DATED = 0.25
"""What a day in the sentence counts: without one it is known only when it was written."""
OFTEN = 0.05
"""What each doubling of the documents that tell of a day counts."""
HEAD = 0.05
"""What standing at the head of a document counts: news puts the event first."""
QUOTE = 0.08
"""What is taken from somebody's words: a timeline tells what happened, before what was said of it."""


def timeline(work: Work) -> Briefing | None:
    """None where no document tells anything about the subject."""
    known = subject(work.request.subjects[0], work.library)
    gathered = work.gather(known)
    found = [f for f in gathered.found if f.near >= LEAST_NEAR and f.names]
    if not found:
        return None
    nearest = found[0].near
    rows = _chosen([f for f in found if f.near >= SHARE * nearest], work)
    ordered = disagreeing(work.request.question, chronological(rows))
    events = sum(row.day_of == "event" for row in ordered)
    notice = ""
    if events < len(ordered):
        notice = f"{len(ordered) - events} of {len(ordered)} rows name no day; they stand at their day of publication."
    return work.briefing(
        ordered, passages=gathered.passages, gathered=gathered, notice=notice, names=known.forms,
        figures=_months(ordered),
    )  # fmt: skip


def _chosen(found: Sequence[Found], work: Work) -> list[Row]:
    period = resolve(work.request.question, work.request.as_of or date.today())
    items = [dated(f, f.near) for f in found]
    documents: dict[date, set[str]] = defaultdict(set)
    for item in items:
        if item.row.day and item.row.day_of == "event" and item.row.precision == "day":
            documents[item.row.day].add(item.row.citations[0].document_id)
    numbers = wanted(work.request.question) is Kind.NUMBER
    scored = []
    for source, item in zip(found, items, strict=True):
        row = item.row
        if period and period.kind == "mentioned" and row.day and not _inside(row.day, period.since, period.until):
            continue
        score = item.score - HEAD * source.place - QUOTE * (row.speaker is not None or "“" in row.quotation)
        if row.day_of == "event":
            score += DATED * (1.0 if row.precision == "day" else 0.5)
            score += OFTEN * math.log2(max(1, len(documents.get(row.day, ())))) if row.day else 0.0
        score += 0.1 * (source.own or not numbers)
        scored.append(Dated(row=row, vector=item.vector, score=score))
    ranked = sorted(scored, key=lambda i: (-i.score, i.row.citations[0].document_id, i.row.citations[0].start))
    most = work.request.length or LENGTH
    chosen: list[Dated] = []
    per_day: Counter[tuple[date | None, str]] = Counter()
    for item in merged(ranked):
        key = (item.row.day, item.row.precision)
        alike = [c for c in chosen if c.row.day == item.row.day and float(np.dot(c.vector, item.vector)) >= ALIKE]
        if per_day[key] >= A_DAY or alike:
            continue
        chosen.append(item)
        per_day[key] += 1
        if len(chosen) == most:
            break
    return [c.row for c in chosen]


def _inside(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or day >= since) and (until is None or day <= until)


def _months(rows: Sequence[Row]) -> list[tuple[str, int]]:
    counted = Counter(f"{row.day:%Y-%m}" for row in rows if row.day)
    return sorted(counted.items())


STATEMENTS = 20
"""Statements unless another number is asked for."""
ABOUT = 0.3
"""Of half cosine, half shared words, to the topic asked for: below it a statement is about something else."""
GOES_ON = 3
"""Sentences behind an attributed one in which "he said" still means the same speaker."""
DOCUMENTS = 300
"""Documents that are read sentence by sentence."""
_PRONOUN = re.compile(
    rf"(?:^|[,”\"’]\s*)\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\s+(?:(?:also|later|then|further)\s+)?{DECLARED}"
)
_QUOTE = re.compile(r"[“\"]")


def statements(work: Work) -> Briefing | None:
    """None where nothing is attributed to the subject."""
    known = subject(work.request.subjects[0], work.library)
    ids = sorted(may_mention(known, work))
    most = len(ids) > DOCUMENTS
    found: list[tuple[Document, Sentence]] = []
    passages = 0
    for document_id in ids[:DOCUMENTS]:
        if work.stopped:
            break
        document = work.library.catalog.document(document_id)
        if document is None or (work.request.documents and document.id not in work.request.documents):
            continue
        sentences = split(document.text)
        passages += len(sentences)
        found += [(document, s) for s in _said_by(known, document, sentences)]
        if work.progress:
            work.progress(passages)
    if not found:
        return None
    vectors = np.asarray(work.library.embeddings.encode([s.text for _, s in found]), dtype=np.float32)
    items = [
        Dated(row=replace(quoted(d, s.start, s.end), speaker=known.forms[0]), vector=v, score=1.0)
        for (d, s), v in zip(found, vectors, strict=True)
    ]
    if work.request.about:
        items = _about(work.request.about, items, work)
    items.sort(key=lambda i: -i.score)
    kept = merged(items)[: work.request.length or STATEMENTS]
    if not kept:
        return None
    notice = f"{len(found)} statements were found; these {len(kept)} are the nearest." if len(found) > len(kept) else ""
    if most:
        notice += f" Of {len(ids):,} documents that may name {known.forms[0]}, {DOCUMENTS} were read; narrow it."
    rows = disagreeing(work.request.question, chronological([i.row for i in kept]))
    return work.briefing(rows, passages=passages, notice=notice.strip(), names=known.forms)


def _said_by(known: Subject, document: Document, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences attributed to the subject by name, and those behind them that go on with "he said" or within the
    same paragraph in quotation marks."""
    full = known.named_in(document)
    open_until = -1
    for at, sentence in enumerate(sentences):
        speakers = attributions(sentence.text)
        own = any(_is(known, name, full=full) for s in speakers for name in (s.name, *s.offices, *s.beside))
        own = own or (not speakers and _quotes(known, sentence.text, full=full))
        others = bool(speakers) and not own
        if own:
            open_until = at + GOES_ON
        elif others:
            open_until = -1
        goes_on = at <= open_until and (_PRONOUN.search(sentence.text) or _same_quote(document, sentences, at))
        if (own or goes_on) and is_statement(sentence.text, document.title):
            open_until = max(open_until, at + 1) if goes_on else open_until
            yield sentence


def _quotes(known: Subject, text: str, *, full: bool) -> bool:
    """Whether words in quotation marks follow the subject's name, though no verb of saying does: "Berg called the
    plan “a folly”". A possessive before them is somebody else: "Berg's rival"."""
    quote = _QUOTE.search(text)
    places = known.mentions(text, known=full)
    return quote is not None and any(
        end <= quote.start() and not text[start:end].endswith(("’s", "'s", "’", "'")) for start, end in places
    )


def _same_quote(document: Document, sentences: Sequence[Sentence], at: int) -> bool:
    """Whether the sentence stands in quotation marks in the paragraph of the one before it."""
    between = document.text[sentences[at - 1].end : sentences[at].start]
    return "\n" not in between and bool(_QUOTE.match(sentences[at].text))


def _is(known: Subject, name: str, *, full: bool) -> bool:
    if known.mentions(name, known=full):
        return True
    last = known.surname if full else None
    return last is not None and name.split()[-1].rstrip("’'s") == last


def _about(topic: str, items: Sequence[Dated], work: Work) -> list[Dated]:
    asked = np.asarray(work.library.embeddings.embed_query(topic), dtype=np.float32)
    stems = set(content(topic))
    scored = []
    for item in items:
        head = item.row.citations[0].title
        share = len(stems & set(content(f"{head} {item.row.quotation}"))) / len(stems) if stems else 0.0
        score = 0.5 * max(0.0, float(item.vector @ asked)) + 0.5 * share
        if score >= ABOUT:
            scored.append(replace(item, score=score))
    return scored
