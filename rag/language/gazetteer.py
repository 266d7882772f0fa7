"""States and unions, under every name: "French", "the U.S." and "Türkiye" are France, the United States and Turkey.

`demonym` and `one_name` say nothing of what is a name in a text: that is `rag.language.names`.
"""

import re

from rag.language import lexicon

SPELT = lexicon.table("names", "spelt")
"""British and older spellings under which a name, or a portfolio, is the same."""
STATES = " ".join(lexicon.words("names", "states"))
"""States that are written of as if they spoke, as a text."""
_DEMONYMS = lexicon.table("names", "demonyms") | SPELT
_SHOWN = lexicon.table("names", "shown")
_ALIASES = tuple((re.compile(written), name) for name, written in lexicon.table("names", "aliases").items())


def one_name(text: str) -> str:
    """The text with every spelling of a few states and unions written as one word."""
    for written, name in _ALIASES:
        text = written.sub(name, text)
    return text


def state(word: str) -> str:
    """The state or union that a word in lower case is an adjective, a people or another name of; or the word."""
    return _DEMONYMS.get(word, word)


def shown(token: str) -> str:
    """A word of `one_name` as a reader knows it."""
    return _SHOWN.get(token, token)
