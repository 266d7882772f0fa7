"""The forms in which questions over many documents are put, a pattern for each kind, as English has them.

Every pattern is matched against a question without its "please" and its mark; the first named group that matched is
its subject. What none of them fits is no briefing: a form that is left out costs a click, one that is too wide an
answer.
"""

import re

COUNTS = {word: at for at, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
COUNTS |= {"couple of": 2, "few": 4, "handful of": 5, "dozen": 12}
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(COUNTS)})"
UNITS = r"(?:sentences?|points?|bullets?|bullet points?|lines?|key points?|items?|rows?)"
LENGTH = re.compile(
    rf"\b(?:in|as|the|with|give|list)?\s*(?:a\s+)?(?P<count>{NUMBER})\s+(?:main |short |key )?{UNITS}\b", re.I
)
"""How long it is to be: "in three sentences", "five points"."""

PLEASE = re.compile(
    r"^\W*(?:(?:please|kindly|can you|could you|would you|i(?: would|['’]d) like(?: you to)?|i (?:need|"
    r"want)|let me have|"
    r"give me|show me|tell me|make(?: me)?|write(?: me)?|draw up|prepare|provide(?: me with)?|create|"
    r"compile|build)\s+)+",
    re.I,
)
"""What only asks that something be done; the form of the question stands behind it."""

_ONE_DOCUMENT = (
    r"(?:article|report|document|piece|text|paper|story|file|memo|letter|speech|press release|release|"
    r"statement|essay|"
    r"column|editorial|interview|transcript|page|post|study|brief|note)"
)
_DOCUMENTS = (
    r"(?:documents?|docs?|articles?|files?|reports?|texts?|sources?|pieces?|stories|papers?|publications?|"
    r"items?|pages?)"
)
ONE = re.compile(rf"\b{_ONE_DOCUMENT}\b(?!s)", re.I)

SUMMARY = re.compile(
    # An order to sum up, or a summary by its names.
    r"^(?:summari[sz]e|sum(?:\s+(?:up|it up))?|recap|outline|condense|boil down)\s+(?P<a>.+)$"
    r"|^(?:an?\s+|the\s+)?(?:\w+[\s-]+){0,2}?(?:summary|overview|outline|recap|gist|synopsis|abstract|"
    r"digest|précis)\s+"
    r"(?:of|on|about|for)\s+(?P<b>.+)$"
    # What the main things are that something says.
    r"|^what\s+(?:are|were|is)\s+(?:the\s+)?(?:main|key|central|essential|most important|chief)\s+"
    r"(?:points?|findings?|takeaways?|messages?|arguments?|ideas?|claims?|conclusions?)\s+"
    r"(?:of|in|from|made by|made in)\s+(?P<c>.+)$"
    r"|^(?:the\s+)?(?:main|key)\s+(?:points|findings|takeaways|messages|arguments)\s+(?:of|in|from)\s+(?P<d>.+)$"
    # "What does 'Title' say?", "what is the report on X about?": of one document.
    r"|^what\s+(?:does|do|did)\s+(?P<e>[\"“'‘].+[\"”'’]|the\s+.*\b"
    + _ONE_DOCUMENT
    + r"\b(?:\s+(?:on|about|of)\s+.+?)?)\s+(?:say|report|argue|tell us)\s*\??$"
    r"|^what\s+is\s+(?P<f>the\s+.*\b" + _ONE_DOCUMENT + r"\b.*?|[\"“'‘].+[\"”'’])\s+about\s*\??$",
    re.I,
)
BEFORE_COLON = re.compile(
    rf"^(?:in\s+)?(?:a\s+)?(?:{NUMBER}|short|brief)\s+(?:\w+\s+)?(?:{UNITS}|words?)\s*[:,]\s*", re.I
)
"""The length put first: "In a few sentences: what does …"."""

TIMELINE = re.compile(
    r"^(?:an?\s+|the\s+)?(?:\w+\s+)?(?:timeline|time line|chronology|chronicle|sequence of events|"
    r"history of events)\s+"
    r"(?:of|for|on|about|in)\s+(?P<a>.+)$"
    r"|^(?:what (?:are|were) )?(?:the\s+)?(?:main|key|important|major|crucial)\s+(?:dates|events|"
    r"milestones|stages|steps|moments)\s+"
    r"(?:of|in|for|on|about|around|behind)\s+(?P<b>.+)$"
    r"|^(?:sketch|trace|chart|follow|outline|reconstruct|track)\s+(?:the\s+)?(?:course|history|"
    r"development|story|progress|path|"
    r"evolution|events)\s+(?:of|in|behind)\s+(?P<c>.+)$"
    # How something went on, was or grew, over a time.
    r"|^how\s+(?:did|has|have)\s+(?P<d>.+?)\s+(?:develop|unfold|evolve|proceed|progress|go on|come about|"
    r"grow|rise|fall|spread|"
    r"shrink|increase|decrease|decline|developed|unfolded|evolved|grown|risen|fallen|spread|"
    r"progressed)(?P<when>\b.*)$"
    r"|^what\s+happened\s+(?:(?:to|with|in|at|around)\s+(?P<e>.+?)\s+)?(?:day by day|month by month|"
    r"step by step|over time|"
    r"in (?:chronological )?order|between\s.+|from\s.+\s(?:to|until)\s.+)$"
    r"|^(?P<f>.+?)\s*[,:]?\s+(?:in chronological order|as a timeline|day by day|step by step|by date)\W*$",
    re.I,
)
_MENTIONS = (
    r"(?:mention|name|discuss|refer to|cover|talk about|speak of|write about|quote|cite|contain|treat|deal with|"
    r"concern|report on|tell of)"
)
COUNT = re.compile(
    rf"^(?:in\s+)?how\s+many\s+(?:of\s+)?(?:(?:the|my|our|these|your|different)\s+)*{_DOCUMENTS}"
    rf"\s+(?:{_MENTIONS}s?(?:\s+or\s+{_MENTIONS})?)\s+(?P<a>.+)$"
    rf"|^in\s+how\s+many\s+(?:of\s+)?(?:(?:the|my|our|these|your)\s+)*{_DOCUMENTS}\s+(?:(?:do|does|did|is|"
    rf"are|was|were|has|have)\s+)?(?P<b>.+?)\s+"
    r"(?:appear|occur|figure|feature|turn up|come up|stand|named|mentioned|quoted|cited|discussed|covered|"
    r"referred to)s?\W*$"
    rf"|^how\s+many\s+(?:of\s+)?(?:(?:the|my|our|these|your)\s+)*{_DOCUMENTS}\s+(?:are|were|"
    rf"is)?\s*(?:there\s+)?(?:about|on|concerning)\s+(?P<c>.+)$"
    # Of the library itself: "how many documents are in the library", "… do I have", "… are there from May 2024".
    rf"|^how\s+many\s+(?:(?:the|my|our|these|your)\s+)*{_DOCUMENTS}\s+(?P<d>(?:are\s+(?:in|there|from|by|"
    rf"dated)|do\s+(?:i|we|you)\s+have|"
    r"(?:were|was|are)\s+published|come\s+from|does\s+(?:the|this|my)\s+(?:library|collection)|(?:is|stand)\s+in).*)$"
    rf"|^(?:count|the\s+number\s+of)\s+(?:the\s+)?{_DOCUMENTS}\s+(?:that\s+|which\s+)?(?:{_MENTIONS}|"
    rf"mentioning|about|naming|on)\s+(?P<e>.+)$"
    r"|^how\s+often\s+(?:is|are|was|were)\s+(?P<f>.+?)\s+(?:mentioned|named|quoted|cited)\b.*$",
    re.I,
)
COMPARISON = re.compile(
    r"^(?:compare|contrast)\s+(?P<a>.+)$"
    r"|^(?:an?\s+|the\s+)?comparison\s+(?:of|between)\s+(?P<b>.+)$"
    r"|^(?:what\s+(?:is|are|were|was)\s+)?(?:the\s+)?(?:main\s+|key\s+)?differences?\s+between\s+(?P<c>.+)$"
    r"|^how\s+(?:do|does|did|is|are|was|were)\s+(?P<d>.+?)\s+(?:differ(?:s|ent)?\b(?:\s+from)?|"
    r"compare[sd]?\b(?:\s+(?:to|with))?|measure up (?:to|against))\s*(?P<d2>.*)$"
    # "Osta vs. Runn" by itself; within a question it is a part of a name.
    r"|^(?!(?:how|what|which|who|when|where|why|is|are|was|were|do|does|did)\b)"
    r"(?P<e>(?:\S+\s+){0,7}?\S+)\s+(?:versus|vs\.?)\s+(?P<e2>\S+(?:\s+\S+){0,7})$",
    re.I,
)
CHOICE = re.compile(
    # "Which killed more people, the A or the B?", "Who has more ships, A or B?"
    r"^(?:which|who|what)\b(?P<measure>[^,:]*\b(?:more|less|fewer|most|least|fewest|\w{3,}er|"
    r"\w{3,}est)\b[^,:]*)\s*[,:]\s*(?P<one>[^,]+?),?\s+or\s+(?P<other>[^,?]+)",
    re.I,
)
_WHICH = r"how\s+(?:many|much|long|large|big|old)|which|what|who|when|where"
PARALLEL = re.compile(
    # The same is asked of two: "How many ships came in May, and how many in June?"
    rf"^(?P<asks>{_WHICH})\s+(?P<one>.+?),?\s+(?:and|but)\s+(?P=asks)\s+(?P<other>.+)$",
    re.I,
)
PREPOSITION = re.compile(
    r"\b(?:in|at|on|by|until|before|after|during|since|behind|for|from|to|with|under|of|between|against|over)\b", re.I
)

STATEMENTS = re.compile(
    r"^(?:all\s+|the\s+|list\s+|collect\s+|every\s+)*(?:statements?|quotes?|quotations?|remarks|comments|"
    r"utterances|sayings)\s+"
    r"(?:made\s+)?(?:by|of|from)\s+(?P<a>.+?)(?:\s+(?:about|on|concerning|regarding)\s+(?P<a2>.+))?$"
    r"|^(?:list\s+|collect\s+|find\s+)?(?:all|everything|whatever)\s+(?:that\s+|what\s+)?(?P<b>.+?)"
    r"\s+(?:has\s+|have\s+)?(?:ever\s+)?said"
    r"(?:\s+(?:about|on|of)\s+(?P<b2>.+))?$"
    # The perfect asks for all that was said up to now, "what did X say" for one thing.
    r"|^what\s+(?:has|have)\s+(?P<c>.+?)\s+(?:ever\s+)?(?:said|stated|declared|argued|told\s+\w+|"
    r"written)(?:\s+(?:about|on|of|over)\s+(?P<c2>.+))?$"
    r"|^(?:what\s+(?:is|are|was|were)\s+)?(?:the\s+)?(?:position|stance|view|views|attitude|line)"
    r"\s+of\s+(?P<d>.+?)\s+(?:on|about|towards?|regarding)\s+(?P<d2>.+)$",
    re.I,
)
CHANGED = re.compile(
    r"^what(?:['’]s|\s+has|\s+have|\s+is|\s+was)?\s+(?:been\s+)?(?:changed|new|different)\s+(?:in|about|"
    r"with|between|since|for|at|regarding)\s+(?P<a>.+)$"
    r"|^(?:the\s+|any\s+|what\s+)?changes?\s+(?:in|to|between|of|about|since)\s+(?P<b>.+)$"
    r"|^how\s+(?:has|have|did)\s+(?P<c>.+?)\s+(?:changed?|shift(?:ed)?|differ(?:ed)?\s+over"
    r"\s+time)(?:\s+(?:over|since|between|from|in|during)\b.*)?$",
    re.I,
)
AUTHORS = re.compile(
    r"^who\s+(?:wrote|writes|has\s+written|have\s+written|reported|reports|has\s+reported|blogged)"
    r"\s+(?:the\s+\w+\s+)?(?:about|on)\s+(?P<a>.+)$"
    r"|^(?:which|what)\s+(?:authors?|journalists?|reporters?|writers?|correspondents?|columnists?|"
    r"newspapers?|sources?|outlets?|papers?|media)\s+"
    r"(?:wrote|writes?|have\s+written|has\s+written|reported?|have\s+reported|has\s+reported|cover(?:ed)?|"
    r"have\s+covered)\s+(?:about\s+|on\s+)?(?P<b>.+)$"
    r"|^(?:the\s+)?(?:authors?|journalists?|reporters?|by-?lines?)\s+(?:of|on|about|behind)\s+(?P<c>.+)$"
    r"|^who\s+(?:is|are|was|were)\s+the\s+(?:authors?|writers?|reporters?|journalists?)\s+(?:of|behind|"
    r"on)\s+(?P<d>.+)$",
    re.I,
)
IRREGULAR_PLURALS = frozenset("people men women children".split())
ASKS_WHICH = re.compile(
    r"^(?:(?P<place>in|to|from|on|for|at|by|with|against|of|through)\s+)?(?:which|what)\s+(?P<rest>.+)$", re.I
)
PLURAL_VERBS = frozenset(
    "are were have had do did can could will would should may might must once also all ever never".split()
)
ANY_VERB = PLURAL_VERBS | frozenset("is was has does".split())
LIST = re.compile(
    r"^(?:list|enumerate|name|identify)\s+(?:me\s+)?(?P<a>.+)$"
    r"|^(?:an?\s+|the\s+)?(?:full\s+|complete\s+|short\s+)?list\s+of\s+(?P<b>.+)$"
    r"|^who\s+(?:are|were)\s+(?P<c>(?:all\s+)?the\s+.+)$|^who\s+all\s+(?P<d>.+)$",
    re.I,
)
SUPERLATIVE = re.compile(
    # "Which plant has the most workers?": every document may tell one, and all have to be held against each other.
    r"^(?:which|what|who)\s+(?P<what>[\w\s'’-]+?)?\s*(?:has|have|had|got|employs?|employed|makes?|made|"
    r"paid|pays?|sold|sells?|"
    r"received|receives?|gave|gives?|sent|sends?|lost|loses?|killed|kills?|built|builds?|owns?|owned)\s+the\s+"
    r"(?P<most>most|fewest|least|highest|lowest|largest|smallest|biggest|greatest)\s+(?P<measure>[\w\s'’-]+)\W*$",
    re.I,
)
