"""One root for all forms of a verb: "sent" meets "send" here, and "entered" "enter", which `stem` keeps apart."""

from functools import lru_cache

from rag.words import stem

_FORMS = """arise arose arisen | bear bore borne | beat beaten | become became | begin began begun | bind bound |
bleed bled | blow blew blown | break broke broken | breed bred | bring brought | build built | burn burnt | buy bought
| catch caught | choose chose chosen | come came | creep crept | deal dealt | dig dug | draw drew drawn | drink drank
drunk | drive drove driven | eat ate eaten | fall fell fallen | feed fed | feel felt | fight fought | find found |
flee fled | fly flew flown | forbid forbade forbidden | foresee foresaw foreseen | forget forgot forgotten | freeze
froze frozen | get got gotten | give gave given | go went gone | grow grew grown | hang hung | hear heard | hide hid
hidden | hold held | keep kept | know knew known | lay laid | lead led | leave left | lend lent | lose lost | make
made | mean meant | meet met | mistake mistook mistaken | overcome overcame | oversee oversaw overseen | overthrow
overthrew overthrown | overtake overtook overtaken | pay paid | repay repaid | ride rode ridden | rise rose risen |
run ran | see saw seen | seek sought | sell sold | send sent | shake shook shaken | shoot shot | show shown | shrink
shrank shrunk | sink sank sunk | sit sat | sleep slept | speak spoke spoken | spend spent | spring sprang sprung |
stand stood | steal stole stolen | strike struck stricken | swear swore sworn | swim swam swum | swing swung | take
took taken | teach taught | tear tore torn | tell told | think thought | throw threw thrown | undergo underwent
undergone | undertake undertook undertaken | understand understood | uphold upheld | wear wore worn | win won |
withdraw withdrew withdrawn | withhold withheld | withstand withstood | write wrote written"""
_BASES = {past: base for base, *forms in map(str.split, _FORMS.split("|")) for past in forms}
_STILL = ("ion", "er", "or", "al", "ment")
"""What `stem` leaves on "entered" and takes from "enter"."""


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """The stem of the verb that a lower-case word is a form of, or of the word itself."""
    found = stem(_BASES.get(word, word))
    while found.endswith(_STILL) and stem(found) != found:
        found = stem(found)
    return found


def past(word: str) -> bool:
    """Whether the word has the form of a past: "sailed", "sent"; not "cut", which is its own past."""
    return word in _BASES or (word.endswith("ed") and len(word) > len("need"))
