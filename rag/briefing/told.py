"""The kind of a question over many documents, told from its words: a timeline, a count, a summary.

English only, by the forms in which such questions are put; what no form tells is a fact, and is answered the usual
way. Nothing here looks into a library.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from rag.language.verbs import past
from rag.language.words import STOP
from rag.types import BriefingKind, BriefingRequest

_COUNTS = {word: at for at, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_COUNTS |= {"couple of": 2, "few": 4, "handful of": 5, "dozen": 12}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_COUNTS)})"
_UNITS = r"(?:sentences?|points?|bullets?|bullet points?|lines?|key points?|items?|rows?)"
_LENGTH = re.compile(
    rf"\b(?:in|as|the|with|give|list)?\s*(?:a\s+)?(?P<count>{_NUMBER})\s+(?:main |short |key )?{_UNITS}\b", re.I
)
"""How long it is to be: "in three sentences", "five points"."""

_PLEASE = re.compile(
    r"^\W*(?:(?:please|kindly|can you|could you|would you|i(?: would|['’]d) like(?: you to)?|i (?:need|want)|let me have|"
    r"give me|show me|tell me|make(?: me)?|write(?: me)?|draw up|prepare|provide(?: me with)?|create|compile|build)\s+)+",
    re.I,
)
"""What only asks that something be done; the form of the question stands behind it."""

_ONE_DOCUMENT = (
    r"(?:article|report|document|piece|text|paper|story|file|memo|letter|speech|press release|release|statement|essay|"
    r"column|editorial|interview|transcript|page|post|study|brief|note)"
)
_DOCUMENTS = r"(?:documents?|docs?|articles?|files?|reports?|texts?|sources?|pieces?|stories|papers?|publications?|items?|pages?)"
_ONE = re.compile(rf"\b{_ONE_DOCUMENT}\b(?!s)", re.I)

_SUMMARY = re.compile(
    # An order to sum up, or a summary by its names.
    r"^(?:summari[sz]e|sum(?:\s+(?:up|it up))?|recap|outline|condense|boil down)\s+(?P<a>.+)$"
    r"|^(?:an?\s+|the\s+)?(?:\w+[\s-]+){0,2}?(?:summary|overview|outline|recap|gist|synopsis|abstract|digest|précis)\s+"
    r"(?:of|on|about|for)\s+(?P<b>.+)$"
    # What the main things are that something says.
    r"|^what\s+(?:are|were|is)\s+(?:the\s+)?(?:main|key|central|essential|most important|chief)\s+"
    r"(?:points?|findings?|takeaways?|messages?|arguments?|ideas?|claims?|conclusions?)\s+"
    r"(?:of|in|from|made by|made in)\s+(?P<c>.+)$"
    r"|^(?:the\s+)?(?:main|key)\s+(?:points|findings|takeaways|messages|arguments)\s+(?:of|in|from)\s+(?P<d>.+)$"
    # "What does 'Title' say?", "what is the report on X about?": of one document.
    r"|^what\s+(?:does|do|did)\s+(?P<e>[\"“'‘].+[\"”'’]|the\s+.*\b"
    + _ONE_DOCUMENT
    + r"\b(?:\s+(?:on|about|of)\s+.+?)?)\s+(?:say|report|argue|tell us)\s*\??$"
    r"|^what\s+is\s+(?P<f>the\s+.*\b" + _ONE_DOCUMENT + r"\b.*?|[\"“'‘].+[\"”'’])\s+about\s*\??$",
    re.I,
)
_BEFORE_COLON = re.compile(
    rf"^(?:in\s+)?(?:a\s+)?(?:{_NUMBER}|short|brief)\s+(?:\w+\s+)?(?:{_UNITS}|words?)\s*[:,]\s*", re.I
)
"""The length put first: "In a few sentences: what does …"."""

_TIMELINE = re.compile(
    r"^(?:an?\s+|the\s+)?(?:\w+\s+)?(?:timeline|time line|chronology|chronicle|sequence of events|history of events)\s+"
    r"(?:of|for|on|about|in)\s+(?P<a>.+)$"
    r"|^(?:what (?:are|were) )?(?:the\s+)?(?:main|key|important|major|crucial)\s+(?:dates|events|milestones|stages|steps|moments)\s+"
    r"(?:of|in|for|on|about|around|behind)\s+(?P<b>.+)$"
    r"|^(?:sketch|trace|chart|follow|outline|reconstruct|track)\s+(?:the\s+)?(?:course|history|development|story|progress|path|"
    r"evolution|events)\s+(?:of|in|behind)\s+(?P<c>.+)$"
    # How something went on, was or grew, over a time.
    r"|^how\s+(?:did|has|have)\s+(?P<d>.+?)\s+(?:develop|unfold|evolve|proceed|progress|go on|come about|grow|rise|fall|spread|"
    r"shrink|increase|decrease|decline|developed|unfolded|evolved|grown|risen|fallen|spread|progressed)(?P<when>\b.*)$"
    r"|^what\s+happened\s+(?:(?:to|with|in|at|around)\s+(?P<e>.+?)\s+)?(?:day by day|month by month|step by step|over time|"
    r"in (?:chronological )?order|between\s.+|from\s.+\s(?:to|until)\s.+)$"
    r"|^(?P<f>.+?)\s*[,:]?\s+(?:in chronological order|as a timeline|day by day|step by step|by date)\W*$",
    re.I,
)
_MENTIONS = r"(?:mention|name|discuss|refer to|cover|talk about|speak of|write about|quote|cite|contain|treat|deal with|concern|report on|tell of)"
_COUNT = re.compile(
    rf"^(?:in\s+)?how\s+many\s+(?:of\s+)?(?:(?:the|my|our|these|your|different)\s+)*{_DOCUMENTS}\s+(?:{_MENTIONS}s?(?:\s+or\s+{_MENTIONS})?)\s+(?P<a>.+)$"
    rf"|^in\s+how\s+many\s+(?:of\s+)?(?:(?:the|my|our|these|your)\s+)*{_DOCUMENTS}\s+(?:(?:do|does|did|is|are|was|were|has|have)\s+)?(?P<b>.+?)\s+"
    r"(?:appear|occur|figure|feature|turn up|come up|stand|named|mentioned|quoted|cited|discussed|covered|referred to)s?\W*$"
    rf"|^how\s+many\s+(?:of\s+)?(?:(?:the|my|our|these|your)\s+)*{_DOCUMENTS}\s+(?:are|were|is)?\s*(?:there\s+)?(?:about|on|concerning)\s+(?P<c>.+)$"
    # Of the library itself: "how many documents are in the library", "… do I have", "… are there from May 2024".
    rf"|^how\s+many\s+(?:(?:the|my|our|these|your)\s+)*{_DOCUMENTS}\s+(?P<d>(?:are\s+(?:in|there|from|by|dated)|do\s+(?:i|we|you)\s+have|"
    r"(?:were|was|are)\s+published|come\s+from|does\s+(?:the|this|my)\s+(?:library|collection)|(?:is|stand)\s+in).*)$"
    rf"|^(?:count|the\s+number\s+of)\s+(?:the\s+)?{_DOCUMENTS}\s+(?:that\s+|which\s+)?(?:{_MENTIONS}|mentioning|about|naming|on)\s+(?P<e>.+)$"
    r"|^how\s+often\s+(?:is|are|was|were)\s+(?P<f>.+?)\s+(?:mentioned|named|quoted|cited)\b.*$",
    re.I,
)
_COMPARISON = re.compile(
    r"^(?:compare|contrast)\s+(?P<a>.+)$"
    r"|^(?:an?\s+|the\s+)?comparison\s+(?:of|between)\s+(?P<b>.+)$"
    r"|^(?:what\s+(?:is|are|were|was)\s+)?(?:the\s+)?(?:main\s+|key\s+)?differences?\s+between\s+(?P<c>.+)$"
    r"|^how\s+(?:do|does|did|is|are|was|were)\s+(?P<d>.+?)\s+(?:differ(?:s|ent)?(?:\s+from)?|compare(?:s|d)?(?:\s+(?:to|with))?|"
    r"measure up (?:to|against))\s*(?P<d2>.*)$"
    r"|^(?P<e>.+?)\s+(?:versus|vs\.?)\s+(?P<e2>.+)$",
    re.I,
)
_CHOICE = re.compile(
    # "Which killed more people, the A or the B?", "Who has more ships, A or B?"
    r"^(?:which|who|what)\b(?P<measure>[^,:]*\b(?:more|less|fewer|most|least|fewest|\w{3,}er|\w{3,}est)\b[^,:]*)\s*[,:]\s*(?P<one>[^,]+?),?\s+or\s+(?P<other>[^,?]+)",
    re.I,
)
_STATEMENTS = re.compile(
    r"^(?:all\s+|the\s+|list\s+|collect\s+|every\s+)*(?:statements?|quotes?|quotations?|remarks|comments|utterances|sayings)\s+"
    r"(?:made\s+)?(?:by|of|from)\s+(?P<a>.+?)(?:\s+(?:about|on|concerning|regarding)\s+(?P<a2>.+))?$"
    r"|^(?:list\s+|collect\s+|find\s+)?(?:all|everything|whatever)\s+(?:that\s+|what\s+)?(?P<b>.+?)\s+(?:has\s+|have\s+)?(?:ever\s+)?said"
    r"(?:\s+(?:about|on|of)\s+(?P<b2>.+))?$"
    # The perfect asks for all that was said up to now, "what did X say" for one thing.
    r"|^what\s+(?:has|have)\s+(?P<c>.+?)\s+(?:ever\s+)?(?:said|stated|declared|argued|told\s+\w+|written)(?:\s+(?:about|on|of|over)\s+(?P<c2>.+))?$"
    r"|^(?:what\s+(?:is|are|was|were)\s+)?(?:the\s+)?(?:position|stance|view|views|attitude|line)\s+of\s+(?P<d>.+?)\s+(?:on|about|towards?|regarding)\s+(?P<d2>.+)$",
    re.I,
)
_CHANGED = re.compile(
    r"^what(?:['’]s|\s+has|\s+have|\s+is|\s+was)?\s+(?:been\s+)?(?:changed|new|different)\s+(?:in|about|with|between|since|for|at|regarding)\s+(?P<a>.+)$"
    r"|^(?:the\s+|any\s+|what\s+)?changes?\s+(?:in|to|between|of|about|since)\s+(?P<b>.+)$"
    r"|^how\s+(?:has|have|did)\s+(?P<c>.+?)\s+(?:changed?|shift(?:ed)?|differ(?:ed)?\s+over\s+time)(?:\s+(?:over|since|between|from|in|during)\b.*)?$",
    re.I,
)
_AUTHORS = re.compile(
    r"^who\s+(?:wrote|writes|has\s+written|have\s+written|reported|reports|has\s+reported|blogged)\s+(?:the\s+\w+\s+)?(?:about|on)\s+(?P<a>.+)$"
    r"|^(?:which|what)\s+(?:authors?|journalists?|reporters?|writers?|correspondents?|columnists?|newspapers?|sources?|outlets?|papers?|media)\s+"
    r"(?:wrote|writes?|have\s+written|has\s+written|reported?|have\s+reported|has\s+reported|cover(?:ed)?|have\s+covered)\s+(?:about\s+|on\s+)?(?P<b>.+)$"
    r"|^(?:the\s+)?(?:authors?|journalists?|reporters?|by-?lines?)\s+(?:of|on|about|behind)\s+(?P<c>.+)$"
    r"|^who\s+(?:is|are|was|were)\s+the\s+(?:authors?|writers?|reporters?|journalists?)\s+(?:of|behind|on)\s+(?P<d>.+)$",
    re.I,
)
_IRREGULAR_PLURALS = frozenset("people men women children media criteria data".split())
_ASKS_WHICH = re.compile(
    r"^(?:(?P<place>in|to|from|on|for|at|by|with|against|of|through)\s+)?(?:which|what)\s+(?P<rest>.+)$", re.I
)
_PLURAL_VERBS = frozenset(
    "are were have had do did can could will would should may might must once also all ever never".split()
)
_ANY_VERB = _PLURAL_VERBS | frozenset("is was has does".split())
_LIST = re.compile(
    r"^(?:list|enumerate|name|identify)\s+(?:me\s+)?(?P<a>.+)$"
    r"|^(?:an?\s+|the\s+)?(?:full\s+|complete\s+|short\s+)?list\s+of\s+(?P<b>.+)$"
    r"|^who\s+(?:are|were)\s+(?P<c>(?:all\s+)?the\s+.+)$|^who\s+all\s+(?P<d>.+)$",
    re.I,
)
_SUPERLATIVE = re.compile(
    # "Which plant has the most workers?": every document may tell one, and all have to be held against each other.
    r"^(?:which|what|who)\s+(?P<what>[\w\s'’-]+?)?\s*(?:has|have|had|got|employs?|employed|makes?|made|paid|pays?|sold|sells?|"
    r"received|receives?|gave|gives?|sent|sends?|lost|loses?|killed|kills?|built|builds?|owns?|owned)\s+the\s+"
    r"(?P<most>most|fewest|least|highest|lowest|largest|smallest|biggest|greatest)\s+(?P<measure>[\w\s'’-]+)\W*$",
    re.I,
)


def told(question: str) -> BriefingRequest:
    """What the question asks for, with its subjects. FACT where no form of a question over many documents fits."""
    whole = " ".join(question.split())
    text = _PLEASE.sub("", _BEFORE_COLON.sub("", _PLEASE.sub("", whole))).strip()
    text = text.rstrip(" ?.!")
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
    return replace(found, kind=kind, subjects=subjects, one=kind is BriefingKind.SUMMARY and found.one)


def label(request: BriefingRequest) -> str:
    """How the question was read, for the reader: "a timeline of Futenma"."""
    subject = " and ".join(request.subjects) or "the library"
    subject = f"the {subject}" if request.one and subject[0].islower() else subject
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
    found = _SUMMARY.match(text)
    if not found:
        return None
    subject = _subject(
        re.sub(
            rf"\s+in\s+(?:a\s+)?(?:{_NUMBER}|brief|short)\s*(?:\w+\s+)?(?:{_UNITS}|words?)?$",
            "",
            _group(found),
            flags=re.I,
        )
    )
    one = bool(_ONE.search(subject)) or bool(re.search(r"[\"“'‘].{8,}[\"”'’]", subject))
    return _request(BriefingKind.SUMMARY, subject, one=one)


def _timeline(text: str) -> BriefingRequest | None:
    found = _TIMELINE.match(text)
    if not found:
        return None
    when = found.groupdict().get("when") or ""
    subject = re.split(r",?\s+from\s+(?:the\s+)?\w+.*?\s+(?:to|until|through)\s+", _group(found))[0]
    return _request(BriefingKind.TIMELINE, f"{_subject(subject)}{when if when.strip() else ''}")


def _count(text: str) -> BriefingRequest | None:
    found = _COUNT.match(text)
    if not found:
        return None
    if found["d"]:
        return BriefingRequest(kind=BriefingKind.COUNT, question=text)
    return _request(BriefingKind.COUNT, _group(found))


def _comparison(text: str) -> BriefingRequest | None:
    if choice := _CHOICE.match(text):
        sides = tuple(_subject(choice[side]) for side in ("one", "other"))
        measure = re.sub(r"\b(?:of|the|two|them|these|is|was|were|had|has)\b", " ", choice["measure"])
        return BriefingRequest(
            kind=BriefingKind.COMPARISON, question=text, subjects=sides, measure=" ".join(measure.split())
        )
    found = _COMPARISON.match(text)
    if not found:
        return None
    for one, other in (("d", "d2"), ("e", "e2")):
        if found[one] and found[other]:
            return _compared(f"{found[one]} versus {found[other]}", text)
    return _compared(_group(found), text)


def _compared(said: str, text: str) -> BriefingRequest | None:
    """Two sides, and the measure of "A's and B's payments" or "payments of A and B"."""
    measure = ""
    if own := re.fullmatch(r"(?P<a>.+?)['’]s?\s+(?:and|with|to)\s+(?P<b>.+?)['’]s?\s+(?P<m>[a-z].+)", said):
        said, measure = f"{own['a']} and {own['b']}", own["m"]
    elif own := re.fullmatch(r"(?:the\s+)?(?P<m>[a-z][\w\s-]*?)\s+of\s+(?P<rest>.+?\s(?:and|with|to)\s.+)", said):
        said, measure = own["rest"], own["m"]
    elif own := re.fullmatch(
        r"(?:the\s+)?(?P<m>[a-z][\w\s-]*?)\s+(?P<at>at|in|by|from)\s+(?P<a>.+?)\s+(?:and|with|to)\s+(?P<b>.+)", said
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
    found = _STATEMENTS.match(text)
    if not found:
        return None
    about = next((found[name] for name in ("a2", "b2", "c2", "d2") if found[name]), "")
    return replace(_request(BriefingKind.STATEMENTS, _group(found)), about=about)


def _changed(text: str) -> BriefingRequest | None:
    found = _CHANGED.match(text)
    return _request(BriefingKind.CHANGED, _group(found)) if found else None


def _authors(text: str) -> BriefingRequest | None:
    found = _AUTHORS.match(text)
    return _request(BriefingKind.AUTHORS, _group(found)) if found else None


def _list(text: str) -> BriefingRequest | None:
    if found := _SUPERLATIVE.match(text):
        what = (found["what"] or "").strip()
        if what.split()[-1:] != ["who"]:
            return BriefingRequest(
                kind=BriefingKind.LIST, question=text, subjects=(_subject(f"{what} {found['measure']}"),),
                measure=f"{found['most'].lower()} {found['measure'].strip()}",
            )  # fmt: skip
    if _asks_which(text):
        return BriefingRequest(kind=BriefingKind.LIST, question=text, subjects=(text[0].lower() + text[1:],))
    found = _LIST.match(text)
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
    found = _ASKS_WHICH.match(text)
    if not found:
        return bool(re.match(r"what\s+(?:are|were)\s+(?:all\s+)?(?:the\s+)?", text, re.I)) and _head_is_plural(
            re.sub(r"^what\s+(?:are|were)\s+(?:all\s+)?(?:the\s+)?", "", text, flags=re.I).split()
        )
    tokens = found["rest"].split()
    if tokens[0].lower() in ("are", "were") and not found["place"]:
        return _head_is_plural(re.sub(r"^(?:are|were)\s+(?:all\s+)?(?:the\s+)?", "", found["rest"], flags=re.I).split())
    for at, token in enumerate(tokens[:3]):
        if token.lower() not in STOP and _is_plural(token):
            verb = tokens[at + 1].lower() if at + 1 < len(tokens) else ""
            known = _ANY_VERB if found["place"] else _PLURAL_VERBS
            return (
                verb in known or past(verb) or (verb.isalpha() and verb not in STOP and not verb.endswith(("s", "ing")))
            )
        if token.lower() in STOP or past(token.lower()) or token.endswith(("’s", "'s")):
            return False
    return False


def _head_is_plural(tokens: Sequence[str]) -> bool:
    """Whether the noun that the words begin with, before any "of", "that" or "in", is a plural."""
    head = list(takewhile(lambda t: t.lower() not in STOP or t.lower() in ("the", "all", "and"), tokens))
    return any(_is_plural(token.strip(",;")) for token in head)


def _is_plural(token: str) -> bool:
    """Not "status", "crisis", "press" or "Berg's"."""
    low = token.lower()
    return low in _IRREGULAR_PLURALS or (
        len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "’s", "'s"))
    )


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
    asked = r"^(?:who|what|which|when|where|why|how(?:\s+(?:many|much))?)\s+(?:is|are|was|were|do|does|did|has|have|had|can|will)?\s*"
    return _subject(re.sub(asked, "", text, flags=re.I)) or text


def _length(text: str, kind: BriefingKind) -> int | None:
    if kind not in (BriefingKind.SUMMARY, BriefingKind.TIMELINE, BriefingKind.LIST, BriefingKind.STATEMENTS):
        return None
    if found := _LENGTH.search(text):
        said = found["count"].lower()
        return int(said) if said.isdigit() else _COUNTS[said]
    return None
