"""Models are given what they can read, and asked in words that suit them."""

import pytest
from langchain_core.messages import AIMessage

from index.library import Library
from rag.models.capacity import LARGE, SMALL, Capacity, capacity
from rag.models.embedded.registry import MODELS
from rag.pipeline import Assistant, Options, answer
from rag.types import Question
from tests.rag.test_pipeline import COMMANDER, Listening


@pytest.mark.parametrize(
    ("name", "expected"),
    [*((name, SMALL) for name in MODELS), ("none", SMALL), ("anthropic:some-model", LARGE), ("http://host/v1", LARGE)],
)
def test_the_embedded_models_and_quotation_are_given_less(name: str, expected: Capacity) -> None:
    assert capacity(name) is expected


def heard(sample: Library, name: str, **options: int) -> str:
    model = Listening(messages=iter([AIMessage("Gen. Kenichiro Nagumo is the first commander [1].")] * 5))
    assistant = Assistant(library=sample, model=model, model_name=name, options=Options(**options))
    answer(assistant, Question(text=COMMANDER))
    return next(text for text in model.said if "<passages>" in text)


def test_a_large_model_reads_more_than_the_settings_need_to_say(sample: Library) -> None:
    assert heard(sample, "large").count("\n[") > heard(sample, "large", evidence_tokens=SMALL.tokens).count("\n[")


def test_a_large_model_has_a_prompt_of_its_own_and_may_decline(sample: Library) -> None:
    told = heard(sample, "large")
    assert "what you know besides does not count" in told
    assert "NOT FOUND" in told
    assert LARGE.may_decline


def test_a_small_model_reads_bare_passages_and_is_offered_no_way_out(sample: Library) -> None:
    told = heard(sample, next(iter(MODELS)))
    assert "what you know besides does not count" not in told
    assert "NOT FOUND" not in told
    passages = told.split("<passages>")[1].split("</passages>")[0].strip().splitlines()
    assert 1 <= len(passages) <= SMALL.passages
    assert not any(line.startswith("[") for line in passages)
    assert any("Nagumo" in line for line in passages)
    assert not SMALL.may_decline
