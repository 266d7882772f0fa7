"""Whether a page is only the beginning of its article."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from index.loaders.web.elements import names, text_of
from index.loaders.web.stated import Stating
from index.types import Loss

WHOLE = 3_500
"""Characters of text from which a page that only says that it is not free is taken for whole, saved by a subscriber."""

LAST = 4
"""Blocks at the end of the text in which a stub asks for a subscription."""

_WALL = frozenset("paywall regwall paywalled subscriberwall premiumwall metered meteredcontent piano".split())
_PAIRS = frozenset(
    ("pay wall", "reg wall", "registration wall", "subscription wall", "subscriber wall", "premium wall", "login wall",
     "subscribers only", "subscriber only", "members only")
)  # fmt: skip
_ASKS = re.compile(
    r"(?:subscri\w+|sign (?:in|up)|log in|register|become a member|\babonn\w*|suscr[ií]b\w*|abbonat\w*|assin\w+)"
    r".{0,80}(?:continue|keep|finish|read|unlock|access|full|weiter|lesen|lire|suite|leer|seguir|leggere|ler\b)"
    r"|(?:continue|keep|finish|read|unlock|access|to see)\b.{0,60}\b(?:subscri\w+|sign in|log in|register|membership)",
    re.IGNORECASE,
)
_LOSS = "its page is behind a paywall, and it seems to hold only the beginning of the article"
_DOUBT = "its page says that the article is not free to read, and the file may hold only a part of it"
_REMEDY = "Open the article where you have access, save the page once more, and add that."


def walled(tree: Any) -> bool:
    """Does the page hold an element that its author named a paywall, with hardly any text in it?"""
    for element in tree.iter(etree.Element):
        words = names(element)
        pairs = {f"{one} {two}" for one, two in pairwise(words)}
        if (
            (_WALL & set(words) or _PAIRS & pairs)
            and element.tag not in ("html", "body")
            and 0 < len(text_of(element)) < 600
        ):
            return True
    return False


def cut(texts: Sequence[str], stated: Stating, *, wall: bool) -> list[Loss]:
    """A loss where the page has a wall or ends with a call to subscribe; a doubt where it says that it is not free."""
    asks = any(len(text) <= 300 and _ASKS.search(text) for text in texts[-LAST:])
    length = sum(map(len, texts))
    if wall or (asks and length < WHOLE):
        return [Loss(cause=_LOSS, remedy=_REMEDY)]
    if not stated.free and length < WHOLE:
        return [Loss(cause=_DOUBT, remedy=_REMEDY)]
    return []
