"""Each reason to refuse a file of weights, with its cause and what to do."""

from pathlib import Path

import pytest

from rag.errors import ModelSetupError, WeightsError
from rag.models.embedded import preflight
from rag.models.embedded.memory import available_memory
from rag.models.embedded.preflight import MARGIN, check_weights, trained_context
from tests.rag.models.made_up import CHAT, gguf, weights


def test_a_chat_model_that_fits_passes(tmp_path: Path) -> None:
    assert check_weights(weights(tmp_path)).text("general.architecture") == "llama"


@pytest.mark.parametrize(
    ("metadata", "cause"),
    [
        ({"general.architecture": "llama"}, "it has no chat template"),
        ({**CHAT, "tokenizer.chat_template": ""}, "it has no chat template"),
        ({**CHAT, "general.architecture": "nomic-bert"}, "'nomic-bert' models write no text"),
        ({**CHAT, "general.architecture": "t5encoder"}, "'t5encoder' models write no text"),
        ({**CHAT, "general.architecture": "clip"}, "'clip' models write no text"),
        ({**CHAT, "general.type": "adapter"}, "an adapter for another model"),
        ({**CHAT, "general.type": "vocab"}, "only a vocabulary"),
        ({**CHAT, "general.type": "mmproj"}, "a projector of pictures"),
    ],
)
def test_what_does_not_chat_is_refused(metadata: dict[str, object], cause: str, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="is no chat model") as caught:
        check_weights(weights(tmp_path, gguf(metadata)))
    assert cause in caught.value.message
    assert "DOSSIER_LLM" in caught.value.hint


def test_a_file_too_large_for_the_memory_is_refused_with_both_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "available_memory", lambda: MARGIN)
    with pytest.raises(WeightsError, match=r"needs about 1\.0 GB of memory and 1\.0 GB are free") as caught:
        check_weights(weights(tmp_path))
    assert isinstance(caught.value, ModelSetupError)
    assert "smaller model" in caught.value.hint
    monkeypatch.setattr(preflight, "available_memory", lambda: None)
    check_weights(weights(tmp_path))


def test_a_part_without_the_others_is_refused(tmp_path: Path) -> None:
    part = gguf({**CHAT, "split.count": 2})
    first = weights(tmp_path, part, "big-00001-of-00002.gguf")
    with pytest.raises(WeightsError, match=r"big-00002-of-00002\.gguf is not beside it"):
        check_weights(first)
    second = weights(tmp_path, part, "big-00002-of-00002.gguf")
    check_weights(first)
    with pytest.raises(WeightsError, match="the first one is the one to name"):
        check_weights(second)


def test_the_trained_context_is_read_from_the_file_if_that_can_be_read(tmp_path: Path) -> None:
    assert trained_context(weights(tmp_path)) == 2048
    assert trained_context(weights(tmp_path, b"none")) is None


def test_available_memory_is_the_systems_figure_or_else_what_there_is_in_all(tmp_path: Path) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal:       100 kB\nMemAvailable:    50 kB\n")
    assert available_memory(meminfo) == 50 * 1024
    meminfo.write_text("MemAvailable:\n")
    assert (available_memory(meminfo) or 0) > 10**8
    assert (available_memory(tmp_path / "absent") or 0) > 10**8
