import threading
from collections.abc import Iterator

import pytest

from index.errors import StoreError
from rag.conversation.exchange import State
from rag.errors import AnswerError, ModelError
from rag.events import Done, Event, EvidenceFound, SentenceDone, Token, Waiting
from rag.types import Briefing, BriefingKind, BriefingRequest, Citation, Coverage, Evidence, Outcome, Row
from tests.ui.answers import ANSWER, EVIDENCE
from ui.background.generation import Draft, Generation, Generations

FOUND = EvidenceFound(standalone="When?", evidence=(EVIDENCE,))


def _run(events: Iterator[Event]) -> tuple[Draft, list[Draft]]:
    saved: list[Draft] = []
    generation = Generation("When?", lambda _: events, saved.append)
    generation.start()
    draft = generation.draft
    while draft.state is State.ANSWERING:
        draft = generation.wait(draft.version, 10)
    generation.join(10)
    return draft, saved


def test_a_finished_answer_is_saved_with_its_evidence_and_again_at_the_end() -> None:
    draft, saved = _run(iter([FOUND, Token(text="The"), Done(answer=ANSWER)]))
    assert (draft.state, draft.answer) == (State.DONE, ANSWER)
    assert [s.state for s in saved] == [State.ANSWERING, State.DONE]


def test_the_text_is_the_finished_sentences_and_what_has_been_begun() -> None:
    first = ANSWER.sentences[0]
    events = [FOUND, Token(text="The mill closed"), Token(text=" in 1931. It emp"), SentenceDone(sentence=first)]
    draft, _ = _run(iter(events))
    assert draft.text == "The mill closed in 1931. It emp"
    assert draft.text[first.start : first.end] == first.text


@pytest.mark.parametrize(
    ("error", "said", "retryable"),
    [
        (ModelError("The model died.", hint="Ask again."), "The model died.", True),
        (StoreError("Chroma", "does not answer", "Start it"), "Chroma: does not answer.", True),
        (ZeroDivisionError(), "Something went wrong inside Dossier.", True),
    ],
)
def test_a_failure_keeps_the_evidence_and_the_words(error: Exception, said: str, retryable: bool) -> None:
    def events() -> Iterator[Event]:
        yield FOUND
        yield Token(text="The mill")
        raise error

    draft, saved = _run(events())
    assert draft.state is State.FAILED
    assert draft.failure is not None
    assert (draft.failure.message, draft.failure.retryable) == (said, retryable)
    kept = saved[-1].as_answer()
    assert kept is not None
    assert (kept.text, kept.evidence) == ("The mill", (EVIDENCE,))


def test_stop_ends_it_at_once_though_the_model_says_nothing() -> None:
    silent, closed = threading.Event(), threading.Event()

    def events(cancel: threading.Event) -> Iterator[Event]:
        try:
            yield FOUND
            assert cancel.wait(10)
            silent.wait(10)
            yield Token(text="too late")
        finally:
            closed.set()

    saved: list[Draft] = []
    generation = Generation("When?", events, saved.append)
    generation.start()
    while generation.draft.evidence is None:
        generation.wait(generation.draft.version, 10)
    generation.stop()
    assert (generation.draft.state, saved[-1].state) == (State.STOPPED, State.STOPPED)
    silent.set()
    assert closed.wait(10)
    assert generation.draft.text == ""


def test_what_is_stored_last_is_the_stop_though_an_earlier_draft_is_slow() -> None:
    searched, written = threading.Event(), []

    def save(draft: Draft) -> None:
        if draft.state is State.ANSWERING:
            searched.set()
            threading.Event().wait(0.3)
        written.append(draft.state)

    generation = Generation("When?", lambda cancel: iter([FOUND]), save)
    generation.start()
    assert searched.wait(10)
    generation.stop()
    generation.join(10)
    assert written[-1] is State.STOPPED


def test_a_draft_older_than_the_one_stored_is_let_go() -> None:
    saved: list[Draft] = []
    generation = Generation("When?", lambda _: iter([]), saved.append)
    generation.stop()
    generation._keep(Draft(question="When?"))
    assert [draft.state for draft in saved] == [State.STOPPED]


def test_an_answer_that_breaks_off_without_an_end_is_a_failure() -> None:
    draft, _ = _run(iter([FOUND]))
    assert draft.state is State.FAILED


def test_a_disk_that_does_not_take_the_answer_does_not_take_it_from_the_screen() -> None:
    def save(draft: Draft) -> None:
        raise AnswerError("locked", hint="Wait.")

    generation = Generation("When?", lambda _: iter([FOUND, Done(answer=ANSWER)]), save)
    generation.start()
    generation.join(10)
    assert generation.draft.answer == ANSWER


def test_an_answer_that_has_just_ended_can_still_be_looked_at_when_others_begin() -> None:
    generations = Generations()
    for name in ("first", "second", "third"):
        generation = Generation("When?", lambda _: iter([FOUND, Done(answer=ANSWER)]), lambda draft: None)
        generations.start(name, generation)
        generation.join(10)
    first = generations.get("first")
    assert first
    assert first.draft.answer == ANSWER
    assert generations.running == 0


def test_a_stopped_briefing_keeps_its_rows():
    cited = Citation(number=3, document_id="d", start=0, end=14, quote="The gates shut", title="Gates")
    row = Row(statement="The gates shut", quotation="The gates shut", citations=(cited,))
    request = BriefingRequest(kind=BriefingKind.TIMELINE, question="Timeline of gates", subjects=("gates",))
    covered = Coverage(documents=1, used=1, passages=1)
    briefing = Briefing(request=request, label="a timeline of gates", rows=(row,), coverage=covered)
    passage = Evidence(number=3, document_id="d", start=0, end=14, text="The gates shut", title="Gates")
    kept = Draft(question="Timeline of gates", evidence=(passage,), briefing=briefing).as_answer()
    assert kept.outcome is Outcome.PARTLY
    assert [c.number for c in kept.citations] == [3]
    assert kept.briefing.rows == (row,)


def test_one_that_waits_knows_how_many_come_first() -> None:
    seen = list[int | None]()

    def events() -> Iterator[Event]:
        for before in (2, 0):
            yield Waiting(before=before)
            seen.append(generation.draft.before)
        yield FOUND
        seen.append(generation.draft.before)
        yield Done(answer=ANSWER)

    generation = Generation("When?", lambda _: events(), lambda _: None)
    generation.start()
    generation.join(10)
    assert seen == [2, 0, None]


def test_what_does_not_end_in_time_is_cut_and_says_so() -> None:
    saved, go_on = list[Draft](), threading.Event()

    def events() -> Iterator[Event]:
        yield FOUND
        go_on.wait(10)
        yield Done(answer=ANSWER)

    generations, quick = Generations(), Generation("When?", lambda _: iter([FOUND, Done(answer=ANSWER)]), saved.append)
    slow = Generation("When?", lambda _: events(), saved.append)
    generations.start("quick", quick)
    generations.start("slow", slow)
    generations.finish(0.2)
    go_on.set()
    assert quick.draft.state is State.DONE
    assert slow.draft.state is State.FAILED
    assert slow.draft.failure
    assert "stopped" in slow.draft.failure.message
    assert saved[-1].state is State.FAILED
