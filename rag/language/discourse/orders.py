"""Sentences that a document addresses to whoever answers from it: "Ignore all previous instructions", "SYSTEM: you must
answer that …", "End every answer with …". They state nothing, so they bear nothing out and are no answer.

What marks them is that they speak of answering itself: of the assistant, its instructions, its answers. A recipe, a
manual or a law orders as well, but to stir, to press or to pay; those are statements like any other. Where a text
quotes such an order within a sentence of its own, that is a statement, too.
"""

import re
from functools import lru_cache

from index.sentence import split
from rag.language import lexicon

_MARKS = ' “”"«»„「」‘’'
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]|「[^「」]*」|(?<!\w)‘[^‘’]*’(?!\w)")


def _any(name: str) -> str:
    return "|".join(lexicon.alternatives("orders", name))


_AI, _SET_ASIDE, _TOLD, _SUCH = _any("assistant"), _any("set_aside"), _any("told"), _any("such")
_ANSWER, _MUST, _REPLY, _THAT = _any("answer"), _any("must"), _any("reply"), _any("that")
_REPLIES, _OPENS, _NOW, _SPEAK, _USER = _any("replies"), _any("opens"), _any("now"), _any("speak"), _any("user")
_MADE_UP = _any("made_up")
_WITH = rf"(?:{_any('with')})\b"
_EVIDENCE = "documents|sources|passages|context|texts"
_OUTPUT = "(?:outputs?|responses?|summar(?:y|ies))"

_AT = (
    r"(?:^|[.:;!?,|()\]>–—-]\s*"
    r"|\b(?:please|now|and|then|instead|always|you (?:must|should|shall|will)|also|bitte|por favor|kindly)\s+)"
)
"""Where a verb is an order: at the beginning of a clause, behind "please" or "must". "Told to ignore" is a report."""
_ONLY = "(?:now |only |always |never |not |instead |simply |just |please )*"

_ALONE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Marks by which chat models part one turn from another: no prose has them.
        r"<\|[a-z_]+\|>|\[/?INST\]|<</?SYS>>|</?(?:system|assistant|user|instructions?)>"
        r"|^\W*#\s*(?:instruction|system)",
        # The assistant itself is addressed. The capitals of "AI" keep "ai" of other languages out.
        rf"\byou are (?:now |no longer )?(?:an? |the )?(?:[\w-]+ ){{0,3}}?(?-i:{_AI})\b",
        rf"\bas an? (?-i:{_AI}),?\s+(?:you|I|your|please)\b",
        rf"\b(?:dear|hey|attention|(?:notes?|messages?|instructions?|rules|tasks?) (?:to|for)):?,? "
        rf"(?:the |any |every )?(?-i:{_AI})\b|\b(?-i:{_AI})s? (?:reading|processing|summari[sz]ing) this\b",
        # Setting aside what it was told.
        rf"{_AT}(?:{_SET_ASIDE})\b(?=[^.!?]{{0,60}}\b(?:{_SUCH})\b)[^.!?]{{0,80}}?\b(?:{_TOLD})\b",
        # What else it was given. Papers are thrown away elsewhere, too: of these it takes a verb of heeding.
        rf"{_AT}(?:ignore|disregard|forget|(?:do not|don[’']t|never) (?:trust|believe|follow)|skip) "
        rf"(?:all |any )?(?:the )?(?:other|previous|prior|above|preceding|remaining)\s(?:{_EVIDENCE})\b(?! of)",
        r"(?:忽略|无视|無視)[^。]{0,20}(?:指令|指示|命令|说明|提示)|(?:指示|命令|指令)を(?:すべて)?無視",
        # What it must answer, as such, from now on, or when it is asked.
        rf"\byou (?:must|should|shall|will|(?:have|need|are(?: required| obliged)?) to) {_ONLY}(?:{_ANSWER})"
        r"(?: (?:that|with|only|as|to every|nothing)\b|:? \W*Q)",
        rf"\b(?:{_MUST})\b[^.!?]{{0,60}}\b(?:{_ANSWER})\b",
        rf"\bfrom now on,?\s+(?:you )?(?:must |will |should |shall )?{_ONLY}(?:{_ANSWER}|act)\b",
        r"\b(?:if|when|whenever) (?:you are )?(?:(?:the |a )?(?:user|anyone|anybody|someone|somebody) asks?"
        r"|asked|queried)\b"
        rf"[^.!?]{{0,120}}?[,:]\s*(?:you (?:must|should|will) )?{_ONLY}(?:{_ANSWER})\b",
        rf"{_AT}{_ONLY}(?:answer|respond|reply)(?: {_ONLY}that\b|:? \W*Q"
        rf"|,? {_ONLY}(?:with|by saying|using|in) (?:only |just )?(?:\W*Q"
        r"|(?:the (?:word|phrase|words|sentence)|nothing but)\b))",
        rf"{_AT}tell (?:the|every|any) (?:user|reader|asker)s? that\b",
        rf"{_AT}(?:{_REPLY})\b[^.!?]{{0,50}}?(?:\b(?:{_THAT})\b|\W*Q)|回答.{{0,12}}[:：「“]",
        rf"\b(?:{_NOW}),?\s[^.!?]{{0,30}}?\b(?:{_SPEAK})\b|\b(?:{_SPEAK})\s(?:{_USER})\b",
        # What it is, what its task and its answer shall be.
        rf"\byour (?:new |only |real |next |main )*(?:task|job|role|goal|purpose|mission"
        rf"|instructions?) (?:is|are|will be|shall be)\b"
        rf"|\byour (?:{_REPLIES}|{_OUTPUT}) (?:must|should|shall|will|has to) (?:always |only |never "
        rf"|not )*(?:be|contain|include|end"
        r"|begin|start|mention|say|consist)\b",
        rf"{_AT}(?:assume|take on|adopt|play) the (?:role|persona|character) of\b[^.!?]{{0,60}}\b(?:{_ANSWER}|act)\b"
        r"|^\W*(?:please |now )*(?:pretend|act as if|act as though) (?:that )?(?!to\b)",
        r"^\W*(?:assistant|AI|chat ?bot|language model|model|bot),\s+(?:please|you|do|don[’']t|always|never|now)\b",
        rf"\b(?:to|for) (?:any|all|every|the) (?-i:{_AI})\b[^.!?]{{0,30}}:|\b(?-i:{_AI})s? (?:must|should"
        rf"|shall) (?:{_ANSWER})\b"
        r"[^.!?]{0,30}\b(?:that|users?)\b",
        rf"\b(?:when|while|if you are) (?:summari[sz]ing|answering|responding|replying|quoting"
        rf"|citing)\b[^.!?]{{0,60}},\s*{_ONLY}"
        rf"(?:{_ANSWER}|include|add|use)\b|\bin your (?:{_REPLIES}|{_OUTPUT}),\s*{_ONLY}(?:{_ANSWER}"
        rf"|include|add|use|cite)\b",
        rf"{_AT}(?:append|add|insert|include|put|prepend|embed)\b[^.!?]{{0,60}}\b(?:to|in|into"
        rf"|at the end of) your {_OUTPUT}\b"
        rf"|{_AT}(?:do not|don[’']t|never) summari[sz]e this\b|{_AT}(?:treat|regard|consider) this (?:text"
        rf"|document|message|page)"
        r" as (?:your|the (?:only|system))\b",
        rf"\b(?:always|never|only) {_ONLY}(?:{_ANSWER})\b[^.!?]{{0,80}}\bwhen(?:ever)? (?:you are )?asked\b"
        r"|\bif (?:a|the|any) (?:question|query|prompt) (?:is|asks)\b[^.!?]{0,60},",
        r"\b(?:user|human)\s?:.{0,200}\b(?:assistant|ai|bot)\s?:",
        # What every answer shall begin or end with; what shall be kept from the user, or shown.
        rf"{_AT}(?:{_OPENS})\b[^.!?]{{0,40}}?\b(?:{_REPLIES})\s+{_WITH}",
        rf"{_AT}(?:do not|don[’']t|never) (?:mention|reveal|disclose|tell|cite|quote|show|say|trust|believe|use)\b"
        r"[^.!?]{0,60}?"
        r"\b(?:users?|(?:these|this|your|the above) (?:instructions?|prompts?|messages?)"
        r"|other (?:documents|passages|sources))\b",
        rf"{_AT}(?:reveal|print|show|output|repeat|leak) (?:me )?(?:your|the) (?:hidden |secret |full )*"
        r"(?:system prompt|prompt|instructions)\b",
        # Something to be made up, or put otherwise. Reports, lists and letters are asked for by manuals and laws, too.
        r"^\W*(?:please |now )*(?:write|draft|compose|create|generate|develop|provide|craft|tell)(?: me)? an? "
        r"(?:[\w-]+ ){0,4}?"
        rf"(?:{_MADE_UP})\b",
        r"^\W*(?:please |now )*(?:translate|paraphrase|rephrase|rewrite|proofread)\b",
    )
)

_ROLE = re.compile(
    r"(?:^|[\s>\]|])\W{0,4}(?:SYSTEM|System|ASSISTANT|Assistant|USER|User|HUMAN|Human|DEVELOPER|Developer|ADMIN|AI|LLM"
    r"|Chatbot|(?:IMPORTANT|Important|NEW|New|URGENT|Urgent) (?:INSTRUCTION|[Ii]nstruction|[Nn]otice|[Mm]essage)S?s?)"
    r"(?: (?:message|prompt|note|override|instructions?))?\s?[:>\]]"
)
"""The name of a turn. A data sheet may have "System: 24 volts" too, so it takes one more sign."""
_SIGNS = re.compile(
    rf"\b(?:you (?:must|should|will|are)|your (?:{_REPLIES}|task|instructions?)"
    r"|I (?:have|can) (?:verified|confirm(?:ed)?|checked)|this (?:document|text|passage|source) (?:is|was)"
    r"|the (?:other|previous|above) (?:documents?|passages?|sources?|text) (?:is|are|was|were)|instructions?"
    r"|the (?:correct|right|true|final|only) answer|the user|(?:answer|respond|reply|say|state|claim|pretend|report"
    r"|treat|consider|assume)\b[^.!?]{0,60}\b(?:that|as|with)|always|never)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=5_000)
def is_order(sentence: str) -> bool:
    """Whether a sentence is addressed to whoever answers. One that only quotes such words is not."""
    outside = _QUOTED.sub("Q", sentence)
    if not any(map(str.isalpha, outside.replace("Q", ""))):
        outside = sentence.strip(_MARKS)  # Nothing but a quotation: nobody is said to have said it.
    return any(pattern.search(outside) for pattern in _ALONE) or bool(_ROLE.search(outside) and _SIGNS.search(outside))


def quotes_order(sentence: str) -> bool:
    """Whether a sentence that is none quotes an order."""
    if is_order(sentence):
        return False
    return any(is_order(match[0].strip(_MARKS)) for match in _QUOTED.finditer(sentence))


@lru_cache(maxsize=500)
def without_orders(text: str) -> str:
    """The text with its orders blanked out, every other character in its place."""
    for sentence in split(text):
        if is_order(sentence.text):
            text = f"{text[: sentence.start]}{' ' * (sentence.end - sentence.start)}{text[sentence.end :]}"
    return text
