"""A sentence → the questions that it answers, where a pattern can tell that a person would ask them so.

English only: a sentence of another language, or one that no pattern fits, gives none. Deterministic, no model.
"""

import re
from collections.abc import Iterator, Sequence

from rag.language.dates import dates
from rag.language.names import names
from rag.language.quantities.numbers import quantities
from rag.language.words import STOP

_PASTS = {
    "opened": "open", "closed": "close", "signed": "sign", "announced": "announce", "started": "start",
    "began": "begin", "ended": "end", "approved": "approve", "passed": "pass", "launched": "launch",
    "ratified": "ratify", "joined": "join", "left": "leave", "won": "win", "visited": "visit", "addressed": "address",
    "resigned": "resign", "agreed": "agree", "died": "die", "founded": "found", "published": "publish",
    "arrived": "arrive", "reached": "reach", "released": "release", "adopted": "adopt", "withdrew": "withdraw",
    "moved": "move", "met": "meet", "took": "take", "hosted": "host", "drew": "draw", "cost": "cost", "paid": "pay",
    "employed": "employ", "received": "receive", "sold": "sell", "bought": "buy", "built": "build", "sent": "send",
}  # fmt: skip
_PRESENTS = {
    "has": "have", "have": "have", "hosts": "host", "host": "host", "employs": "employ", "covers": "cover",
    "pays": "pay", "costs": "cost", "supports": "support", "operates": "operate", "owns": "own", "needs": "need",
    "receives": "receive", "spends": "spend", "produces": "produce",
}  # fmt: skip
_MONEYED = frozenset("cost pay spend".split())

_WORD = r"[^\W_][\w’'.-]*"
_LEAD_IN = re.compile(r"(?:On|In|By|Since|After|From|At|For)\b")
_FIRST_WORDS = 9
"""A subject may begin this many words into a sentence that opens with a preposition."""

_SUBJECT = rf"(?P<subject>(?:The |the |An? )?{_WORD}(?: {_WORD}){{0,5}}?)"
_EVENT = re.compile(rf"{_SUBJECT} (?P<verb>{'|'.join(_PASTS)})\b")
_PASSIVE = re.compile(rf"{_SUBJECT} (?P<be>was|were) (?P<verb>\w+ed|built|sold|sent|taken|signed)\b")
_FUTURE = re.compile(rf"{_SUBJECT} (?P<modal>will|would|must) (?P<verb>pay|cost|spend)\b")
_COUNT = re.compile(
    rf"{_SUBJECT} (?P<verb>{'|'.join(_PRESENTS | _PASTS)}) "
    r"(?:about |around |some |nearly |almost |more than |over )?(?P<number>\d[\d,.]*) "
    r"(?P<nouns>(?:[A-Za-z][\w-]+ )?[a-z][\w-]*s)\b"
)
_AMOUNT = re.compile(
    rf"{_SUBJECT} (?P<verb>{'|'.join(v for v, base in (_PRESENTS | _PASTS).items() if base in _MONEYED)})\b"
)
_TITLE = (
    r"(?:Prime Minister|Foreign Minister|President|Minister|Mayor|(?:Defense |Cabinet |State )?Secretary|Gen\.|Adm\."
    r"|General|Admiral|Ambassador|Professor|Chancellor|Governor|Senator|Commander|Director)"
)
_PERSON = r"[A-Z][\w’-]+ [A-Z][\w’-]+"
_TITLED = re.compile(
    rf"\b{_TITLE} (?P<who>{_PERSON})\b|(?<!\S)(?P<before>\S*) ?\b(?P<named>{_PERSON}), (?:the|an?|who) "
)
_COINED = re.compile(r"\b(?:known as|called|named) (?P<one>[A-Z]{3,}\b)|\w \((?P<two>[A-Z]{3,})\)")
_SAID = re.compile(
    rf"(?:\b{_TITLE} )?\b(?P<who>{_PERSON}|[A-Z][\w’-]+) (?:said|told|wrote|argued|warned|called|explained)\b"
    rf"|(?:said|argued|warned|wrote|explained) (?:{_TITLE} )?(?P<whose>{_PERSON})"
)
_TOPIC = re.compile(
    r"(?:\b(?:of|about|against|with|that|for|to|on) )(?P<topic>(?:the )?[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,3})"
)
_DEMONYM = re.compile(r"(?:ese|ish|ian|ean|can)s?$")
_LEANING = frozenset("and that which who he she it its they them their his her this these those".split())
_PRONOUNS = frozenset("he she it they we this that these those there neither both each i you who which".split())
_LONGEST = 1_000
"""Characters of a sentence that is read: a longer one is a list or no prose, and a question of its words would be none
that a person asks. Each pattern here reads what it looks for once more from every name."""


def pose(sentence: str, people: Sequence[str] = ()) -> list[str]:
    """Questions that the sentence answers, the most telling first. `people` are full names for the last names in it."""
    text = " ".join(sentence.split())
    if len(text) > _LONGEST:
        return []
    return list(dict.fromkeys(question for question in _questions(text, people) if _reads_well(question)))


def _questions(text: str, people: Sequence[str]) -> Iterator[str]:
    for main in _clauses(text):
        yield from _amounts(main, people)
        if dates(text):
            yield from _events(main, people)
    yield from _speakers(text, people)
    for match in _COINED.finditer(text):
        yield f"What is {match['one'] or match['two']}?"
    for match in _TITLED.finditer(text):
        if match["who"] or not re.match(r"[A-Z]|(?:the|an?|of|and)$", match["before"]):
            yield f"Who is {match['who'] or match['named']}?"


def _clauses(text: str) -> Iterator[str]:
    """The sentence, and what it is from each word on that may begin its subject after a lead-in ("On May 4 …")."""
    yield text
    if _LEAD_IN.match(text):
        words = text.split(" ")
        for at in range(1, min(_FIRST_WORDS, len(words))):
            if words[at][0].isupper() or words[at] == "the":
                yield " ".join(words[at:])


def _amounts(text: str, people: Sequence[str]) -> Iterator[str]:
    if (match := _COUNT.match(text)) and (subject := _subject(match, people)):
        verb = match["verb"]
        nouns = match["nouns"]
        if verb in _PRESENTS:
            does = "do" if _plural(subject) else "does"
            yield f"How many {nouns} {does} {subject} {_PRESENTS[verb]}?"
        else:
            yield f"How many {nouns} did {subject} {_PASTS[verb]}?"
    if not any(q.unit or q.value >= 1e6 for q in quantities(text)):
        return
    if (match := _FUTURE.match(text)) and (subject := _subject(match, people)):
        yield f"How much {match['modal']} {subject} {match['verb']}?"
    elif (match := _AMOUNT.match(text)) and (subject := _subject(match, people)):
        verb = match["verb"]
        tense = "did" if verb in _PASTS else "do" if _plural(subject) else "does"
        yield f"How much {tense} {subject} {_PASTS.get(verb) or _PRESENTS[verb]}?"


def _events(text: str, people: Sequence[str]) -> Iterator[str]:
    if (match := _PASSIVE.match(text)) and (subject := _subject(match, people)):
        yield f"When {match['be']} {subject} {match['verb']}?"
    elif (match := _EVENT.match(text)) and (subject := _subject(match, people)):
        rest = text[match.end() :]
        starts = [rest.index(when.raw) for when in dates(rest)]
        rest = re.sub(r"\s+(?:(?:on|in|by|since|until|of|early|late)\s*)*$", "", rest[: min(starts, default=len(rest))])
        rest = re.split(r"[,;:.]\s|[,;:.]$| (?:and|after|before|when|while|as)\b", rest)[0].rstrip()
        if 0 < len(rest.split()) <= 7 and not set(rest.lower().split()) & _LEANING and not re.search(r"\d", rest):
            yield f"When did {subject} {_PASTS[match['verb']]}{rest}?"
        elif not rest:
            yield f"When did {subject} {_PASTS[match['verb']]}?"


def _speakers(text: str, people: Sequence[str]) -> Iterator[str]:
    for match in _SAID.finditer(text):
        who = _full(match["who"] or match["whose"], people)
        about = _TOPIC.search(text, match.end())
        if len(who.split()) == 2 and not match.string[: match.start()].lower().endswith(("the ", " of ")) and about:
            topic = re.sub(r"[’']s?$", "", about["topic"])
            if names(f"x {topic}") and not set(topic.split()) & set(who.split()) and not _DEMONYM.search(topic):
                yield f"What did {who} say about {topic}?"


def _subject(match: re.Match[str], people: Sequence[str]) -> str | None:
    """Who or what did it, as it stands inside a question; None where that is a pronoun or names nothing."""
    subject = match["subject"]
    first = subject.split()[0].lower()
    words = [w.lower() for w in subject.split()]
    if (
        first in _PRONOUNS
        or re.search(r"\d|\w (?<!of )(?<!to )(?:the|an?) ", subject)
        or any(w in STOP - {"the", "of", "a", "an", "to", "for"} for w in words)
    ):
        return None
    if not names(f"x {subject}"):
        return None
    if words[0].endswith("s") and subject[0].isupper() and words[0] not in _known(match.string):
        return None  # "Ships began": a plural that opens a sentence is hardly ever a name
    bare = not names(f"x {subject.split()[0]}") or first in STOP
    return _full(subject[0].lower() + subject[1:] if bare or first in ("the", "a", "an") else subject, people)


def _known(text: str) -> set[str]:
    return {token.lower() for name in names(text) for token in name.tokens}


def _full(who: str, people: Sequence[str]) -> str:
    """A lone last name with its first names, where exactly one person bears it."""
    bearers = [p for p in people if p.split()[-1] == who]
    return bearers[0] if len(bearers) == 1 else who


def _plural(subject: str) -> bool:
    return subject.split()[-1].endswith("s") and subject[0].islower()


def _reads_well(question: str) -> bool:
    return 3 <= len(question.split()) <= 16 and not re.search(r"[“”\"\[\]()<>*_#]|\s{2}", question)
