from dataclasses import replace
from datetime import date

import numpy as np

from index.sentence import split
from index.types import Chunk, Document
from rag.rank import Scored
from rag.retrieval.hybrid import Candidate
from rag.select import select, worth_reading
from rag.signs import Passage
from rag.types import Evidence

TEXT = (
    "The council closed the old pier. It will stay shut for two years. Ferries leave from the new quay. "
    "The piles had rotted. Divers found worms in them."
)


def scored(text: str, scores: dict[int, float], name: str = "a", source: str = "Harbour Times") -> list[Scored]:
    document = Document(
        id=name, text=text, title=name, source=source, published=date(2024, 5, 2), path=f"{name}.txt", sha256=""
    )
    whole = Chunk(document_id=name, start=0, end=len(text), text=text)
    passage = Passage(
        candidate=Candidate(chunk=whole, fused=1.0, cosine=None, bm25=None),
        document=document,
        sentences=split(text),
        vectors=np.zeros((len(split(text)), 3), dtype=np.float32),
    )
    return [Scored(passage=passage, at=at, score=score) for at, score in scores.items()]


def chosen(question: str, items: list[Scored], tokens: int = 100, passages: int = 6) -> tuple[Evidence, ...]:
    ranked = sorted(items, key=lambda item: -item.score)
    return select(question, ranked, count_tokens=lambda text: len(text.split()), tokens=tokens, passages=passages)


def test_a_sentence_that_leans_brings_the_one_before() -> None:
    [passage] = chosen("How long is the pier shut?", scored(TEXT, {1: 0.9}))
    assert passage.text == "The council closed the old pier. It will stay shut for two years."


def test_a_fragment_is_a_passage_only_with_what_it_belongs_to() -> None:
    text = "The pier is shut. It rotted.\n\nHARBOUR DESK\n\nFerries leave from:\n\n- Oban\n- Tarn"
    places = {s.text: at for at, s in enumerate(split(text))}
    scores = {places["HARBOUR DESK"]: 0.9, places["- Tarn"]: 0.8}
    assert [e.text for e in chosen("Which harbour?", scored(text, scores))] == ["Ferries leave from:\n\n- Oban\n- Tarn"]
    beside = {places["It rotted."]: 0.95, **scores}
    assert "HARBOUR DESK" in chosen("Which harbour?", scored(text, beside))[0].text


def test_a_note_of_a_few_words_is_a_passage() -> None:
    assert [e.text for e in chosen("What colour?", scored("Blue door", {0: 0.9}))] == ["Blue door"]


MOORED = "Some 90 boats moor there."
"""In which the small reader finds the answer to "How many boats are there?"."""


def crowded(sentence: str, meaning: float) -> tuple[list[Scored], int]:
    """The sentence, of a document of its own, behind three of another; and a budget for two of these and it."""
    items = scored(TEXT, {0: 0.9, 2: 0.8, 3: 0.7}) + scored(sentence, {0: 0.3}, name="b")
    items[-1] = replace(items[-1], meaning=meaning)
    return items, sum(len(item.sentence.text.split()) for item in (items[0], items[1], items[3]))


def test_the_sentence_nearest_in_meaning_gets_its_turn_although_its_chunk_ranks_low() -> None:
    told = "The marina is full."
    for meaning, taken in ((0.8, True), (0.0, False)):
        items, budget = crowded(told, meaning)
        assert (told in [e.text for e in chosen("How many boats are there?", items, tokens=budget)]) is taken


def test_another_document_gives_the_sentence_in_which_the_reader_finds_the_answer() -> None:
    items, _ = crowded(MOORED, 0.0)
    first, last = chosen("How many boats are there?", items, tokens=8)
    assert (first.document_id, last.document_id, last.text) == ("a", "b", MOORED)
    assert len(chosen("Who closed the pier?", items, tokens=8)) == 1


def test_a_copy_of_what_another_document_gives_is_named_too() -> None:
    items, _ = crowded(MOORED, 0.0)
    *_, last = chosen("How many boats are there?", [*items, *scored(MOORED, {0: 0.2}, "c", "Sund Post")], tokens=8)
    assert (last.document_id, last.also) == ("b", ("Sund Post, 2 May 2024",))


def test_no_more_than_two_other_documents_do() -> None:
    told = [f"Some {n} boats moor {where}." for n, where in ((90, "there"), (7, "here"), (40, "at the quay"))]
    others = [item for at, text in enumerate(told) for item in scored(text, {0: 0.2 - at / 100}, name=f"b{at}")]
    found = chosen("How many boats are there?", [*scored(TEXT, {0: 0.9}), *others], tokens=8, passages=1)
    assert len(found) == 3


def test_a_question_for_reasons_takes_what_follows() -> None:
    [passage] = chosen("Why was the pier closed?", scored(TEXT, {3: 0.9}))
    assert passage.text == "The piles had rotted. Divers found worms in them."


def test_every_passage_is_its_slice_and_neighbours_become_one() -> None:
    items = scored(TEXT, {0: 0.9, 2: 0.5, 3: 0.8, 4: 0.7})
    found = chosen("pier", items)
    assert [e.text for e in found] == [TEXT[e.start : e.end] for e in found]
    assert [e.text.split(".")[0] for e in found] == [
        "The council closed the old pier",
        "Ferries leave from the new quay",
    ]
    assert [e.number for e in found] == [1, 2]


def test_the_budget_is_kept_but_for_a_first_sentence_that_is_longer() -> None:
    found = chosen("pier", scored(TEXT, {0: 0.9, 2: 0.8, 4: 0.7}), tokens=12)
    assert sum(len(e.text.split()) for e in found) <= 12
    assert chosen("pier", scored(TEXT, {0: 0.9}), tokens=1)


def test_a_copy_in_another_document_is_named_instead_of_read_again() -> None:
    copy = scored(TEXT, {0: 0.8}, name="b", source="Island Post")
    [passage] = chosen("Who closed the pier?", scored(TEXT, {0: 0.9}) + copy)
    assert passage.source == "Harbour Times"
    assert passage.also == ("Island Post, 2 May 2024",)


def test_another_figure_is_no_copy() -> None:
    said = "The ferry company said that it carried 40,000 people over the strait in the summer of last year."
    other = scored(said.replace("40,000", "55,000"), {0: 0.8}, name="b")
    assert len(chosen("How many people?", scored(said, {0: 0.9}) + other)) == 2


def test_the_model_is_spared_passages_that_neither_rank_nor_are_believed_near_the_best() -> None:
    question = "When did the old pier close?"
    best, believed, far = (
        replace(item, text="The old pier did close in May.", score=score, meaning=meaning)
        for item, score, meaning in zip(
            chosen("pier", scored(TEXT, {0: 0.9, 2: 0.8, 4: 0.7})), (0.8, 0.4, 0.4), (0.8, 0.9, 0.1), strict=True
        )
    )
    assert worth_reading(question, [best, believed, far]) == (best, believed)
    assert worth_reading(question, []) == ()


def test_a_passage_that_the_reader_rejects_is_spared_only_where_it_is_sure_of_another() -> None:
    question = "When did the old pier close?"
    texts = chosen("pier", scored(TEXT, {0: 0.9, 2: 0.8}))
    sure, no = (
        replace(item, text="The old pier did close in May.", score=0.8, meaning=0.8, answers=answers)
        for item, answers in zip(texts, (0.95, 0.01), strict=False)
    )
    assert worth_reading(question, [no, sure]) == (sure,)
    unsure = replace(sure, answers=0.6)
    assert worth_reading(question, [no, unsure]) == (no, unsure)
