"""Requests for briefings made from templates, and plain questions, to teach their kind and their subject from.

`requests.yaml` has the templates, a writer each; what stands in their slots are names and phrases of the questions and
answers of public rows (`evals.training.rows`), alone and in the company of common nouns. Nothing of it is kept but
weights.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import yaml

from evals.training.rows import QuestionRow
from rag.briefing.kind import Tag
from rag.types import BriefingKind

TEMPLATES = Path(__file__).with_name("requests.yaml")
KINDS = {"changed": BriefingKind.CHANGED, "authors": BriefingKind.AUTHORS}
"""Kinds that templates name by another word than their value."""
LANGUAGE = {
    "german": "de",
    "german2": "de",
    "french": "fr",
    "french2": "fr",
    "spanish": "es",
    "spanish2": "es",
    "japanese": "ja",
}
"""Writers who do not write English."""

EVENTS = """strike merger trial election recall outage ceasefire takeover flood drought referendum lawsuit siege
    summit blockade bankruptcy wildfire negotiations hearing inquiry protest launch rescue outbreak budget pipeline
    treaty agreement sanctions reform deal bridge tunnel airport expansion scandal harvest exhibition tournament
    campaign coup earthquake vaccine programme tariffs project investigation mission census dispute policy plan law
    contract hospital school company museum team festival exercise deployment accident""".split()
THINGS = """companies ships airports agreements fines measures reasons people towns ministers deadlines promises
    recommendations countries laws weapons projects demands penalties dates names sources risks benefits costs
    conditions members partners products incidents attacks accidents awards books buildings candidates cases causes
    claims clubs complaints decisions donors drugs effects employees errors events experts facilities factories
    failures films findings firms forecasts goals groups hospitals islands journalists judges languages leaders
    lawyers locations losses machines meetings methods nations objections officials options organisations parties
    payments places players points problems programmes proposals questions rivers rules sanctions schools services
    ships statements steps stores strikes studies suppliers symptoms targets taxes teams tests threats trains
    universities victims villages votes witnesses workers""".split()
ONE = """mayor president author price date length capital founder winner director population height captain owner name
    colour age budget cause result location address speed weight manufacturer minister coach king number meaning
    deadline size team company singer language title reason purpose year""".split()
MEASURES = """cost price length population budget speed staff revenue profits sales turnout size weight range payments
    wages exports imports losses members casualties output growth debt safety terms demands offers conditions results
    capacity age pay performance spending prices powers goals aims""".split()
BODIES = """the ministry|the union|the government|the White House|the mayor|the company|the board|the opposition|
    the police|the central bank|the defence minister|the chief executive|the spokeswoman|the Kremlin|the commission|
    the navy|the prosecutors|its chairman|the president|the court|the regulator|the team""".split("|")
PAPERS = """article report piece story note paper letter memo speech press_release interview document essay column text
    editorial study transcript post page chapter minutes briefing paper file"""
DOINGS = """signed closed opened joined left bought sold built named won lost supported opposed visited approved
    rejected attacked funded reached announced sued mentioned criticised made caused""".split()
WITHIN = """in|of|at|for|against|by|with|about|near|under|after|before|on|between|to|from|over|into""".split("|")
OFFICES = """board council committee union ministry agency association authority club court command guard office
    department parliament drivers workers police service party group""".split()
EXTRA = """in three sentences|in 5 points|in one paragraph|briefly|in a few lines|in 100 words|as bullets|
    from 2019 to 2022|since 2020|over time|since May|in the last year|between 2015 and 2018|over the past ten years|
    with dates|as a table|with sources|for beginners|in short|this year|since last spring|until now""".split("|")
BEFORE = """Please |Hi, |Hello, |ok |Now |And |For my notes: |Next: |Could you |Can you |I need this: |Quick one: |
    So |Good morning. |Thanks! """.split("|")
AFTER = """ please| thanks| pls|, with sources| as a table|, thank you|, if you can| - short| now""".replace(
    "\n", ""
).split("|")
_SLOT = re.compile(r"\{(\w+)\}")
_TAGS: Mapping[str, Tag] = {
    "s": "subject", "d": "subject", "p": "subject", "a": "subject", "b": "other", "m": "measure", "w": "subject",
    "t": "about", "day": "subject", "what": "subject",
}  # fmt: skip
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’-]+(?: (?:of |the |and )?[A-Z][\w’-]+){0,3}")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with its kind. `template` is what was filled (its set for a public row), `marks` are tagged stretches
    of it; None where nobody knows them."""

    text: str
    kind: BriefingKind
    writer: str
    template: str
    lang: str = "en"
    marks: tuple[tuple[int, int, Tag], ...] | None = None


def requests(rows: Sequence[QuestionRow], each: int, chance: random.Random) -> Iterator[Asked]:
    """Every template filled `each` times."""
    pools = {lang: _Pool.of([r for r in rows if r.lang == lang]) for lang in ("en", *LANGUAGE.values())}
    for writer, kinds in yaml.safe_load(TEMPLATES.read_text(encoding="utf-8")).items():
        lang = LANGUAGE.get(writer, "en")
        for name, templates in kinds.items():
            kind = KINDS.get(name) or BriefingKind(name)
            for template in templates:
                for _ in range(each):
                    text, marks = _filled(template, pools[lang], chance)
                    text, marks = _varied(text, marks, writer, lang, chance)
                    yield Asked(text=text, kind=kind, writer=writer, template=template, lang=lang, marks=marks)


def plain(rows: Sequence[QuestionRow], chance: random.Random) -> Iterator[Asked]:
    """Questions of public rows: facts, all of them. Some are asked politely, as requests are."""
    for row in rows:
        text, none = " ".join(row.question.split()), tuple[tuple[int, int, Tag], ...]()
        if row.lang == "en" and chance.random() < 0.3:
            text, _ = _varied(text, none, row.set, row.lang, chance)
        yield Asked(text=text, kind=BriefingKind.FACT, writer=row.set, template=row.id, lang=row.lang)


@dataclass(frozen=True, kw_only=True)
class _Pool:
    """Names and short answers of one language."""

    lang: str
    names: tuple[str, ...]
    answers: tuple[str, ...]

    @classmethod
    def of(cls, rows: Sequence[QuestionRow]) -> "_Pool":
        names = {m[0] for r in rows for m in _NAME.finditer(r.question)}
        said = {" ".join(r.answer.split()).rstrip(".") for r in rows}
        answers = {a for a in said if 2 < len(a) < 40 and len(a.split()) < 6}
        lang = rows[0].lang if rows else "en"
        return cls(lang=lang, names=tuple(sorted(names)) or tuple(sorted(answers)), answers=tuple(sorted(answers)))


def _filled(template: str, pool: _Pool, chance: random.Random) -> tuple[str, tuple[tuple[int, int, Tag], ...]]:
    text, marks, at = "", [], 0
    for slot in _SLOT.finditer(template):
        text += template[at : slot.start()]
        at = slot.end()
        filler, own = _FILLERS[slot[1]](pool, chance)
        if tag := _TAGS.get(slot[1]):
            marks.append((len(text), len(text) + len(filler), tag))
            marks += [(len(text) + start, len(text) + end, "document") for start, end in own]
        text += filler
    text += template[at:]
    return text, tuple(marks)


def _name(pool: _Pool, chance: random.Random) -> str:
    return chance.choice(pool.names)


def _subject(pool: _Pool, chance: random.Random) -> str:
    if pool.lang == "ja":
        return chance.choice(pool.answers)
    if pool.lang != "en":
        return chance.choice((_name(pool, chance), chance.choice(pool.answers)))
    name, event = _name(pool, chance), chance.choice(EVENTS)
    the = chance.choice(("the ", "the ", ""))
    made: tuple[Callable[[], str], ...] = (
        lambda: name,
        lambda: name,
        lambda: f"{the}{name} {event}",
        lambda: f"{the}{event} {chance.choice(WITHIN)} {name}",
        lambda: f"{name}'s {event}",
        lambda: f"{the}{event}",
        lambda: f"{the}{event} {chance.choice(WITHIN)} {_things(pool, chance)}",
        lambda: f"{the}{chance.choice(EVENTS)} {event}",
        lambda: chance.choice(pool.answers),
        lambda: f"{name} and {_name(pool, chance)}",
        lambda: f"{the}{event} of {chance.randint(1950, 2025)}",
        lambda: chance.choice(THINGS),
        lambda: f"{the}{chance.choice(MEASURES)} of {name}",
        lambda: f"the {event} and its {chance.choice(MEASURES)}",
        lambda: f"{name.split()[-1].lower()}.example",
        lambda: f"{the}{chance.choice((name, chance.choice(EVENTS)))} {chance.choice(OFFICES)}",
        lambda: f"{the}{event} {chance.choice(WITHIN)} the {chance.choice(EVENTS)} {chance.choice(OFFICES)}",
    )
    return chance.choice(made)()


def _day(chance: random.Random) -> str:
    """A day, month or year as people write it."""
    day = date(2015, 1, 1) + timedelta(days=chance.randrange(3_900))
    return chance.choice((f"{day:%B %Y}", f"{day.day} {day:%B %Y}", f"{day:%B} {day.day}", str(day.year), "yesterday"))


def _things(pool: _Pool, chance: random.Random) -> str:
    things = chance.choice(THINGS)
    name = _name(pool, chance) if pool.names else ""
    if pool.lang == "ja":
        return chance.choice(pool.answers)
    if pool.lang != "en":
        return chance.choice((chance.choice(pool.answers), name))
    made: tuple[Callable[[], str], ...] = (
        lambda: things,
        lambda: f"{chance.choice(EVENTS)} {things}",
        lambda: f"{things} {chance.choice(WITHIN)} {name}",
        lambda: f"{things} {chance.choice(WITHIN)} the {chance.choice(EVENTS)}",
        lambda: f"{things} that {chance.choice(DOINGS)} {name}",
        lambda: f"{things} that were {chance.choice(DOINGS)}",
        lambda: f"{things} {chance.choice(DOINGS)} by {_who(pool, chance)}",
        lambda: f"{things} and {chance.choice(THINGS)} {chance.choice(WITHIN)} {name}",
        lambda: f"{things} who {chance.choice(DOINGS)} the {chance.choice(EVENTS)}",
        lambda: f"{name}'s {things}",
        lambda: f"{chance.choice(('what', 'everything that'))} {_who(pool, chance)} {chance.choice(DOINGS)}",
        lambda: f"{things} where {_who(pool, chance)} {chance.choice(DOINGS)} {things}",
    )
    return chance.choice(made)()


def _what(pool: _Pool, chance: random.Random) -> str:
    """A clause that says what to list."""
    done, who = chance.choice(DOINGS), _who(pool, chance)
    made = (
        f"what was {done}", f"what was {done} by {who}", f"what was {done} in {_subject(pool, chance)}",
        f"everything that {who} {done}", f"everyone who {done} {_subject(pool, chance)}", f"what {who} {done}",
        f"the people who {done} {who}", f"all that was {done}", f"where {who} {done} {chance.choice(THINGS)}",
    )  # fmt: skip
    return chance.choice(made)


def _who(pool: _Pool, chance: random.Random) -> str:
    if pool.lang != "en" or chance.random() < 0.6:
        return _name(pool, chance)
    office = f"{chance.choice(('the ', ''))}{chance.choice((_name(pool, chance), chance.choice(EVENTS)))}"
    return chance.choice((" ".join(chance.choice(BODIES).split()), f"{office} {chance.choice(OFFICES)}"))


def _document(pool: _Pool, chance: random.Random) -> tuple[str, list[tuple[int, int]]]:
    """One document by its description or title, and where in it the words stand that say that it is one."""
    if pool.lang != "en":
        return _subject(pool, chance), []
    paper = chance.choice(PAPERS.split()).replace("_", " ")
    the = chance.choice(("the ", "the ", "this ", "the latest ", "that ", ""))
    about = chance.choice(("on", "about", "on", "about", "from", "by", "covering", "dealing with"))
    made: tuple[Callable[[], str], ...] = (
        lambda: f"{the}{paper} {about} {_subject(pool, chance)}",
        lambda: f"{the}{paper} {about} {_subject(pool, chance)}",
        lambda: f"{the}{_name(pool, chance)} {paper}",
        lambda: f"{_name(pool, chance)}'s {paper}",
        lambda: f"the {paper} {about} how {_name(pool, chance)} {chance.choice(DOINGS)} {_name(pool, chance)}",
        lambda: f"{the}{paper}",
    )
    if chance.random() < 0.15:
        title = _subject(pool, chance).capitalize() + chance.choice(("", f" {chance.choice(DOINGS)}", " at last"))
        left, right = chance.choice(("“”", '""', "''"))
        whole = f"{left}{title}{right}"
        return whole, [(0, len(whole))]
    text = chance.choice(made)()
    at = text.rfind(paper) if text.endswith(paper) else text.find(paper)
    return text, [(at, at + len(paper))]


_FILLERS: Mapping[str, Callable[[_Pool, random.Random], tuple[str, list[tuple[int, int]]]]] = {
    "s": lambda p, c: (_subject(p, c), []),
    "d": _document,
    "p": lambda p, c: (_things(p, c), []),
    "a": lambda p, c: (_subject(p, c), []),
    "b": lambda p, c: (_subject(p, c), []),
    "m": lambda p, c: (c.choice(MEASURES) if p.lang == "en" else c.choice(p.answers), []),
    "w": lambda p, c: (_who(p, c), []),
    "t": lambda p, c: (_subject(p, c), []),
    "one": lambda p, c: (c.choice(ONE), []),
    "what": lambda p, c: (_what(p, c), []),
    "done": lambda p, c: (c.choice(DOINGS), []),
    "do": lambda p, c: (c.choice(DOINGS).removesuffix("ed"), []),
    "day": lambda p, c: (_day(c), []),
    "x": lambda p, c: (" ".join(c.choice(EXTRA).split()), []),
}


def _varied(
    text: str, marks: tuple[tuple[int, int, Tag], ...], writer: str, lang: str, chance: random.Random
) -> tuple[str, tuple[tuple[int, int, Tag], ...]]:
    """With a greeting, a slip of the finger, without capitals or its mark: as people type."""
    careless = writer == "chat"
    if chance.random() < (0.35 if careless else 0.06):
        text = _slipped(text, marks, chance)
    if lang == "en" and chance.random() < 0.12:
        before = chance.choice(BEFORE).lstrip()
        text = before + text[0].lower() + text[1:]
        marks = tuple((start + len(before), end + len(before), tag) for start, end, tag in marks)
    if chance.random() < 0.4:
        text = text.rstrip("?.!") or text
    elif text[-1:].isalnum() and chance.random() < 0.3:
        text += chance.choice("?..!")
    if lang == "en" and chance.random() < 0.1:
        text = text.rstrip("?.!") + chance.choice(AFTER)
    if chance.random() < (0.6 if careless else 0.2):
        text = text.lower() if len(text.lower()) == len(text) else text
    return text, tuple((start, min(end, len(text)), tag) for start, end, tag in marks if start < len(text))


def _slipped(text: str, marks: tuple[tuple[int, int, Tag], ...], chance: random.Random) -> str:
    """Two letters of one word of the frame in the wrong order."""
    frame = [
        m for m in re.finditer(r"[A-Za-z]{5,}", text) if not any(s < m.end() and m.start() < e for s, e, _ in marks)
    ]
    if not frame:
        return text
    word = chance.choice(frame)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


assert set(_TAGS.values()) <= set(get_args(Tag))
