"""What a library is about, told without a model: the people, places and bodies that most of its documents name."""

import re
from collections import Counter
from collections.abc import Sequence

from index.catalog import Entry
from index.library import Library
from index.sample import is_sample
from rag.language import gazetteer
from rag.language.names import Name, kin, names

MOST = 12
"""Names that are given."""

READ = 400
"""Documents that are read, spread over all of them..."""

OPENING = 4_000
"""...and so many characters of each: what a text is about, it names early."""

_HEAD = 4
"""Letters that a people's name has in common with its state's, at least (`rag.language.names.kin`)."""

_BEFORE_A_NUMBER = re.compile(r"\b(\w+)\b( \d)?")

_LONGEST = 4
"""Words of a name: longer runs are headings."""


def own(entries: Sequence[Entry]) -> list[Entry]:
    """The reader's own documents; the sample notes where there are no others."""
    return [entry for entry in entries if not is_sample(entry)] or list(entries)


def named_most(library: Library, entries: Sequence[Entry]) -> tuple[tuple[str, int], ...]:
    """Names and in how many of the documents they stand, most first.

    A surname counts for the full name that went before it in the same document. Of few documents one is enough, of
    more a name has to stand in two.
    """
    step = max(1, len(entries) // READ)
    held: Counter[str] = Counter()
    spelt: dict[str, Counter[str]] = {}
    for entry in entries[::step]:
        document = library.catalog.document(entry.id)
        if document is None:
            continue
        apart = {_root(name) for text in (entry.source, entry.author) if text for name in names(f"x {text}")}
        opening = document.text[:OPENING]
        terms = _numbered(opening)
        found = [n for n in names(opening) if n.sure and len(n.tokens) <= _LONGEST and str(n) not in terms]
        here: dict[str, Name] = {}
        full: dict[str, Name] = {}
        for name in found:
            whole = full.get(_root(name), name)
            here.setdefault(_root(whole), whole)
            last = _root(name).rpartition(" ")[2]
            if len(name.tokens) > 1 and last not in here:
                full.setdefault(last, name)
        for root, name in here.items():
            if root not in apart and not root.isdigit():
                held[root] += 1
                spelt.setdefault(root, Counter())[_shown(name)] += 1
    for root in sorted(held, key=len, reverse=True):  # "Japanese" is told of Japan
        stems = (root[:end] for end in range(_HEAD, len(root)) if root[:end] in held and kin(root, root[:end]))
        if (stem := next(stems, None)) and held[stem] >= held[root]:
            del held[root]
    least = 1 if len(entries) < MOST // 2 else 2
    ranked = sorted((root for root in held if held[root] >= least), key=lambda root: (-held[root], root))
    return tuple((spelt[root].most_common(1)[0][0], held[root]) for root in ranked[:MOST])


def _numbered(text: str) -> frozenset[str]:
    """The words that stand before a number wherever they stand: "Article 5" is no name of anybody's."""
    always: dict[str, bool] = {}
    for word, number in _BEFORE_A_NUMBER.findall(text):
        always[word] = always.get(word, True) and bool(number)
    return frozenset(word for word, numbered in always.items() if numbered)


def _root(name: Name) -> str:
    """ "Japanese" and "Japan" are one."""
    return " ".join(gazetteer.state(token.lower()) for token in _bare(name).split())


def _shown(name: Name) -> str:
    """As a reader knows it: a state by its name, whatever the text calls it."""
    state = gazetteer.state(name.tokens[0].lower())
    if len(name.tokens) == 1 and state != name.tokens[0].lower():
        return gazetteer.shown(state).removeprefix("the ").title()
    return str(name).removeprefix("the ").removesuffix("’s").removesuffix("'s").strip("’'")


def _bare(name: Name) -> str:
    return " ".join(name.tokens).removesuffix("’s").removesuffix("'s").strip("’'")
