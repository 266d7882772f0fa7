"""A question → what it asks for over many documents: its kind by the taught model, its subjects, how long it is to be.

Nothing here looks into a library.
"""

import re
from dataclasses import replace

from index.embed import TokenEmbeddings
from rag.briefing.kind import Told, tell
from rag.briefing.sides import completed
from rag.language import lexicon
from rag.language.words import STOP
from rag.question.several import asks_several
from rag.question.time_point import POINT
from rag.types import BriefingKind, BriefingRequest

_COUNTS = {word: at for at, word in enumerate(lexicon.words("calendar", "counts"), 1)}
_COUNTS |= {"couple of": 2, "few": 4, "handful of": 5, "dozen": 12}
_LENGTH = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})\s+(?:main |short |key )?"
    r"(?:sentences?|points?|bullets?|bullet points?|lines?|key points?|items?|rows?)\b",
    re.I,
)
"""How long it is to be: "in three sentences", "five points"."""
_WITH_LENGTH = frozenset((BriefingKind.SUMMARY, BriefingKind.TIMELINE, BriefingKind.LIST, BriefingKind.STATEMENTS))
_BETWEEN = re.compile(r",?\s+(?:and|with|to|vs\.?|versus|against|or|from|und|mit|et|avec|y|con)\s+", re.I)
"""What stands between the sides of a comparison that is asked for by a click, in any other words."""
_OF_BOTH = re.compile(r"^.*?\s(?P<other>\S.*?)['’]s?\s+(?P<measure>[a-z].*)$")
"""The rest of "Oslo's and Bergen's costs", without the first possessive."""
ONE = frozenset(
    """article report document piece text paper story file memo letter speech release statement essay column editorial
    interview transcript page post study brief note
    artikel artikels bericht berichts dokument dokuments text textes meldung beitrag beitrags rede brief briefs papier
    papiers notiz studie aufsatz schreiben protokoll
    article rapport texte document communiqué lettre entretien discours étude dépêche billet
    artículo informe texto documento noticia nota carta entrevista discurso estudio comunicado columna""".split()
)
"""Words for one document, in the languages whose requests were taught."""
_LIBRARY = frozenset("library collection archive corpus database here total".split())
"""What is counted where nothing is to be mentioned."""
_OPENS = frozenset("what who everyone everybody everything where which".split())
"""Words with which a clause begins that says what to list."""
_NAME_GOES_ON = re.compile(r"(?:[ -][A-Z][\w’'-]*)+")
"""What a name that was cut has behind it."""
ASKS = re.compile(r"^(?:(?:in|to|from|on|for|at|by|with|against|of|through)\s+)?(?:which|what|who|where)\b", re.I)
"""How a question begins that asks for things, not one that orders a list."""
SUPERLATIVE = r"most|fewest|least|highest|lowest|largest|smallest|biggest|greatest"
_COMPARATIVE = r"more|fewer|less|higher|lower|larger|smaller|bigger|greater"
_MOST = re.compile(
    # "Which plant has the most workers?": every document may tell one, and all have to be held against each other.
    # "Which route cost the least?" names what is measured by its verb.
    r"^(?:which|what|who)\s+(?P<what>[\w\s'’-]+?)?\s*\b(?P<verb>(?!(?:is|are|was|were|be|did|does|do)\b)\w+)\s+the\s+"
    rf"(?P<most>{SUPERLATIVE})(?:\s+(?P<measure>[\w\s'’-]+))?\W*$",
    re.I,
)
_MORE = re.compile(
    # "Which of the two mills had the higher output?"
    r"^(?:which|what|who)\s+of\s+(?:the|these|those|both)\s+(?P<what>[\w\s'’-]+?)\s+(?:has|have|had)\s+(?:the\s+)?"
    rf"(?P<most>{_COMPARATIVE})\s+(?P<measure>[\w\s'’-]+?)\W*$",
    re.I,
)
_HAS = frozenset(("has", "have", "had"))


def told(question: str, embeddings: TokenEmbeddings) -> BriefingRequest:
    """What the question asks for, with its subjects. FACT where the model does not take it for a briefing, or what
    that needs is not told."""
    whole = " ".join(question.split())
    if ranked := _ranked(whole):
        return ranked
    found = tell(whole, embeddings)
    request = _request(whole, found.kind, found) if found and found.is_briefing else None
    if request is None and asks_several(whole):
        subject = f"{whole[0].lower()}{whole[1:]}".strip(" ?.!")
        request = BriefingRequest(kind=BriefingKind.LIST, question=whole, subjects=(subject,))
    return request or BriefingRequest(kind=BriefingKind.FACT, question=whole)


def _ranked(whole: str) -> BriefingRequest | None:
    """The request of a question for what has the most or the least of something; None for any other."""
    most = _MOST.match(whole) or _MORE.match(whole)
    if most is None:
        return None
    verb = most.groupdict().get("verb", "").lower()
    of = (most["measure"] or ("" if verb in _HAS else verb)).strip()
    if not of:
        return None
    measure = f"{most['most'].lower()} {of}"
    return BriefingRequest(
        kind=BriefingKind.LIST, question=whole, measure=measure, subjects=(f"{most['what'] or ''} {measure}".strip(),)
    )


def forced(question: str, kind: BriefingKind, embeddings: TokenEmbeddings) -> BriefingRequest:
    """The question read as this kind, whatever it is taken for: with the subject that it has, else with all of it."""
    whole = " ".join(question.split())
    found = tell(whole, embeddings)
    if found and (request := _request(whole, kind, found)):
        return request
    said = _said(whole, kind, found).get("subject", "") if found else ""
    said = said or _subject(whole)
    sides = tuple(_subject(side) for side in _BETWEEN.split(said, maxsplit=1))
    two = kind is BriefingKind.COMPARISON and len(sides) == 2
    return BriefingRequest(kind=kind, question=whole, subjects=sides if two else (said,), length=_length(whole, kind))


def about(subject: str, kind: BriefingKind, embeddings: TokenEmbeddings) -> BriefingRequest:
    """A request of this kind about a subject that is named by itself, and all of the text; of a comparison it names
    both sides: "Oslo and Bergen"."""
    whole = " ".join(subject.split())
    if kind is BriefingKind.COMPARISON:
        return forced(whole, kind, embeddings)
    said = _subject(whole)
    one = kind is BriefingKind.SUMMARY and _is_one(said)
    return BriefingRequest(kind=kind, question=whole, subjects=(said,) if said else (), one=one)


def label(request: BriefingRequest) -> str:
    """How the question was read, for the reader: "a timeline of Futenma"."""
    asked = request.question.lower()
    named = [f"the {s}" if f"the {s.lower()}" in asked else s for s in request.subjects]
    subject = " and ".join(named) or "the library"
    said = {
        BriefingKind.SUMMARY: f"a summary of {subject}",
        BriefingKind.TIMELINE: f"a timeline of {subject}",
        BriefingKind.LIST: f"a list: {subject}",
        BriefingKind.COUNT: f"a count of the documents that mention {subject}",
        BriefingKind.COMPARISON: f"a comparison of {subject}",
        BriefingKind.STATEMENTS: f"statements of {subject}",
        BriefingKind.CHANGED: f"what changed: {subject}",
        BriefingKind.AUTHORS: f"who wrote about {subject}",
        BriefingKind.FACT: "a question",
    }[request.kind]
    if request.kind is BriefingKind.COUNT and not request.subjects:
        said = "a count of the documents"
    if request.kind is BriefingKind.STATEMENTS and not request.subjects:
        said = "statements"
    said += f" on {request.about}" if request.about else ""
    ranked = request.kind is BriefingKind.LIST  # its subject has the measure in it
    return said + (f" by {request.measure}" if request.measure and not ranked else "")


def _request(whole: str, kind: BriefingKind, found: Told) -> BriefingRequest | None:
    """None where what this kind needs is not in the words: a subject, or both sides."""
    said = _said(whole, kind, found)
    subject, other, measure = said.get("subject", ""), said.get("other", ""), said.get("measure", "")
    request = BriefingRequest(kind=kind, question=whole, length=_length(whole, kind))
    if kind is BriefingKind.COMPARISON:
        if own := _OF_BOTH.match(f"{subject} {other}" if f"{subject}'s" in whole.replace("’", "'") else ""):
            other, measure = own["other"], own["measure"]
        sides = (subject, other) if subject and other else tuple(_subject(s) for s in _BETWEEN.split(subject))
        if len(sides) != 2 or not all(sides):
            return None
        if not measure:  # "Osta's bridge next to Runn's"
            sides = completed(*(_with_possessive(side, whole) for side in sides))
        return replace(request, subjects=tuple(map(_subject, sides)), measure=measure)
    if kind is BriefingKind.COUNT and (subject.lower() in _LIBRARY or re.fullmatch(rf"(?:{POINT})", subject, re.I)):
        return request
    if kind is BriefingKind.STATEMENTS and not subject and "about" in said:
        return replace(request, about=said["about"])  # "Who said what about the strike?"
    if not subject:
        return request if kind is BriefingKind.COUNT else None
    if kind is BriefingKind.STATEMENTS:
        return replace(request, subjects=(subject,), about=said.get("about", ""))
    if kind is BriefingKind.LIST and ASKS.match(whole):
        subject = _subject(f"{whole[0].lower()}{whole[1:]}")  # the reader answers it as it was put
    return replace(request, subjects=(subject,), one=kind is BriefingKind.SUMMARY and _is_one(subject))


def _with_possessive(side: str, whole: str) -> str:
    """The side with the possessive that stands behind it."""
    found = re.search(rf"{re.escape(side)}(?:['’]s?\b|['’](?=\s|$))", whole)
    return found[0] if found else side


def _said(whole: str, kind: BriefingKind, found: Told) -> dict[str, str]:
    """The words of every role, without the small ones at their ends; a list may begin with one ("what was agreed")."""
    said: dict[str, str] = {}
    for role, (start, end) in found.stretches(kind).items():
        rest = _NAME_GOES_ON.match(whole[end:]) if whole[start:end].rsplit(None, 1)[-1][:1].isupper() else None
        own = whole[start : end + len(rest[0]) if rest else end].split()
        while own and own[-1].lower().strip(",;:") in STOP:
            own.pop()
        while own and kind is not BriefingKind.LIST and own[0].lower() in STOP:
            own.pop(0)
        before = whole[:start].split()
        if kind is BriefingKind.LIST and before and before[-1].lower() in _OPENS:
            own.insert(0, before[-1])
        said[role] = _subject(" ".join(own))
    return said


def _is_one(subject: str) -> bool:
    """Whether one document is meant: "the article on X", or a title in quotation marks."""
    quoted = re.search(r"[\"“'‘].{8,}[\"”'’]", subject)
    return quoted is not None or not ONE.isdisjoint(re.findall(r"\w+", subject.lower()))


def _subject(said: str) -> str:
    said = re.sub(r"^(?:(?:all|every|each|of)\s+)*(?:the\s+|an?\s+)?", "", said.strip(" ,;:?.!"), flags=re.I)
    return re.sub(r"['’]s$", "", said.strip(" ,;:?.!"))


def _length(text: str, kind: BriefingKind) -> int | None:
    found = _LENGTH.search(text) if kind in _WITH_LENGTH else None
    said = found["count"].lower() if found else ""
    return int(said) if said.isdigit() else _COUNTS.get(said)
