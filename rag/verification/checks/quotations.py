"""Quotations: what a sentence puts between quotation marks has to stand in the passage, character by character."""

import re

from rag.types import Support
from rag.verification.checks.negation import denies
from rag.verification.pair import Finding, Pair

_QUOTED = re.compile(
    r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|「([^「」]+)」|(?<!\w)‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)"
    r"|„([^„“”]+)[“”]|(?<!\w)'([^']+(?:'\w[^']*)*)'(?!\w)"
)
_GAP = re.compile(r"\s*(?:\[[^\]]*\]|\(\.\.\.\)|\.\.\.|…)\s*")
_FLAT = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "—": "-", "–": "-", "\u00a0": " "}
)
EDGES = " .!?\"'"
"""Marks at the ends of a sentence that may differ where its words are the same."""
_TERM = 3
"""So few words between marks are a term or a title, and its capitals and where its marks begin are the writer's."""
_ABBREVIATED = r"\b(?:Gen|Col|Lt|Maj|Capt|Adm|Sgt|Sen|Rep|Gov|Dr|Prof|Mr|Mrs|Ms|St)\.|(?<=\b[A-Z])\."
"""Points behind which the speaker's sentence goes on: "said Gen. Berg", "the U.S. envoy said"."""
_INTERRUPTED = re.compile(
    r"(?:,[”\"’']|(?<=[!?])[”\"’']|[”\"’'],)\s*"
    rf"(?P<speaker>(?:(?:[^”“\".,;:]|{_ABBREVIATED}){{1,60}}?\s)?"
    r"(?:said|says|added|told|wrote|explained|insisted|warned|argued|stated|declared|noted|replied|stressed|continued)\b"
    rf"(?:[^”“\".;:]|{_ABBREVIATED}){{0,80}}?)"
    r"(?P<stop>,\s*|\. ?)[“\"‘'](?P<rest>(?:[^”“\"‘’']|(?<=\w)[’'](?=\w)){1,600})(?P<close>[”\"’'])"
)
"""A speaker named in the middle of a quotation: '"We will not," he said, "accept this"', or between its sentences."""
_WORD_CHAR = re.compile(r"\w")


def quotations(sentence: str) -> list[str]:
    """The quoted words of a sentence, without marks."""
    return [next(group for group in match.groups() if group) for match in _QUOTED.finditer(sentence)]


def flat(text: str) -> str:
    """Text under which styles of quotation marks, dashes and white space do not matter."""
    return " ".join(text.translate(_FLAT).split())


def stands_in(quotation: str, passage: str) -> bool:
    """Whether the words stand in the passage, omissions marked by "…" or brackets aside. A denial may not be left out.

    The case of the first letter and the punctuation at the end follow the sentence that quotes, and do not count.
    """
    where, passage, quotation = 0, flat(passage), flat(quotation)
    if len(quotation.split()) <= _TERM:
        passage, quotation = (text.casefold().replace('"', "") for text in (passage, quotation))
    parts = [part for part in (_trimmed(p) for p in _GAP.split(quotation)) if part]
    for part in parts:
        found = _find(part, passage, where)
        if found < 0 or (where and denies(passage[where:found])):
            return False
        where = found + len(part)
    return True


def rejoined(passage: str) -> str:
    """The passage with quotations whole in whose middle a speaker is named: he stands behind them instead."""
    whole = _INTERRUPTED.sub(_named_behind, passage)
    return whole if whole == passage else rejoined(whole)


def find(pair: Pair) -> Finding | None:
    """Quoted words that the passage does not have."""
    return objection(pair.sentence, rejoined(pair.passage))


def objection(sentence: str, passage: str) -> Finding | None:
    """The quotation that the passage does not have, if there is one."""
    passage = flat(passage)
    for quotation in dict.fromkeys(quotations(sentence)):
        if not stands_in(quotation, passage):
            return Finding(
                at_best=Support.UNSUPPORTED, reason=f"The quotation “{quotation.strip()}” is not in the passage."
            )
    return None


def _named_behind(interrupted: re.Match[str]) -> str:
    """Behind a full stop the words are the same speaker's only where nobody else is named behind them."""
    rest, new_sentence = interrupted["rest"], interrupted["stop"].startswith(".")
    if new_sentence and not rest.endswith("."):
        return interrupted[0]
    said = rest.rstrip(",.")
    return f"{'.' * new_sentence} {said},{interrupted['close']} {interrupted['speaker']}{rest[len(said) :]}"


def _trimmed(part: str) -> str:
    return part.strip(" \"'").rstrip(",.;:!?- ")


def _find(part: str, passage: str, start: int) -> int:
    """First place of the part as whole words."""
    for variant in (part, part[0].swapcase() + part[1:]):
        at = passage.find(variant, start)
        while at >= 0:
            before, after = passage[at - 1 : at] if at else "", passage[at + len(part) : at + len(part) + 1]
            if not (_WORD_CHAR.match(before) and variant[0].isascii()) and not (
                _WORD_CHAR.match(after) and variant[-1].isascii()
            ):
                return at
            at = passage.find(variant, at + 1)
    return -1
