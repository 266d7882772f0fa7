"""What a passage leaves open: words that follow a condition, a doubt, a suspicion or a denial in it."""

import re
from textwrap import shorten

from rag.language.grammar.verbs import root
from rag.language.words import STOP, words

_CLAIMS = r"(?:claims?|reports?|allegations?|accusations?|suggestions?|rumou?rs?|ideas?)"
_TAKES_BACK = re.compile(
    r"\b(?:(?:even |as |only )?(?:if|though)|whether|unless|until|"
    r"(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*|disput\w*|doubt\w*|untrue|false|not true|wrong|unlikely"
    r"|impossible|(?:no|little|scant) (?:evidence|proof|sign|truth)|rumou?r\w*|myth|hoax|allege[sd]?|allegations?)\b"
    rf"(?:[^.;:!?]{{0,40}}\bthat|(?: (?:the|any|all))?(?: {_CLAIMS})?)|"
    r"(?:(?:could|can|did|does|do|was|were)(?: not|n['’]t)|cannot|unable to|failed to) "
    r"(?:prove|show|confirm|establish|verify)\b[^.;:!?]{0,12})[\s\"'(]*$"
)
_CONDITION = re.compile(r"[\s,]*(?:(?:only |but only )?if|unless|provided|as long as)\b")
_WHAT = r"(?P<what>(?:[^,.;:!?]|[,.](?=\d))+)"
_ACT = r"(?P<what>(?:(?! (?:is|are|was|were|has|have|had|will|would)\b)[^,.;:!?]|[,.](?=\d))+)"
"""As far as a verb that says something else of who did it: "suspected of theft were seen"."""
_NO_VERB = r"(?! (?:of|in|to|for|from|with|on|at|by|over|about|and|who|is|are|was|were|has|have|had|will|would)\b)"
"""Behind a noun: "fears of war", "two suspects were seen"."""
_SUSPICION = r"accus|suspect|alleg|charg|indict|prosecut|blam|believ|claim|fear|clear|acquit|tried|try|attempt|sought"
_OPINION = (
    rf"{_SUSPICION}|sa(?:y|id)|t(?:ell|old)|according|th(?:ink|ought)|view|consider|warn|estimat|report|appar|likely"
    r"|(?-i:may)|might|could"
)
_DENIAL = r"not?\b|never|without|little|scant|doubt|den(?:y|i)|reject|dismiss|refut|disput|refus"
_OPEN = tuple(
    (re.compile(rf"\b{cue} {_WHAT if finite else _ACT}"), re.compile(rf"\b(?:{own})|n['’]t\b", re.IGNORECASE), least)
    for cue, finite, own, least in (
        (
            r"(?P<cue>accus\w+|suspect\w*|charg\w+|cleared|acquitted)"
            r"(?: (?!(?:in|on|at|by|for|over|after|from|and)\b)[\w’'-]+){0,4}? (?:of|with)",
            False,
            f"{_SUSPICION}|{_DENIAL}",
            1,
        ),
        (r"(?P<cue>suspect\w*|tried|attempted) to", False, _SUSPICION, 1),
        (rf"(?P<cue>(?:believe|suspect|fear|allege)(?:[sd]|ed)?){_NO_VERB}(?: that)?", True, _OPINION, 2),
        (
            r"(?:it|he|she|they) (?P<cue>claim(?:s|ed)?)(?= (?:can|could|will|is|are|was|were|has|had)\b)",
            True,
            _OPINION,
            1,
        ),
        (r"(?P<cue>claim(?:s|ed)?) (?:that|to (?:have|be))\b", True, _OPINION, 1),
        (r"(?P<cue>den(?:y|ies|ied|ying))(?= \w+ing\b)", True, _DENIAL, 1),
        (
            r"(?P<cue>den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*|disput\w*)"
            rf"(?:(?: (?:the|any|all))? {_CLAIMS}(?: that| of)?| that|(?= (?:it|he|she|they)\b))",
            True,
            _DENIAL,
            1,
        ),
        (r"(?P<cue>(?:no|little|scant) (?:evidence|proof|signs?|indications?))(?: that| of)?", True, _DENIAL, 1),
    )
)
"""What somebody is said to have done, was found not to have done, or did not bring about: the word for that, whether
verbs belong to what follows it, words by which a sentence leaves it open itself, and the least that it has to share."""
_NOBODY = re.compile(
    r"\b(?P<cue>(?:many|some|others|critics|s[ck]eptics|opponents|observers|few) (?:(?:are|were|have|had|also) )*"
    rf"(?:predict|sa[iy]|th(?:ink|ought)|believ|claim|argu|expect|fear|warn|suggest)\w*) that {_WHAT}",
    re.IGNORECASE,
)
"""What is said by those who are not named."""
_SAYS_ALL = 0.8
"""Share of it that a sentence has to have: others may say otherwise in the same words."""
_FRONTED = re.compile(
    r"\W*(?P<condition>(?:(?:Only )?If|Unless|Should|Provided|As long as|Were|Had)\b[^;:.!?]*?), (?P<what>[^;:.!?]+)"
)
_CONDITIONAL = re.compile(
    r"\b(?:if|unless|provided|as long as|would|could|might|(?-i:may)|depend\w*|condition\w*)\b", re.IGNORECASE
)
_TRIED = frozenset(("tried", "attempted"))
"""Behind one of these and "to", the first word is what was tried."""
_DEED = 3
"""Content words that tell what it was."""
_SHOWN = 60
"""Characters of a condition that a reader is shown."""


def taken_back(before: str) -> str | None:
    """The words at the end of `before` that make of what follows no more than a condition, a doubt or a denial."""
    match = _TAKES_BACK.search(before)
    return match[0].strip(" \"'(") if match else None


def conditional(after: str) -> str | None:
    """The words at the beginning of `after` that make of what precedes no more than a condition's outcome."""
    match = _CONDITION.match(after)
    return match[0].strip(" ,") if match else None


def unproven(sentence: str, nearest: str) -> str | None:
    """The words by which the passage leaves open, or denies, what the sentence says was done."""
    if found := _fronted(sentence, nearest) or _of_nobody(sentence, nearest):
        return found
    said = {root(w) for w in words(sentence)}
    for cue, own, least in _OPEN:
        if own.search(sentence):
            continue
        for match in cue.finditer(nearest):
            deed = [root(w) for w in words(match["what"]) if w not in STOP][:_DEED]
            if match["cue"] in _TRIED and not said & set(deed[:1]):
                continue  # "tried to focus on article 6, under which it provides bases"
            if max(least, len(deed) / 2) <= len(said & set(deed)):
                return match["cue"]
    return None


def _of_nobody(sentence: str, nearest: str) -> str | None:
    """The words by which the passage has those who are not named say what the sentence says, or has another say."""
    if _NOBODY.search(sentence):
        return None
    said = {root(w) for w in words(sentence)}
    for match in _NOBODY.finditer(nearest):
        theirs = {root(w) for w in words(match["what"]) if w not in STOP}
        if len(theirs) >= _DEED and len(said & theirs) >= _SAYS_ALL * len(theirs):
            return match["cue"]
    return None


def _fronted(sentence: str, nearest: str) -> str | None:
    """The condition that stands before what the sentence says, where that leaves it out."""
    match = _FRONTED.match(nearest)
    if not match or _CONDITIONAL.search(sentence):
        return None
    said, outcome = ({root(w) for w in words(text) if w not in STOP} for text in (sentence, match["what"]))
    if len(said & outcome) < max(1, len(said) / 2):
        return None
    return shorten(match["condition"], _SHOWN, placeholder=" …")
