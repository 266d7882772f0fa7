"""A cross-encoder by name in the place of the claim reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from transformers import BertConfig, BertForSequenceClassification

from index.embed import prepare
from rag.errors import ModelSetupError
from rag.models import readers, verifier

CLAIM, TEXTS = "A general commands them.", ["A general commands them all.", "Ferries run on Sundays."]


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    yield
    verifier.choose(None)


def _saved(folder: Path, models: Path, labels: list[str]) -> str:
    """A model without sense, with these outputs."""
    config = BertConfig(
        vocab_size=30522, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        id2label=dict(enumerate(labels)), label2id={label: at for at, label in enumerate(labels)},
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"):
        file = prepare(models) / name
        if file.exists():
            (folder / name).write_bytes(file.read_bytes())
    return str(folder)


@pytest.mark.parametrize(
    "labels",
    [
        ["contradiction", "entailment", "neutral"],
        ["SUPPORTS", "REFUTES", "NOT ENOUGH INFO"],
        ["LABEL_0", "LABEL_1"],
        ["x"],
    ],
)
def test_outputs_are_read_by_their_labels(labels: list[str], tmp_path: Path, models: Path) -> None:
    verifier.choose(_saved(tmp_path, models, labels))
    found = verifier.chosen()(CLAIM, TEXTS)
    assert found != readers.stances(CLAIM, TEXTS)
    for stance in found:
        assert 0 < stance.supported < 1
        assert stance.supported + stance.contradicted + stance.unmentioned == pytest.approx(1)
        assert bool(stance.contradicted) == (len(labels) == 3)


def test_without_a_name_the_claim_reader_judges() -> None:
    verifier.choose(None)
    assert verifier.chosen()(CLAIM, TEXTS) == readers.stances(CLAIM, TEXTS)


def test_a_model_without_a_label_for_support_is_refused_and_the_choice_stays(tmp_path: Path, models: Path) -> None:
    with pytest.raises(ModelSetupError, match="no label for support, only joy, anger, not_supported"):
        verifier.choose(_saved(tmp_path, models, ["joy", "anger", "not_supported"]))
    with pytest.raises(ModelSetupError, match="unset DOSSIER_VERIFIER"):
        verifier.choose(str(tmp_path / "nothing"))
    assert verifier.chosen()(CLAIM, TEXTS) == readers.stances(CLAIM, TEXTS)
