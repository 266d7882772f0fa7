import json
from dataclasses import replace
from datetime import UTC, datetime
from html import escape

from index.types import Filters
from rag.exchange import Conversation, Exchange, Failure, State
from rag.types import Conflict, Position
from tests.ui.answers import ANSWER, CLOSED
from ui.export import conversation_html, conversation_json, conversation_markdown, exchange_markdown

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
    assert "(⚠ contradicted)" in text
    assert "\\<b\\>" in text


def test_a_follow_up_is_exported_with_its_reading() -> None:
    follow_up = replace(CONVERSATION.exchanges[0], answer=replace(ANSWER, question="And <when>?"))
    assert exchange_markdown(follow_up).startswith("*Read as: When did the mill close?*")
    assert "Read as: When did" in conversation_html(replace(CONVERSATION, exchanges=(follow_up,)))
    assert "Read as" not in conversation_html(CONVERSATION)


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
    }
    assert first["verdict"]["support"] == "verbatim"
