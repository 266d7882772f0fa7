"""Full-text search in a real library."""

from pathlib import Path

import pytest

from index.build import add
from index.library import Library
from rag.retrieval.fulltext import full_text
from tests.index.test_build import write

TEXTS = {
    "ferry": "The ferry to Marn <b>stops</b> in winter.\n\nIn summer it leaves at noon.",
    "bridge": "A bridge was built over the Marn. Ferries were stopped there for ever.",
    "mill": "The mill stands on a hill. No ferry was ever seen from it.",
}


@pytest.fixture
def filled(library: Library, tmp_path: Path) -> Library:
    add([write(tmp_path / "in", f"{name}.md", text) for name, text in TEXTS.items()], library)
    return library


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Ferries stopping", {"ferry": ["ferry", "stops"], "bridge": ["Ferries", "stopped"]}),
        ("marn", {"ferry": ["Marn"], "bridge": ["Marn"]}),
        ("ferry zeppelin", {"ferry": ["ferry"], "bridge": ["Ferries"], "mill": ["ferry"]}),
        ('the" OR (', {"ferry": ["The"], "bridge": ["the"], "mill": ["The"]}),
        ("zeppelin", {}),
        ("?!", {}),
    ],
)
def test_what_holds_the_words_is_found_and_they_stand_out(
    filled: Library, wanted: str, found: dict[str, list[str]]
) -> None:
    names = {entry.id: Path(entry.paths[0]).stem for entry in filled.catalog.documents()}
    passages = full_text(wanted, filled)
    assert {names[p.document_id]: [p.text[start:end] for start, end in p.found][:2] for p in passages} == found
    for passage in passages:
        document = filled.catalog.document(passage.document_id)
        assert document
        assert document.text[passage.start :].startswith(passage.text)
