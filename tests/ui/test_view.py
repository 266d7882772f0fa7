from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from index.types import Filters
from rag.conversation.exchange import Exchange, State
from rag.types import Answer, Support, Verdict
from tests.ui.answers import ANSWER, CLOSED, DECLINED, FIRST, SECOND, WORKERS, sentence
from ui.answer.export import exchange_markdown
from ui.answer.view import exchange_data, references

EXCHANGE = Exchange(
    id="x", question="When?", filters=Filters(), asked=datetime.now(UTC), state=State.DONE, answer=ANSWER
)


def test_the_segments_are_the_answer_in_order() -> None:
    data = exchange_data(EXCHANGE, live=False)
    assert "".join(s["text"] for s in data["segments"]) == ANSWER.text
    first, gap, second = data["segments"]
    assert (first["text"], first["tone"], first["flag"], gap["unchecked"]) == (FIRST, "quiet", "", False)
    assert (second["text"], second["tone"], second["failed"]) == (SECOND, "contradicted", ["[9]"])
    assert second["flag"] == "the source says otherwise"


def test_each_quotation_says_who_published_it_and_when() -> None:
    other = replace(WORKERS, document_id="d2", number=2, source="Hill Post", published=date(1940, 1, 2))
    said = (sentence(CLOSED.quote, 0, Support.VERBATIM, CLOSED), sentence(other.quote, 26, Support.VERBATIM, other))
    answer = replace(ANSWER, text=f"{CLOSED.quote}\n\n{other.quote}", sentences=said, quoted=True)
    data = exchange_data(replace(EXCHANGE, answer=answer), live=False)
    assert [s["text"] for s in data["segments"]] == [
        CLOSED.quote, "Valley Post · 3 Feb 1931", other.quote, "Hill Post · 2 Jan 1940",
    ]  # fmt: skip


def test_a_follow_up_says_how_it_was_read() -> None:
    assert exchange_data(EXCHANGE, live=False)["read"] == ""
    said = exchange_data(replace(EXCHANGE, answer=replace(ANSWER, question="And when?")), live=False)["read"]
    assert said == "Read as: When did the mill close?"


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(sources=("A", "B")), "Only A, B"),
        (Filters(since=date(2020, 1, 1)), "Published from 1 Jan 2020 or undated"),
        (Filters(undated=False), "Dated documents only"),
    ],
)
def test_an_answer_says_what_the_filters_let_through(filters: Filters, said: str) -> None:
    asked = replace(EXCHANGE, filters=filters)
    assert exchange_data(asked, live=False)["read"] == said
    follow_up = replace(asked, answer=replace(ANSWER, question="And when?"))
    assert exchange_data(follow_up, live=False)["read"] == f"Read as: When did the mill close? · {said}"
    assert exchange_data(replace(asked, answer=None), live=True)["read"] == said


def test_every_mark_card_and_side_opens_something() -> None:
    data = exchange_data(EXCHANGE, live=False)
    keys = [m["key"] for s in data["segments"] for m in s.get("marks", [])]
    keys += [c["key"] for c in data["cards"]] + [s["key"] for s in data["sources"]]
    keys += [p["mark"]["key"] for c in data["conflicts"] for p in c["positions"]]
    assert set(keys) <= set(references(ANSWER))
    assert [c for key, c in references(ANSWER).items() if key[0] == "c"] == [CLOSED, WORKERS]


def test_a_key_opens_the_same_passage_when_a_sentence_before_it_is_withdrawn() -> None:
    second = ANSWER.sentences[1]
    (key,) = (m["key"] for s in exchange_data(EXCHANGE, live=False)["segments"][2:] for m in s["marks"])
    left = replace(ANSWER, text=SECOND, sentences=(replace(second, start=0, end=len(SECOND)),))
    assert references(ANSWER)[key] == references(left)[key] == WORKERS


def test_a_decline_is_a_state_of_its_own_and_an_interruption_is_said() -> None:
    assert exchange_data(replace(EXCHANGE, answer=DECLINED), live=False)["state"] == "declined"
    lost = exchange_data(replace(EXCHANGE, state=State.ANSWERING, answer=None), live=False)
    assert "closed before" in lost["failure"]["message"]


def test_words_not_yet_checked_are_marked_as_such() -> None:
    half = replace(ANSWER, text=f"{FIRST} It emp", sentences=ANSWER.sentences[:1])
    data = exchange_data(replace(EXCHANGE, state=State.ANSWERING, answer=half), live=True, text=half.text)
    assert data["segments"][-1] == {"kind": "text", "text": " It emp", "unchecked": True}
    assert (data["state"], data["actions"]) == ("answering", ["stop"])


def test_hidden_direction_changes_are_made_visible() -> None:
    turned = replace(EXCHANGE, question="report\u202efdp.exe")
    assert exchange_data(turned, live=False)["question"] == "report\ufffdfdp.exe"


def test_an_answer_about_now_says_as_of_when() -> None:
    dated = replace(ANSWER, as_of=datetime(2024, 3, 5, tzinfo=UTC).date())
    assert "as of 5 Mar 2024" in exchange_data(replace(EXCHANGE, answer=dated), live=False)["facts"]


@pytest.mark.parametrize("support", [Support.PARTLY, Support.CONTRADICTED, Support.UNSUPPORTED])
def test_badge_and_verdict_of_a_sentence_say_the_same(support: Support) -> None:
    doubtful = replace(ANSWER.sentences[0], verdict=Verdict(support=support, reason="Because.", score=0.3))
    asked = replace(EXCHANGE, answer=replace(ANSWER, sentences=(doubtful,), text=doubtful.text))
    (shown,) = exchange_data(asked, live=False)["segments"]
    assert shown["flag"]
    assert shown["verdict"] == f"Checked: {shown['flag']}. Because."
    assert f"(⚠ {shown['flag']}: Because.)" in exchange_markdown(asked)


@pytest.mark.parametrize(
    ("answer", "filters", "offers"),
    [
        (replace(DECLINED, belief=0.2, threshold=0.4), Filters(), ["readily"]),
        (replace(DECLINED, belief=0.5, threshold=0.4), Filters(), []),
        (replace(DECLINED, belief=0.2, threshold=0.4, evidence=()), Filters(), []),
        (DECLINED, Filters(undated=False), ["lift"]),
    ],
)
def test_a_decline_offers_what_can_help(answer: Answer, filters: Filters, offers: list[str]) -> None:
    declined = replace(EXCHANGE, answer=answer, filters=filters)
    assert exchange_data(declined, live=False, last=True)["offers"] == [*offers, "briefing"]
    assert exchange_data(declined, live=False, last=False)["offers"] == []


def test_an_answer_below_the_usual_threshold_says_so() -> None:
    readily = replace(ANSWER, belief=0.2, threshold=0.18)
    assert "doubtful" in exchange_data(replace(EXCHANGE, answer=readily), live=False)["notice"]
    assert exchange_data(replace(EXCHANGE, answer=replace(ANSWER, belief=0.6)), live=False)["notice"] is None
