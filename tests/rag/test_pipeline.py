"""One question, end to end, over the sample corpus: real index, real retrieval, scripted models."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from pydantic import Field

from index.library import Library
from index.types import Filters
from rag.errors import QuestionError
from rag.events import Done, EvidenceFound, SentenceDone, Token, Withdrawn
from rag.models.capacity import SMALL
from rag.pipeline import Assistant, Options, answer
from rag.question.validate import LONGEST_QUESTION
from rag.types import Evidence, Outcome, Question, Support, Turn

COMMANDER = "Who is the first commander of Japan's Joint Operations Command?"
COUNT = "On how many days of 2024 were Chinese ships present in the contiguous zone around the Senkakus?"


def scripted(sample: Library, *replies: str, **options: Any) -> Assistant:
    model = GenericFakeChatModel(messages=iter([AIMessage(r) for r in replies]))
    return Assistant(library=sample, model=model, model_name="scripted", options=Options(**options))


class Dying(GenericFakeChatModel):
    """Says a little, then fails like a server that is killed."""

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        yield from super()._stream(messages, *args, **kwargs)
        raise ConnectionError("connection reset")


class Cut(GenericFakeChatModel):
    """Ends as a server does at the longest answer allowed."""

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        yield from super()._stream(messages, *args, **kwargs)
        yield ChatGenerationChunk(message=AIMessageChunk("", response_metadata={"finish_reason": "length"}))


class Listening(GenericFakeChatModel):
    """Remembers everything that it was told, as one text a time."""

    said: list[str] = Field(default_factory=list)

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        self.said.append("\n".join(str(m.content) for m in messages))
        yield from super()._stream(messages, *args, **kwargs)


def test_evidence_comes_first_and_the_answer_last(sample: Library) -> None:
    events = list(scripted(sample, "The first commander is Gen. Kenichiro Nagumo [1].").ask(Question(text=COMMANDER)))
    assert isinstance(events[0], EvidenceFound)
    assert isinstance(events[-1], Done)
    assert any(isinstance(e, Token) for e in events)
    assert [type(e) for e in events].count(SentenceDone) == 1


def test_a_supported_sentence_is_cited_to_its_exact_words(sample: Library) -> None:
    given = answer(scripted(sample, "Gen. Kenichiro Nagumo is the first commander [1]."), Question(text=COMMANDER))
    assert given.outcome is Outcome.ANSWERED
    (sentence,) = given.sentences
    assert sentence.verdict.stands
    (citation,) = sentence.citations
    document = sample.catalog.document(citation.document_id)
    assert document is not None
    assert document.text[citation.start : citation.end] == citation.quote
    assert "Nagumo" in citation.quote
    assert citation.source
    assert citation.published


def test_an_invented_marker_is_counted_and_shown(sample: Library) -> None:
    given = answer(scripted(sample, "Gen. Kenichiro Nagumo is the first commander [1][97]."), Question(text=COMMANDER))
    assert given.failed_markers == ("[97]",)


def test_a_marker_on_the_wrong_passage_is_mended_and_said(sample: Library) -> None:
    assistant = scripted(sample, "placeholder")
    _, evidence = assistant.retrieve(Question(text=COMMANDER))
    right = next(i for i, e in enumerate(evidence, start=1) if "Nagumo" in e.text)
    wrong = next(i for i, e in enumerate(evidence, start=1) if "Nagumo" not in e.text)
    given = answer(
        scripted(sample, f"Gen. Kenichiro Nagumo is the first commander of the Joint Operations Command [{wrong}]."),
        Question(text=COMMANDER),
    )
    (sentence,) = given.sentences
    assert sentence.verdict.support in (Support.WRONG_SOURCE, Support.VERBATIM, Support.SUPPORTED)
    assert sentence.citations[0].number == right


def test_a_lie_is_withdrawn_and_the_passage_quoted_instead(sample: Library) -> None:
    events = list(scripted(sample, "Chinese ships were present on 212 days of 2024 [1].").ask(Question(text=COUNT)))
    assert any(isinstance(e, Withdrawn) for e in events)
    given = events[-1].answer  # type: ignore[union-attr]
    assert given.quoted
    assert "355" in given.text
    assert "212" not in given.text
    assert all(s.verdict.support is Support.VERBATIM for s in given.sentences)


def test_a_sentence_that_does_not_stand_is_flagged_beside_one_that_does(sample: Library) -> None:
    reply = "Gen. Kenichiro Nagumo is the first commander [1]. He was born in Kyoto in 1931 [1]."
    given = answer(scripted(sample, reply), Question(text=COMMANDER))
    assert given.outcome is Outcome.PARTLY
    assert [s.verdict.stands for s in given.sentences] == [True, False]
    assert given.missing


def test_a_question_of_the_documents_is_no_sentence_of_an_answer(sample: Library) -> None:
    reply = "Is it a fair share? [1] Gen. Kenichiro Nagumo is the first commander [1]."
    given = answer(scripted(sample, reply), Question(text=COMMANDER))
    assert given.outcome is Outcome.ANSWERED
    assert given.text == "Gen. Kenichiro Nagumo is the first commander."


def test_a_question_with_an_invented_marker_is_shown(sample: Library) -> None:
    reply = "Is it a fair share? [97] Gen. Kenichiro Nagumo is the first commander [1]."
    given = answer(scripted(sample, reply), Question(text=COMMANDER))
    assert given.failed_markers == ("[97]",)


def test_with_strike_it_is_left_out(sample: Library) -> None:
    reply = "Gen. Kenichiro Nagumo is the first commander [1]. He was born in Kyoto in 1931 [1]."
    given = answer(scripted(sample, reply, unsupported="strike"), Question(text=COMMANDER))
    assert len(given.sentences) == 1
    assert "1931" not in given.text
    assert "left out" in str(given.missing)


def test_offsets_of_sentences_are_offsets_in_the_answer(sample: Library) -> None:
    reply = "Gen. Kenichiro Nagumo is the first commander [1]. The command opened on March 24 [1]."
    given = answer(scripted(sample, reply), Question(text=COMMANDER))
    assert len(given.sentences) == 2
    assert all(given.text[s.start : s.end] == s.text for s in given.sentences)


def test_what_the_documents_do_not_name_is_declined_with_the_nearest_passages(extractive: Assistant) -> None:
    given = answer(extractive, Question(text="How many elephants live in the zoo of Wroclaw?"))
    assert given.outcome is Outcome.DECLINED
    assert given.sentences == ()
    assert given.evidence
    assert given.missing


def test_a_declined_question_that_leaves_out_what_it_is_about_is_asked_back(extractive: Assistant) -> None:
    given = answer(extractive, Question(text="How many elephants does this zoo keep?"))
    assert given.outcome is Outcome.DECLINED
    assert given.asks == "this zoo"
    assert "“this zoo”" in str(given.missing)


def test_without_a_model_passages_are_quoted_with_the_same_verdicts(extractive: Assistant) -> None:
    given = answer(extractive, Question(text=COMMANDER))
    assert given.quoted
    assert given.outcome is Outcome.ANSWERED
    assert "Nagumo" in given.text


@pytest.mark.parametrize("text", ["", "   \n", "x" * (LONGEST_QUESTION + 1)])
def test_a_question_that_is_none_is_refused_with_a_hint(extractive: Assistant, text: str) -> None:
    with pytest.raises(QuestionError) as caught:
        answer(extractive, Question(text=text))
    assert caught.value.hint


def test_an_empty_library_is_named(library: Library) -> None:
    with pytest.raises(QuestionError, match="library is empty"):
        answer(Assistant(library=library, model=None, model_name="none"), Question(text="Anything?"))


def test_a_model_that_dies_leaves_what_stands_and_says_so(sample: Library) -> None:
    model = Dying(messages=iter([AIMessage("Gen. Kenichiro Nagumo is the first commander [1]. He then came to the")]))
    assistant = Assistant(library=sample, model=model, model_name="dying")
    given = answer(assistant, Question(text=COMMANDER))
    assert given.notice
    assert "Nagumo" in given.text


def test_an_answer_that_was_cut_off_says_so_and_loses_its_unfinished_sentence(sample: Library) -> None:
    said = "Gen. Kenichiro Nagumo is the first commander [1]. Its headquarters opened in"
    model = Cut(messages=iter([AIMessage(said)] * 3))  # other documents are heard too
    given = answer(Assistant(library=sample, model=model, model_name="cut"), Question(text=COMMANDER))
    assert "cut off" in str(given.notice)
    assert [s.text for s in given.sentences] == ["Gen. Kenichiro Nagumo is the first commander."]


def test_a_model_that_says_nothing_or_will_not_end_still_gives_an_answer(sample: Library) -> None:
    for reply in ("", "Nagumo. " * 200, '{"answer": null}', '{"answer": "It is Gen. Nagumo [1].", "sources": [1]}'):
        given = answer(scripted(sample, reply), Question(text=COMMANDER))
        assert given.quoted or given.outcome is not Outcome.DECLINED


def test_a_passage_keeps_its_number_through_a_conversation(extractive: Assistant) -> None:
    _, first = extractive.retrieve(Question(text=COMMANDER))
    known = tuple(replace(e, number=e.number + 40) for e in first)
    _, second = extractive.retrieve(Question(text=COMMANDER, known=known))
    assert [e.number for e in second] == [e.number for e in known]
    _, other = extractive.retrieve(Question(text=COUNT, known=known))
    places = {(e.document_id, e.start, e.end) for e in known}
    fresh = [e.number for e in other if (e.document_id, e.start, e.end) not in places]
    assert fresh
    assert min(fresh) > max(e.number for e in known)


def test_a_follow_up_is_condensed_before_it_is_searched(sample: Library) -> None:
    assistant = scripted(sample, "Where are the U.S. troops in Japan stationed?", "They are in Okinawa [1].")
    history = (
        Turn(role="user", content="How many U.S. troops are in Japan?"),
        Turn(role="assistant", content="50,000"),
    )
    given = answer(assistant, Question(text="Where are they stationed?", history=history))
    assert given.standalone == "Where are the U.S. troops in Japan stationed?"


def test_a_follow_up_for_another_place_is_answered_without_a_model(extractive: Assistant) -> None:
    history = (Turn(role="user", content="How many U.S. troops are based in Japan?"),)
    given = answer(extractive, Question(text="And in South Korea?", history=history))
    assert "28,500" in given.text


def test_filters_reach_the_evidence(extractive: Assistant) -> None:
    (source, *_) = extractive.library.catalog.sources()
    _, evidence = extractive.retrieve(Question(text="U.S. troops in Japan", filters=Filters(sources=(source,))))
    assert {e.source for e in evidence} == {source}


def test_an_earlier_question_that_a_follow_up_leans_on_is_not_asked_again(sample: Library) -> None:
    follow_up = Question(text="And how did Tokyo react to it?", history=(Turn(role="user", content=COUNT),))
    done = list(scripted(sample, COUNT, "They left [1].").ask(follow_up))[-1]
    assert isinstance(done, Done)
    assert done.answer.standalone == f"{COUNT} And how did Tokyo react to it?"
    assert "Not answered" not in str(done.answer.missing)


def test_filters_that_let_nothing_through_are_named(extractive: Assistant) -> None:
    given = answer(extractive, Question(text=COMMANDER, filters=Filters(sources=("No such paper",))))
    assert given.outcome is Outcome.DECLINED
    assert "Lift them" in str(given.missing)


ZOO = "How many elephants live in the zoo of Wroclaw?"


def test_filters_that_hide_some_documents_of_a_declined_question_are_named_with_their_number(
    extractive: Assistant,
) -> None:
    catalog = extractive.library.catalog
    (source, *_) = catalog.sources()
    given = answer(extractive, Question(text=ZOO, filters=Filters(sources=(source,))))
    everything, _ = catalog.counts()
    hidden = everything - catalog.matching_documents(Filters(sources=(source,)))
    assert f"The filters hide {hidden} of {everything} documents." in str(given.missing)
    assert "hide" not in str(answer(extractive, Question(text=ZOO)).missing)


def test_an_as_of_that_hides_documents_is_named_with_their_number(extractive: Assistant) -> None:
    catalog, day = extractive.library.catalog, date(2024, 6, 30)
    given = answer(extractive, Question(text=f"As of June 2024, {ZOO[0].lower()}{ZOO[1:]}"))
    everything, _ = catalog.counts()
    later = everything - catalog.matching_documents(Filters(until=day))
    assert given.outcome is Outcome.DECLINED
    assert f"Asked as of 30 June 2024: {later} of {everything} documents are later" in str(given.missing)
    assert "filters" not in str(given.missing)


def test_a_question_below_the_threshold_is_told_from_one_that_was_tried(extractive: Assistant) -> None:
    strict = answer(replace(extractive, options=Options(abstain_threshold=1.0)), Question(text=COMMANDER))
    assert strict.below_threshold
    assert strict.belief is not None
    readily = replace(extractive, options=Options(abstain_threshold=strict.belief))
    assert not answer(readily, Question(text=COMMANDER)).below_threshold


def test_evidence_is_exact_dated_and_within_its_budget(extractive: Assistant) -> None:
    _, evidence = extractive.retrieve(Question(text=COUNT))
    library = extractive.library

    def slice_of(item: Evidence) -> str:
        document = library.catalog.document(item.document_id)
        assert document is not None
        return document.text[item.start : item.end]

    assert all(slice_of(e) == e.text and e.published for e in evidence)
    assert sum(library.embeddings.count_tokens(e.text) for e in evidence) <= SMALL.tokens
    assert len(evidence) <= SMALL.passages


def test_a_day_that_cannot_be_read_is_said(extractive: Assistant) -> None:
    unclear = answer(extractive, Question(text="As of 03/04/2025, who leads the Joint Operations Command?"))
    assert "03/04/2025" in str(unclear.notice)


def test_as_of_a_day_hides_what_was_published_later(extractive: Assistant) -> None:
    then = answer(extractive, Question(text="As of June 2024, who leads the Joint Operations Command?"))
    assert all(e.published is None or e.published <= date(2024, 6, 30) for e in then.evidence)
    assert "Nagumo" not in then.text
    long_ago = answer(extractive, Question(text="As of March 1999, who leads the Joint Operations Command?"))
    assert long_ago.outcome is Outcome.DECLINED
    assert "31 March 1999" in str(long_ago.missing)


def test_an_answer_about_now_is_dated(extractive: Assistant) -> None:
    now = answer(extractive, Question(text=COMMANDER))
    assert now.as_of == max(c.published for c in now.citations if c.published)
    past = answer(extractive, Question(text="On which day was the treaty of 1960 signed?"))
    assert past.citations
    assert past.as_of is None


def test_a_denied_premise_is_put_right_without_the_model(sample: Library) -> None:
    assistant = scripted(sample, "Because it was asked to [1].")
    given = answer(assistant, Question(text="Why did Gov. Denny Tamaki approve the change of design at Henoko?"))
    assert given.outcome is Outcome.ANSWERED
    assert "refused to approve" in given.text
    assert "takes for granted" in str(given.missing)
    assert given.citations


def test_two_counts_of_one_year_are_shown_as_older_and_newer(extractive: Assistant) -> None:
    asked = "On how many days of 2024 were Chinese vessels in the contiguous zone around the Senkaku Islands?"
    given = answer(extractive, Question(text=asked))
    assert "355" in given.text
    assert "353" in given.text
    (found,) = given.conflicts
    assert found.superseded
    assert [p.statement for p in found.positions] == ["353", "355"]
