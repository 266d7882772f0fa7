"""The readers that ship, with their real weights; which weights they are may change, so only the plain is asked."""

import shutil
import tempfile
from pathlib import Path

import pytest

from rag.errors import ModelSetupError
from rag.models import readers
from rag.models.readers import (
    CLAIMS,
    FOLDER,
    MANIFEST,
    SECOND,
    TOKENIZER,
    WEIGHTS,
    manifest,
    open_weights,
    read,
    stances,
)

ASKED = "When was the lighthouse of Gull Island built?"
ANSWERS = "The lighthouse of Gull Island was built in 1902 by the port authority. Its keeper grows roses."
OTHERS = (
    "The ferry to Lund costs 40 crowns in winter. Dogs travel free of charge.",
    "The council met on Tuesday to talk about the budget for schools.",
    "Bread is baked from flour, water and salt.",
)


BOTH = pytest.mark.parametrize("reader", [FOLDER, SECOND], ids=["first", "second"])


@BOTH
def test_a_window_that_answers_is_above_those_that_do_not(reader: Path) -> None:
    first, *rest = read(ASKED, [ANSWERS, *OTHERS], reader)
    assert all(first.log_odds > other.log_odds for other in rest)


@BOTH
def test_readings_come_in_the_order_of_the_windows_whatever_their_lengths(reader: Path) -> None:
    """They are read in batches of like length."""
    windows = [f"{text} {'It rained again. ' * n}" for n, text in enumerate([*OTHERS, ANSWERS] * 6)]
    together = read(ASKED, windows, reader)
    alone = [read(ASKED, [window], reader)[0] for window in windows[:6]]
    assert len(together) == len(windows)
    for one, other in zip(together, alone, strict=False):
        assert one.log_odds == pytest.approx(other.log_odds, abs=0.5), "eight bits differ a little by batch"


@BOTH
@pytest.mark.parametrize("window", [ANSWERS, *OTHERS, "1902", "  1902  ", "Ünïcödé — “1902”, 一九〇二年。", "\n\n", ""])
def test_the_place_is_within_the_window(window: str, reader: Path) -> None:
    (reading,) = read(ASKED, [window], reader)
    assert 0 <= reading.start <= reading.end <= len(window)


@BOTH
def test_a_plain_answer_is_in_its_place(reader: Path) -> None:
    (reading,) = read(ASKED, [ANSWERS], reader)
    assert "1902" in ANSWERS[reading.start : reading.end]


@BOTH
@pytest.mark.parametrize(
    ("question", "window"),
    [
        (ASKED, "The ferry sailed again on that day. " * 900),
        ("When was it built? " * 220, ANSWERS),
        ("x" * 4_000, ANSWERS),
        ("When was it built? " * 220, "word " * 6_000),
        ("", ANSWERS),
        (ASKED, "\0\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")),
    ],
)
def test_nothing_is_too_long_or_strange_to_be_read(question: str, window: str, reader: Path) -> None:
    (reading,) = read(question, [window], reader)
    assert 0 <= reading.start <= reading.end <= len(window)
    (stance,) = stances(question, [window])
    assert stance.supported >= 0


def test_of_no_windows_there_is_nothing_to_read() -> None:
    assert read(ASKED, []) == []
    assert stances(ASKED, []) == []


def test_the_shares_of_a_stance_add_up_to_one() -> None:
    for stance in stances("The lighthouse was built in 1902.", [ANSWERS, *OTHERS]):
        shares = (stance.supported, stance.partial, stance.contradicted, stance.unmentioned)
        assert all(0 <= share <= 1 for share in shares)
        assert sum(shares) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("reader", [FOLDER, SECOND, CLAIMS], ids=["first", "second", "claims"])
def test_what_ships_is_what_its_manifest_says(reader: Path) -> None:
    made = manifest(reader)
    assert made.made_by.startswith("python -m evals.training")
    assert made.sets
    assert all(made.sets.values()), "each set has a licence"
    open_weights(reader)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "readers"))


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda folder: damage(folder / WEIGHTS), WEIGHTS),
        (lambda folder: (folder / WEIGHTS).write_bytes(b""), WEIGHTS),
        (lambda folder: (folder / WEIGHTS).unlink(), WEIGHTS),
        (lambda folder: (folder / MANIFEST).unlink(), MANIFEST),
        (lambda folder: (folder / MANIFEST).write_text("{"), MANIFEST),
        (lambda folder: (folder / MANIFEST).write_text("{}"), MANIFEST),
        (lambda folder: (folder / TOKENIZER).unlink(), TOKENIZER),
        (lambda folder: (folder / TOKENIZER).write_text("{"), TOKENIZER),
    ],
)
def test_what_is_damaged_or_missing_is_named_with_the_remedy(copied: Path, change: object, named: str) -> None:
    change(copied)  # type: ignore[operator]
    with pytest.raises(ModelSetupError, match=named) as raised:
        open_weights(copied)
    assert "git checkout rag/models/readers" in str(raised.value.hint)


def test_another_digest_in_the_manifest_is_a_damage_of_the_weights(copied: Path) -> None:
    text = (copied / MANIFEST).read_text()
    (copied / MANIFEST).write_text(text.replace(manifest(copied).sha256, "0" * 64))
    with pytest.raises(ModelSetupError, match="does not have the digest"):
        open_weights(copied)


def test_the_weights_are_opened_once() -> None:
    read(ASKED, [ANSWERS])
    assert readers._open(FOLDER) is readers._open(FOLDER)


def test_no_room_to_unpack_a_reader_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    with pytest.raises(ModelSetupError, match="second_reader could not be opened: No such file") as error:
        open_weights(SECOND)
    assert "TMPDIR" in (error.value.hint or "")
