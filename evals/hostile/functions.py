"""Every public function of `index` and `rag` that reads text, ready to be called with one.

They are found by their annotations: a new one is measured without being named here. What cannot be made out of a text
(a library, a model, a path) leaves a function out; what such functions do with text is done by those that are in.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import ModuleType
from typing import Any, get_type_hints

import index
import rag
from index.embed import OnnxEmbeddings, prepare
from index.sentence import split
from index.settings import IndexSettings
from index.types import Chunk, Document
from rag.language.dates import dates
from rag.language.grammar.leaning import leaning
from rag.language.names import names
from rag.language.quantities.numbers import quantities
from rag.types import Answer, AnswerSentence, Citation, Evidence, Outcome, Question, Support, Turn, Verdict
from rag.verification.draft import DraftSentence
from rag.verification.moment import Told
from rag.verification.pair import Pair
from rag.verification.values import given

Read = Callable[[str], object]

SHORT = "Ida Berg of Lund paid 40 million euros on 3 May 2024, not 30 million, he said."
"""What stands for a text beside the one that is hostile."""

_ELSEWHERE = (
    "models",
    "ray_workers",
    "readers",
    "settings",
    "server",
    "export",
    "fetch",
    "__main__",
    "command",
    "conversations",
    "runnable",
)
"""Modules that read no documents or questions, or hand them to a model."""
TODAY = date(2025, 6, 1)


def functions() -> Iterator[tuple[str, Read]]:
    """Name and reader of each, and of those that take several texts one with every text hostile and one for each."""
    for package in (index, rag):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not set(found.name.split(".")) & set(_ELSEWHERE):
                yield from _of(importlib.import_module(found.name))


def _of(module: ModuleType) -> Iterator[tuple[str, Read]]:
    for name, value in sorted(vars(module).items()):
        function = inspect.unwrap(value) if callable(value) else None
        if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module.__name__:
            continue
        yield from _calls(f"{module.__name__}.{name}", function)


def _calls(name: str, function: Callable[..., Any]) -> Iterator[tuple[str, Read]]:
    try:
        hints = get_type_hints(function)
    except (NameError, TypeError):  # of what is imported for type checkers alone, which no text makes
        return
    if any(p.kind in (p.VAR_KEYWORD, p.VAR_POSITIONAL) for p in inspect.signature(function).parameters.values()):
        return
    wanted = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
    kinds = ["file name" if p.name in ("name", "path") else _kind(hints.get(p.name, Any)) for p in wanted]
    if any(kind is None for kind in kinds):
        return
    hostile = [number for number, kind in enumerate(kinds) if kind in MAKE]
    if not hostile:
        return
    ways: list[tuple[str, Sequence[int]]] = [("", hostile)]  # all of them, then each alone
    ways += [(f" ({wanted[n].name})", [n]) for n in hostile] if len(hostile) > 1 else []
    for suffix, chosen in ways:
        yield f"{name}{suffix}", _reader(function, wanted, [str(kind) for kind in kinds], frozenset(chosen))


def _reader(
    function: Callable[..., Any], wanted: Sequence[inspect.Parameter], kinds: Sequence[str], hostile: frozenset[int]
) -> Read:
    def read(text: str) -> object:
        given = [
            MAKE[kind](text if number in hostile else SHORT) if kind in MAKE else FIXED[kind]()
            for number, kind in enumerate(kinds)
        ]
        named = {p.name: v for p, v in zip(wanted, given, strict=True) if p.kind is p.KEYWORD_ONLY}
        found = function(*(v for p, v in zip(wanted, given, strict=True) if p.name not in named), **named)
        return list(found) if isinstance(found, Iterator) else found

    return read


def _kind(hint: Any) -> str | None:
    """The maker's name for an annotation."""
    said = hint.__name__ if isinstance(hint, type) and not hasattr(hint, "__args__") else str(hint)
    said = re.sub(r"(?:[a-z_]+\.)+", "", said)  # the modules in front of its names
    return said if said in MAKE or said in FIXED else None


def evidence(text: str) -> Evidence:
    return Evidence(number=1, document_id="d", start=0, end=len(text), text=text, title=text[:100], published=TODAY)


def _answered(text: str) -> AnswerSentence:
    cited = Citation(number=1, document_id="d", start=0, end=len(text), quote=text, title="t")
    verdict = Verdict(support=Support.SUPPORTED, reason="", score=1.0)
    return AnswerSentence(text=text, start=0, end=len(text), citations=(cited,), verdict=verdict)


def _document(text: str) -> Document:
    return Document(id="d", text=text, title="t", path="p", sha256="s")


def _chunk(text: str) -> Chunk:
    return Chunk(document_id="d", start=0, end=len(text), text=text)


def _answer(text: str) -> Answer:
    return Answer(
        question=text, standalone=text, outcome=Outcome.ANSWERED, text=text, sentences=(_answered(text),),
        evidence=(evidence(text),), model="none",
    )  # fmt: skip


@lru_cache(maxsize=1)
def _counter() -> Callable[[str], int]:
    return OnnxEmbeddings(prepare(IndexSettings().models)).count_tokens


def _beside(text: str) -> list[Evidence]:
    return [evidence(text), *(Evidence(**{**vars(evidence(SHORT)), "number": 2, "document_id": "e"}) for _ in [0])]


MAKE: Mapping[str, Callable[[str], object]] = {
    "str": lambda text: text,
    "object": lambda text: text,
    "bytes": str.encode,
    "Sequence[str]": lambda text: text.split("\n") if "\n" in text else text.split(" "),
    "Iterable[str]": lambda text: text.split("\n") if "\n" in text else text.split(" "),
    "Document": _document,
    "Chunk": _chunk,
    "Sequence[Sentence]": split,
    "Evidence": evidence,
    "Sequence[Evidence]": _beside,
    "Mapping[int, Evidence]": lambda text: {e.number: e for e in _beside(text)},
    "Sequence[AnswerSentence]": lambda text: [_answered(text)],
    "Answer": _answer,
    "Question": lambda text: Question(text=text),
    "Sequence[Turn]": lambda text: [Turn(role="user", content=text), Turn(role="assistant", content=text)],
    "Pair": lambda text: Pair(text, text),
    "DraftSentence": DraftSentence,
    "Leaning": leaning,
    "Told": lambda text: Told(text, TODAY),
    "Iterable[Name]": names,
    "Sequence[Name]": names,
    "Sequence[Quantity]": quantities,
    "Sequence[When]": dates,
    "Sequence[Value]": lambda text: given(SHORT, text),
}
"""What is made of a text for a parameter, by its annotation."""

FIXED: Mapping[str, Callable[[], object]] = {
    "file name": lambda: "text.txt",
    "float": lambda: 0.7,
    "int": lambda: 0,
    "bool": lambda: True,
    "date": lambda: TODAY,
    "date | None": lambda: TODAY,
    "frozenset[int]": frozenset,
    "Callable[[str], int]": _counter,
    "BaseChatModel | None": lambda: None,
}
"""What reads no text."""
