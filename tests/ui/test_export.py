import json
from datetime import UTC, datetime

from index.types import Filters
from rag.exchange import Conversation, Exchange, State
from tests.ui.answers import ANSWER, CLOSED
from ui.export import answer_markdown, conversation_html, conversation_json, conversation_markdown

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
    text = answer_markdown(ANSWER)
    assert "The mill closed in 1931.[^1]" in text
    assert "[^1]: The mill. Valley Post · 3 Feb 1931. “The mill closed in 1931.”" in text
    assert "(⚠ \\[9\\]: no such source)" in text
    assert "(⚠ contradicted)" in text
    assert "\\<b\\>" in text


def test_footnotes_of_two_answers_do_not_collide() -> None:
    assert "[^1-1]" in conversation_markdown(CONVERSATION)


def test_html_shows_markup_as_text() -> None:
    page = conversation_html(CONVERSATION)
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "&lt;b&gt;400" in page


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
