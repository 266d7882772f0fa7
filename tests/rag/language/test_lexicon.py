"""Word lists are data: each can be read, says nothing twice, and is used."""

import tomllib
from pathlib import Path

import pytest

from rag.language import gazetteer, lexicon

FOLDER = Path(lexicon.__file__).parent
LISTS = [
    pytest.param(name, value, id=f"{path.stem}.{name}")
    for path in sorted((FOLDER / "en").glob("*.toml"))
    for name, value in tomllib.loads(path.read_text(encoding="utf-8")).items()
]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py"))


@pytest.mark.parametrize(("name", "value"), LISTS)
def test_a_list_has_words_each_once_and_somebody_reads_it(name: str, value: object) -> None:
    words = value.split() if isinstance(value, str) else list(value)  # type: ignore[call-overload]
    assert words
    assert len(words) == len(set(map(str, words)))
    assert f'"{name}"' in CODE


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        lexicon.words("polarity", "no such list")


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("the U.S. and the UK", "the unitedstates and the britain"),
        ("US$ 5", "US$ 5"),
        ("tell us of the EU", "tell us of the europeanunion"),
    ],
)
def test_states_and_unions_have_one_name(text: str, one: str) -> None:
    assert gazetteer.one_name(text) == one


def test_an_adjective_is_its_state_and_is_shown_as_people_write_it() -> None:
    assert gazetteer.state("french") == "france"
    assert gazetteer.state("ferry") == "ferry"
    assert gazetteer.shown("unitedstates") == "the United States"
