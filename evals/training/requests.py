"""Requests for briefings made from templates, and plain questions, to teach their kind and their subject from.

`requests.yaml` has the templates, a writer each; what stands in their slots are names and phrases of the questions and
answers of public rows (`evals.training.rows`), alone and in the company of common nouns. Nothing of it is kept but
weights.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import yaml

from evals.training.fillers import FILLERS, Pool, alike
from evals.training.rows import QuestionRow
from rag.briefing.kind import Tag
from rag.types import BriefingKind

TEMPLATES = Path(__file__).with_name("requests.yaml")
KINDS = {"changed": BriefingKind.CHANGED, "authors": BriefingKind.AUTHORS}
"""Kinds that templates name by another word than their value."""
LANGUAGE = {
    "german": "de",
    "german2": "de",
    "german3": "de",
    "french": "fr",
    "french2": "fr",
    "french3": "fr",
    "spanish": "es",
    "spanish2": "es",
    "spanish3": "es",
    "japanese": "ja",
}
"""Writers who do not write English."""

BEFORE = """Please |Hi, |Hello, |ok |Now |And |For my notes: |Next: |Could you |Can you |I need this: |Quick one: |
    So |Good morning. |Thanks! """.split("|")
AFTER = """ please| thanks| pls|, with sources| as a table|, thank you|, if you can| - short| now""".replace(
    "\n", ""
).split("|")
ALIKE = 0.5
"""Share of comparisons whose sides are alike."""
_TWO = re.compile(r"\b(?:which|who|whose|what)\b.*\bor\b", re.I)
"""A public question that asks which of two it is: whether that is a comparison nobody says, so it is not taught."""
_SLOT = re.compile(r"\{(\w+)\}")
_TAGS: Mapping[str, Tag] = {
    "s": "subject", "d": "subject", "p": "subject", "a": "subject", "b": "other", "m": "measure", "w": "subject",
    "t": "about", "day": "subject", "what": "subject", "gen": "subject",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with its kind. `marks` are tagged stretches of it; None where nobody knows them."""

    text: str
    kind: BriefingKind
    writer: str
    lang: str = "en"
    marks: tuple[tuple[int, int, Tag], ...] | None = None


def requests(rows: Sequence[QuestionRow], each: int, chance: random.Random) -> Iterator[Asked]:
    """Every template filled `each` times."""
    pools = {lang: Pool.of([r for r in rows if r.lang == lang]) for lang in ("en", *LANGUAGE.values())}
    for writer, kinds in yaml.safe_load(TEMPLATES.read_text(encoding="utf-8")).items():
        lang = LANGUAGE.get(writer, "en")
        for name, templates in kinds.items():
            kind = KINDS.get(name) or BriefingKind(name)
            for template in templates:
                for _ in range(each):
                    text, marks = _filled(template, pools[lang], chance)
                    text, marks = _varied(text, marks, writer, lang, chance)
                    yield Asked(text=text, kind=kind, writer=writer, lang=lang, marks=marks)


def plain(rows: Sequence[QuestionRow], chance: random.Random) -> Iterator[Asked]:
    """Questions of public rows: facts, all of them. Some are asked politely, as requests are."""
    for row in rows:
        if _TWO.search(row.question):
            continue
        text, none = " ".join(row.question.split()), tuple[tuple[int, int, Tag], ...]()
        if row.lang == "en" and chance.random() < 0.3:
            text, _ = _varied(text, none, row.set, row.lang, chance)
        yield Asked(text=text, kind=BriefingKind.FACT, writer=row.set, lang=row.lang)


def _filled(template: str, pool: Pool, chance: random.Random) -> tuple[str, tuple[tuple[int, int, Tag], ...]]:
    text, marks, at = "", [], 0
    given = dict(zip("ab", alike(pool, chance), strict=True)) if chance.random() < ALIKE else {}
    for slot in _SLOT.finditer(template):
        text += template[at : slot.start()]
        at = slot.end()
        filler, own = (given[slot[1]], []) if slot[1] in given else FILLERS[slot[1]](pool, chance)
        if tag := _TAGS.get(slot[1]):
            marks.append((len(text), len(text) + len(filler), tag))
            marks += [(len(text) + start, len(text) + end, "document") for start, end in own]
        text += filler
    text += template[at:]
    return text, tuple(marks)


def _varied(
    text: str, marks: tuple[tuple[int, int, Tag], ...], writer: str, lang: str, chance: random.Random
) -> tuple[str, tuple[tuple[int, int, Tag], ...]]:
    """With a greeting, a slip of the finger, without capitals or its mark: as people type."""
    careless = writer == "chat"
    if chance.random() < (0.35 if careless else 0.06):
        text = _slipped(text, marks, chance)
    if lang == "en" and chance.random() < 0.12:
        before = chance.choice(BEFORE).lstrip()
        text = before + text[0].lower() + text[1:]
        marks = tuple((start + len(before), end + len(before), tag) for start, end, tag in marks)
    if chance.random() < 0.4:
        text = text.rstrip("?.!") or text
    elif text[-1:].isalnum() and chance.random() < 0.3:
        text += chance.choice("?..!")
    if lang == "en" and chance.random() < 0.1:
        text = text.rstrip("?.!") + chance.choice(AFTER)
    if chance.random() < (0.6 if careless else 0.2):
        text = text.lower() if len(text.lower()) == len(text) else text
    return text, tuple((start, min(end, len(text)), tag) for start, end, tag in marks if start < len(text))


def _slipped(text: str, marks: tuple[tuple[int, int, Tag], ...], chance: random.Random) -> str:
    """Two letters of one word of the frame in the wrong order."""
    frame = [
        m for m in re.finditer(r"[A-Za-z]{5,}", text) if not any(s < m.end() and m.start() < e for s, e, _ in marks)
    ]
    if not frame:
        return text
    word = chance.choice(frame)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


assert set(_TAGS.values()) <= set(get_args(Tag))
