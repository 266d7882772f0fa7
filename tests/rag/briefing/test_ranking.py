"""What has the most or the least of something, by the rows of a table and by sentences of several documents."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.build import add
from index.library import open_library
from rag.briefing.ask import make
from rag.briefing.gather import Work
from rag.briefing.request import told
from rag.types import Briefing

PLOTS = """# Plots of the allotment society

Counted in spring.

| Colony | Plots 2022 | Plots 2023 | Waiting |
|---|---:|---:|---:|
| Brook | 41 | 44 | 9 |
| Hill | 52 | 50 | 31 |
| Mere | 17 | 19 | 12 |
| All | 110 | 113 | 52 |
"""
KILNS = """<html><head><title>Kilns of the county</title></head><body><article><h1>Kilns of the county</h1>
<p>The county has published what its kilns burn in a year, and what they cost to keep.</p>
<table><caption>Wood burnt, in tonnes</caption>
<tr><th rowspan=2>Kiln</th><th colspan=2>2022</th><th colspan=2>2023</th></tr>
<tr><th>Beech</th><th>Pine</th><th>Beech</th><th>Pine</th></tr>
<tr><td>Old</td><td>70</td><td>1 240</td><td>64</td><td>1 190</td></tr>
<tr><td>New</td><td>95</td><td>980</td><td>58</td><td>1 310</td></tr></table></article></body></html>"""
BAKERIES = {
    "north.txt": "Bakery North: account for 2023\n\n"
    "The revenue in 2023 was 4.2 million crowns. The bakery has 12 ovens and a mill of its own.",
    "south.txt": "Bakery South: account for 2023\n\n"
    "The revenue in 2023 was 3.9 million crowns. The bakery has 15 ovens and buys its flour.",
}

Ask = Callable[[str], Briefing | None]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("tables")
    given = folder / "documents"
    given.mkdir()
    for name, text in {"plots.md": PLOTS, "kilns.html": KILNS, **BAKERIES}.items():
        (given / name).write_text(text)
    with open_library(data=folder / "data", models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as library:
        assert not add([given], library).errors
        yield lambda question: make(Work(request=told(question, library.embeddings), library=library))


@pytest.mark.parametrize(
    ("question", "named", "values"),
    [
        ("Which colony had the most plots in 2023?", "Hill (50)", ["50", "44", "19"]),
        ("Which colony had the fewest plots in 2022?", "Mere (17)", ["17", "41", "52"]),
        ("Which colony has the fewest waiting?", "Brook (9)", ["9", "12", "31"]),
        ("Which kiln burnt the least beech in 2023?", "New (58)", ["58", "64"]),
        ("Which kiln burnt the most pine in 2022?", "Old (1 240)", ["1 240", "980"]),
    ],
)
def test_rows_of_a_table_are_held_against_each_other(ask: Ask, question: str, named: str, values: list[str]) -> None:
    made = ask(question)
    assert made is not None
    assert named in made.conclusion
    assert [row.value for row in made.rows] == values  # the row that sums up the others is none of them
    assert all(row.value in row.quotation for row in made.rows)


@pytest.mark.parametrize(
    "question",
    [
        "Which kiln burnt the least wood?",  # four columns are of wood
        "Which colony had the most bees in 2023?",
        "Which ferry had the fewest plots in 2022?",
    ],
)
def test_what_no_single_column_gives_is_not_ranked(ask: Ask, question: str) -> None:
    assert ask(question) is None


@pytest.mark.parametrize(
    ("question", "title", "value"),
    [
        ("Which of the two bakeries had the higher revenue in 2023?", "Bakery North", "4.2 million crowns"),
        ("Which of the two bakeries has fewer ovens?", "Bakery North", "12"),
        ("Which bakery has the most ovens?", "Bakery South", "15"),
    ],
)
def test_figures_of_two_documents_are_held_against_each_other(ask: Ask, question: str, title: str, value: str) -> None:
    made = ask(question)
    assert made is not None
    assert title in made.conclusion
    assert value.split()[0] in made.rows[0].value
    assert len(made.rows) == 2
