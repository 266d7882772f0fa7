"""An answer begins with what it says, however its beginning arrives."""

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from rag.events import Token
from rag.generation.generate import Generated, generate
from rag.generation.preface import LONGEST, may_open, without
from rag.models.capacity import LARGE
from rag.types import Evidence

FERRY = Evidence(number=1, document_id="d", start=0, end=33, text="The ferry to Lund costs 40 crowns.", title="Ferries")


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("The passages state that the ferry costs 40 crowns.", "The ferry costs 40 crowns."),
        ("According to the provided documents, it costs 40 crowns.", "It costs 40 crowns."),
        ("The document was signed in Lund.", "The document was signed in Lund."),
        ("The passage of the law took a year.", "The passage of the law took a year."),
        ("According to the mayor, it costs 40 crowns.", "According to the mayor, it costs 40 crowns."),
        ("The passages state that", "The passages state that"),
        ("", ""),
    ],
)
def test_only_a_preface_goes(draft: str, expected: str) -> None:
    assert without(draft) == expected


def test_nothing_is_held_back_for_long() -> None:
    assert may_open("The pass")
    assert may_open("")
    assert not may_open("Th0")
    assert not may_open("The passage " + "of " * LONGEST)
    assert not may_open("The passages state that it")


@pytest.mark.parametrize("preface", ["The passages state that the", "The"])
def test_what_is_streamed_has_none_of_it_and_the_draft_all(preface: str) -> None:
    draft = f"{preface} ferry to Lund costs 40 crowns [1]."
    model = GenericFakeChatModel(messages=iter([AIMessage(draft)]))
    asked = generate(
        model, "What does it cost?", [FERRY], as_of=None, language=None, clock=lambda: 0.0, file=LARGE.prompt
    )
    events = list(asked)
    shown = "".join(e.text for e in events if isinstance(e, Token))
    last = events[-1]
    assert isinstance(last, Generated)
    assert last.draft == draft
    assert shown.startswith("The ferry")
    assert shown == last.sentences[0].text
