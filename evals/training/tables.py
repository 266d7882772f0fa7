"""Made-up tables and lists as a search brings them: a question, a few of their rows, and the cell that answers.

Prose alone does not teach a reader that "- Line: Marr–Holt; 2023: 118" answers how many passengers that line had. The
names are those of a row's own passages, the measures are ours, the figures are drawn.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.training.edits import spans
from evals.training.rows import QuestionRow
from index.table import record

TABLE, LIST = 0.12, 0.05
"""Chance that an English row of questions lends its names to a table, to a list: a tenth of what is taught."""

ROWS = (3, 4, 5, 6)
YEARS = range(2012, 2026)
LONGEST_NAME = 40
"""Characters of a name that can stand in a cell."""

_Kind = Literal["count", "money", "share", "year", "name"]

MEASURES: tuple[tuple[str, str, _Kind], ...] = (
    ("Passengers", "How many passengers did {x} have?", "count"),
    ("Passengers, thousand", "How many thousand passengers did {x} carry?", "count"),
    ("Members", "How many members does {x} have?", "count"),
    ("Employees", "How many people does {x} employ?", "count"),
    ("Votes", "How many votes did {x} get?", "count"),
    ("Seats", "How many seats did {x} win?", "count"),
    ("Population", "What is the population of {x}?", "count"),
    ("Visitors", "How many people visited {x}?", "count"),
    ("Students", "How many students are there at {x}?", "count"),
    ("Ships", "How many ships did {x} count?", "count"),
    ("Output, tonnes", "How much does {x} produce?", "count"),
    ("Area, km²", "How large is {x}?", "count"),
    ("Length, km", "How long is {x}?", "count"),
    ("Dead", "How many people died in {x}?", "count"),
    ("Cost, million euros", "How much did {x} cost?", "money"),
    ("State", "How much does the state pay for {x}?", "money"),
    ("Regions", "What do the regions pay for {x}?", "money"),
    ("Budget", "What is the budget of {x}?", "money"),
    ("Turnover", "What was the turnover of {x}?", "money"),
    ("Price", "How much does {x} cost?", "money"),
    ("Fee", "What fee does {x} charge?", "money"),
    ("Debt", "How deep is {x} in debt?", "money"),
    ("Share", "What share does {x} hold?", "share"),
    ("Change", "By how much did {x} change?", "share"),
    ("Turnout", "What was the turnout in {x}?", "share"),
    ("Opened", "When did {x} open?", "year"),
    ("Founded", "When was {x} founded?", "year"),
    ("Built", "In which year was {x} built?", "year"),
    ("Head", "Who is the head of {x}?", "name"),
    ("Director", "Who directs {x}?", "name"),
    ("Owner", "Who owns {x}?", "name"),
    ("Place", "Where is {x}?", "name"),
    ("Winner", "Who won {x}?", "name"),
)
"""Heading of a column, how its cell is asked for, and what stands in it."""

FIRST = ("Name", "Line", "Town", "Company", "Section", "Country", "Route", "Party", "Project", "School", "Ministry")
"""Headings of the first column."""

GROUPS = (
    ("Partners", "Who are the partners of {x}?"),
    ("Members", "Who are the members of {x}?"),
    ("Speakers", "Who speaks at {x}?"),
    ("Our sponsors", "Who sponsors {x}?"),
    ("Places visited", "Which places were visited for {x}?"),
    ("Most read", "What was read most of {x}?"),
    ("Winners", "Who won the prizes of {x}?"),
    ("Signed by", "Who signed {x}?"),
)
"""Heading of a list, and how its items are asked for."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question and the text shown for it; `place` is where the answer stands in it, None where it does not."""

    question: str
    text: str
    place: tuple[int, int] | None


def tables(row: QuestionRow, chance: random.Random) -> Iterator[Asked]:
    """Now and then a table or a list of the names of a row, asked for what it has and for what it has not."""
    if row.lang != "en":
        return
    names = sorted({p[a:b] for p in row.passages for kind, a, b in spans(p) if kind == "name" and b - a < LONGEST_NAME})
    chance.shuffle(names)
    if len(names) > max(ROWS) + 1 and chance.random() < TABLE:
        yield from _table(names, chance)
    if len(names) > max(ROWS) + 1 and chance.random() < LIST:
        yield from _list(names, chance)


def _table(names: Sequence[str], chance: random.Random) -> Iterator[Asked]:
    number = chance.choice(ROWS)
    whose, absent, spare = names[:number], names[number], names[number + 1 :]
    heads, questions, cells = _columns(number, spare or names, chance)
    caption = chance.choice(("", f"{heads[0]} by year", "The table gives what is known.", f"{absent}: figures"))
    write = chance.choice((_written, _written, _barred))
    lines = [write(heads, [who, *row]) for who, row in zip(whose, cells, strict=True)]
    top = [caption] if caption else []
    top += [" | ".join(heads).join(("| ", " |"))] if write is _barred else []
    at, column = chance.randrange(number), chance.randrange(len(questions))
    first = max(0, min(at - chance.randrange(3), number - 3))
    shown = lines[first : first + 3]
    text = "\n".join((*top, *shown))
    begin = sum(len(line) + 1 for line in (*top, *lines[first:at]))
    cell = cells[at][column]
    start = _place(lines[at], heads[column + 1], cell, column + 1, barred=write is _barred)
    asked = questions[column].format(x=whose[at])
    yield Asked(question=asked, text=text, place=(begin + start, begin + start + len(cell)))
    yield Asked(question=questions[column].format(x=absent), text=text, place=None)
    others = [line for n, line in enumerate(lines) if n != at]
    yield Asked(question=asked, text="\n".join((*top, *others[:3])), place=None)


def _columns(number: int, spare: Sequence[str], chance: random.Random) -> tuple[list[str], list[str], list[list[str]]]:
    """Headings, a question for each column but the first, and the cells of `number` rows."""
    first = chance.choice(FIRST)
    if chance.random() < 0.4:
        _, question, kind = chance.choice([m for m in MEASURES if m[2] in ("count", "money", "share")])
        begun = chance.choice(YEARS[:-4])
        years = [str(begun + n) for n in range(chance.choice((2, 3, 4)))]
        asked = [f"{question[:-1]} in {year}?" for year in years]
        return [first, *years], asked, [[_cell(kind, spare, chance) for _ in years] for _ in range(number)]
    chosen = chance.sample(MEASURES, chance.choice((1, 2, 3)))
    rows = [[_cell(kind, spare, chance) for _, _, kind in chosen] for _ in range(number)]
    return [first, *(m[0] for m in chosen)], [m[1] for m in chosen], rows


def _cell(kind: _Kind, spare: Sequence[str], chance: random.Random) -> str:
    makes: dict[_Kind, Callable[[], str]] = {
        "count": lambda: _grouped(chance.choice((1, 10, 100, 1000)) * chance.randrange(2, 990), chance),
        "money": lambda: chance.choice(("", "€", "$")) + _grouped(chance.randrange(1, 9000), chance),
        "share": lambda: f"{chance.randrange(1, 99)}{chance.choice(('', '.5', '.2'))}{chance.choice(('%', ' %'))}",
        "year": lambda: str(chance.randrange(1850, 2026)),
        "name": lambda: chance.choice(spare),
    }
    return makes[kind]()


def _grouped(number: int, chance: random.Random) -> str:
    return f"{number:,}".replace(",", chance.choice((",", ",", " ", "")))


def _written(heads: Sequence[str], cells: Sequence[str]) -> str:
    """As `index.loaders.table` writes a row."""
    return f"- {record(zip(heads, cells, strict=True))}"


def _barred(_: Sequence[str], cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _place(line: str, head: str, cell: str, column: int, *, barred: bool) -> int:
    """Where the cell begins in its line."""
    if barred:
        return sum(len(part) + 1 for part in line.split("|")[: column + 1]) + 1
    return line.index(f"; {head}: {cell}") + len(head) + 4


def _list(names: Sequence[str], chance: random.Random) -> Iterator[Asked]:
    heading, question = chance.choice(GROUPS)
    whose, items = names[0], names[1 : 1 + chance.choice((2, 3, 4))]
    sign = chance.choice(("- ", "* ", "• ", ""))
    lines = [f"{sign}{item}" for item in items]
    lead = f"{chance.choice(('', '## '))}{heading}{chance.choice(('', ':'))}"
    text = "\n".join((lead, *lines))
    yield Asked(question=question.format(x=whose), text=text, place=(len(lead) + 1 + len(sign), len(text)))
    _, asked = chance.choice([g for g in GROUPS if g[0] != heading])
    yield Asked(question=asked.format(x=whose), text=text, place=None)
