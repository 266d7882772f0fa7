"""Raw text → questions made of its own sentences, with passages that answer them and passages that only look so.

    python -m evals.reader.cloze SET... --out made.jsonl.gz [--seed N]

A name, number or date of a sentence is taken out and asked for in what is left, noisily (Lewis et al. 2019,
"Unsupervised Question Answering by Cloze Translation"). One word of the question exchanged for another of the same
document, or the sentence taken out of its surroundings, gives a question without an answer, as the writers of SQuAD 2.0
made theirs.
"""

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.bench import read
from evals.reader.pairs import Pair, write
from index.sentence import split

PART = 12_000
"""Characters of a document that are taken together."""
ASKED = 2
"""Questions made of one sentence at most."""
LONGEST = 22
"""Words of a question at most."""
EXCHANGED = 0.45
"""Share of the unanswerable ones that have a word exchanged; the others lose the sentence that answers."""
DROPPED, DROPPED_SHORT = 0.07, 0.12
"""Chance that a word is left out of a question, and one of up to three letters."""

_KINDS = {
    "date": re.compile(
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Aug|Sept|"
        r"Oct|Nov|Dec)\.|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:\s\d{1,2})?(?:,?\s(?:19|20)\d\d)?"
        r"|\b(?:1[5-9]|20)\d\d\b"
    ),
    "number": re.compile(r"[$€£]?\d[\d,.]*\d?(?:\s?(?:%|percent|million|billion|trillion|years?|days?|people))?"),
    "name": re.compile(
        r"(?<!^)\b(?:[A-Z][\w’'-]+|[A-Z]{2,})(?:\s(?:(?:of|the|de|and|for)\s)?(?:[A-Z][\w’'-]+|[A-Z]{2,}))*"
    ),
}  # fmt: skip
_ASKING = {
    "date": ("When", "In what year", "On what date", "When did"),
    "number": ("How many", "How much", "What number of"),
    "place": ("Where", "In which country", "What place", "Which city"),
    "name": ("Who", "What", "Which", "What is the name of", "Which organization", "Who did"),
}
_PLACE = re.compile(r"\b(?:in|at|from|near|to|across)\s(?:the\s)?$")
_CUT = re.compile(r"[,;:—–]\s|\s(?:and|but|while|which|who|that|because|after|before|when)\s")
_PLAIN = re.compile(r"\b[a-z]{4,}\b")


@dataclass(frozen=True, kw_only=True)
class Span:
    start: int
    end: int
    kind: str


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    texts = (document.text for folder in options.folders for document in read.corpus(folder))
    parts = (text[at : at + PART] for text in texts for at in range(0, len(text), PART))
    write(options.out, (pair for part in parts for pair in made(part, chance)))


def made(text: str, chance: random.Random) -> Iterator[Pair]:
    """The pairs of a text; none of a short one."""
    sentences = [s.text for s in split(text) if 30 < len(s.text) < 400]
    if len(sentences) < 6:
        return
    known = _known(sentences)
    for at, sentence in enumerate(sentences):
        found = list(spans(sentence))
        for span in chance.sample(found, min(ASKED, len(found))):
            asked = question(sentence, span, chance)
            if asked is None:
                continue
            first, last = _surroundings(at, len(sentences), chance)
            passage = " ".join(sentences[first:last])
            start = sum(len(s) + 1 for s in sentences[first:at]) + span.start
            yield _pair(asked, passage, start, start + span.end - span.start)
            if chance.random() < EXCHANGED:
                if other := exchanged(asked, known, passage, chance):
                    yield _pair(other, passage)
            elif without := _without(sentences, at, sentence[span.start : span.end], asked, chance):
                yield _pair(asked, without)


def spans(text: str) -> Iterator[Span]:
    """Dates, numbers and names, none within another."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in _KINDS.items():
        for match in pattern.finditer(text):
            start, end = match.span()
            if end - start > 1 and all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                yield Span(start=start, end=end, kind=kind)


def question(sentence: str, span: Span, chance: random.Random) -> str | None:
    """The sentence, or the clause around the span, with the span asked for; None where too little or much is left."""
    cuts = [match.start() for match in _CUT.finditer(sentence)]
    before = [cut for cut in cuts if cut < span.start and chance.random() < 0.5]
    behind = [cut for cut in cuts if cut >= span.end and chance.random() < 0.5]
    left = sentence[max(before, default=0) : span.start].split()
    right = sentence[span.end : min(behind, default=len(sentence))].split()
    if sum(len(word) > 3 for word in left + right) < 3 or len(left + right) > LONGEST:
        return None
    place = span.kind == "name" and _PLACE.search(sentence[: span.start])
    asking = chance.choice(_ASKING["place" if place else span.kind])
    rest = _noisy(left, chance) + _noisy(right, chance) if chance.random() < 0.7 else _noisy(right + left, chance)
    return f"{asking} {' '.join(rest).strip(' ,.;:')}?"


def exchanged(asked: str, known: Mapping[str, Sequence[str]], passage: str, chance: random.Random) -> str | None:
    """The question with one name, number or word in the place of which the document has another, elsewhere."""
    found = list(spans(asked))
    if found and chance.random() < 0.6:
        span = chance.choice(found)
        kind = span.kind
    else:
        words = list(_PLAIN.finditer(asked))
        if not words:
            return None
        word = chance.choice(words)
        span, kind = Span(start=word.start(), end=word.end(), kind="word"), word.group()[-2:]
    others = [one for one in known.get(kind, ()) if one not in asked and one not in passage]
    return asked[: span.start] + chance.choice(others) + asked[span.end :] if others else None


def _known(sentences: Sequence[str]) -> dict[str, list[str]]:
    """What the document has of each kind; its plain words by their last two letters, so that they fit the grammar."""
    known: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        for span in spans(sentence):
            known[span.kind].add(sentence[span.start : span.end])
        for word in _PLAIN.findall(sentence):
            known[word[-2:]].add(word)
    return {kind: sorted(words) for kind, words in known.items()}


def _noisy(words: Sequence[str], chance: random.Random) -> list[str]:
    """Some words left out, and now and then neighbours in another order: questions do not repeat a text."""
    kept = [w for w in words if chance.random() >= (DROPPED_SHORT if len(w) < 4 else DROPPED)]
    if chance.random() < 0.3:
        kept = [w for _, w in sorted((at + 2.5 * chance.random(), w) for at, w in enumerate(kept))]
    return kept


def _surroundings(at: int, count: int, chance: random.Random) -> tuple[int, int]:
    wide = chance.randint(1, 5)
    first = max(0, at - chance.randint(0, wide - 1))
    return first, max(at + 1, min(count, first + wide))


def _without(sentences: Sequence[str], at: int, answer: str, asked: str, chance: random.Random) -> str | None:
    """Sentences nearby or like the question, of which none has the answer."""
    words = set(re.findall(r"\w{4,}", asked.lower()))
    others = [i for i, s in enumerate(sentences) if i != at and answer not in s]
    alike = sorted(others, key=lambda i: -len(words & set(re.findall(r"\w{4,}", sentences[i].lower()))))
    near = [i for i in others if abs(i - at) <= 2] if chance.random() < 0.5 else []
    chosen = sorted({*near, *alike[: chance.randint(1, 3)]})
    return " ".join(sentences[i] for i in chosen) or None


def _pair(asked: str, passage: str, start: int = -1, end: int = -1) -> Pair:
    return Pair(
        origin="made", held_out=False, question=asked, passage=passage, answers=start >= 0, start=start, end=end
    )


if __name__ == "__main__":
    main()
