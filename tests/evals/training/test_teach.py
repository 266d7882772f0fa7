"""Encoding, teaching, measuring and exporting, with an encoder of one small layer and a few made-up rows."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from onnxruntime.capi.onnxruntime_pybind11_state import InvalidArgument
from safetensors.torch import save_file

from evals.training import export, measure, restore, teach
from evals.training.compress import unread
from evals.training.encode import NO_PLACE, batches, encode, inputs, open_tokenizer
from evals.training.examples import Example
from evals.training.network import base_readers, open_readers
from index.embed import prepare
from index.onnx import session_inputs
from rag.models import readers as shipped
from rag.models.readers import manifest, open_weights
from tests.evals.training.made_up import claim_row, held_out, question_row, small_encoder, written


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Path:
    return small_encoder(tmp_path_factory.mktemp("small-encoder"), prepare(models))


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    asked = [*held_out(question_row, False, 12), *held_out(question_row, True, 3)]
    claimed = [*held_out(claim_row, False, 12), *held_out(claim_row, True, 3, label="contradicted")]
    return written(tmp_path_factory.mktemp("rows"), asked, claimed)


def example(**others: object) -> Example:
    values = {
        "task": "question", "first": "When was it built?", "second": "It was built in 1902, they say.", "label": 1,
        "origin": "made-up", "start": 16, "end": 20,
    }  # fmt: skip
    return Example(**(values | others))  # type: ignore[arg-type]


def test_the_place_of_an_answer_is_that_of_its_tokens(model: Path) -> None:
    tokenizer = open_tokenizer(model)
    (row,) = encode(tokenizer, [example()])
    assert tokenizer.decode(row.ids[row.first : row.last + 1]) == "1902"
    assert row.second_at <= row.first <= row.last < len(row.ids)
    assert tokenizer.decode(row.ids[row.second_at :]) == "it was built in 1902, they say."


@pytest.mark.parametrize(
    "others",
    [
        {"start": -1, "end": -1, "label": 0},
        {"second": "word " * 900 + "1902", "start": 4500, "end": 4504},
        {"second": ""},
    ],
)
def test_where_no_place_is_known_none_is_taught(model: Path, others: dict[str, object]) -> None:
    """Nor where it was cut off."""
    (row,) = encode(open_tokenizer(model), [example(**others)])
    assert (row.first, row.last) == (NO_PLACE, NO_PLACE)
    assert len(row.ids) <= shipped.MAX_TOKENS


def test_batches_have_every_row_once_and_like_lengths(model: Path) -> None:
    texts = [f"It was built in 1902.{' It rained.' * (n % 20)}" for n in range(103)]
    encoded = encode(open_tokenizer(model), [example(second=text) for text in texts])
    made = list(batches(encoded, 8, random.Random(0)))
    assert sorted(id(row) for batch in made for row in batch) == sorted(map(id, encoded))
    assert all(len(batch) <= 8 for batch in made)
    spread = [max(len(r.ids) for r in batch) - min(len(r.ids) for r in batch) for batch in made]
    assert np.mean(spread) < 8


def test_what_is_padded_is_masked(model: Path) -> None:
    short, long = encode(open_tokenizer(model), [example(), example(second="It was built in 1902. " * 5)])
    tensors = inputs([short, long], "cpu")
    assert {tuple(t.shape) for t in tensors.values()} == {(2, len(long.ids))}
    assert tensors["attention_mask"].sum(1).tolist() == [len(short.ids), len(long.ids)]
    assert tensors["token_type_ids"][0].sum() == len(short.ids) - short.second_at
    assert tensors["input_ids"][0, : len(short.ids)].tolist() == short.ids


def test_each_kind_of_row_is_taught_by_its_own_loss(model: Path) -> None:
    encoded = encode(open_tokenizer(model), [example(), example(task="claim", label=2, start=-1, end=-1)])
    network = base_readers(model)
    for batch, zero in ((encoded[:1], [2]), (encoded[1:], [0, 1]), (encoded, [])):
        parts = [float(part.detach()) for part in teach.losses(network(**inputs(batch, "cpu")), batch, "cpu")]
        assert [at for at, part in enumerate(parts) if part == 0] == zero
        assert all(part >= 0 for part in parts)


def test_a_few_steps_over_and_over_lower_the_loss(model: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    examples = [example(), example(second="Dogs travel free.", label=0, start=-1, end=-1)]
    encoded = encode(open_tokenizer(model), examples * 8)
    network = base_readers(model)
    words = network.encoder.embeddings.word_embeddings.weight.detach().clone()

    def loss() -> float:
        with torch.no_grad():
            return float(teach.losses(network.eval()(**inputs(encoded, "cpu")), encoded, "cpu")[0])

    before = loss()
    teach.teach(network, [encoded] * 40, checkpoint=tmp_path / "none")
    assert loss() < before
    assert torch.equal(words, network.encoder.embeddings.word_embeddings.weight), "word vectors stay as they are"


def test_layers_left_out_are_the_topmost_and_frozen_ones_stay(model: Path, tmp_path: Path) -> None:
    encoded = encode(open_tokenizer(model), [example()] * 4)
    assert len(base_readers(model, 0).encoder.encoder.layer) == 0
    for frozen, stays in ((1, True), (0, False)):
        whole = base_readers(model)
        before = {n: t.clone() for n, t in whole.encoder.encoder.layer[0].state_dict().items()}
        teach.teach(whole, [encoded] * 3, frozen=frozen, checkpoint=tmp_path / "none")
        after = whole.encoder.encoder.layer[0].state_dict()
        assert all(torch.equal(before[n], after[n]) for n in before) is stays


def test_an_interrupted_teaching_is_gone_on_with(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(teach, "KEPT_EVERY", 2)
    encoded = encode(open_tokenizer(model), [example()] * 4)
    checkpoint = tmp_path / "readers.checkpoint"
    teach.teach(base_readers(model), [encoded] * 3, checkpoint=checkpoint)
    assert checkpoint.exists()
    teach.teach(base_readers(model), [encoded] * 3, checkpoint=checkpoint)
    assert "going on at step 2 of 3" in capsys.readouterr().out


def test_what_is_taught_is_exported_and_read_back(
    model: Path, rows: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taught, folder = tmp_path / "readers.safetensors", tmp_path / "readers"
    teach.main([str(rows), str(model), "--out", str(taught), "--passes", "1", "--steps", "3"])
    said = capsys.readouterr().out
    assert "examples" in said
    assert "made-up " in said
    assert "made-up-claims" in said
    measure.main([str(rows), str(model), str(taught)])
    assert "AUC" in capsys.readouterr().out

    export.main([str(rows), str(model), str(taught), "--out", str(folder), "--seed", "5"])
    made = manifest(folder)
    assert made.sets == {"made-up": "CC0-1.0", "made-up-claims": "CC0-1.0"}
    assert (made.seed, made.base) == (5, model.name)
    tokenizer, session = open_weights(folder)
    encodings = tokenizer.encode_batch([("When?", "In 1902."), ("When was it built?", "Dogs travel free of charge.")])
    answers, places, claims = session.run(["answers", "places", "claims"], session_inputs(encodings))
    length = len(encodings[0].ids)
    assert (answers.shape, places.shape, claims.shape) == ((2,), (2, length, 2), (2, 4))

    network = open_readers(model, taught)
    ids, mask, kind = (torch.tensor([getattr(e, n) for e in encodings]) for n in ("ids", "attention_mask", "type_ids"))
    with torch.no_grad():
        whole = network.eval()(ids, mask, kind)
    assert answers == pytest.approx(whole[0].numpy(), abs=0.1), "eight bits differ a little"
    assert claims == pytest.approx(whole[2].numpy(), abs=0.1)


def test_exported_packed_it_reads_nearly_alike_and_is_no_judge_of_claims(
    model: Path, rows: Path, tmp_path: Path
) -> None:
    taught = tmp_path / "readers.safetensors"
    teach.main([str(rows), str(model), "--out", str(taught), "--passes", "1", "--steps", "3"])
    said = []
    for folder, options in ((tmp_path / "whole", []), (tmp_path / "packed", ["--packed"])):
        export.main([str(rows), str(model), str(taught), "--out", str(folder), *options])
        tokenizer, session = open_weights(folder)
        encodings = tokenizer.encode_batch([("When?", "In 1902."), ("Where was it built?", "Dogs travel free.")])
        said.append(session.run(["answers", "places"], session_inputs(encodings)))
    for whole, packed in zip(*said, strict=True):
        assert packed == pytest.approx(whole, abs=0.1)
    assert manifest(folder).made_by.endswith("evals.training.compress")
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "readers.onnx", "tokenizer.json"]
    with pytest.raises(InvalidArgument, match="claims"):
        session.run(["claims"], session_inputs(encodings))


@pytest.mark.parametrize(("options", "missing"), [([], set()), (["--packed"], {"claim"})])
def test_what_was_exported_is_restored_to_be_taught_on(
    model: Path, rows: Path, tmp_path: Path, options: list[str], missing: set[str]
) -> None:
    """Each number but for its rounding; a packed one has no claim head."""
    taught, folder, restored = tmp_path / "readers.safetensors", tmp_path / "readers", tmp_path / "restored.safetensors"
    torch.manual_seed(0)
    drawn = {name: value + 0.1 * torch.randn_like(value) for name, value in base_readers(model).state_dict().items()}
    save_file({name: value.to(torch.bfloat16) for name, value in drawn.items()}, str(taught))
    export.main([str(rows), str(model), str(taught), "--out", str(folder), *options])
    restore.main([str(model), str(folder / "readers.onnx"), "--out", str(restored)])
    before, after = (open_readers(model, weights).state_dict() for weights in (taught, restored))
    found = restore.weights(folder / "readers.onnx")
    assert {name.split(".")[0] for name in before if name not in found} == missing
    blank = [number for token, number in open_tokenizer(model).get_vocab().items() if options and unread(token)]
    for name in found.keys() & before.keys():
        apart = (before[name] - after[name]).abs()
        if "word_embeddings" in name:
            apart[blank] = 0
        assert apart.max() <= 0.3 * before[name].abs().max(), name
        assert apart.mean() <= 0.2 * before[name].abs().mean(), name
    teach.main([
        str(rows), str(model), "--start", str(restored), "--out", str(tmp_path / "on.safetensors"),
        "--passes", "1", "--steps", "1",
    ])  # fmt: skip


def test_of_a_network_that_was_not_taught_not_every_tensor_can_be_told(
    model: Path, rows: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its biases are all zero, and what is alike is exported once."""
    taught = tmp_path / "readers.safetensors"
    drawn = base_readers(model).state_dict()
    save_file({name: value.to(torch.bfloat16).clone() for name, value in drawn.items()}, str(taught))
    export.main([str(rows), str(model), str(taught), "--out", str(tmp_path / "readers")])
    with pytest.raises(SystemExit):
        restore.main([str(model), str(tmp_path / "readers" / "readers.onnx"), "--out", str(tmp_path / "none")])
    assert "are exported once and cannot be told" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
