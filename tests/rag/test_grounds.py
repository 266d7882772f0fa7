"""An answer for a reason that only repeats the claim is followed by what stands behind the claim."""

import pytest

from rag.generation.generate import Generated
from rag.generation.markers import Marker
from rag.grounds import follow, grounds
from rag.types import AnswerSentence, Evidence, SentenceDone, Support
from rag.verification.check import check
from rag.verification.cite import DraftSentence

QUESTION = "Why does Harland expect the ferry to stay?"
CLAIM = "The ferry will stay, says Mary Harland, who runs the harbour."
BEHIND = "The council bought two new engines last winter. Fares have paid for the crew ever since 2019."


def passage(text: str) -> Evidence:
    return Evidence(number=3, document_id="d", start=40, end=40 + len(text), text=text, title="Harbour")


def answer(text: str, item: Evidence) -> AnswerSentence:
    return check(DraftSentence(text, (Marker("[1]", (1,)),)), QUESTION, {1: item}, 0)


ITEM = passage(f"{CLAIM} {BEHIND}")
REPEATED = answer("Mary Harland says that the ferry will stay.", ITEM)


def test_the_sentences_behind_the_claim_are_added_word_for_word() -> None:
    events = list(follow(QUESTION, [ITEM], Generated(sentences=(REPEATED,))))
    written = events[-1]
    assert isinstance(written, Generated)
    added = written.sentences[1:]
    assert " ".join(s.text for s in added) == BEHIND
    assert all(s.verdict.support is Support.VERBATIM for s in added)
    assert added[0].start == REPEATED.end + 1
    assert [e.sentence for e in events if isinstance(e, SentenceDone)] == list(added)


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Does Harland expect the ferry to stay?", f"{CLAIM} {BEHIND}", REPEATED.text),
        (QUESTION, f"{CLAIM} {BEHIND}", f"Mary Harland says that the ferry will stay. {BEHIND}"),
        (QUESTION, CLAIM, REPEATED.text),
        (QUESTION, f"{CLAIM} {BEHIND}", "The ferry will stay because Mary Harland, who runs the harbour, says so."),
        (
            QUESTION,
            f"The ferry will stay because the crew is paid, says Mary Harland. {BEHIND}",
            "Mary Harland says that the ferry will stay because the crew is paid.",
        ),
    ],
)
def test_nothing_is_added_where_no_reason_is_asked_for_or_one_was_given(question: str, text: str, said: str) -> None:
    item = passage(text)
    sentence = answer(said, item)
    assert sentence.verdict.stands
    assert grounds(question, [item], [sentence]) == []


def test_a_question_behind_the_claim_is_no_ground() -> None:
    item = passage(f"{CLAIM} What is the capital of France? {BEHIND}")
    assert grounds(QUESTION, [item], [answer("Mary Harland says that the ferry will stay.", item)]) == []


def test_nothing_is_added_to_what_does_not_stand() -> None:
    assert grounds(QUESTION, [ITEM], [answer("The mayor sold the lighthouse to Norway.", ITEM)]) == []


def test_the_claims_own_sentence_comes_before_what_stands_behind_it_where_it_says_more() -> None:
    whole = "Harland needs fewer boats in winter, and she got her way: the ferry fleet shrinks in stages."
    item = passage(f"{whole} {BEHIND}")
    added = grounds("Why does the ferry fleet shrink?", [item], [answer("The ferry fleet shrinks in stages.", item)])
    assert [s.text for s in added] == [whole]
