"""The small model's own word on whether the passages answer, and what it does to the decision."""

from dataclasses import replace
from pathlib import Path

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from index.fetch import is_verified
from index.library import Library
from rag.generation.answerability import asked, informed
from rag.generation.stream import prompt
from rag.models.capacity import SMALL_PROMPT
from rag.models.chat import open_model
from rag.models.embedded.registry import DEFAULT, MODELS
from rag.pipeline import Assistant, answer
from rag.settings import Settings
from rag.types import Evidence, Outcome, Question
from tests.rag.words_of_models import word

PASSAGE = Evidence(number=1, document_id="d", start=0, end=0, text="Gull Island has four ferries.", title="Harbour")
FERRIES = "How many ferries has Gull Island?"
COMMANDER = "Who is the first commander of Japan's Joint Operations Command?"
SAID = AIMessage("Gen. Kenichiro Nagumo is the first commander.")


def said(*replies: AIMessage) -> float | None:
    model = GenericFakeChatModel(messages=iter(replies))
    return asked(model, FERRIES, [PASSAGE], as_of=None, language=None)


def test_the_odds_are_those_of_yes_and_no_in_any_spelling() -> None:
    assert said(word(0.6, 0.3)) == pytest.approx(0.6931, abs=1e-3)
    assert said(word(0.2, 0.8)) == pytest.approx(-1.3863, abs=1e-3)


def test_a_server_that_gives_no_probabilities_has_no_say() -> None:
    assert said(AIMessage("Yes")) is None
    assert said(AIMessage("Yes", response_metadata={"logprobs": {"content": []}})) is None
    assert said(word(0.0, 0.0)) is None


def test_a_yes_raises_the_belief_and_a_no_lowers_it() -> None:
    values = [informed(0.5, odds) for odds in (-6.0, 0.0, 6.0)]
    assert values == sorted(values)
    assert values[0] < values[1] < values[2]
    assert 0 < informed(0.0, -9.0) < informed(1.0, 9.0) < 1


@pytest.mark.parametrize(("first", "outcome"), [((0.95, 0.01), Outcome.ANSWERED), ((0.0001, 0.999), Outcome.DECLINED)])
def test_a_small_model_that_says_no_is_not_made_to_answer(
    sample: Library, first: tuple[float, float], outcome: Outcome
) -> None:
    model = GenericFakeChatModel(messages=iter([word(*first), SAID]))
    given = answer(Assistant(library=sample, model=model, model_name=DEFAULT), Question(text=COMMANDER))
    assert given.outcome is outcome
    assert len(list(model.messages)) == (0 if outcome is Outcome.ANSWERED else 1)


def test_a_large_model_is_not_asked(sample: Library) -> None:
    model = GenericFakeChatModel(messages=iter([AIMessage("Gen. Kenichiro Nagumo is the first commander [1].")]))
    given = answer(Assistant(library=sample, model=model, model_name="large"), Question(text=COMMANDER))
    assert given.outcome is Outcome.ANSWERED


@pytest.mark.llm
def test_the_real_model_tells_a_passage_that_answers_and_reads_it_once(tmp_path: Path) -> None:
    model = open_model(Settings(llm=embedded_here(), data=tmp_path))
    assert model is not None
    tram = "The tram to the old market was painted green in spring."
    right = asked(model, FERRIES, [PASSAGE], as_of=None, language=None)
    usage = model.invoke(prompt(FERRIES, [PASSAGE], file=SMALL_PROMPT)).usage_metadata
    wrong = asked(model, FERRIES, [replace(PASSAGE, text=tram)], as_of=None, language=None)
    assert right is not None
    assert wrong is not None
    assert right > wrong
    assert usage is not None
    assert usage["input_token_details"]["cache_read"] > usage["input_tokens"] * 0.8


def embedded_here() -> str:
    """An embedded model whose file is here; tests never download one."""
    here = [name for name, model in MODELS.items() if is_verified(model.file, Settings().models)]
    return here[0] if here else pytest.skip("no embedded model: fetch one with python -m rag.models")
