from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from index.types import Filters
from rag.conversation.conversations import Conversations
from rag.conversation.exchange import Failure, Rating, State, Wrong
from rag.errors import AnswerError
from tests.postgres import ENGINES  # noqa: F401
from tests.ui.answers import ANSWER


@pytest.fixture
def stored(tmp_path: Path, database: str | None) -> Path | str:
    return database or tmp_path / "data" / "conversations.sqlite"


@pytest.fixture
def conversations(stored: Path | str) -> Conversations:
    return Conversations(stored)


def test_an_answer_comes_back_equal_with_all_its_evidence(conversations: Conversations, stored: Path | str) -> None:
    conversation = conversations.create("Mills")
    exchange = conversations.ask(conversation, "When?", Filters(sources=("Valley Post",)))
    conversations.save(exchange.id, State.DONE, answer=ANSWER)
    again = Conversations(stored).get(conversation)
    assert again is not None
    assert again.exchanges[0].answer == ANSWER
    assert again.exchanges[0].filters == Filters(sources=("Valley Post",))
    assert again.exchanges[0].state is State.DONE


def test_a_question_is_kept_before_it_is_answered_and_with_its_failure(conversations: Conversations) -> None:
    conversation = conversations.create("Mills")
    exchange = conversations.ask(conversation, "When?", Filters())
    assert conversations.get(conversation).exchanges[0].state is State.ANSWERING  # type: ignore[union-attr]
    failure = Failure(message="The model died.", hint="Ask again.")
    conversations.save(exchange.id, State.FAILED, failure=failure)
    assert conversations.get(conversation).exchanges[0].failure == failure  # type: ignore[union-attr]


def test_a_question_takes_the_place_of_another_or_leaves_it_as_it_is(conversations: Conversations) -> None:
    conversation = conversations.create("Mills")
    old = conversations.ask(conversation, "When?", Filters())
    with pytest.raises(AnswerError):
        conversations.ask("gone", "When was it?", Filters(), replacing=old.id)
    assert [e.id for e in conversations.get(conversation).exchanges] == [old.id]  # type: ignore[union-attr]
    new = conversations.ask(conversation, "When was it?", Filters(), replacing=old.id)
    assert [e.id for e in conversations.get(conversation).exchanges] == [new.id]  # type: ignore[union-attr]


def test_questions_keep_their_order_though_the_clocks_of_two_servers_differ(
    conversations: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = conversations.create("Mills")
    first = conversations.ask(conversation, "When?", Filters())
    behind = Mock(wraps=datetime, now=lambda zone: datetime.now(zone) - timedelta(hours=1))
    monkeypatch.setattr("rag.conversation.conversations.datetime", behind)
    second = conversations.ask(conversation, "And where?", Filters())
    assert second.asked < first.asked
    assert [e.id for e in conversations.get(conversation).exchanges] == [first.id, second.id]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("search", "found"), [("", 2), ("mill", 1), ("CLOSED", 1), ("river", 1), ("100%", 0), ("_", 0), ("'", 0)]
)
def test_search_looks_at_titles_questions_and_answers(conversations: Conversations, search: str, found: int) -> None:
    first = conversations.create("Mills")
    conversations.save(conversations.ask(first, "When?", Filters()).id, State.DONE, answer=ANSWER)
    conversations.ask(conversations.create("Rivers"), "Which river froze?", Filters())
    assert len(conversations.list(search)) == found


def test_the_newest_conversation_stands_first_and_deletion_takes_its_exchanges(conversations: Conversations) -> None:
    first, second = conversations.create("First"), conversations.create("Second")
    exchange = conversations.ask(first, "Again?", Filters())
    assert [s.id for s in conversations.list()] == [first, second]
    conversations.delete(first)
    assert [s.id for s in conversations.list()] == [second]
    conversations.save(exchange.id, State.DONE, answer=ANSWER)  # an answer that comes too late is let go
    assert conversations.get(first) is None


def test_a_blank_name_changes_nothing_and_a_long_one_is_cut(conversations: Conversations) -> None:
    conversation = conversations.create("Mills")
    conversations.rename(conversation, "  ")
    assert conversations.list()[0].title == "Mills"
    conversations.rename(conversation, "mill " * 50)
    assert len(conversations.list()[0].title) == 80


def test_an_answer_of_another_version_is_named_as_such(conversations: Conversations, stored: Path | str) -> None:
    conversation = conversations.create("Mills")
    conversations.ask(conversation, "When?", Filters())
    with conversations._transaction() as db:
        db.execute("update exchanges set answer = '{\"text\": 1}'")
    exchange = conversations.get(conversation).exchanges[0]  # type: ignore[union-attr]
    assert exchange.state is State.FAILED
    assert exchange.failure is not None
    assert "another version" in exchange.failure.message


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "conversations.sqlite").write_text("not a database, but long enough to be taken for one")
    with pytest.raises(AnswerError, match=r"conversations\.sqlite"):
        Conversations(tmp_path / "conversations.sqlite")


def test_a_thumb_is_kept_with_its_answer_changed_taken_back_and_goes_with_it(conversations: Conversations) -> None:
    conversation = conversations.create("Mills")
    asked = conversations.ask(conversation, "When?", Filters())

    def rated() -> Rating | None:
        found = conversations.get(conversation)
        assert found
        return found.exchanges[0].rating

    assert rated() is None
    wrong = Rating(good=False, wrong=Wrong.INCOMPLETE, note="<b> \u5e74")
    for rating in (Rating(good=True), wrong, None, wrong):
        conversations.rate(asked.id, rating)
        assert rated() == rating
    again = conversations.ask(conversation, "When?", Filters(), replacing=asked.id)
    assert rated() is None
    conversations.rate("gone", wrong)
    conversations.rate(again.id, wrong)
    assert rated() == wrong


def test_what_is_shared_is_read_by_others_until_that_is_taken_back(conversations: Conversations) -> None:
    ada, ben = conversations.of("ada"), conversations.of("ben")
    mine = ada.create("Mills")
    ada.save(ada.ask(mine, "When?", Filters()).id, State.DONE, answer=ANSWER)
    assert ada.share_of(mine) is None
    with pytest.raises(AnswerError, match="gone"):
        ben.share(mine)
    token = ada.share(mine)
    assert token == ada.share(mine) == ada.share_of(mine)
    found = ben.shared(token)
    assert found == ada.get(mine)
    assert (ben.get(mine), ben.list(), ben.share_of(mine)) == (None, [], None)
    ben.unshare(mine)
    assert ben.shared(token) is not None
    ada.unshare(mine)
    assert (ben.shared(token), ben.shared("")) == (None, None)
    again = ada.share(mine)
    assert again != token
    ada.delete(mine)
    assert ben.shared(again) is None
