"""Rounding that mends in later rows what it costs in earlier ones; packing; outputs that are left out."""

import gzip

import numpy as np
import onnx
import pytest

from evals.training.compress import blank, pack, rounded, unread, without_outputs


def test_rounding_by_what_the_inputs_are_costs_less_than_rounding_each_by_itself() -> None:
    chance = np.random.default_rng(0)
    few, many = chance.normal(size=(900, 60)), chance.normal(size=(60, 200))
    inputs = (few @ many + chance.normal(size=(900, 200))).astype(np.float32)
    weights = chance.normal(size=(200, 30)).astype(np.float32)
    steps = np.full(30, 0.5, dtype=np.float32)
    whole = rounded(weights, steps, inputs.T @ inputs)
    plain = np.rint(weights / steps)

    def lost(numbers: object) -> float:
        return float(np.square(inputs @ (numbers * steps - weights)).mean())

    assert whole.dtype == np.int8
    assert lost(whole) < lost(plain) / 2


@pytest.mark.parametrize("inputs", [np.zeros((5, 200)), np.ones((5, 200))])
def test_inputs_that_say_little_do_no_harm(inputs: object) -> None:
    """Fewer than rows, or all of them zero: then each weight is rounded by itself."""
    weights = np.random.default_rng(0).normal(size=(200, 3)).astype(np.float32)
    steps = np.full(3, 0.25, dtype=np.float32)
    whole = rounded(weights, steps, np.asarray(inputs, dtype=np.float32).T @ np.asarray(inputs, dtype=np.float32))
    assert np.abs(whole * steps - weights).max() < 4


def test_what_is_too_large_for_a_step_is_the_largest_number() -> None:
    weights = np.array([[500.0], [-500.0]], dtype=np.float32)
    assert rounded(weights, np.ones(1, dtype=np.float32), np.eye(2, dtype=np.float32)).tolist() == [[127], [-127]]


def test_what_is_packed_is_a_gzip_that_is_the_same_on_any_day() -> None:
    data = np.random.default_rng(0).normal(scale=3, size=50_000).astype(np.int8).tobytes()
    assert gzip.decompress(pack(data)) == data
    assert pack(data) == pack(data)
    assert len(pack(data)) < 0.5 * len(data)


def test_what_serves_an_output_that_is_left_out_goes_with_it() -> None:
    number = onnx.TensorProto.FLOAT
    model = onnx.helper.make_model(
        onnx.helper.make_graph(
            [
                onnx.helper.make_node("Add", ["x", "both"], ["sum"]),
                onnx.helper.make_node("Mul", ["sum", "mine"], ["kept"]),
                onnx.helper.make_node("Mul", ["sum", "yours"], ["gone"]),
            ],
            "three",
            [onnx.helper.make_tensor_value_info("x", number, [1])],
            [onnx.helper.make_tensor_value_info(name, number, [1]) for name in ("kept", "gone")],
            [onnx.helper.make_tensor(name, number, [1], [2.0]) for name in ("both", "mine", "yours")],
        )
    )
    without_outputs(model, keep=["kept"])
    onnx.checker.check_model(model)
    assert [output.name for output in model.graph.output] == ["kept"]
    assert [node.output[0] for node in model.graph.node] == ["sum", "kept"]
    assert [initializer.name for initializer in model.graph.initializer] == ["both", "mine"]


@pytest.mark.parametrize("token", ["[unused7]", "##ж", "東", "عربي"])
def test_tokens_of_other_scripts_and_of_no_word_are_never_read(token: str) -> None:
    assert unread(token)


@pytest.mark.parametrize("token", ["the", "##ß", "é", "β", "µ", "“", "[UNK]", "<s>", "€", "ª", "½", "ʻ", "unused"])
def test_tokens_that_an_english_text_may_have_are_read(token: str) -> None:
    assert not unread(token)


def test_blank_vectors_are_zero_and_the_others_as_they_were() -> None:
    name = "encoder.word_embeddings.weight_"
    vectors = np.arange(12, dtype=np.uint8).reshape(4, 3)
    known = {
        f"{name}quantized": onnx.numpy_helper.from_array(vectors, f"{name}quantized"),
        f"{name}zero_point": onnx.numpy_helper.from_array(np.array(131, dtype=np.uint8), f"{name}zero_point"),
    }
    blank(known, [1, 3])
    after = onnx.numpy_helper.to_array(known[f"{name}quantized"])
    assert after.tolist() == [[0, 1, 2], [131] * 3, [6, 7, 8], [131] * 3]
