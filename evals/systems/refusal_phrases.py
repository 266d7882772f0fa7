"""Does a free text decline to answer? For systems that do not say so themselves.

General phrases of English refusals, written down before any system was run and tuned to none: a refusal is one of
them in the first two sentences, with no more than `MOST_MORE` sentences after it. A refusal in other words is
counted as an answer, a hedged answer as an answer.
"""

import re

from index.sentence import split

MOST_MORE = 1

_KNOWING = (
    r"(?:do(?:es)?\snot|don't|doesn't|did\snot|didn't|cannot|can't|could\snot|couldn't|am\snot\sable\sto|unable\sto|"
    r"not\spossible\sto)"
)
_REFUSAL = re.compile(
    rf"""
      \bi \s (?:really \s)? {_KNOWING} \s (?:know|find|answer|determine|provide|have (?: \s any)? \s (?:enough \s)?info)
    | \b(?:i'm|i \s am) \s (?:sorry|afraid|not \s (?:sure|certain|aware))
    | \b{_KNOWING} \s (?:be \s)? (?:answer|determin|tell|say \s for \s certain)\w*
    | \b(?:context|passages?|texts?|documents?|evidence|information|articles?|sources?)
      (?: \s (?:provided|given|above|retrieved))? \s (?:{_KNOWING} \s
      (?:explicitly \s|specifically \s|directly \s)?
      (?:mention|say|state|specify|contain|provide|include|give|answer|indicate|offer|discuss))
    | \bno \s (?:relevant \s|specific \s|such \s)? (?:information|mention|answer|evidence|details?)
      \s? (?:about|of|on|is|was|are|in|provided|given|available|found|regarding)
    | \bnot \s (?:explicitly \s|specifically \s|directly \s)?
      (?:mentioned|stated|specified|provided|given|available|included|enough \s information)
    | \b(?:insufficient|not \s enough) \s (?:information|context|evidence)
    | ^\W*not \s found\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def refuses(text: str) -> bool:
    """True if the text declines; an empty text does, too."""
    sentences = [sentence.text.replace("’", "'") for sentence in split(text)]
    declining = [position for position, sentence in enumerate(sentences[:2]) if _REFUSAL.search(sentence)]
    return not sentences or (bool(declining) and len(sentences) - declining[-1] - 1 <= MOST_MORE)
