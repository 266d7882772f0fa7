from rag.types import Answer, Briefing, BriefingKind, BriefingRequest, Coverage, Outcome, Row
from tests.ui.answers import CLOSED
from ui.answer.briefing import briefing_data


def _shown(value: str) -> dict:
    row = Row(statement=CLOSED.quote, quotation=CLOSED.quote, citations=(CLOSED,), value=value)
    request = BriefingRequest(kind=BriefingKind.LIST, question="When?", subjects=("mills",))
    covered = Coverage(documents=1, used=1, passages=3)
    made = Briefing(request=request, label="a list: mills", rows=(row,), coverage=covered)
    answer = Answer(question="When?", standalone="When?", outcome=Outcome.ANSWERED, text=CLOSED.quote, sentences=(),
                    evidence=(), model="none", briefing=made)  # fmt: skip
    (group,) = briefing_data(answer, lambda c: {"n": c.number})["groups"]
    (shown,) = group["rows"]
    return shown


def test_the_words_that_answer_stand_out_in_their_row() -> None:
    assert [p["text"] for p in _shown("1931")["parts"] if p["found"]] == ["1931"]
    assert _shown("1931")["value"] == ""


def test_a_value_that_its_row_does_not_have_stands_before_it() -> None:
    shown = _shown("in spring")
    assert shown["value"] == "in spring"
    assert "".join(p["text"] for p in shown["parts"]) == CLOSED.quote
