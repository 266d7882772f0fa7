"""Values as the catalog keeps them, read again. What cannot be read was damaged: a CatalogError says so."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import numpy as np
from pydantic import TypeAdapter

from index.embed import Vectors
from index.engines.sqlite import damage
from index.errors import CatalogError
from index.types import Loss, Place

PLACES = TypeAdapter(tuple[Place, ...])
LOSSES = TypeAdapter(tuple[Loss, ...])
"""How the catalog writes down the places and losses of a document."""

T = TypeVar("T")


def day(value: Any) -> date | None:
    return None if value is None else _read(date.fromisoformat, value, "a day")


def moment(value: Any) -> datetime:
    return _read(datetime.fromisoformat, value, "a moment")


def places(value: Any) -> tuple[Place, ...]:
    return _read(PLACES.validate_json, value, "the places of a document")


def losses(value: Any) -> tuple[Loss, ...]:
    return _read(LOSSES.validate_json, value, "the losses of a document")


def vectors(rows: Sequence[bytes]) -> Vectors:
    """The embeddings of a document's chunks, of which there is one at least."""
    return _read(lambda found: np.stack([np.frombuffer(r, dtype="<f4") for r in found]), rows, "vectors")


def sentence_vectors(packed: bytes, width: int) -> Vectors:
    """A row for each sentence of a chunk."""
    return _read(
        lambda found: np.frombuffer(found, dtype=np.int8).reshape(-1, width).astype(np.float32), packed, "vectors"
    )


def _read(parse: Callable[[Any], T], value: Any, what: str) -> T:
    try:
        return parse(value)
    except (ValueError, TypeError, ZeroDivisionError) as error:
        raise CatalogError("the catalog", *damage(f"what stands for {what} is none"), damaged=True) from error
