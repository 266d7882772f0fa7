"""The theme's colours against WCAG 2.2 level AA (success criteria 1.4.3 and 1.4.11)."""

import tomllib
from itertools import product
from pathlib import Path

import pytest

THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())["theme"]
TEXT, GRAPHIC = 4.5, 3.0
SOFT, CAPTION, TINT = 0.72, 0.76, 0.14
"""How far `--soft` and captions are mixed into the paper, and marks' ground with the link colour."""


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def _mixed(over: str, under: str, share: float) -> tuple[float, ...]:
    return tuple(share * a + (1 - share) * b for a, b in zip(_rgb(over), _rgb(under), strict=True))


def _luminance(rgb: tuple[float, ...]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_all_text_can_be_read(mode: str) -> None:
    theme = THEME[mode]
    paper, panel = theme["backgroundColor"], theme["secondaryBackgroundColor"]
    sidebar = theme["sidebar"]
    grounds = [paper, panel, sidebar["backgroundColor"], sidebar["secondaryBackgroundColor"]]
    pairs = {(ink, ground): _contrast(_rgb(theme[ink]), _rgb(ground))
             for ink, ground in product(["textColor", "linkColor"], grounds)}  # fmt: skip
    for ground in (paper, panel):
        pairs["soft", ground] = _contrast(_mixed(theme["textColor"], paper, SOFT), _rgb(ground))
        pairs["mark", ground] = _contrast(_rgb(theme["linkColor"]), _mixed(theme["linkColor"], ground, TINT))
        pairs["highlight", ground] = _contrast(_rgb(theme["textColor"]), _rgb(theme["yellowBackgroundColor"]))
        pairs["caption", ground] = _contrast(_mixed(theme["textColor"], ground, CAPTION), _rgb(ground))
    for colour in ("orange", "red"):
        ground = theme[f"{colour}BackgroundColor"]
        pairs[colour, ground] = _contrast(_rgb(theme[f"{colour}TextColor"]), _rgb(ground))
    assert {pair: round(value, 2) for pair, value in pairs.items() if value < TEXT} == {}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_underlines_of_verdicts_and_the_focus_ring_can_be_seen(mode: str) -> None:
    theme = THEME[mode]
    paper = _rgb(theme["backgroundColor"])
    seen = {c: _contrast(_rgb(theme[c]), paper) for c in ("orangeColor", "redColor", "linkColor", "primaryColor")}
    assert {colour: round(value, 2) for colour, value in seen.items() if value < GRAPHIC} == {}
