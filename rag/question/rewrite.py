"""A follow-up and its history → a question that stands alone."""

import re
from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel

from rag.language.dates import MONTH_NAMES
from rag.language.discourse.context import has_antecedent
from rag.language.names import names
from rag.language.words import STOP, content, words
from rag.prompts import render
from rag.question.person import in_place
from rag.question.query import terms
from rag.types import Turn

RECENT = 3
"""Earlier questions that a follow-up may lean on."""

LONGEST = 400
"""A rewritten question longer than this many characters is not a question."""

_AUXILIARY = r"(?:has|have|had|is|are|was|were|do|does|did|will|would|can|could|should)"
_BE = r"(?:is|are|was|were|be|been|has|have|had|will|would)"
_POINTS = re.compile(
    r"\b(?:he|him|his|she|her|hers|it|its|they|them|their|theirs|ones|same|others|former|latter|else|again|instead|too|"
    r"also|previous|earlier|above)\b"
    r"|\b(?:this|these|those)\b(?! (?:year|month|week|who)\b)"
    rf"|(?:^|\b(?:about|of|for|to|in|on|at|with|by|from|after|before|since|than|like|{_AUXILIARY}) )that\b|\bthat\W*$"
    rf"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )\bthere\b(?! {_BE}\b)"
    r"|\bthen\b(?!-)|\bmore\b(?!.*\bthan\b)|(?<!each )\bother\b(?! than\b)|(?<!one )\banother\b"
    r"|\b(?:the|this|that|a) one\b(?! of)|\bone\W*$"
    r"|\bboth\b(?!.*\band\b)|\beach\W*$",
    re.IGNORECASE,
)
"""Words that stand for what was said before; not a "that" which only joins, nor the "there" of "is there"."""
_SHORT = re.compile(
    r"^\s*(?:and|but|or|so|what about|how about|why|who|when|where|how|how many|how much)\b[^,]{0,8}\?*\s*$"
    r"|^\s*(?:and|but|or|so|then|what about|how about)\b"
    rf"|\bhow many {_AUXILIARY}\b|\b(?:respond|react|reply|agree|disagree|object)\W*$",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b(?:(?:this|these|those) (?!(?:year|month|week|day|time|century|decade|spring|summer|autumn|fall|winter)s?\b"
    r"|who\b|\w+ed\b)[\w-]+"
    r"|(?:[Hh]e|him|his|[Ss]he|her|hers|[Ii]t|[Ii]ts|[Tt]hey|them|[Tt]heirs?)\b"
    r"(?! (?:takes?|took|true|possible|likely)\b))"
)
_ANSWERS = re.compile(
    r"\b(?:who|whose|which|what) (?!(?:is|are|was|were|do|does|did|has|have|will|can|would)\b)", re.IGNORECASE
)
_CAPITAL = rf"(?!(?:{'|'.join(w.title() for w in (*MONTH_NAMES, *STOP))}|\w+day)\b)[A-Z][\w.-]*"
NAME = rf"(?:the )?{_CAPITAL}(?: (?:of )?{_CAPITAL})*"
"""A pattern of names as they stand within a question."""
_ENDS = re.compile(r"\b(?!['’-]\w|,? (?:and|or) (?:the )?[A-Z]|, [A-Z]| (?:d['’]|of|de|[A-Z]|[12]\d{3}\b))")
"""Behind a name that is whole and alone: nothing that would be part of it, of a list with it, or of a date."""
_YEAR = r"[12]\d{3}"
_PLACE = r"(?:in|on|at|for|to|from|by|of|with|under) "
_ELSEWHERE = re.compile(
    rf"(?:(?i:and|but|(?:and )?(?:what|how) about) )?(?P<place>(?i:{_PLACE})?)"
    rf"(?:(?P<name>{NAME})|(?P<year>{_YEAR}))\s*\?*"
)
"""A follow-up that only puts one name or year in the place of another ("And in Norway?", "In 2023?")."""
_SENTENCE = re.compile(rf"\b(?:who|whom|whose|what|which|when|where|why|how|{_AUXILIARY})\b|^\w+ me\b", re.IGNORECASE)
_JOINT = re.compile(rf"[,;?]?\s(?:and|but|or)\s(?=(?:who|whom|whose|what|which|when|where|why|how|{_AUXILIARY})\b)")
"""Between two questions in one."""
_FRAGMENT = 4
"""So few words without any that asks are no question of their own."""


def refers_back(question: str) -> bool:
    """Whether the question has a word that points to something said before, or too few of its own."""
    return _leans(question) or (len(terms(question)) < 3 and not names(question))


def unnamed(question: str) -> str | None:
    """The first words that stand for something which the question does not name before them ("it", "this plan")."""
    found = _UNNAMED.search(question)
    if not found:
        return None
    before = question[: found.start()]
    named = names(before) or _ANSWERS.search(before) or ("s " not in found[0] and has_antecedent(before))
    return None if named else found[0]


def condense(question: str, history: Sequence[Turn], model: BaseChatModel | None) -> str:
    """The standalone question; the question itself where nothing refers back.

    "And in Norway?" is the last question asked of Norway, "he" is whom the answer to "who" names: no model is needed
    for that. Without one the last question is put in front of any other that points back: enough to search with.
    """
    every = [t.content.strip() for t in history if t.role == "user"]
    asked = every[-RECENT:]
    if not asked or not refers_back(question):
        return question
    if history[-1].role == "assistant" and (resolved := in_place(question, asked[-1], history[-1].content)):
        return resolved
    if (before := _last(every)) and (moved := _moved(question, before)):
        return moved
    by_rule = f"{asked[-1]} {' '.join(question.split())}" if _leans(question) else question
    if model is None:
        return by_rule
    earlier = "\n".join(f"Earlier question: {' '.join(q.split())[:LONGEST]}" for q in asked)
    lines = str(model.invoke(render("condense", history=earlier, question=question)).text).strip().splitlines()
    rewritten = re.sub(r"^(?:last |standalone )?question:\s*", "", lines[0], flags=re.IGNORECASE) if lines else ""
    return rewritten if _faithful(rewritten, question, asked[-1]) else by_rule


def own_words(standalone: str, said: str) -> str | None:
    """What was said, where `condense` put an earlier question in front of it; None where it did not."""
    own = " ".join(said.split())
    return own if standalone.endswith(f" {own}") else None


def _last(asked: Sequence[str]) -> str | None:
    """The last question asked, with what it took over from those before it; None where it leans on them otherwise."""
    whole = None
    for question in asked:
        moved = _moved(question, whole) if whole else None
        whole = moved or (None if _leans(question) else question)
    return whole


def _moved(question: str, before: str) -> str | None:
    """The question before, with the one name or year in it that the follow-up replaces; None where that is unclear."""
    found = _ELSEWHERE.fullmatch(question.strip())
    if not found:
        return None
    wanted = _YEAR if found["year"] else NAME
    places = list(re.finditer(rf"(?<=[a-z,] )(?P<place>{found['place'].lower()})(?:{wanted})\b", before))
    if len(places) != 1 or not _ENDS.match(before, places[0].end()):
        return None
    (at,) = places
    return f"{before[: at.start()]}{at['place']}{found['name'] or found['year']}{before[at.end() :]}"


def _leans(question: str) -> bool:
    """Whether it points to something said before, or is only a piece of a question ("In 2023?")."""
    fragment = len(question.split()) <= _FRAGMENT and not _SENTENCE.search(question)
    pointing = (found for pattern in (_POINTS, _SHORT) for found in pattern.finditer(question))
    return fragment or any(not _named_before(question, found.start()) for found in pointing)


def _named_before(question: str, at: int) -> bool:
    """Whether a question that is joined to this one before `at` names what it points to: "… Oslo, and who runs it?"."""
    joint = _JOINT.search(question)
    first = question[: joint.start()] if joint and joint.end() <= at else ""
    return has_antecedent(first)


def _faithful(rewritten: str, question: str, before: str) -> bool:
    """Whether the rewritten question still says what the last one said, and more: small models repeat the one before,
    or the last, or say both."""
    kept = set(content(_POINTS.sub(" ", question)))
    earlier = words(before)
    unchanged = words(rewritten) == words(question) or words(rewritten)[: len(earlier)] == earlier
    pronoun = " " not in (unnamed(rewritten) or " ")  # "those gifts" says what it means
    return 0 < len(rewritten) <= LONGEST and not (unchanged or pronoun) and kept <= set(content(rewritten))
