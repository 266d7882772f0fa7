"""Text recognition of pages that are pictures, where it is installed."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from index import ocr
from index.load import load_bytes
from index.loaders.pdf import scans as recognition
from tests.index.samples import scans

needs_ocr = pytest.mark.skipif(not ocr.available(), reason="text recognition is not installed")

LINES = ("The reservoir of Hask holds", "4,200 litres of rain water.")


def picture() -> Image.Image:
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for number, line in enumerate(LINES):
        draw.text((120, 200 + 60 * number), line, fill="black", font=ImageFont.load_default(size=40))
    return page


@needs_ocr
def test_a_page_that_is_a_picture_is_read_and_said_to_be_in_doubt() -> None:
    document = load_bytes(scans([["The inspection follows."], None], picture=picture()), "a.pdf")
    # Recognition may lose a space between two words.
    assert "".join(LINES).replace(" ", "") in document.text.replace(" ", "")
    assert "holds 4,200" in document.text
    place = document.place(document.text.index("4,200"))
    assert place is not None
    assert place.label == "page 2"
    [loss] = document.losses
    assert loss.cause.startswith("page 2 was read by text recognition, confidence ")


@needs_ocr
def test_no_more_pages_are_recognised_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "MOST_PAGES", 1)
    document = load_bytes(scans([None, None], picture=picture()), "a.pdf")
    assert document.losses[0].cause == "page 2 holds no text that can be read"


def test_without_recognition_the_loss_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    [loss] = load_bytes(scans([["The inspection follows."], None], picture=picture()), "a.pdf").losses
    assert loss.cause == "page 2 holds no text that can be read"
    assert ocr.INSTALL in loss.remedy
