"""Words by which a text gives what it says to somebody: "said", "by her account", "critics call it"."""

import re
from collections.abc import Iterator

from rag.language import lexicon
from rag.language.grammar.verbs import root, roots
from rag.language.words import words

_SAYING = roots("speaking", "saying")
"""Predicates that introduce a source (Saurí and Pustejovsky 2009, "FactBank"): of saying, judging and expecting."""
_SPEAKING = _SAYING | roots("speaking", "speaking")
"""With them, words for what one does by speaking: a text that has one already says whose word it is."""
_PEOPLE = "analysts|critics|experts|journalists|media|observers|officials|opponents|scholars|specialists|supporters"
_PHRASES = re.compile(
    r"\baccording to (?!(?:\w+ )?(?:data|figures|statistics|records|counts)\b)"
    r"|\bin the (?:words|view|opinion|eyes) of\b|\brumou?r|\breported(?:ly)?\b|\ballegedly\b"
    r"|\b(?:in|by|to) (?:his|her|its|their|my|[\w’'.-]+(?: [\w’'.-]+)?[’']s?) (?:own )?"
    r"(?:view|opinion|words?|account|mind|eyes|telling|reckoning|estimate)\b"
    rf"|\b(?:{_PEOPLE}|many|some) (?:\w+ ){{0,4}}?(?:call|name|see|point|hold)\b",
    re.IGNORECASE,
)


_VERB = re.compile(
    r"(?:\b(?P<article>the|an?|his|her|its|their|this|that|no|any)\s)?(?P<verb>\b[^\W\d_]{3,}\b)(?!\sof\b)", re.I
)
_STATED = frozenset(lexicon.words("speaking", "stated"))
"""Forms that `root` does not know, or of whose other forms nouns are made ("states")."""
_NOUNS = ("tion", "tions", "ment", "ments", "ing")


def attributes(text: str) -> bool:
    """Whether a word or a phrase of a text gives something in it to a source."""
    return bool(_PHRASES.search(text)) or any(root(word) in _SPEAKING or word in _STATED for word in words(text))


def sayings(text: str) -> Iterator[tuple[int, int]]:
    """Where in a text the words stand that give something in it to a source, as offsets."""
    for match in _PHRASES.finditer(text):
        yield match.span()
    for match in _VERB.finditer(text):
        verb = match["verb"].lower()
        if (root(verb) in _SAYING or verb in _STATED) and not match["article"] and not verb.endswith(_NOUNS):
            yield match.span("verb")
