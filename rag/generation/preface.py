"""What a model says before it answers: "The passages state that". The citation says so already."""

import re

_THING = r"(?:passages?|documents?|excerpts?|texts?|sources?|evidence|information|context)"
_PREFACE = re.compile(
    rf"\s*(?:(?:the|these|this) (?:(?:provided|given) )?{_THING}(?: provided)?"
    r" (?:states?|says?|tells?|mentions?|indicates?|suggests?|shows?|reports?|confirms?) that"
    rf"|(?:according to|based on) the (?:(?:provided|given) )?{_THING}(?: provided)?,)\s+(?=(\S))",
    re.IGNORECASE,
)
_OPENINGS = (
    "the passage", "the document", "the excerpt", "the text", "the source", "the evidence", "the information",
    "the context", "the provided", "the given", "these ", "this ", "according to the", "based on the",
)  # fmt: skip
LONGEST = 60
"""Characters within which a preface has ended."""


def may_open(draft: str) -> bool:
    """Whether the beginning of an answer may yet turn out to be a preface."""
    begun = draft.lstrip().lower()
    near = any(opening.startswith(begun[: len(opening)]) for opening in _OPENINGS)
    return near and len(begun) < LONGEST and not _PREFACE.match(draft)


def without(draft: str) -> str:
    """The beginning of an answer without its preface."""
    match = _PREFACE.match(draft)
    return match[1].upper() + draft[match.end() + 1 :] if match else draft
