"""A question that asks the same of two → a question of each: "How large are Norway's and Chile's fleets?".

Only where the wording itself keeps them apart: "the border of Norway and Sweden" is one thing. English only.
"""

import re

from rag.condense import NAME

_OWNERS = re.compile(rf"(?P<one>{NAME})['’]s? and (?P<other>{NAME})['’]s?(?= \w)")
_BOTH = re.compile(rf"\bboth (?P<one>{NAME}) and (?P<other>{NAME})(?=\W)")
_EACH = re.compile(rf"(?P<one>{NAME}) and (?P<other>{NAME}),? (?:each|respectively)\b")
_OWN = r", {}(?:['’]s?)?(?P<one> [^,;?]+?) and {}(?:['’]s?)?(?P<other> [^,;?]+)"
"""What is said of each by itself: "…, Norway's in tons and Chile's in ships"."""
_AGAINST = re.compile(
    rf"How (?:does|do|did) (?P<one>{NAME})['’]s? (?P<what>[^,;?]+?) (?:compared?|differ) (?:with|to|from) "
    rf"(?:(?P<other>{NAME})(?:['’]s?(?: (?P<own>[^,;?]+))?)?|(?:that|those) of (?P<whose>{NAME}))\s*\?*"
)
_AS_WELL = re.compile(
    rf"(?P<first>[^?]*\b{NAME}\b[^?]*?(?P<last>[\w’'-]+)), and "
    rf"(?P<rest>(?:(?:in|for|of|by|from|to|on) )?{NAME}(?: (?:in|for|of|by|from|to|on|at|under|during) [^?]+)?)\s*\?*"
)


def compared(question: str) -> tuple[str, ...]:
    """The questions of each; none where two are not asked about apart. The second may lean on the first."""
    question = question.strip()
    if found := _AGAINST.fullmatch(question):
        other = found["other"] or found["whose"]
        return f"What is {found['one']}’s {found['what']}?", f"What is {other}’s {found['own'] or found['what']}?"
    for pattern, ending in ((_OWNERS, "’s"), (_BOTH, ""), (_EACH, "")):
        if found := pattern.search(question):
            return _of_each(question, found, ending)
    if (found := _AS_WELL.fullmatch(question)) and not re.fullmatch(NAME, found["last"]):
        return f"{found['first']}?", f"And {found['rest']}?"
    return ()


def _of_each(question: str, found: re.Match[str], ending: str) -> tuple[str, ...]:
    before, behind = question[: found.start()], question[found.end() :]
    own = re.compile(_OWN.format(re.escape(found["one"]), re.escape(found["other"])))
    each: list[str] = []
    for which in ("one", "other"):
        said = own.search(behind)
        rest = f"{behind[: said.start()]},{said[which]}{behind[said.end() :]}" if said else behind
        each.append(f"{before}{found[which]}{ending}{rest}")
    return tuple(each)
