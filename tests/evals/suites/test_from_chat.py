from datetime import UTC, date, datetime

import pytest

from evals.suites.check import check
from evals.suites.from_chat import flagged, propose, read_documents
from evals.suites.reply import from_answer
from index.types import Filters
from rag.conversation.exchange import Exchange, State
from rag.types import Usage
from tests.ui.answers import ANSWER, DECLINED, SECOND

FILES = {"d1": "mill.txt"}


def exchange(answer):
    filters = Filters(sources=("Valley Post",), since=date(1930, 1, 1))
    asked = datetime(2024, 5, 1, tzinfo=UTC)
    return Exchange(
        id="e1", question="When did the mill close?", filters=filters, asked=asked, state=State.DONE, answer=answer
    )


def test_a_good_answer_has_to_cite_and_quote_again_what_it_stood_on():
    prompt = propose(exchange(ANSWER), ["Which mill?"], FILES, good=True)
    assert (prompt.id, prompt.question) == ("when-did-the-mill-close", "When did the mill close?")
    assert (prompt.cites, prompt.quote) == (("mill.txt",), ("The mill closed in 1931.",))
    assert prompt.history == ("Which mill?",)
    assert (prompt.filters.sources, prompt.filters.since) == (("Valley Post",), date(1930, 1, 1))
    assert prompt.answerable


def test_a_bad_answer_forces_nothing_and_names_what_was_flagged():
    prompt = propose(exchange(ANSWER), [], FILES, good=False)
    assert (prompt.cites, prompt.quote, prompt.must, prompt.must_not) == ((), (), (), ())
    assert flagged(ANSWER) == (SECOND,)
    assert read_documents(ANSWER, {}) == ("The mill",)


@pytest.mark.parametrize(("good", "answerable"), [(True, False), (False, True)])
def test_whether_declining_was_right_is_the_readers_word(good, answerable):
    assert propose(exchange(DECLINED), [], FILES, good=good).answerable is answerable


@pytest.mark.parametrize("answer", [ANSWER, DECLINED])
def test_a_good_answer_passes_the_prompt_made_of_it(answer):
    prompt = propose(exchange(answer), [], FILES, good=True)
    assert all(c.ok for c in check(prompt, from_answer(answer, Usage(), FILES)))


def test_a_question_of_signs_has_an_id_all_the_same():
    asked = exchange(ANSWER)
    assert propose(Exchange(**{**asked.__dict__, "question": "??"}), [], FILES, good=False).id == "question"
