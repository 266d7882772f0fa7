"""Texts made wrong by one edit: what a number, year or name exchanged, a word denied or two names swapped looks like.

An edited question is one that its passage no longer answers; an edited claim is one that its passage contradicts, in
the manner of the unanswerable questions of SQuAD 2.0 (Rajpurkar et al. 2018) and of the symmetric FEVER set (Schuster
et al. 2019). The patterns read Latin scripts only.
"""

import random
import re
from collections.abc import Callable, Sequence

from rag.language.dates import MONTH_NAMES
from rag.language.words import STOP

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w]|[.,]\d)")
_MONTH = re.compile(rf"\b(?:{'|'.join(map(str.title, MONTH_NAMES))})\b")
"""No short forms: "Mar" and "Dec" are names as well."""
_OPENING = re.compile(r"[A-Z][\w’'-]*[a-z](?: (?:of |the |de |van )?[A-Z][\w’'-]+)*")
"""A name that opens a sentence, or a word that is written large because it does."""
_NAME = re.compile(rf"(?<![.!?] )(?<!^)\b{_OPENING.pattern}")
"""Capitals that do not open a sentence; names found by their capitals alone are good enough for making examples."""

_WORD = re.compile(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])")
"""None that may be a part of a name, and hardly one that only joins."""
_STEM = 4
"""Letters by which a word is known in any form: "open" of "opened"."""
_ENDING = re.compile(r"(?:ed|ing|ly|ion|s)$")
_ADDS = re.compile(r",? (?:which|where|after|while|when|because|although)\b|, (?:who|but|and|as)\b")
_LEAST = 5
"""Words of a statement."""

_KINDS = ("year", "month", "number", "name")

_AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|did|does|do|should|may|might)\b( not)?")

_OPPOSITES = tuple(
    pair.split("/")
    for pair in (
        "more/less increase/decrease increased/decreased rose/fell higher/lower first/last before/after all/some "
        "always/never most/few most/least accept/reject accepted/rejected won/lost supports/opposes supported/opposed "
        "allowed/banned approved/denied north/south east/west largest/smallest highest/lowest older/younger "
        "began/ended opened/closed with/without minimum/maximum over/under men/women buy/sell bought/sold"
    ).split()
)
_OPPOSITE = {a: b for one, other in _OPPOSITES for a, b in ((one, other), (other, one))}


def spans(text: str) -> list[tuple[str, int, int]]:
    """Kind, start and end of each year, month, number and name of a text, none inside another."""
    found: list[tuple[str, int, int]] = []
    for kind, pattern in zip(_KINDS, (_YEAR, _MONTH, _NUMBER, _NAME), strict=True):
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for _, start, end in found):
                found.append((kind, *match.span()))
    return found


def exchanged(text: str, others: Sequence[str], chance: random.Random, *, absent_from: str = "") -> str | None:
    """The text with one year, month, number or name in the place of which another stands.

    What takes its place comes from `others`, texts of the same subject; nothing that `absent_from` has is taken.
    None where there is nothing to exchange.
    """
    here = spans(text)
    chance.shuffle(here)
    for kind, start, end in here:
        old = text[start:end]
        known = {t[a:b] for t in others for k, a, b in spans(t) if k == kind}
        if kind in ("year", "number"):
            known |= {_shifted(old, chance)}
        fitting = sorted(n for n in known if n not in text and (not absent_from or n not in absent_from))
        if fitting:
            return text[:start] + chance.choice(fitting) + text[end:]
    return None


def transplanted(text: str, other: str, chance: random.Random) -> str | None:
    """The text of another subject, with the names and numbers of `other` in the place of its own: everything that it
    names is in `other`, and what it says of it is not. None where `other` lacks what would take a place."""
    given = {kind: sorted({other[a:b] for k, a, b in _all_spans(other) if k == kind}) for kind in _KINDS}
    made, at = [], 0
    for kind, start, end in _all_spans(text):
        if not given[kind]:
            return None
        new = chance.choice(given[kind])
        given[kind] = [name for name in given[kind] if name != new]
        made.append(text[at:start] + new)
        at = end
    whole = "".join(made) + text[at:]
    return whole if whole != text and whole not in other else None


def reworded(text: str, others: Sequence[str], chance: random.Random, *, absent_from: str) -> str | None:
    """The text with one of its words, which is no name, exchanged for a word of `others` with the same ending that
    `absent_from` does not have: what was done, or to what, is another. None where there is none to exchange."""
    words = _words(text)
    known = absent_from.casefold()
    given = {m[0] for other in others for m in _words(other) if m[0][:_STEM] not in known}
    chance.shuffle(words)
    for word in words:
        fitting = sorted(new for new in given if _ending(new) == _ending(word[0]))
        if fitting:
            return text[: word.start()] + chance.choice(fitting) + text[word.end() :]
    return None


def shortened(text: str) -> str | None:
    """What stands before the first clause that only adds to a sentence; None where there is none."""
    found = _ADDS.search(text)
    return f"{text[: found.start()].rstrip(',')}." if found and len(text[: found.start()].split()) >= _LEAST else None


def _words(text: str) -> list[re.Match[str]]:
    return [m for m in _WORD.finditer(text) if m[0] not in STOP]


def _ending(word: str) -> str | None:
    found = _ENDING.search(word)
    return found and found[0]


def _all_spans(text: str) -> list[tuple[str, int, int]]:
    """As `spans`, in order, and with the name that opens the text. One word is taken for a name where the text has it
    again: any other is written large there too."""
    found = spans(text)
    opening = _OPENING.match(text)
    if opening and opening[0].split()[0].lower() not in STOP and (" " in opening[0] or text.count(opening[0]) > 1):
        found = [span for span in found if span[1] >= opening.end()] + [("name", *opening.span())]
    return sorted(found, key=lambda span: span[1])


def swapped(text: str, chance: random.Random) -> str | None:
    """The text with two of its names in each other's place."""
    names = [(start, end) for kind, start, end in spans(text) if kind == "name"]
    if len(names) < 2:
        return None
    (a, b), (c, d) = sorted(chance.sample(names, 2))
    if text[a:b] == text[c:d]:
        return None
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def denied(text: str, chance: random.Random) -> str | None:
    """The text with "not" put behind an auxiliary verb, or taken from there."""
    verbs = list(_AUXILIARY.finditer(text))
    if not verbs:
        return None
    verb = chance.choice(verbs)
    return text[: verb.end(1)] + ("" if verb.group(2) else " not") + text[verb.end() :]


def opposed(text: str, chance: random.Random) -> str | None:
    """The text with one word exchanged for its opposite."""
    words = [m for m in re.finditer(r"[a-z]+", text) if m.group() in _OPPOSITE]
    if not words:
        return None
    word = chance.choice(words)
    return text[: word.start()] + _OPPOSITE[word.group()] + text[word.end() :]


def edited(text: str, others: Sequence[str], chance: random.Random) -> str | None:
    """The text with one edit of a kind drawn by chance among those that it offers."""
    kinds: list[Callable[[], str | None]] = [
        lambda: exchanged(text, others, chance),
        lambda: exchanged(text, others, chance),
        lambda: swapped(text, chance),
        lambda: denied(text, chance),
        lambda: opposed(text, chance),
    ]
    chance.shuffle(kinds)
    return next((made for kind in kinds if (made := kind())), None)


def unasked(question: str, others: Sequence[str], chance: random.Random, *, absent_from: str) -> str | None:
    """The question with one edit after which its passage, `absent_from`, does not answer it any more.

    Names are not swapped: whether who did what to whom is still answered, by "no".
    """
    kinds: list[Callable[[], str | None]] = [
        lambda: exchanged(question, others, chance, absent_from=absent_from),
        lambda: exchanged(question, others, chance, absent_from=absent_from),
        lambda: denied(question, chance),
        lambda: opposed(question, chance),
    ]
    chance.shuffle(kinds)
    return next((made for kind in kinds if (made := kind())), None)


def _shifted(number: str, chance: random.Random) -> str:
    """Another number of the same size and look."""
    digits = [i for i, c in enumerate(number) if c.isdigit()]
    at = chance.choice(digits[-2:])
    new = chance.choice([d for d in "123456789" if d != number[at]])
    return number[:at] + new + number[at + 1 :]
