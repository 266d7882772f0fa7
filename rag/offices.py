"""Whose office it is: "The task had fallen to the chief of staff" does not say that the general before it was one, nor
"made Ralph earl of Hereford" that Robert was."""

import re

from index.sentence import split
from rag.names import missing, names
from rag.objection import Objection
from rag.types import Support
from rag.words import content, words

_OFFICE = (
    r"(?:spokes\w+|minister|president|secretary|chief|head|official|officer|commander|leader|director|ambassador|envoy"
    r"|adviser|advisor|aide|chair\w*|governor|mayor|chancellor|deputy|fellow|professor|analyst|reporter|editor)"
)
_NAME = r"[A-Z][\w’'-]*(?:(?:\s+(?:of|the|de|van|von|der|al|bin|la))?\s+[A-Z][\w’'-]*)*"
_HELD = re.compile(
    r"^(?P<who>.{2,80}?)\s+(?:is|was|became|remains|ha[sd] been|serve[sd]? as|work(?:s|ed) as)\s+"
    rf"(?:[\w'’-]+\s+){{0,6}}?(?P<office>{_OFFICE})\b"
    r"(?:\s+(?:of|for|to)\s+(?:the\s+)?(?P<of>[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*))?"
)
_GIVEN = re.compile(
    rf"\b(?P<who>{_NAME})(?<![’']s)\s+(?:as\s+|to\s+be\s+)?(?:an?\s+|the\s+)?(?P<office>[a-z]+\s+of\s+(?:the\s+)?{_NAME})"
)
_OF_HIM = frozenset("he she his her him hers i my me".split())


def objection(sentence: str, passage: str) -> Objection | None:
    """An office that the sentence gives to somebody by name, where no sentence of the passage with it speaks of him, or
    where all of the passage's words for it stand behind somebody else's name."""
    held = _HELD.match(sentence)
    if held and _unheld(held, passage):
        named = names(f"x {held['who']}")[-1]
        reason = f"The passage does not say that its {held['office']} is {named}."
        return Objection(at_best=Support.PARTLY, reason=reason)
    for given in _GIVEN.finditer(sentence):
        if holders := _holders(given, passage):
            reason = f"The passage gives “{given['office']}” to {holders[0]}."
            return Objection(at_best=Support.PARTLY, reason=reason)
    return None


def _unheld(held: re.Match[str], passage: str) -> bool:
    """Whether somebody is named, and the sentences with his office are all of nobody, or of others."""
    named = names(f"x {held['who']}")
    office = {held["office"], *content(held["of"] or "")}
    having = [set(words(s.text)) for s in split(passage) if office <= {*content(s.text), *words(s.text)}]
    called = {word for name in named for word in words(str(name))}
    return bool(named and having) and not any((called | _OF_HIM) & said for said in having)


def _holders(given: re.Match[str], passage: str) -> list[str]:
    """The others who have the office; none where it stands without a name before it, or behind his."""
    his = names(f"x {given['who']}")
    holders = [other["who"] for other in _GIVEN.finditer(passage) if other["office"] == given["office"]]
    named = [who for who in holders if names(f"x {who}")]
    tokens = sum(len(name.tokens) for name in his)
    his_own = any(sum(len(name.tokens) for name in missing(his, who)) < tokens for who in named)
    return [] if not his or his_own or len(named) < passage.count(given["office"]) else named
