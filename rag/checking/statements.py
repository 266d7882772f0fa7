"""A draft → its statements, with their offsets in it, and which of its sentences state nothing.

A statement is a sentence. What is no assertion is told by its form alone: a question, a heading, a greeting, an
instruction. An opinion of the writer is marked, and looked up all the same: it may be somebody else's.
"""

import re

from index.sentence import split
from index.types import Sentence
from rag.checking.types import Form, Statement
from rag.language.dates import dates
from rag.language.discourse.reporting import attributes
from rag.language.names import names
from rag.language.quantities.numbers import quantities
from rag.language.words import content

HEADING = 12
"""Words that a heading may have."""

GREETING = 8
"""Words that a salutation or a formula at the end of a letter may have."""

_MARKS = re.compile(
    r"^(?:\s*(?:[-*•+>]|#{1,6}|\d{1,2}[.)])\s+)+|^\s*\|\s*|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|\s*\|\s*$"
)
"""Markdown's marks of lists, headings and emphasis: no part of what is said."""
_HEADING_MARK = re.compile(r"\s*#{1,6}\s")
_ENDS = re.compile(r"[.!?:;。！？…][\"”’')\]*_]*$")
_BOLD_LINE = re.compile(r"\*\*[^*]+\*\*|__[^_]+__")
_GREETING = re.compile(
    r"(?:dear|hello|hi|hey|good (?:morning|afternoon|evening|day)|(?:many )?thanks|thank you|welcome|best|kind|warm"
    r"|yours|sincerely|regards|cheers|greetings)\b",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"(?:please|let['’]s|let us|do not|don['’]t|see (?:also|below|above|page|figure|table)|read (?:more|on)|click"
    r"|imagine|suppose|consider|recall|note|remember|compare|keep in mind|bear in mind|think of|take)\b"
    r"(?! (?:that|how|the fact)\b)",
    re.IGNORECASE,
)
"""How a sentence opens that tells the reader to do something; "note that it rained" states that it rained."""
_OWN = re.compile(
    r"\b(?:I|we)\b(?! (?:have|had|were|was|went|met|saw|signed|paid|sent|agreed)\b)"
    r"|\b(?:in my|in our) (?:view|opinion)\b"
)
"""The writer speaks of what he thinks."""
_VALUES = re.compile(
    r"\b(?:should|ought to|had better|must not)\b|\b(?:sadly|fortunately|unfortunately|hopefully|regrettably|surely"
    r"|arguably|frankly|of course)\b",
    re.IGNORECASE,
)
"""A recommendation or a valuation: the writer's own, where the sentence gives it to nobody."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def statements(text: str) -> list[Statement]:
    """Every sentence of a draft, in order: `text[s.start:s.end] == s.text`."""
    sentences = split(text)
    found: list[Statement] = []
    for before, sentence, after in zip([None, *sentences], sentences, [*sentences[1:], None], strict=False):
        starts = before is None or "\n" in text[before.end : sentence.start]
        ends = after is None or "\n" in text[sentence.end : after.start]
        form = _form(sentence, alone=starts and ends, last=after is None)
        lead = "" if starts or not found else _lead(found[-1])
        found.append(Statement(text=sentence.text, start=sentence.start, end=sentence.end, form=form, lead=lead))
    return found


def bare(text: str) -> str:
    """A sentence on one line, without Markdown's marks."""
    line = " ".join(text.split())  # else each space of a run is read up to its end, for a bar that might stand there
    return " ".join(_MARKS.sub("", line).split())


def _lead(before: Statement) -> str:
    return bare(before.text)


def _form(sentence: Sentence, *, alone: bool, last: bool) -> Form:
    text = bare(sentence.text)
    size = len(text.split())
    if not content(text):
        return Form.EMPTY
    if text.rstrip("\"”’')").endswith(("?", "？")):
        return Form.QUESTION
    if size <= GREETING and _GREETING.match(text) and not _tells(text):
        return Form.GREETING
    if _heading(sentence, text, size, alone=alone, last=last):
        return Form.HEADING
    if _INSTRUCTION.match(text):
        return Form.INSTRUCTION
    unquoted = _QUOTED.sub(" ", text)
    own = _OWN.search(unquoted) or (_VALUES.search(unquoted) and not attributes(text))
    return Form.OPINION if own else Form.ASSERTION


def _heading(sentence: Sentence, text: str, size: int, *, alone: bool, last: bool) -> bool:
    """A line marked as one, or a short line by itself that does not end like a sentence and has others below it."""
    if _HEADING_MARK.match(sentence.text) or (alone and _BOLD_LINE.fullmatch(sentence.text.strip())):
        return True
    item = _MARKS.match(sentence.text.strip()) is not None
    return alone and not last and not item and size <= HEADING and not _ENDS.search(text)


def _tells(text: str) -> bool:
    """Whether it has a number or a date, or more than one name."""
    return bool(quantities(text) or dates(text) or len(names(text)) > 1)
