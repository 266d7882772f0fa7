"""Made-up tables point at the very cell that they are asked for."""

import random

from evals.training.rows import QuestionRow
from evals.training.tables import LIST, TABLE, tables

ROW = QuestionRow(
    id="r", set="s", licence="CC0", lang="en", question="Who?", gold=(0,), answer="",
    passages=(
        "We met Ada Quist, Bela Marr, Carl Dorn, Dora Vind, Egon Skarn, Fritz Tessel, Gerda Lohm, Hanna Orr and Ivo "
        "Rask, who came by way of Graan, Varde, Hulst and Kure.",
    ),
)  # fmt: skip


def test_what_is_asked_for_stands_where_it_is_said_to() -> None:
    chance = random.Random(3)
    made = [asked for _ in range(600) for asked in tables(ROW, chance)]
    having = [asked for asked in made if asked.place]
    assert len(having) > 600 * (TABLE + LIST) * 0.6
    for asked in having:
        start, end = asked.place or (0, 0)
        found = asked.text[start:end]
        assert found
        assert found == found.strip()
        if "; " in asked.text:  # a cell is what stands between its heading and the next one
            assert asked.text[start - 2 : start] == ": "
            assert asked.text[end : end + 1] in (";", "\n", "")


def test_a_name_that_no_row_has_is_not_answered() -> None:
    chance = random.Random(5)
    for asked in (a for _ in range(300) for a in tables(ROW, chance) if a.place is None):
        named = [name for name in ("Ada Quist", "Bela Marr", "Carl Dorn") if name in asked.question]
        body = "\n".join(line for line in asked.text.split("\n") if line.startswith(("- ", "| ")))
        heads = asked.text.split("\n")[0]
        assert all(name not in body or name in heads for name in named) or "; " not in asked.text


def test_other_languages_lend_no_names() -> None:
    assert not list(tables(ROW.model_copy(update={"lang": "de"}), random.Random(1)))
