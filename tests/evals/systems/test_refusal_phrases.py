import pytest

from evals.systems.refusal_phrases import refuses


@pytest.mark.parametrize(
    "text",
    [
        "I don't know.",
        "I don’t know the answer to that.",
        "I'm sorry, but the context does not mention the price of the mill.",
        "The provided context does not contain information about the miller.",
        "The text does not specify who bought it.",
        "There is no information about that in the context.",
        "It is not mentioned in the given passages.",
        "I cannot determine this from the context. It only speaks of the river.",
        "The question cannot be answered from the passages.",
        "NOT FOUND",
        "",
    ],
)
def test_general_refusals_are_told(text):
    assert refuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brook bought the mill in 1911.",
        "The buyer did not know the miller.",
        "Ada Brook bought it. She paid 900 crowns. The context does not mention the miller.",
        "No one lived there after the fire.",
        "He said that he does not recognise the treaty.",
        "I don't know who was first. But Ada Brook bought it in 1911. She paid in silver. It burned later.",
    ],
)
def test_answers_are_not_taken_for_refusals(text):
    assert not refuses(text)
