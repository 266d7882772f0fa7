"""Places keep their offsets through cleaning."""

from index.clean import clean
from index.loaders.types import Spot
from index.marks import mark, taken, without_marks

SPOTS = [Spot(kind="page", number=n, label=f"page {n}") for n in (1, 2, 3)]


def test_places_stand_where_their_text_begins() -> None:
    raw = f"{mark(0)}One\u00a0of  them.\r\n\r\n\r\n\r\n{mark(1)}Two.  \n\n{mark(2)}Three."
    text, places = taken(clean(raw), SPOTS)
    assert text == "One of  them.\n\nTwo.\n\nThree."
    assert [text[p.start :].split()[0] for p in places] == ["One", "Two.", "Three."]
    assert [p.label for p in places] == ["page 1", "page 2", "page 3"]


def test_a_file_cannot_set_marks() -> None:
    assert without_marks(f"a{mark(1)}b") == "a1b"
    assert taken("a\ufdd07\ufdd1b\ufdd0c", SPOTS) == ("abc", ())
