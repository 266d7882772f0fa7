"""The header reader on made-up bytes: right ones are read, any others end in the named error, soon."""

import contextlib
import struct
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rag.errors import WeightsError
from rag.models.embedded.gguf import read_header
from tests.rag.models.made_up import CHAT, gguf, string, weights

WHOLE = gguf({**CHAT, "tokens": ["a", "b", "ä"], "flag": True, "base": 0.5, "general.alignment": 64})
START = b"GGUF" + struct.pack("<I", 3)
HUGE = 2**64 - 1


def test_the_metadata_is_read_and_arrays_are_passed_over(tmp_path: Path) -> None:
    header = read_header(weights(tmp_path, WHOLE + b"\0" * 64))
    assert header.text("general.architecture") == "llama"
    assert header.number("llama.context_length") == 2048
    assert header.metadata["flag"] is True
    assert header.metadata["base"] == 0.5
    assert "tokens" not in header.metadata
    assert header.number("flag") is None
    assert header.text("base") == ""


def test_a_file_that_ends_within_its_last_tensor_is_damaged_and_one_that_ends_with_it_is_whole(tmp_path: Path) -> None:
    read_header(weights(tmp_path, gguf()))
    with pytest.raises(WeightsError, match="its tensors need"):
        read_header(weights(tmp_path, gguf()[:-1]))


@pytest.mark.parametrize("length", [5, 8, 20, 23, 30, 60, 100, 150])
def test_a_file_cut_short_in_its_header_is_damaged(length: int, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="damaged or was not copied to its end") as caught:
        read_header(weights(tmp_path, WHOLE[:length]))
    assert "model.gguf" in caught.value.message
    assert "SHA-256" in caught.value.hint


@pytest.mark.parametrize("data", [b"PK\x03\x04 a zip", b"<html>", b"GG", b"\0" * 100])
def test_another_kind_of_file_is_said_to_be_none(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="is no GGUF file") as caught:
        read_header(weights(tmp_path, data))
    assert repr(data[:4]) in caught.value.message


@pytest.mark.parametrize("version", [0, 1, 4, 3 << 24])
def test_another_version_is_named(version: int, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=f"version {version}"):
        read_header(weights(tmp_path, gguf(version=version)))


def test_what_is_not_a_file_is_not_opened(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.gguf", tmp_path):
        with pytest.raises(WeightsError, match="There is no file"):
            read_header(path)


@pytest.mark.parametrize(
    "rest",
    [
        struct.pack("<QQ", HUGE, 0),
        struct.pack("<QQ", 0, HUGE),
        struct.pack("<QQQ", 0, 1, HUGE),
        struct.pack("<QQ", 0, 1) + string("k") + struct.pack("<IQ", 8, HUGE),
        struct.pack("<QQ", 0, 1) + string("k") + struct.pack("<IIQ", 9, 4, HUGE),
        struct.pack("<QQ", 0, 1) + string("k") + struct.pack("<IIQ", 9, 8, HUGE),
        struct.pack("<QQ", 0, 1) + string("k") + struct.pack("<I", 9) + struct.pack("<IQ", 9, 1) * 50,
        struct.pack("<QQ", 0, 1) + string("k") + struct.pack("<I", 99),
        struct.pack("<QQ", 1, 0) + string("t") + struct.pack("<I", 2**32 - 1),
        struct.pack("<QQ", 1, 0) + string("t") + struct.pack("<IQQIQ", 2, HUGE, HUGE, 0, HUGE),
    ],
)
def test_no_length_is_trusted(rest: bytes, tmp_path: Path) -> None:
    before = time.monotonic()
    with pytest.raises(WeightsError, match="damaged"):
        read_header(weights(tmp_path, START + rest))
    assert time.monotonic() - before < 1


def read_or_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(WeightsError):
        read_header(weights(Path(folder), data or b"\0"))


@settings(max_examples=200, deadline=1000)
@given(st.binary(max_size=300), st.sampled_from([b"", b"GGUF", START, START + struct.pack("<QQ", 1, 2)]))
@example(b"", b"")
def test_any_bytes_end_in_the_named_error_or_are_read(data: bytes, start: bytes) -> None:
    read_or_refused(start + data)


@settings(max_examples=300, deadline=1000)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8), st.integers(0, len(WHOLE)))
def test_any_damage_to_a_good_file_ends_in_the_named_error_or_is_read(at: int, put: bytes, length: int) -> None:
    read_or_refused((WHOLE[:at] + put + WHOLE[at + len(put) :])[:length])
