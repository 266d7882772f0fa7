"""Lines of an article that tell nothing of its subject: who wrote it, what else to read, who took a picture.

They stand between the sentences of a text, and no mark of the page tells them from it, so they are known by the set
forms in which agencies and newspapers write them.
"""

import re

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
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Za-z.]+[,\s]+){1,4}(?:\([A-Z][A-Za-z]+\)\s*)?[—–-]+\s*$|^[A-Z][\w\s]{0,30}\bCNN\b.{0,20}—$"
)


def is_furniture(text: str) -> bool:
    """Whether a line is a note on who made the article or what else to read, or a bare dateline. A picture's credit is
    none: it may end a caption, which tells something."""
    return bool(_SERVICE.search(text) or _DATELINE.match(text) or _LINK.match(text))


def is_credit(text: str) -> bool:
    """Whether a text names who took or owns a picture."""
    return bool(_CREDIT.search(text))
