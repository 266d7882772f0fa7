"""One root for all forms of a verb: "sent" meets "send" here, and "entered" "enter", which `stem` keeps apart."""

from functools import lru_cache

from rag.words import stem

_FORMS = """arise arose arisen | awake awoke | bear bore borne | beat beaten | become became | begin began begun | bend
bent | bind bound | bite bitten | bleed bled | blow blew blown | break broke broken | breed bred | bring brought |
build built | burn burnt | buy bought | catch caught | choose chose chosen | cling clung | come came | creep crept |
deal dealt | die died | dig dug | draw drew drawn | drink drank drunk | drive drove driven | eat ate eaten | fall fell
fallen | feed fed | feel felt | fight fought | find found | flee fled | fly flew flown | forbid forbade forbidden |
foresee foresaw foreseen | foretell foretold | forget forgot forgotten | forgive forgave forgiven | free freed | freeze
froze frozen | get got gotten | give gave given | go went gone | grow grew grown | hang hung | hear heard | hide hid
hidden | hold held | keep kept | know knew known | lay laid | lead led | leap leapt | learn learnt | leave left | lend
lent | lie lied | light lit | lose lost | make made | mean meant | meet met | mislead misled | mistake mistook mistaken
| outgrow outgrew outgrown | overcome overcame | oversee oversaw overseen | overthrow overthrew overthrown | overtake
overtook overtaken | pay paid | prove proven | rebuild rebuilt | redraw redrew redrawn | repay repaid | retake retook
retaken | rewrite rewrote rewritten | ride rode ridden | ring rang rung | rise rose risen | run ran | see saw seen |
seek sought | sell sold | send sent | shake shook shaken | shoot shot | show shown | shrink shrank shrunk | sing sang
sung | sink sank sunk | sit sat | sleep slept | slide slid | speak spoke spoken | spell spelt | spend spent | spill
spilt | spin spun | spoil spoilt | spring sprang sprung | stand stood | steal stole stolen | stick stuck | strike
struck stricken | strive strove striven | sue sued | swear swore sworn | sweep swept | swell swollen | swim swam swum |
swing swung | take took taken | teach taught | tear tore torn | tell told | think thought | throw threw thrown | tie
tied | undergo underwent undergone | undertake undertook undertaken | understand understood | undo undid undone |
uphold upheld | vie vied | wake woke woken | wear wore worn | weave wove woven | weep wept | win won | withdraw
withdrew withdrawn | withhold withheld | withstand withstood | write wrote written"""
_BASES = {past: base for base, *forms in map(str.split, _FORMS.split("|")) for past in forms}
_SHORT = {
    "dying": "die", "lying": "lie", "tying": "tie", "vying": "vie", "suing": "sue", "going": "go",
    "goes": "go", "frees": "free", "flees": "flee",
}  # fmt: skip
"""Other forms of verbs that are too short for `stem`."""
_WHOLE = frozenset(
    "apply bully comment comply exceed focus imply multiply proceed rally reply signal succeed supply tally".split()
)
"""What looks to `stem` as if it had a suffix."""
_STILL = ("ion", "er", "or", "al", "ment")
"""What `stem` leaves on "entered" and takes from "enter"."""


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """The stem of the verb that a lower-case word is a form of, or of the word itself."""
    base = _SHORT.get(word) or _BASES.get(word) or _with_y(word)
    for whole in (base, base.removesuffix("s")):
        if whole in _WHOLE:
            return whole
    found = stem(base)
    while found.endswith(_STILL) and found not in _WHOLE and stem(found) != found:
        found = stem(found)
    return found


def past(word: str) -> bool:
    """Whether the word has the form of a past: "sailed", "sent"; not "cut", which is its own past."""
    return word in _BASES or (word.endswith("ed") and len(word) > len("need"))


def _with_y(word: str) -> str:
    """ "Carry" for "carries", "carried" and "carrying", of which `stem` makes two."""
    if word.endswith(("ies", "ied")) and len(word) > len("lies"):
        return f"{word[:-3]}y"
    return word[:-3] if word.endswith("ying") and len(word) > len("dying") else word
