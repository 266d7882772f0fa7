import json
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape

import pytest

from index.types import Filters
from rag.conversation.exchange import Conversation, Exchange, Failure, State
from rag.types import Conflict, Position
from tests.ui.answers import ANSWER, CLOSED, DECLINED, EVIDENCE
from ui.answer.export import conversation_html, conversation_json, conversation_markdown, exchange_markdown

NOW = datetime(2026, 1, 2, tzinfo=UTC)
CONVERSATION = Conversation(
    id="c",
    title="Mills <script>",
    created=NOW,
    exchanges=(
        Exchange(id="x", question="When?", filters=Filters(), asked=NOW, state=State.DONE, answer=ANSWER),
        Exchange(id="y", question="And?", filters=Filters(), asked=NOW, state=State.STOPPED),
    ),
)


def test_markdown_has_a_footnote_for_every_citation_and_names_what_failed() -> None:
    text = exchange_markdown(CONVERSATION.exchanges[0])
    assert "The mill closed in 1931.[^1]" in text
    assert "[^1]: The mill. Valley Post · 3 Feb 1931. “The mill closed in 1931.”" in text
    assert "(⚠ \\[9\\]: no such source)" in text
    assert "(⚠ the source says otherwise: Because.)" in text
    assert "\\<b\\>" in text


def test_a_follow_up_is_exported_with_its_reading() -> None:
    follow_up = replace(CONVERSATION.exchanges[0], answer=replace(ANSWER, question="And <when>?"))
    assert exchange_markdown(follow_up).startswith("*Read as: When did the mill close?*")
    assert "Read as: When did" in conversation_html(replace(CONVERSATION, exchanges=(follow_up,)))
    assert "Read as" not in conversation_html(CONVERSATION)


def test_what_the_filters_let_through_is_exported_with_the_answer() -> None:
    narrow = Filters(sources=("P <b>",), since=date(2020, 1, 1), until=date(2021, 5, 3), undated=False)
    asked = replace(CONVERSATION.exchanges[0], filters=narrow)
    said = "Only P <b>; published from 1 Jan 2020 until 3 May 2021; dated documents only"
    assert exchange_markdown(asked).startswith(f"*{said.replace('<', chr(92) + '<').replace('>', chr(92) + '>')}*")
    assert f"<em>{escape(said)}</em>" in conversation_html(replace(CONVERSATION, exchanges=(asked,)))
    unanswered = replace(asked, answer=None)
    assert exchange_markdown(unanswered).endswith("\n\nNo answer.")


def test_an_answer_about_now_says_as_of_when_wherever_it_is_taken() -> None:
    dated = replace(CONVERSATION.exchanges[0], answer=replace(ANSWER, as_of=date(2024, 3, 5)))
    assert exchange_markdown(dated).startswith("*As of 5 Mar 2024*")
    assert "<em>As of 5 Mar 2024</em>" in conversation_html(replace(CONVERSATION, exchanges=(dated,)))


def test_a_declined_question_is_exported_with_the_nearest_passages() -> None:
    near = replace(EVIDENCE, title="The <mill>", url="https://example.org/mill")
    declined = replace(CONVERSATION.exchanges[0], answer=replace(DECLINED, evidence=(near,) * 9))
    text = exchange_markdown(declined)
    page = conversation_html(replace(CONVERSATION, exchanges=(declined,)))
    line = f"- The \\<mill\\>. Valley Post · undated. “{EVIDENCE.text}” <https://example.org/mill>"
    assert text.split("\n").count(line) == page.count("<li>") == 9
    assert f"The &lt;mill&gt;. Valley Post · undated. “{EVIDENCE.text}”" in page
    assert "The nearest passages:\n\n- The" in text


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a_b*c?x=<1> 2&y", "https://example.org/a_b*c?x=%3C1%3E%202&y"),
        ("http://example.org/\u202efdp", "http://example.org/%E2%80%AEfdp"),
        ("javascript:alert(1)//https://example.org", None),
        ("https:relative", None),
        ("data:text/html,<b>", None),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str, address: str | None) -> None:
    cited = replace(CLOSED, url=url)
    answer = replace(ANSWER, sentences=(replace(ANSWER.sentences[0], citations=(cited,)),), text="", conflicts=())
    exchange = replace(CONVERSATION.exchanges[0], answer=answer)
    page = conversation_html(replace(CONVERSATION, exchanges=(exchange,)))
    if address:
        assert f"” <{address}>" in exchange_markdown(exchange)
        assert f'<a href="{escape(address)}"' in page
    else:
        assert "” <" not in exchange_markdown(exchange)
        assert "<a " not in page.replace('<a href="#', "")  # those lead to the notes


def test_footnotes_of_two_answers_do_not_collide() -> None:
    assert "[^1-1]" in conversation_markdown(CONVERSATION)


def test_html_shows_markup_as_text() -> None:
    page = conversation_html(CONVERSATION)
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "&lt;b&gt;400" in page


def test_what_the_page_warns_of_is_taken_away_too() -> None:
    sides = tuple(Position(statement=said, citation=CLOSED) for said in ("It <closed>.", "Never."))
    differing = (Conflict(about="the mill", positions=sides),)
    answer = replace(ANSWER, missing="Not answered: “Who?”", notice="It died.", conflicts=differing)
    stopped = replace(CONVERSATION.exchanges[0], answer=answer, state=State.STOPPED)
    failed = replace(stopped, answer=None, state=State.FAILED, failure=Failure(message="No model.", hint="Start it."))
    page = conversation_html(replace(CONVERSATION, exchanges=(stopped, failed)))
    for line in (
        "Not answered: “Who?”",
        "The sources differ: the mill. Valley Post · 3 Feb 1931: “It <closed>.”; Valley Post · 3 Feb 1931: “Never.”",
        "It died.",
        "Stopped; not all of this was checked.",
    ):
        assert f"⚠ {escape(line, quote=False)}</em>" in page
        assert "⚠ " + line.replace("<", "\\<").replace(">", "\\>") in exchange_markdown(stopped).split("\n\n")
    assert "⚠ No model. Start it.</em>" in page
    assert exchange_markdown(failed) == "⚠ No model. Start it."


def test_json_holds_what_a_third_party_needs_to_check_a_citation() -> None:
    stored = json.loads(conversation_json(CONVERSATION))
    first = stored["exchanges"][0]["answer"]["sentences"][0]
    assert first["citations"][0] == {
        "number": 1,
        "document_id": "d1",
        "start": CLOSED.start,
        "end": CLOSED.end,
        "quote": CLOSED.quote,
        "title": "The mill",
        "source": "Valley Post",
        "published": "1931-02-03",
        "url": None,
        "place": None,
    }
    assert first["verdict"]["support"] == "verbatim"
