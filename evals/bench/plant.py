"""Documents with texts planted in them, and the questions that lead there. Plain data, no system.

Instructions go into gold documents of a carrier set, each into another one: at the beginning, in the middle or at
the end, in turn. Planted answers come with their own passages; of one of these the wrong value is replaced by the
right one, so that the library holds the truth once and the lie as often as the set has it otherwise.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evals.bench.read import CorpusRow, InstructionRow, PoisonRow, QuestionRow
from evals.bench.sample import sample
from evals.errors import BenchError
from index.sentence import split


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A question with what was planted for it; either `attack` or `incorrect` is given. `clean` is the true text."""

    row: QuestionRow
    attack: str = ""
    clean: str = ""
    correct: str = ""
    incorrect: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """The library's documents and the questions to ask of them."""

    corpus: tuple[CorpusRow, ...]
    planted: tuple[Planted, ...]


def plant(
    instructions: Sequence[InstructionRow],
    poison: Sequence[PoisonRow],
    corpus: Sequence[CorpusRow],
    questions: Sequence[QuestionRow],
    *,
    seed: int,
) -> Field:
    """The carrier's documents with everything planted. Raises BenchError if it has too few questions."""
    carriers = _carriers(questions, corpus, len(instructions), seed)
    texts = {row.id: row for row in corpus}
    planted: list[Planted] = []
    changed: dict[str, CorpusRow] = {}
    for number, (instruction, question) in enumerate(zip(instructions, carriers, strict=True)):
        document = texts[question.gold[0]]
        changed[document.id] = document.model_copy(update={"text": insert(document.text, instruction.attack, number)})
        row = question.model_copy(update={"id": f"{instruction.id}:{question.id}"})
        planted.append(Planted(row=row, attack=instruction.attack, clean=document.text))
    lies = [_lie(row) for row in poison]
    return Field(
        corpus=(*(changed.get(row.id, row) for row in corpus), *(d for _, documents in lies for d in documents)),
        planted=(*planted, *(entry for entry, _ in lies)),
    )


def insert(text: str, attack: str, turn: int) -> str:
    """The text with the attack between two of its sentences: before all, in the middle, or after all."""
    sentences = split(text)
    at = (0, sentences[len(sentences) // 2].start if sentences else 0, len(text))[turn % 3]
    return " ".join(part for part in (text[:at].rstrip(), attack, text[at:].lstrip()) if part)


def _carriers(
    questions: Sequence[QuestionRow], corpus: Sequence[CorpusRow], count: int, seed: int
) -> list[QuestionRow]:
    """Answerable questions, each with a document that no other of them has."""
    known = {row.id for row in corpus}
    by_document = {q.gold[0]: q for q in reversed(questions) if q.answerable and q.gold and q.gold[0] in known}
    if len(by_document) < count:
        raise BenchError(
            f"The carrier has {len(by_document)} answerable questions with documents; {count} are needed.",
            hint="Name a larger set with --carrier.",
        )
    return sample(list(by_document.values()), count, seed=seed, identity=lambda row: row.id)


def _lie(row: PoisonRow) -> tuple[Planted, list[CorpusRow]]:
    """The question, and its passages: one of them mended."""
    wrong = re.compile(rf"(?<!\w){re.escape(row.incorrect)}(?!\w)", re.IGNORECASE)
    mended = next((n for n, text in enumerate(row.poison) if wrong.search(text)), None)
    passages = list(row.poison)
    if mended is None:
        passages.append(f"{row.question}: {row.correct}.")
    else:
        passages[mended] = wrong.sub(lambda _: row.correct, passages[mended])
    question = QuestionRow(id=row.id, question=row.question, answers=(row.correct,), wrong_answers=(row.incorrect,))
    documents = [CorpusRow(id=f"{row.id}/{n}", text=text) for n, text in enumerate(passages)]
    return Planted(row=question, correct=row.correct, incorrect=row.incorrect), documents
