"""What a library is about, told from its own texts."""

from pathlib import Path

from index.build import add
from index.library import Library
from index.sample import FOLDER
from rag.suggestions.overview import named_most, own
from rag.suggestions.suggest import starters
from tests.index.test_build import write

TEXTS = {
    "a": "The county asked Ilse Brandt for a bridge. Brandt’s answer came from Marn in May.",
    "b": "Nobody in Marn had asked Ilse Brandt. The Harbour Board of Marn paid for it.",
    "c": "A ferry left Marn at noon, and Ida Moss was on it with the Harbour Board.",
    "d": "In May a second ferry came to Oster with nobody on board, said Brandt.",
    "e": "The orchard at Oster was sold by the Harbour Board for nine crowns.",
    "f": "Nine crowns is what the boat cost in those days in Oster.",
}


def test_names_are_told_with_their_documents_and_a_surname_is_its_bearer(library: Library, tmp_path: Path) -> None:
    add([write(tmp_path / "in", f"{name}.md", text) for name, text in TEXTS.items()], library)
    found = dict(named_most(library, library.catalog.documents()))
    assert found == {"Marn": 3, "Oster": 3, "Harbour Board": 2, "Ilse Brandt": 2}


def test_of_few_documents_one_is_enough_and_of_none_nothing_is_told(library: Library, tmp_path: Path) -> None:
    assert named_most(library, []) == ()
    add([write(tmp_path / "in", "c.md", TEXTS["c"])], library)
    assert ("Ida Moss", 1) in named_most(library, library.catalog.documents())


def test_the_sample_notes_are_passed_over_where_there_are_others(library: Library, tmp_path: Path) -> None:
    add(sorted(FOLDER.glob("*.md"))[:2], library)
    assert len(own(library.catalog.documents())) == 2
    text = "The Lantern Bay bridge opened on 4 May 2021. Building the Lantern Bay bridge cost 48 million crowns."
    mine = write(tmp_path / "in", "mine.md", text)
    add([mine], library)
    assert [e.paths for e in own(library.catalog.documents())] == [(str(mine),)]
    found = starters(library, threshold=0.3)
    assert found
    assert all("Lantern Bay" in question for question in found)


def test_a_people_is_told_of_its_state_and_a_numbered_term_is_no_name(library: Library, tmp_path: Path) -> None:
    texts = {
        "a": "The mayor went to Albania. Albanian farmers cite Article 5 of the deed.",
        "b": "The ferry to Albania waits for an Albanian pilot, as Article 9 has it.",
    }
    add([write(tmp_path / "in", f"{name}.md", text) for name, text in texts.items()], library)
    assert dict(named_most(library, library.catalog.documents())) == {"Albania": 2}
