"""A small library of invented news about a harbour, indexed once; tests only read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import add
from index.library import Library, open_library

_DOCUMENTS = {
    "strike": (
        "Crane drivers at Velmar begin a strike", "velmarpost.example", "2024-03-04", "By Ida Holm",
        "Crane drivers at the port of Velmar went on strike on Monday after talks on pay broke down.\n\n"
        "The Velmar Harbour Board (VHB) had offered a rise of 4% over two years. The union had asked for 9%.\n\n"
        "“We will not sign this paper,” said Nils Brandt, the head of the crane drivers' union.\n\n"
        "He added that 640 drivers had voted for the strike.\n\nRelated:Ferries cancelled again",
    ),
    "offer": (
        "Harbour board makes a second offer", "velmarpost.example", "2024-03-18", "By Ida Holm",
        "The Velmar Harbour Board raised its offer to the crane drivers to 6% over two years on Friday.\n\n"
        "Brandt said the union would put the second offer to a vote on March 27.\n\n"
        "The strike has kept 31 ships waiting off Velmar since March 4, the VHB said.\n\n"
        "A crane stands idle at Velmar. Tor Eng/Coast Pictures",
    ),
    "vote": (
        "Crane drivers accept the offer", "coastnews.example", "2024-03-28", "",
        "Crane drivers at Velmar accepted an offer of 6% over two years on Wednesday, ending a strike of 23 days.\n\n"
        "Of 640 drivers, 512 voted for the offer, union chief Nils Brandt said.\n\n"
        "“It is a fair result,” Brandt said. “Nobody wanted to stand at the gates until summer.”\n\n"
        "Work at the port resumes on April 2.",
    ),
    "copy": (
        "Strike at Velmar over", "northwire.example", "2024-03-28", "",
        "Crane drivers at Velmar accepted an offer of 6% over two years on Wednesday, ending a strike of 23 days.\n\n"
        "Ferries to the islands of Osta and Runn were not affected.",
    ),
    "bridge": (
        "A bridge for Osta", "coastnews.example", "2024-05-10", "By Per Lund",
        "The island of Osta will get a bridge to the mainland, the transport ministry said on Friday.\n\n"
        "The bridge at Osta is to cost 48 million crowns and to carry 1,900 cars a day.\n\n"
        "Work begins in September 2024 and ends in 2027.",
    ),
    "tunnel": (
        "A tunnel for Runn", "coastnews.example", "2024-06-14", "By Per Lund",
        "The island of Runn will get a tunnel instead of a bridge, the transport ministry said on Friday.\n\n"
        "The tunnel at Runn is to cost 130 million crowns and to carry 2,600 cars a day.\n\n"
        "Brandt Engineering of Sel will plan it.",
    ),
    "lake": (
        "Perch return to the lake of Sel", "velmarpost.example", "2023-10-02", "By Ida Holm",
        "Perch have come back to the lake of Sel, anglers report.\n\nThe lake had been without fish since 1998.",
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("harbour")
    documents = folder / "documents"
    documents.mkdir()
    for name, (title, source, day, byline, text) in _DOCUMENTS.items():
        head = f'---\ntitle: "{title}"\nsource: {source}\ndate: {day}\n---\n\n'
        (documents / f"{name}.md").write_text(head + (f"{byline}\n\n" if byline else "") + text, encoding="utf-8")
    with open_library(data=folder / "data", models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as library:
        assert not add([documents], library).errors
        yield library
