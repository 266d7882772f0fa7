"""Which sentences of a document state something: not its headings, credits, captions and by-lines.

What is quoted in a briefing stands alone, so that furniture which does no harm in a passage would be a row of its own.
"""

import re
from collections.abc import Sequence

from index.types import Sentence
from rag.language.context import is_fragment
from rag.language.words import words
from rag.question.answer_type import asks

LEAST = 5
"""Words. A shorter sentence leans on others for what it says."""

_ENDS = re.compile(r"[.!?。！？…][\"”’')\]]*$|[”\"]$")
_CREDIT = re.compile(
    # Who took or owns a picture, as agencies write it: "Ida Berg/Agency", "Agency via Getty Images", "File photo".
    r"\b(?:Getty Images|Shutterstock|Reuters Connect|File [Pp]hoto|via (?:AP|REUTERS|Reuters|Getty)|AP Photo|Handout|"
    r"Photo(?:graph)?(?: (?:by|courtesy of)\b|:)|Image(?: credit)?:|Pool/|/Pool|courtesy of)"
    r"|(?<![\w/])[A-Z][\w.’-]+ [A-Z][\w.’-]+/[A-Z][\w.’-]+(?![\w/])|^(?:Photo|Image|Picture|Credit|Source)s?:",
)
_SERVICE = re.compile(
    # Who worked on it, how to reach them, what else to read.
    r"^\W*(?:by [A-Z][\w’'-]+ [A-Z][\w’'-]+\W*$|(?:reporting|writing|edited|editing|compiled)\s+by\b|"
    r"additional reporting\s+by\b|"
    r"contribut(?:ing|ed)\s*:|contributors?:|(?:read|see|watch|listen|more|related|also|don[’']t miss)[\w\s]{0,12}:|"
    r"follow\s+(?:him|her|them|us|me)\b|"
    r"(?:reach|contact|e-?mail)\s+(?:him|her|them|us|me)\b|.*\b(?:contributed to this (?:report|story|article)|"
    r"is a (?:reporter|correspondent|staff writer|freelance) (?:for|at|covering|based)|sign up for|subscribe to|"
    r"click here)\b|"
    r"(?:this (?:story|article|post) (?:was|has been) (?:updated|corrected))|published:|updated:|correction:|"
    r"copyright\b|©)",
    re.I,
)
_LINK = re.compile(r"^[A-Z][\w’' ]{2,30}:(?=[A-Z“\"‘'])")
"""A label that touches a headline: what is left of a link to another article."""
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://|www\.|@\w{3,}")
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Za-z.]+[,\s]+){1,4}(?:\([A-Z][A-Za-z]+\)\s*)?[—–-]+\s*$|^[A-Z][\w\s]{0,30}\bCNN\b.{0,20}—$"
)


_LEANING = re.compile(
    r"^(?:[“\"'‘])?(?:[\w’'-]+,?\s+){0,3}?(?:it|he|she|they|its|his|her|their|both|the two|the three)\b"
    r"|^(?:and|but|or|so|this|that|these|those|such|then|there)\b",
    re.I,
)
"""A sentence whose subject stands in the one before: "In May it closed", "This was denied"."""


def leans(text: str) -> bool:
    """Whether a reader needs the sentence before to know what this one is about."""
    return bool(_LEANING.match(text))


def is_statement(text: str, title: str = "") -> bool:
    """Whether a sentence tells something by itself."""
    text = text.strip()
    if len(words(text)) < LEAST or is_fragment(text) or asks(text) or text == title.strip():
        return False
    if not _ENDS.search(text) or text.startswith(("#", "|", ">")):
        return False  # a heading, a row of a table or a credit ends without a full stop
    return not (
        _CREDIT.search(text)
        or _SERVICE.search(text)
        or _ADDRESS.search(text)
        or _DATELINE.match(text)
        or _LINK.match(text)
    )


def statements(text: str, title: str, sentences: Sequence[Sentence]) -> list[int]:
    """The places of the sentences that state something, without the captions: lines that end in a credit."""
    kept: list[int] = []
    for at, sentence in enumerate(sentences):
        line_end = text.find("\n", sentence.end)
        rest = text[sentence.end : line_end if line_end >= 0 else len(text)]
        if is_statement(sentence.text, title) and not _CREDIT.search(rest):
            kept.append(at)
    return kept
