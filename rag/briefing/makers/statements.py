"""Statements: what a person or body said, or what anybody said about something, in order of time, each row a document's
own sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from index.sentence import split
from index.types import Document, Sentence
from rag.briefing.gather import Work
from rag.briefing.makers.mentions import may_mention
from rag.briefing.rows import Dated, chronological, dated, disagreeing, merged, quoted
from rag.briefing.sentences import is_statement
from rag.briefing.subject import Subject, subject
from rag.language.discourse.speech import DECLARED, attributions
from rag.language.words import content
from rag.types import Briefing

LENGTH = 20
"""Statements unless another number is asked for."""
ABOUT = 0.3
"""Of half cosine, half shared words, to the topic asked for: below it a statement is about something else."""
SHARE = 0.6
"""Of the nearest sentence's score, where anybody may say it: farther ones are about something else."""
GOES_ON = 3
"""Sentences behind an attributed one in which "he said" still means the same speaker."""
DOCUMENTS = 300
"""Documents that are read sentence by sentence."""
_PRONOUN = re.compile(
    rf"(?:^|[,”\"’]\s*)\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\s+(?:(?:also|later|then|further)\s+)?{DECLARED}"
)
_QUOTE = re.compile(r"[“\"]")


def statements(work: Work) -> Briefing | None:
    """None where nothing is attributed to the subject; where none is named, to anybody."""
    if not work.request.subjects:
        return _by_anybody(work)
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
    kept = merged(items)[: work.request.length or LENGTH]
    if not kept:
        return None
    notice = f"{len(found)} statements were found; these {len(kept)} are the nearest." if len(found) > len(kept) else ""
    if most:
        notice += f" Of {len(ids):,} documents that may name {known.forms[0]}, {DOCUMENTS} were read; narrow it."
    rows = disagreeing(work.request.question, chronological([i.row for i in kept]))
    return work.briefing(rows, passages=passages, notice=notice.strip(), names=known.forms)


def _by_anybody(work: Work) -> Briefing | None:
    """What is said about the topic, by whoever is named as saying it; None where nobody is."""
    known = subject(work.request.about, work.library)
    gathered = work.gather(known)
    near = [f for f in gathered.found if f.names and f.near >= ABOUT]
    items = [i for i in (dated(f, f.near) for f in near if f.near >= SHARE * near[0].near) if i.row.speaker]
    kept = merged(items)[: work.request.length or LENGTH]
    if not kept:
        return None
    rows = disagreeing(work.request.question, chronological([i.row for i in kept]))
    return work.briefing(rows, passages=gathered.passages, gathered=gathered, names=known.forms)


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
