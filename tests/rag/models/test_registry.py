import pytest

from rag.errors import ModelSetupError
from rag.models.embedded.registry import DEFAULT, MODELS, embedded


def test_every_model_of_the_table_is_pinned_and_has_both_sources() -> None:
    for name, model in MODELS.items():
        assert model.name == name
        assert len(model.file.sha256) == 64
        assert model.file.size
        assert model.file.hub
        assert len(set(model.file.parts)) == len(model.file.parts) > 0
        assert all("==" in part for part in model.file.parts)


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ModelSetupError, match=DEFAULT):
        embedded("gpt-none")
