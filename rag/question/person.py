"""Whom "he" or "her" means in what is asked behind "who …?": the person whom the answer to that names.

English only: where no pattern tells, or the answer names several, None. Deterministic, no model.
"""

import re

from index.sentence import split
from rag.language.names import Name, names
from rag.language.words import content

_WHO = re.compile(
    r"\b(?:who|whom|whose|(?:which|what) (?:\w+ )?(?:person|minister|president|leader|general|admiral))\b", re.I
)
_OWN = r"his|her(?= [a-z])"
_PRONOUN = re.compile(rf"\b(?:(?P<own>{_OWN})|he|she|him|her)\b", re.IGNORECASE)
_TITLE = r"Admiral|Air|General|Marshal|Minister|Secretary|President|Governor|Ambassador|Professor|Chancellor"


def in_place(question: str, before: str, answer: str) -> str | None:
    """The question with the person of the answer to the one before in the place of its pronoun."""
    pronoun, person = _pronoun(question), _person(before, answer)
    if not pronoun or not person or not _WHO.search(before):
        return None
    ending = ("’" if person.endswith("s") else "’s") if pronoun["own"] else ""
    return f"{question[: pronoun.start()]}{person}{ending}{question[pronoun.end() :]}"


def _pronoun(question: str) -> re.Match[str] | None:
    """The first that stands for a person, unless the question itself names somebody before it."""
    found = _PRONOUN.search(question)
    return found if found and not names(f"x {question[: found.start()]}") else None


def _person(question: str, answer: str) -> str | None:
    """The one whom the first sentence names that names anybody whom the question does not."""
    known = set(content(question))
    for sentence in split(answer):
        found = dict.fromkeys(filter(None, (_full(name, sentence.text) for name in names(sentence.text))))
        if new := [name for name in found if not known & set(content(name))]:
            return new[0] if len(new) == 1 else None
    return None


def _full(name: Name, text: str) -> str | None:
    """What of the name stands in one piece: "Ida Berg", of "Ida Berg of the Navy"; None where that is one word, or
    belongs to a title."""
    whole = [" ".join(name.tokens[:end]) for end in range(len(name.tokens), 1, -1)]
    return next((part for part in whole if re.search(rf"{re.escape(part)}(?! (?:{_TITLE}))", text)), None)
