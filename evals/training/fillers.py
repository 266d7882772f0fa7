"""What fills the slots of templates for requests: names of public rows, alone and in the company of common nouns."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from evals.training import abroad
from evals.training.abroad import ABROAD, GENITIVE
from evals.training.rows import QuestionRow

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
SIDES = """pros and cons of|advantages and drawbacks of|arguments for and against|reasons for|
    strengths and weaknesses of|benefits and risks of|points in favour of""".replace("\n    ", "").split("|")
"""What is listed of one thing."""
ORDINALS = "first second third fourth fifth 10th 11th old new earlier later northern southern eastern western".split()
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’-]+(?: (?:of |the |and )?[A-Z][\w’-]+){0,3}")


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Names and short answers of one language."""

    lang: str
    names: tuple[str, ...]
    answers: tuple[str, ...]

    @classmethod
    def of(cls, rows: Sequence[QuestionRow]) -> "Pool":
        names = {m[0] for r in rows for m in _NAME.finditer(r.question)}
        said = {" ".join(r.answer.split()).rstrip(".") for r in rows}
        answers = {a for a in said if 2 < len(a) < 40 and len(a.split()) < 6}
        lang = rows[0].lang if rows else "en"
        return cls(lang=lang, names=tuple(sorted(names)) or tuple(sorted(answers)), answers=tuple(sorted(answers)))


def _name(pool: Pool, chance: random.Random) -> str:
    return chance.choice(pool.names)


def _subject(pool: Pool, chance: random.Random) -> str:
    if pool.lang == "ja":
        return chance.choice(pool.answers)
    if pool.lang != "en":
        name = _name(pool, chance)
        return chance.choice((name, chance.choice(pool.answers), abroad.event(ABROAD[pool.lang], name, chance)))
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


def _things(pool: Pool, chance: random.Random) -> str:
    things = chance.choice(THINGS)
    name = _name(pool, chance) if pool.names else ""
    if pool.lang == "ja":
        return chance.choice(pool.answers)
    if pool.lang != "en":
        return abroad.things(ABROAD[pool.lang], name, chance)
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
        lambda: f"{chance.choice(SIDES)} {_subject(pool, chance)}",
    )
    return chance.choice(made)()


def _what(pool: Pool, chance: random.Random) -> str:
    """A clause that says what to list."""
    done, who = chance.choice(DOINGS), _who(pool, chance)
    made = (
        f"what was {done}", f"what was {done} by {who}", f"what was {done} in {_subject(pool, chance)}",
        f"everything that {who} {done}", f"everyone who {done} {_subject(pool, chance)}", f"what {who} {done}",
        f"the people who {done} {who}", f"all that was {done}", f"where {who} {done} {chance.choice(THINGS)}",
    )  # fmt: skip
    return chance.choice(made)


def _who(pool: Pool, chance: random.Random) -> str:
    if pool.lang in ABROAD and chance.random() < 0.3:
        return chance.choice(ABROAD[pool.lang].bodies)
    if pool.lang != "en" or chance.random() < 0.6:
        return _name(pool, chance)
    office = f"{chance.choice(('the ', ''))}{chance.choice((_name(pool, chance), chance.choice(EVENTS)))}"
    return chance.choice((" ".join(chance.choice(BODIES).split()), f"{office} {chance.choice(OFFICES)}"))


def _document(pool: Pool, chance: random.Random) -> tuple[str, list[tuple[int, int]]]:
    """One document by its description or title, and where in it the words stand that say that it is one."""
    if pool.lang in ABROAD and chance.random() < 0.75:
        return abroad.document(ABROAD[pool.lang], ABROAD[pool.lang].papers, _subject(pool, chance), chance)
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


def _measure(pool: Pool, chance: random.Random) -> str:
    if pool.lang != "en":
        return chance.choice(ABROAD[pool.lang].measures if pool.lang in ABROAD else pool.answers)
    measure, things = chance.choice(MEASURES), chance.choice(THINGS)
    made = (measure, measure, f"number of {things}", f"{chance.choice(EVENTS)} {measure}", f"{measure} and {things}")
    return chance.choice(made)


def alike(pool: Pool, chance: random.Random) -> tuple[str, str]:
    """Two sides of a comparison that differ in a word or two, as those that people compare do."""
    one, other = _name(pool, chance), _name(pool, chance)
    if pool.lang in ABROAD:
        own = chance.choice(ABROAD[pool.lang].events)
        within = chance.choice(ABROAD[pool.lang].within)
        return chance.choice(((f"{own} {within} {one}", f"{own} {within} {other}"), (one, other)))
    if pool.lang != "en":
        return one, other
    event, things, the = chance.choice(EVENTS), chance.choice(THINGS), chance.choice(("the ", "the ", ""))
    first, second = chance.sample(ORDINALS, 2)
    year, later = chance.sample(range(1950, 2026), 2)
    within = chance.choice(WITHIN)
    pairs = (
        (one, other), (one, other), (f"{one}'s {event}", f"{other}'s {event}"), (f"{one}'s {event}", f"{other}'s"),
        (f"{the}{event} {within} {one}", f"{the}{event} {within} {other}"),
        (f"the {event} {within} {one}", f"that {within} {other}"),
        (f"the {event} {within} {one}", f"the one {within} {other}"),
        (f"the {event} of {year}", f"that of {later}"), (f"the {event} of {year}", f"the {event} of {later}"),
        (f"the {first} {event}", f"the {second} one"), (f"the {first} {event}", f"the {second}"),
        (f"{one} {things}", f"{other} {things}"), (f"{the}{one} {event}", f"{the}{other} {event}"),
        (str(year), str(later)), (f"the {event} {things}", f"the {chance.choice(EVENTS)} {things}"),
    )  # fmt: skip
    return chance.choice(pairs)


FILLERS: Mapping[str, Callable[[Pool, random.Random], tuple[str, list[tuple[int, int]]]]] = {
    "s": lambda p, c: (_subject(p, c), []),
    "d": _document,
    "p": lambda p, c: (_things(p, c), []),
    "a": lambda p, c: (_subject(p, c), []),
    "b": lambda p, c: (_subject(p, c), []),
    "m": lambda p, c: (_measure(p, c), []),
    "gen": lambda p, c: abroad.document(ABROAD["de"], GENITIVE, _subject(p, c), c),
    "w": lambda p, c: (_who(p, c), []),
    "t": lambda p, c: (_subject(p, c), []),
    "one": lambda p, c: (c.choice(ONE), []),
    "what": lambda p, c: (_what(p, c), []),
    "done": lambda p, c: (c.choice(DOINGS), []),
    "do": lambda p, c: (c.choice(DOINGS).removesuffix("ed"), []),
    "day": lambda p, c: (_day(c), []),
    "x": lambda p, c: (" ".join(c.choice(EXTRA).split()), []),
}
"""By the slot's name: the text, and stretches of it that say that one document is meant."""
