"""Forms of irregular verbs, which no stemmer brings together: "brought" is "bring"."""

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
BASES = {past: base for base, *forms in map(str.split, _FORMS.split("|")) for past in forms}
"""Past forms → the verb."""
PASTS = {base: tuple(forms) for base, *forms in map(str.split, _FORMS.split("|"))}
"""The verb → its past forms."""
