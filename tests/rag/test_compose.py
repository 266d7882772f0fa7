"""What becomes of a model that finds nothing."""

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from rag.abstain import Belief
from rag.again import LIKELY
from rag.attempt import Writer
from rag.compose import compose
from rag.generation.generate import Generated
from rag.types import Evidence

FERRIES = Evidence(
    number=1, document_id="d", start=0, end=29, text="Gull Island has four ferries.", title="Harbour", meaning=0.9
)


@pytest.mark.parametrize(("value", "quoted"), [(LIKELY + 0.05, True), (LIKELY - 0.05, False)])
def test_a_model_that_finds_nothing_is_contradicted_only_by_likely_evidence(value: float, quoted: bool) -> None:
    events = list(
        compose(
            Writer(
                model=GenericFakeChatModel(messages=iter([AIMessage("NOT FOUND")])), name="scripted",
                threshold=0.0, as_of=None, language=None, clock=lambda: 0.0,
            ),
            "How many ferries has Gull Island?",
            [FERRIES],
            belief=Belief(value=value, absent=(), fits=True),
            denied=None,
        )
    )  # fmt: skip
    written = events[-1]
    assert isinstance(written, Generated)
    assert written.quoted is quoted
    assert [s.text for s in written.sentences] == ([FERRIES.text] if quoted else [])
