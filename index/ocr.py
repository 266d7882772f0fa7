"""Text recognition in pictures, where rapidocr is installed (requirements-ocr.txt). Its models come with it.

Nothing is downloaded: the models are named by their path, and without them recognition is not available.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

INSTALL = "pip install -r requirements-ocr.txt"
"""What makes recognition available."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels from the upper left corner."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word, or a run of characters of a script without spaces. `height` is that of its line."""

    text: str
    box: Box
    height: float


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """The words of a picture, line by line, and how sure recognition is of them, from 0 to 1."""

    words: tuple[Word, ...]
    confidence: float


def available() -> bool:
    return _models() is not None


def recognise(picture: NDArray[np.uint8]) -> Recognised:
    """The text in a picture of height × width × 3 (blue, green, red). Takes seconds a page."""
    found = _engine()(picture, return_word_box=True)
    words: list[Word] = []
    letters, sure = 0, 0.0
    lines = zip(found.boxes, found.txts, found.scores, found.word_results, strict=True) if found.txts else ()
    for corners, text, score, parts in lines:
        height = float(corners[2:, 1].mean() - corners[:2, 1].mean())
        words.extend(Word(text=part[0], box=_box(part[2]), height=height) for part in parts or () if part[0].strip())
        letters += len(text)
        sure += score * len(text)
    return Recognised(words=tuple(words), confidence=sure / letters if letters else 0.0)


def _box(corners: Any) -> Box:
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


@lru_cache(maxsize=1)
def _models() -> tuple[Path, Path] | None:
    """The models that find lines and that read them."""
    found = find_spec("rapidocr")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "models"
    finds, reads = sorted(folder.glob("*_det_*.onnx")), sorted(folder.glob("*_rec_*.onnx"))
    return (finds[0], reads[0]) if finds and reads else None


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    models = _models()
    assert models is not None
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,  # whole pages seldom stand on their head, and it takes a third of the time
            "Det.model_path": str(models[0]),
            "Rec.model_path": str(models[1]),
        }
    )
