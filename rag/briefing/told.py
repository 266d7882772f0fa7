"""The kind of a question over many documents, told from its words: a timeline, a count, a summary.

English only, by the forms in which such questions are put; what no form tells is a fact, and is answered the usual
way. Nothing here looks into a library.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from rag.briefing import forms
from rag.language.verbs import past
from rag.language.words import STOP
from rag.question.answer_type import asks_why
from rag.types import BriefingKind, BriefingRequest


def told(question: str) -> BriefingRequest:
    """What the question asks for, with its subjects. FACT where no form of a question over many documents fits."""
    whole = " ".join(question.split())
    text = forms.PLEASE.sub("", forms.BEFORE_COLON.sub("", forms.PLEASE.sub("", whole))).strip()
    text = re.sub(r"[\s,]+(?:please|thanks|thank you)$", "", text.rstrip(" ?.!"), flags=re.I).rstrip(" ?.!")
    for read in _READERS:
        if found := read(text):
            return replace(found, question=whole, length=_length(whole, found.kind))
    return BriefingRequest(kind=BriefingKind.FACT, question=whole)


def forced(question: str, kind: BriefingKind) -> BriefingRequest:
    """The question read as this kind: with the subjects that its own form tells, else with its content as subject."""
    found = told(question)
    if found.kind is kind:
        return found
    subjects = found.subjects or (_bare_subject(question),)
    if kind is BriefingKind.COMPARISON:
        sides = _sides(found.subjects[0] if found.subjects else found.question.rstrip(" ?.!"))
        subjects = sides or subjects
    return replace(
        found, kind=kind, subjects=subjects, one=kind is BriefingKind.SUMMARY and (found.one or _is_one(question))
    )


def label(request: BriefingRequest) -> str:
    """How the question was read, for the reader: "a timeline of Futenma"."""
    asked = request.question.lower()
    named = [f"the {s}" if f"the {s.lower()}" in asked else s for s in request.subjects]
    subject = " and ".join(named) or "the library"
    if all(said.endswith("?") for said in request.subjects) and request.subjects:
        return f"a comparison: {' '.join(request.subjects)}"
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
    said += f" on {request.about}" if request.about else ""
    return said + (f" by {request.measure}" if request.measure else "")


def _summary(text: str) -> BriefingRequest | None:
    found = forms.SUMMARY.match(text)
    if not found:
        return None
    subject = _subject(
        re.sub(
            rf"\s+in\s+(?:a\s+)?(?:{forms.NUMBER}|brief|short)\s*(?:\w+\s+)?(?:{forms.UNITS}|words?)?$",
            "",
            _group(found),
            flags=re.I,
        )
    )
    return _request(BriefingKind.SUMMARY, subject, one=_is_one(subject))


def _is_one(subject: str) -> bool:
    """Whether one document is meant: "the article on X", or a title in quotation marks."""
    return bool(forms.ONE.search(subject)) or bool(re.search(r"[\"“'‘].{8,}[\"”'’]", subject))


def _timeline(text: str) -> BriefingRequest | None:
    found = forms.TIMELINE.match(text)
    if not found:
        return None
    when = found.groupdict().get("when") or ""
    subject = re.split(r",?\s+from\s+(?:the\s+)?\w+.*?\s+(?:to|until|through)\s+", _group(found))[0]
    return _request(BriefingKind.TIMELINE, f"{_subject(subject)}{when if when.strip() else ''}")


def _count(text: str) -> BriefingRequest | None:
    found = forms.COUNT.match(text)
    if not found:
        return None
    if found["d"]:
        return BriefingRequest(kind=BriefingKind.COUNT, question=text)
    return _request(BriefingKind.COUNT, _group(found))


def _comparison(text: str) -> BriefingRequest | None:
    if choice := forms.CHOICE.match(text):
        sides = tuple(_subject(choice[side]) for side in ("one", "other"))
        measure = re.sub(r"\b(?:of|the|two|them|these|is|was|were|had|has)\b", " ", choice["measure"])
        return BriefingRequest(
            kind=BriefingKind.COMPARISON, question=text, subjects=sides, measure=" ".join(measure.split())
        )
    if (parallel := forms.PARALLEL.match(text)) and (both := _parallel(parallel)):
        return BriefingRequest(kind=BriefingKind.COMPARISON, question=text, subjects=both)
    found = forms.COMPARISON.match(text)
    if not found:
        return None
    for one, other in (("d", "d2"), ("e", "e2")):
        if found[one] and found[other]:
            return _compared(f"{found[one]} versus {found[other]}", text)
    return _compared(_group(found), text)


def _parallel(found: re.Match[str]) -> tuple[str, ...]:
    """The two questions of one that asks the same twice, the second with what it takes over from the first."""
    asks, one, other = found["asks"], found["one"], re.sub(r"\s+ones?$", "", found["other"])
    first = f"{asks[0].upper()}{asks[1:]} {one}?"
    opens = forms.PREPOSITION.match(other)
    places = [m for m in forms.PREPOSITION.finditer(one) if opens and m[0].lower() == opens[0].lower()]
    places = places or [m for m in forms.PREPOSITION.finditer(one) if m[0].lower() != "of"]
    if not opens or not places or _PRONOUN.search(other):
        return ()  # a second question that stands by itself, or leans on the first, is a part: both are answered
    return first, f"{asks[0].upper()}{asks[1:]} {one[: places[-1].start()]}{other}?"


def _compared(said: str, text: str) -> BriefingRequest | None:
    """Two sides, and the measure of "A's and B's payments" or "payments of A and B"."""
    measure = ""
    if own := re.fullmatch(r"(?P<a>.+?)['’]s?\s+(?:and|with|to)\s+(?P<b>.+?)['’]s?\s+(?P<m>[a-z].+)", said):
        said, measure = f"{own['a']} and {own['b']}", own["m"]
    elif own := re.fullmatch(r"(?:the\s+)?(?P<m>[a-z][\w\s-]*?)\s+of\s+(?P<rest>.+?\s(?:and|with|to)\s.+)", said):
        said, measure = own["rest"], own["m"]
    elif own := re.fullmatch(
        r"(?:the\s+)?(?P<m>[a-z][\w\s-]*?)\s+(?P<at>at|in|by|from)\s+(?P<a>.+?)\s+(?:and|with|to)\s+(?P<b>(?:(?!\s(?:at|in|by|from)\s).)+)",
        said,
    ):
        said = f"{own['m']} {own['at']} {own['a']} and {own['m']} {own['at']} {own['b']}"
    sides = _sides(said)
    return (
        BriefingRequest(kind=BriefingKind.COMPARISON, question=text, subjects=sides, measure=measure) if sides else None
    )


def _sides(said: str) -> tuple[str, ...]:
    parts = re.split(
        r"\s+versus\s+" if " versus " in said else r",?\s+(?:and|with|to|vs\.?|against|or|from)\s+", said, maxsplit=1
    )
    stands = re.match(r"(?:that|those|the ones?)\s+(?=(?:of|in|at|by)\s)", parts[-1])
    if stands and (head := re.match(r".+?(?=\s+(?:of|in|at|by)\s)", parts[0])):
        parts[-1] = f"{head[0]} {parts[-1][stands.end() :]}"  # "A's handling of X … that of Y" is A's handling of Y
    named = tuple(_subject(part) for part in parts)
    return named if len(named) == 2 and all(named) else ()


def _statements(text: str) -> BriefingRequest | None:
    found = forms.STATEMENTS.match(text)
    if not found:
        return None
    about = next((found[name] for name in ("a2", "b2", "c2", "d2") if found[name]), "")
    return replace(_request(BriefingKind.STATEMENTS, _group(found)), about=about)


def _changed(text: str) -> BriefingRequest | None:
    found = forms.CHANGED.match(text)
    return _request(BriefingKind.CHANGED, _group(found)) if found else None


def _authors(text: str) -> BriefingRequest | None:
    found = forms.AUTHORS.match(text)
    return _request(BriefingKind.AUTHORS, _group(found)) if found else None


def _list(text: str) -> BriefingRequest | None:
    if found := forms.SUPERLATIVE.match(text):
        what = (found["what"] or "").strip()
        if what.split()[-1:] != ["who"]:
            return BriefingRequest(
                kind=BriefingKind.LIST, question=text, subjects=(_subject(f"{what} {found['measure']}"),),
                measure=f"{found['most'].lower()} {found['measure'].strip()}",
            )  # fmt: skip
    if _asks_which(text):
        return BriefingRequest(kind=BriefingKind.LIST, question=text, subjects=(text[0].lower() + text[1:],))
    found = forms.LIST.match(text)
    if not found:
        return None
    named = _group(found)
    several = re.match(r"(?:what|who|which|where|all|every)\b", named, re.I) or _head_is_plural(named.split())
    return _request(BriefingKind.LIST, named) if several else None  # "Name the king of Norway" asks for one


def _asks_which(text: str) -> bool:
    """Whether it asks which or what of several: "Which harbours were closed", "To which towns did …".

    The noun has to be a plural with at most two words before it that are no verbs, and what follows a verb of a
    plural: "Which port handles the most" and "Which officer told reporters that" have neither.
    """
    found = forms.ASKS_WHICH.match(text)
    if not found or asks_why(text):
        return False  # "What were the reasons …" is answered with what the reasons are for
    tokens = found["rest"].split()
    if tokens[0].lower() in ("are", "were") and not found["place"]:
        of = re.match(r"(?:are|were)\s+(?:all\s+(?:of\s+)?the|the|some(?:\s+of\s+the)?|all)\s+", found["rest"], re.I)
        rest = found["rest"][of.end() :] if of else ""  # "What are the Falklands", "What are savings": what they are
        return rest[:1].islower() and _head_is_plural(rest.split())
    for at, token in enumerate(tokens[:3]):
        if token.lower() not in STOP and _is_plural(token):
            verb = tokens[at + 1].lower() if at + 1 < len(tokens) else ""
            known = forms.ANY_VERB if found["place"] else forms.PLURAL_VERBS
            return verb in known or past(verb) or _is_verb(tokens[at + 1 :])
        if token.lower() in STOP or past(token.lower()) or token.endswith(("’s", "'s")):
            return False
    return False


def _is_verb(tokens: Sequence[str]) -> bool:
    """Whether the words go on with a verb of a plural: "export to", "get a", "support Norway". A noun ("sports teams")
    has a verb behind it."""
    if not tokens or not tokens[0].isalpha() or tokens[0].lower() in STOP or tokens[0].endswith(("s", "ing")):
        return False
    if len(tokens) == 1:
        return True
    after = tokens[1].lower()
    return tokens[1][0].isupper() or (after in STOP and after not in forms.ANY_VERB and not past(after))


def _head_is_plural(tokens: Sequence[str]) -> bool:
    """Whether the noun that the words begin with, before any "of", "that" or "in", is a plural."""
    head = list(takewhile(lambda t: t.lower() not in STOP or t.lower() in ("the", "all", "and"), tokens))
    return any(_is_plural(token.strip(",;")) for token in head)


def _is_plural(token: str) -> bool:
    """Not "status", "crisis", "press" or "Berg's"."""
    low = token.lower()
    return low in forms.IRREGULAR_PLURALS or (
        len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "’s", "'s"))
    )


_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|he|him|his|she|her)\b", re.I)
_READERS: tuple[Callable[[str], BriefingRequest | None], ...] = (
    _count, _authors, _timeline, _statements, _summary, _changed, _comparison, _list,
)  # fmt: skip


def _request(kind: BriefingKind, subject: str, *, one: bool = False) -> BriefingRequest:
    return BriefingRequest(kind=kind, question="", subjects=(_subject(subject),), one=one)


def _group(found: re.Match[str]) -> str:
    return next(value for name, value in found.groupdict().items() if len(name) == 1 and value)


def _subject(said: str) -> str:
    said = re.sub(r"^(?:(?:all|every|each|of)\s+)*(?:the\s+|an?\s+)?", "", said.strip(" ,;:?.!"), flags=re.I)
    return said.strip(" ,;:?.!")


def _bare_subject(question: str) -> str:
    """What a question is about, for a kind that it was not put as: without its question words."""
    text = question.strip(" ?.!")
    asked = (
        r"^(?:who|what|which|when|where|why|how(?:\s+(?:many|much))?)\s+"
        r"(?:is|are|was|were|do|does|did|has|have|had|can|will)?\s*"
    )
    return _subject(re.sub(asked, "", text, flags=re.I)) or text


def _length(text: str, kind: BriefingKind) -> int | None:
    if kind not in (BriefingKind.SUMMARY, BriefingKind.TIMELINE, BriefingKind.LIST, BriefingKind.STATEMENTS):
        return None
    if found := forms.LENGTH.search(text):
        said = found["count"].lower()
        return int(said) if said.isdigit() else forms.COUNTS[said]
    return None
