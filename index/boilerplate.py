"""Whole lines that belong to a web site and not to its article.

Every pattern has to match a line from end to end, and the line must stand by itself, so that a sentence that speaks
of advertisements, cookies or newsletters stays.
A single word that could be a heading ("Comments", "Facebook") stays too.
"""

import re
from collections.abc import Sequence

LONGEST = 160
"""Longer lines are prose, or a consent notice, which has patterns of its own."""

LONGEST_NOTICE = 500

_CALLS = r"""
    advertisements? | (?:advertisement\W+)?(?:story|article)\ continues\ (?:below|after)(?:\ .{1,30})?
    | (?:advertisement\W+)?scroll\ (?:down\ )?to\ continue(?:\ .{1,20})?
    | sponsored(?:\ (?:content|links?|by\ .{1,40}))? | promoted\ (?:content|stories)
    | paid\ (?:content|post|partnership) | partner\ content | connect\ with\ us
    | (?:follow|find|like|join)\ us(?:\ on\ .{1,60})? | our\ partners
    | (?:all|more|latest|related|other|breaking)\ (?:news|stories|articles|posts|coverage|headlines) | top\ stories
    | most\ (?:read|popular|viewed|shared|commented)(?:\ (?:stories|articles|news))?
    | trending(?:\ (?:now|stories))? | related\ (?:content|topics|links|tags|reading|videos?)
    | you\ (?:may|might)\ (?:also\ )?(?:like|enjoy|be\ interested\ in)
    | recommended\ (?:for\ you|stories|articles|reading) | editor[s'’]{0,2}s?\ (?:picks?|choice)
    | more\ from\ (?:this\ .{1,30}|us) | read\ (?:more|next|also|(?:the\ )?full\ (?:story|article))(?:\ here)?
    | (?:show|load|see|view)\ (?:more|less|all) | continue\ reading | click\ here(?:\ (?:to|for)\ .{1,80})?
    | back\ to\ (?:top|home(?:page)?) | skip\ to\ (?:main\ )?content
    | listen\ to\ this\ (?:article|story)(?:\ .{1,40})? | (?:\d{1,3}|one)[\ -]min(?:ute)?s?\ (?:read|listen)
    | (?:leave|post|add|write)\ a\ (?:comment|reply) | (?:view|show|hide|read)\ (?:all\ )?(?:\d+\ )?comments
    | \d+\ comments? | share(?:\ this)?(?:\ (?:article|story|page|post))?(?:\ (?:on|via|with)\ .{1,60})? | tweet
    | copy\ link | print\ this\ (?:page|article) | (?:sign\ up|subscribe)(?:\ (?:now|today|here|free))*
    | (?:please\ )?(?:sign\ up|subscribe)\ (?:to|for)\ .{1,80}\b(?:newsletters?|updates|alerts|e-?mails?)\b.{0,60}
    | get\ .{1,80}\b(?:to|in)\ your\ inbox.{0,40} | join\ (?:our|the)\ (?:newsletter|mailing\ list).{0,60}
    | (?:please\ )?enter\ your\ e-?mail(?:\ address)?.{0,60} | (?:already|not)\ a\ (?:subscriber|member)\?.{0,60}
    | (?:accept|reject|allow)\ all(?:\ cookies)?
    | (?:accept|manage)\ (?:cookies|preferences|consent|options|my\ .{1,20})
    | cookie\ (?:settings|preferences|notice) | (?:please\ )?enable\ javascript\b.{0,100}
    | (?:.{0,100}\W)?all\ rights\ reserved
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
      .*\b(?:accept|agree|consent|continu\w+|preferences|cookie\ policy|learn\ more|find\ out\ more|experience)\b.*
    | by\ (?:using|continuing|clicking)\b.{1,80}\byou\ (?:agree|accept|consent)\b.{1,80}\b(?:cookies|privacy|terms)\b.*
    | (?:you\ can\ )?unsubscribe\ at\ any\ time.{0,100} | your\ browser\ (?:does\ not|doesn't)\ support\b.{1,100}
"""


def _whole_line(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{pattern})[\s:>»›→|•·…*_\-–—]*", re.IGNORECASE | re.VERBOSE)


_LINE = _whole_line(rf"{_CALLS} | {_BAR_ITEM}(?:[\s|,/·•]+{_BAR_ITEM}){{2,}} | {_BAR_ITEM}(?:\s*[|·•]\s*{_BAR_ITEM})+")
_CLOSED = _whole_line(rf"(?:{_CALLS})[.!]")
_LONG_LINE = _whole_line(_NOTICE)
_BREADCRUMB = _whole_line(rf"{_SECTION}(?:\s*[&|>»›/]\s*{_SECTION})+")


def without_boilerplate(lines: Sequence[str]) -> list[str]:
    """The lines that are not furniture, in order. A line in the run of a wrapped paragraph is never furniture."""
    edges = ["", *lines, ""]
    kept: list[str] = []
    started = False
    for before, line, after in zip(edges, lines, edges[2:], strict=False):
        if not _furniture(before, line, after) and (started or not _BREADCRUMB.fullmatch(line[:LONGEST])):
            kept.append(line)
            started = started or bool(line.strip())
    return kept if started else list(lines)


def _furniture(before: str, line: str, after: str) -> bool:
    if len(line) > LONGEST:
        return len(line) <= LONGEST_NOTICE and bool(_LONG_LINE.fullmatch(line))
    alone = not before.strip() and not after.strip()
    if not alone and _in_a_sentence(before, line, after):
        return False
    return bool(_LINE.fullmatch(line) or _LONG_LINE.fullmatch(line) or (alone and _CLOSED.fullmatch(line)))


def _in_a_sentence(before: str, line: str, after: str) -> bool:
    """Does a neighbouring line look like a part of the same sentence?"""
    return line[:1].islower() or after[:1].islower() or before.rstrip().endswith((",", ";", "-", " the", " a", " and"))
