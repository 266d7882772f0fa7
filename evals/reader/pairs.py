"""Question sets → pairs of a question and a passage, with the answer's place or the fact that there is none.

    python -m evals.reader.pairs SET... --out pairs.jsonl.gz

A question is paired with a passage that answers it; where it has none, with the one that looks as if it did. So that
the reader learns more than what such questions look like, each answered one is also paired with the passage without an
answer that shares most of its words.
"""

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.bench import read
from evals.bench.halves import question_held_out
from evals.bench.read import QuestionRow
from rag.language.words import content

LONG = 1500
"""Characters from which on a document is read in pieces."""
PIECE = 900


@dataclass(frozen=True, kw_only=True)
class Pair:
    """`start` and `end` are the answer's place in the passage, -1 where it has none or it is not known."""

    origin: str
    held_out: bool
    question: str
    passage: str
    answers: bool
    start: int = -1
    end: int = -1


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    options = parser.parse_args(arguments)
    made = [pair for folder in options.folders for pair in _told(folder)]
    write(options.out, made)


def write(path: Path, made: Iterable[Pair]) -> None:
    """A pair a line, compressed: what `evals.reader.train` reads."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(pair)) + "\n" for pair in made)


def _told(folder: Path) -> list[Pair]:
    made = list(pairs(folder))
    print(f"{folder.name}: {len(made)} pairs, {sum(p.answers for p in made)} with an answer", flush=True)
    return made


def pairs(folder: Path) -> Iterator[Pair]:
    """The pairs of a set, in its order."""
    documents = {row.id: row.text for row in read.corpus(folder)} if read.has(folder, "corpus") else {}
    pieces = [(piece, frozenset(content(piece))) for text in documents.values() for piece in _pieces(text)]
    for row in read.questions(folder):
        origin, held_out = folder.resolve().name, question_held_out(row)
        for passage, answer in _passages(row, documents):
            start = passage.find(answer) if answer else -1
            yield Pair(
                origin=origin, held_out=held_out, question=row.question, passage=passage, answers=answer is not None,
                start=start, end=start + len(answer or "") if start >= 0 else -1,
            )  # fmt: skip
        if row.answerable and (near := _lookalike(row, pieces)):
            yield Pair(origin=f"{origin}, near", held_out=held_out, question=row.question, passage=near, answers=False)


def _passages(row: QuestionRow, documents: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    """Passages with the answer as it stands in them; None where they have none."""
    if row.documents:
        known = [*row.answers, *(row.wrong_answers or ())]  # a wrong answer is one: whether it is true is not read here
        for document in row.documents:
            answer = next((a for a in known if a in document.text), None)
            if answer or document.type == "noise":
                yield document.text, answer
        return
    for text in (documents[one] for one in row.gold[:2] if one in documents):
        if not row.answerable:
            yield text[:LONG], None
        elif answer := next((a for a in (*row.answers, *row.gold_sentences) if a in text), None):
            yield _around(text, answer), answer


def _around(text: str, answer: str) -> str:
    if len(text) <= LONG:
        return text
    start = max(0, text.find(answer) - PIECE // 2)
    return text[start : start + max(PIECE, PIECE // 2 + len(answer))]


def _lookalike(row: QuestionRow, pieces: Sequence[tuple[str, frozenset[str]]]) -> str | None:
    wanted = frozenset(content(row.question))
    said = [a.lower() for a in (*row.answers, *row.gold_sentences)]
    ranked = sorted(pieces, key=lambda piece: len(wanted & piece[1]), reverse=True)
    return next((text for text, _ in ranked if not any(a in text.lower() for a in said)), None)


def _pieces(text: str) -> list[str]:
    return [text] if len(text) <= LONG else [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


if __name__ == "__main__":
    main()
