"""A question that asks several things → its parts: "How many came, and who paid for it?".

English only: where no pattern tells, the question is one. Deterministic, no model.
"""

import re

MOST = 3
"""A question of more parts is left whole: each part costs a search and an answer of its own."""
LEAST = 3
"""Words of a part: "… and when?" is answered by the passage that answers what stands before it."""

_WHICH = (
    r"(?:(?:in|on|at|by|for|from|to|with|of|since|until|under|after|before)\s+)?"
    r"(?:who|whom|whose|what|which|when|where|why|how)\b"
)
_DOES = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)"
_SUBJECT = r"(?:(?i:the|an?|this|that|these|those|his|her|its|their|there|he|she|it|they|we|you|I|any)\b|[A-Z])"
_ASKS = re.compile(rf"(?i:\b{_WHICH}|(?:^|[,.] )(?:{_DOES})\b|^(?:tell|name|list|give|describe|explain|say)\b)")
_JOINT = re.compile(
    r"\?\s+(?:(?i:and|but|or|also)\b,?\s+)?"
    rf"|(?<!\s)\s*[,;]\s*(?i:and|or)\s+(?=(?i:{_WHICH})|(?i:{_DOES})\s+{_SUBJECT})"
    rf"|,?(?<!\s)\s+(?i:and|but)\s+(?=(?i:{_WHICH}\s+(?:{_DOES}|much|many|long|often)\b))"
)
"""White space is read from its beginning only, or a long run of it is read once more from each of its characters."""
_TWICE = re.compile(
    # The same is asked of two: "How many ships came in May, and how many in June?"
    r"^(?P<asks>how\s+(?:many|much|long|large|big|old)|which|what|who|when|where)\s+(?P<one>.+?),?\s+(?:and|but)\s+"
    r"(?P=asks)\s+(?P<other>.+)$",
    re.I,
)
_PREPOSITION = re.compile(
    r"\b(?:in|at|on|by|until|before|after|during|since|behind|for|from|to|with|under|of|between|against|over)\b", re.I
)
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|he|him|his|she|her)\b", re.I)


def divide(question: str) -> tuple[str, ...]:
    """The questions that it is made of, in order; the question itself where a part would ask nothing."""
    return _gapped(question) or _joined(question) or (question,)


def _gapped(question: str) -> tuple[str, ...]:
    """The two questions of one that asks the same twice, the second with what it takes over from the first."""
    found = _TWICE.match(" ".join(question.split()).rstrip(" ?.!"))
    if not found:
        return ()
    asks, one = found["asks"], found["one"]
    other = re.sub(r"\bones?$", one.split()[-1], found["other"])
    opens = _PREPOSITION.match(other)
    places = [m for m in _PREPOSITION.finditer(one) if opens and m[0].lower() == opens[0].lower()]
    places = places or [m for m in _PREPOSITION.finditer(one) if m[0].lower() != "of"]
    if not opens or not places or _PRONOUN.search(other):
        return ()  # a second question that stands by itself, or leans on the first
    asks = f"{asks[0].upper()}{asks[1:]}"
    return f"{asks} {one}?", f"{asks} {one[: places[-1].start()]}{other}?"


def _joined(question: str) -> tuple[str, ...]:
    pieces, at = [], 0
    for joint in _JOINT.finditer(question):
        pieces.append(question[at : joint.start()])
        at = joint.end()
    pieces = [piece.strip(" ,;?") for piece in (*pieces, question[at:])]
    pieces = [piece for piece in pieces if piece]
    if not 1 < len(pieces) <= MOST or not all(_asks(piece) for piece in pieces):
        return ()
    return tuple(f"{piece[0].upper()}{piece[1:]}{'' if piece.endswith('.') else '?'}" for piece in pieces)


def _asks(piece: str) -> bool:
    return bool(_ASKS.search(piece)) and len(piece.split()) >= LEAST
