"""Paragraphs of a page that belong to its web site and not to its article, though the page does not mark them so.

Every pattern has to match from end to end. Headings, list items and rows of a table are never asked about, and a
single word that could be a heading ("Comments", "Facebook") stays. Of text, Markdown, PDF and Word files nothing is
taken out by its words: "Most read" can be a heading of a report, "Share" the head of a column.
"""

import re

LONGEST = 160
"""Longer lines are prose, or a consent notice, which has patterns of its own."""

LONGEST_NOTICE = 500

_NETWORK = r"""(?:
    facebook | twitter | x | linkedin | whatsapp | telegram | reddit | pinterest | instagram | youtube | tiktok
    | bluesky | threads | line | mastodon | social\ media | google\ news
)"""
_NETWORKS = rf"{_NETWORK}(?:[\s,/&|·•]+(?:(?:and|or)\ )?{_NETWORK})*"
_EVERY_DAY = r"(?:daily|weekly|(?:every|each)\ (?:day|morning|evening|week|weekday|month|sunday|monday|friday))"
_CALLS = rf"""
    advertisements? | (?:advertisement\W+)?(?:story|article)\ continues\ (?:below|after)
      (?:\ (?:this\ |the\ )?(?:ad|advertisement))?
    | (?:advertisement\W+)?scroll\ (?:down\ )?to\ continue(?:\ (?:with\ content|reading))?
    | sponsored(?:\ (?:content|links?))? | promoted\ (?:content|stories)
    | paid\ (?:content|post|partnership) | partner\ content | connect\ with\ us
    | (?:follow|find|like|join)\ us(?:\ on\ {_NETWORKS})? | our\ partners
    | (?:all|more|latest|related|other|breaking)\ (?:news|stories|articles|posts|coverage|headlines) | top\ stories
    | most\ (?:read|popular|viewed|shared|commented)(?:\ (?:stories|articles|news))?
    | trending(?:\ (?:now|stories))? | related\ (?:content|topics|links|tags|reading|videos?)
    | you\ (?:may|might)\ (?:also\ )?(?:like|enjoy|be\ interested\ in)
    | recommended\ (?:for\ you|stories|articles|reading) | editor[s'’]{{0,2}}s?\ (?:picks?|choice)
    | more\ from\ (?:this\ (?:author|writer|reporter|section|series|site|topic)|us)
    | read\ (?:more|next|also|(?:the\ )?full\ (?:story|article))(?:\ here)?
    | (?:show|load|see|view)\ (?:more|less|all) | continue\ reading
    | click\ here
      (?:\ (?:to|for)\ (?:subscribe|sign\ up|read\ more|learn\ more|more|(?:read\ )?the\ full\ (?:story|article)))?
    | back\ to\ (?:top|home(?:page)?) | skip\ to\ (?:main\ )?content
    | listen\ to\ this\ (?:article|story)(?:\W+\d{{1,3}}\W*min\w*)?
    | (?:\d{{1,3}}|one)[\ -]min(?:ute)?s?\ (?:read|listen)
    | (?:leave|post|add|write)\ a\ (?:comment|reply) | (?:view|show|hide|read)\ (?:all\ )?(?:\d+\ )?comments
    | \d+\ comments? | share(?:\ this)?(?:\ (?:article|story|page|post))?
      (?:\ (?:on\ {_NETWORKS}|(?:via|by)\ e-?mail|with\ (?:a\ friend|friends)))?
    | tweet
    | copy\ link | print\ this\ (?:page|article) | (?:sign\ up|subscribe)(?:\ (?:now|today|here|free))*
    | (?:please\ )?(?:sign\ up|subscribe)\ (?:to|for)\ .{{1,80}}\b(?:newsletters?|updates|alerts|e-?mails?)
    | get\ .{{1,40}}\b(?:briefings?|digest|headlines|news\w*|stories|updates)\b
      .{{0,20}}\ (?:to|in)\ your\ inbox(?:\ {_EVERY_DAY})?
    | join\ (?:our|the)\ (?:newsletter|mailing\ list)
    | (?:please\ )?enter\ your\ e-?mail(?:\ address)?(?:\ (?:here|below))?
    | (?:already|not)\ a\ (?:subscriber|member)\?
      (?:\ (?:log|sign)\ ?(?:in|up)|\ (?:subscribe|register|join))?(?:\ (?:here|now))?
    | (?:accept|reject|allow)\ all(?:\ cookies)?
    | (?:accept|manage)\ (?:cookies|preferences|consent|options|my\ (?:choices|cookies|preferences))
    | cookie\ (?:settings|preferences|notice) | (?:please\ )?enable\ javascript
      (?:\ (?:to\ (?:continue|read|see|use|view)|in\ your\ browser)\b.{{0,60}})?
    | (?:.{{0,100}}[.,|]\ +|(?:copyright|\d{{4}})\b.{{0,80}}\ )?all\ rights\ reserved
    | 広告 | スポンサーリンク | 続きを読む | 関連記事 | もっと見る | シェア(?:する)? | ツイート
"""
_BAR_ITEM = r"""(?:
    share(?:\ (?:this|on))? | tweet | facebook | twitter | x | linkedin | whatsapp | telegram | reddit | pinterest
    | instagram | youtube | tiktok | bluesky | threads | line | rss | flipboard | e-?mail | print | copy\ link
    | link | save | comments? | home | about(?:\ us)? | contact(?:\ us)? | careers | help | faqs? | sitemap
    | advertise(?:\ with\ us)? | subscribe | log\ ?in | sign\ (?:in|up) | register | my\ account | search | menu
    | newsletters? | accessibility | privacy(?:\ (?:policy|notice))? | cookies?(?:\ policy)?
    | terms(?:\ (?:of\ (?:use|service)|(?:and|&)\ conditions))?
)"""
_SECTION = r"""(?:
    home | news | world | asia | europe | americas? | africa | national | international | local | politics
    | security | defen[cs]e | diplomacy | business | economy | markets | finance | money | opinions? | editorials?
    | commentary | analysis | culture | society | life(?:style)? | arts? | entertainment | sports? | health
    | science | tech(?:nology)? | environment | climate | travel | education | crime | weather
)"""
_NOTICE = r"""
    (?:(?:this|our|the)\ (?:web)?site|we)\ (?:and\ .{1,40}\ )?uses?\ cookies\b
      .*\b(?:you\ (?:accept|agree|consent)|give\ you|(?:best|better)\ (?:possible\ )?experience|cookie\ policy
        |learn\ more|find\ out\ more)\b.*
    | by\ (?:using|continuing|clicking)\b.{1,80}\byou\ (?:agree|accept|consent)\b.{1,80}\b(?:cookies|privacy|terms)\b.*
    | (?:you\ can\ )?unsubscribe\ at\ any\ time
    | your\ browser\ (?:does\ not|doesn't)\ support\ (?:html5?|iframes?|javascript|the\ (?:audio|video)|this)\b.{0,60}
"""


def _whole_line(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{pattern})[\s:>»›→|•·…*_\-–—]*", re.IGNORECASE | re.VERBOSE)


_LINE = _whole_line(rf"{_CALLS} | {_BAR_ITEM}(?:[\s|/·•]+{_BAR_ITEM}){{2,}} | {_BAR_ITEM}(?:\s*[|·•]\s*{_BAR_ITEM})+")
_CLOSED = _whole_line(rf"(?:{_CALLS})[.!]")
_LONG_LINE = _whole_line(_NOTICE)
_BREADCRUMB = _whole_line(rf"{_SECTION}(?:\s*[&|>»›/]\s*{_SECTION})+")


def is_furniture(line: str, above: str) -> bool:
    """Does a paragraph of a page belong to its site? `above` is the text that stands before it, "" at the top.

    A sentence that speaks of cookies or newsletters does not, nor does what a colon announces.
    """
    if above.rstrip().endswith(":") or len(line) > LONGEST_NOTICE or "\n" in line:
        return False
    if len(line) > LONGEST:
        return bool(_LONG_LINE.fullmatch(line))
    if not above and _BREADCRUMB.fullmatch(line):
        return True
    return any(pattern.fullmatch(line) for pattern in (_LINE, _LONG_LINE, _CLOSED))
