"""Pages of PDF files as pictures, with the places of a passage on them."""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.errors import DocumentError
from index.types import Document

SECONDS = 30
"""Seconds that a page may take to be drawn."""


@dataclass(frozen=True, kw_only=True)
class PageImage:
    """A page as PNG in base64, `width` × `height` pixels; `boxes` are left, top, width and height, as parts of them."""

    png: str
    width: int
    height: int
    pages: int
    boxes: tuple[tuple[float, float, float, float], ...]


def parts_of(document: Document, start: int, end: int) -> dict[int, tuple[str, ...]]:
    """The numbers of the pages on which a passage stands, and what of it stands there, in the order of the text."""
    found: dict[int, tuple[str, ...]] = {}
    bounds = [*(place.start for place in document.places[1:]), len(document.text)]
    for place, stop in zip(document.places, bounds, strict=False):
        text = document.text[max(start, place.start) : min(end, stop)]
        if place.kind == "page" and text.strip():
            found[place.number] = (*found.get(place.number, ()), *text.split("\n"))
    return found


@lru_cache(maxsize=16)
def page_image(path: Path, number: int, passage: tuple[str, ...] = ()) -> PageImage:
    """The page `number`, counted from 1, with boxes around the parts of the passage. Raises DocumentError."""
    command = [sys.executable, "-m", "index.loaders.pdf.picture", str(path), str(number)]
    try:
        done = subprocess.run(
            command, input=json.dumps(passage), capture_output=True, text=True, timeout=SECONDS, check=True,
            cwd=Path(__file__).parent.parent,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise DocumentError(path.name, f"page {number} takes more than {SECONDS} s to draw", _ELSEWHERE) from error
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or [f"code {error.returncode}"])[-1][:200]
        raise DocumentError(path.name, f"page {number} cannot be drawn ({last})", _ELSEWHERE) from error
    told = json.loads(done.stdout)
    width, height = told["size"]
    return PageImage(
        png=told["png"], width=width, height=height, pages=told["pages"], boxes=tuple(map(tuple, told["boxes"]))
    )


_ELSEWHERE = "Open the file in a PDF viewer."
