"""Reader of a GGUF file's header: its metadata, and whether all of its tensors are there.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. Nothing in the file is trusted: every count and
length is held against what is left of the file and against a bound before it is used, so that the work and the memory
that a file can cause are bounded, and the only error is WeightsError. No tensor data is read.
"""

import math
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rag.errors import WeightsError

Value = str | int | float | bool

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
"""Version 1 counted in 32 bits and has not been written since 2023; llama.cpp refuses it too."""
_MOST_BYTES = 64 << 20
"""Of a header. The largest vocabularies, 260,000 tokens with scores and merges, take some 15 MB."""
_MOST_ITEMS = 1 << 20
"""Keys, strings of an array, or tensors: four times the largest vocabulary. Bounds the steps of a read."""
_MOST_NAME = 65_535
"""Bytes of a key; the format's own limit."""
_MOST_TEXT = 1 << 20
"""Bytes of a single string: chat templates, the longest, have some 20,000."""
_MOST_DEPTH = 4
"""Of arrays inside arrays."""
_MOST_DIMENSIONS = 8
"""Of a tensor; ggml has 4."""

_SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
"""Type of a value → its `struct` format."""
_STRING, _ARRAY = 8, 9

_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 10: (256, 84),
    11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292), 16: (256, 66), 17: (256, 74),
    18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2),
    26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip
"""ggml's type of a tensor → elements and bytes of a block. Of a type that is not here only the start is checked."""


@dataclass(frozen=True, kw_only=True)
class Header:
    """`metadata` has the scalar and string values, not the arrays."""

    metadata: Mapping[str, Value]

    def text(self, key: str) -> str:
        """The value of a string key; empty where it is absent or no string."""
        value = self.metadata.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int | None:
        """The value of an integer key; None where it is absent or no integer."""
        value = self.metadata.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


def read_header(path: Path) -> Header:
    """The header of the GGUF file. Raises WeightsError: absent, no GGUF, cut short or damaged."""
    if not path.is_file():  # opening a pipe would wait for ever
        raise WeightsError(f"There is no file {path}.", hint="Check the path in DOSSIER_LLM.")
    try:
        with path.open("rb") as stream:
            return _read(_Cursor(stream, os.fstat(stream.fileno()).st_size), path)
    except OSError as error:
        raise WeightsError(
            f"{path} cannot be read ({error}).", hint="Check the file's permissions and disk."
        ) from error
    except _Damage as damage:
        raise WeightsError(
            f"{path} is damaged or was not copied to its end: {damage}.",
            hint="Fetch it again and compare its size and SHA-256 with the publisher's.",
        ) from damage


class _Damage(Exception):
    """What does not fit. Never leaves this module."""


class _Cursor:
    """Reads forward, and never past the end of the file or the largest header."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self.position = 0
        self.size = size
        self._stream = stream

    def take(self, count: int) -> bytes:
        """The next `count` bytes, no more than the longest text has."""
        if count > _MOST_TEXT:
            raise _Damage(f"a length of {count:,} at byte {self.position:,}")
        data = self._stream.read(self._advance(count))
        if len(data) < count:
            raise _Damage(f"it ends at byte {self.position - count + len(data):,}")
        return data

    def skip(self, count: int) -> None:
        self._stream.seek(self._advance(count), os.SEEK_CUR)

    def unpack(self, form: str) -> Value:
        value: Value = struct.unpack(form, self.take(struct.calcsize(form)))[0]
        return value

    def count(self, form: str = "<Q", most: int = _MOST_ITEMS) -> int:
        value = int(self.unpack(form))
        if value > most:
            raise _Damage(f"a count of {value:,} before byte {self.position:,}")
        return value

    def _advance(self, count: int) -> int:
        self.position += count
        if self.position > self.size:
            raise _Damage(f"its header goes on behind its end at byte {self.size:,}")
        if self.position > _MOST_BYTES:
            raise _Damage(f"its header has more than {_MOST_BYTES:,} bytes")
        return count


def _read(cursor: _Cursor, path: Path) -> Header:
    magic = cursor.take(min(4, cursor.size))
    if magic != _MAGIC:
        raise WeightsError(
            f"{path} is no GGUF file: it begins with {magic!r}.",
            hint="Name a model in llama.cpp's format, GGUF; other formats are converted with llama.cpp.",
        )
    version = int(cursor.unpack("<I"))
    if version not in _VERSIONS:
        raise WeightsError(
            f"{path} is GGUF of version {version}; versions 2 and 3, little-endian, can be read.",
            hint="Fetch a newer file of the model.",
        )
    tensors, keys = cursor.count(), cursor.count()
    metadata: dict[str, Value] = {}
    for _ in range(keys):
        name = cursor.take(cursor.count(most=_MOST_NAME)).decode(errors="replace")
        value = _value(cursor, cursor.count("<I", most=len(_SCALARS) + 2))
        if value is not None:
            metadata[name] = value
    _require_tensors(cursor, tensors, metadata.get("general.alignment", 32))
    return Header(metadata=metadata)


def _value(cursor: _Cursor, kind: int, depth: int = 0) -> Value | None:
    """The next value; None for an array, which is passed over."""
    if kind in _SCALARS:
        return cursor.unpack(_SCALARS[kind])
    if kind == _STRING:
        return cursor.take(cursor.count(most=_MOST_TEXT)).decode(errors="replace")
    if kind != _ARRAY or depth == _MOST_DEPTH:
        raise _Damage(f"a value of type {kind} at byte {cursor.position:,}")
    inner = cursor.count("<I", most=len(_SCALARS) + 2)
    if inner in _SCALARS:
        cursor.skip(cursor.count(most=_MOST_BYTES) * struct.calcsize(_SCALARS[inner]))
    elif inner == _STRING:
        for _ in range(cursor.count()):
            cursor.skip(cursor.count(most=_MOST_TEXT))
    else:
        for _ in range(cursor.count()):
            _value(cursor, inner, depth + 1)
    return None


def _require_tensors(cursor: _Cursor, tensors: int, alignment: Value) -> None:
    """Reads where the tensors lie behind the header: the last has to end within the file."""
    end = 0
    for _ in range(tensors):
        cursor.skip(cursor.count(most=_MOST_NAME))
        dimensions = cursor.count("<I", most=_MOST_DIMENSIONS)
        elements = math.prod(int(cursor.unpack("<Q")) for _ in range(dimensions))
        block, size = _BLOCKS.get(int(cursor.unpack("<I")), (1, 0))
        end = max(end, int(cursor.unpack("<Q")) + elements * size // block)
    step = max(1, int(alignment)) if isinstance(alignment, int) else 32
    needed = math.ceil(cursor.position / step) * step + end
    if cursor.size < needed:
        raise _Damage(f"it has {cursor.size:,} bytes and its tensors need {needed:,}")
