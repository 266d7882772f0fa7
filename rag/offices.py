"""Whose office it is: "The task had fallen to the chief of staff" does not say that the general before it was one."""

import re

from index.sentence import split
from rag.names import names
from rag.objection import Objection
from rag.types import Support
from rag.words import content, words

_OFFICE = (
    r"(?:spokes\w+|minister|president|secretary|chief|head|official|officer|commander|leader|director|ambassador|envoy"
    r"|adviser|advisor|aide|chair\w*|governor|mayor|chancellor|deputy|fellow|professor|analyst|reporter|editor)"
)
_HELD = re.compile(
    r"^(?P<who>.{2,80}?)\s+(?:is|was|became|remains|ha[sd] been|serve[sd]? as|work(?:s|ed) as)\s+"
    rf"(?:[\w'’-]+\s+){{0,6}}?(?P<office>{_OFFICE})\b"
    r"(?:\s+(?:of|for|to)\s+(?:the\s+)?(?P<of>[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*))?"
)
_OF_HIM = frozenset("he she his her him hers i my me".split())


def objection(sentence: str, passage: str) -> Objection | None:
    """An office that the sentence gives to somebody by name, where no sentence of the passage with it speaks of him."""
    held = _HELD.match(sentence)
    named = names(f"x {held['who']}") if held else []
    if not held or not named:
        return None
    office = {held["office"], *content(held["of"] or "")}
    having = [set(words(s.text)) for s in split(passage) if office <= {*content(s.text), *words(s.text)}]
    called = {word for name in named for word in words(str(name))}
    if not having or any((called | _OF_HIM) & said for said in having):
        return None
    reason = f"The passage does not say that its {held['office']} is {named[-1]}."
    return Objection(at_best=Support.PARTLY, reason=reason)
