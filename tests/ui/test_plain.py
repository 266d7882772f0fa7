import pytest

from ui.plain import label, plain


@pytest.mark.parametrize(
    "text", ["![x](http://e.vil/p.png)", "[a](javascript:x)", "<b>", ":red[x]", "$x$", "# h", "`c`"]
)
def test_nothing_in_a_label_is_markup(text: str) -> None:
    escaped = label(text)
    for mark in "[]()<>#`$:!":
        assert escaped.count(mark) == escaped.count(f"\\{mark}")


@pytest.mark.parametrize("text", ["http://e.vil/x", "see HTTPS://e.vil", "www.e.vil", "a@e.vil"])
def test_no_bare_address_in_a_label_becomes_a_link(text: str) -> None:
    shown = label(text).replace("\\", "")
    assert shown != text
    assert shown.replace("\u2060", "") == text


def test_hidden_characters_are_replaced_one_for_one_at_any_depth() -> None:
    assert plain({"a": ["x\u202ey", ("\u2066",)], "n": 3}) == {"a": ["x\ufffdy", ["\ufffd"]], "n": 3}
    assert plain("\u200fעברית\n\t") == "\u200fעברית\n\t"
