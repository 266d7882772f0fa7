"""Passages with the place of an answer marked, as the search gives them."""

from typing import Any

from rag.types import Evidence


def passage(text: str, answer: str | None = None, *, number: int = 1, at: int = 100, **others: Any) -> Evidence:
    """A passage that stands at `at` in its document; `answer` is the part of the text in which it was found."""
    first = text.index(answer) if answer else 0
    values = {"title": "Notes", "answers": 0.9, "document_id": f"d{number}"} | others
    return Evidence(
        number=number, start=at, end=at + len(text), text=text, best=at + first,
        found=(at + first, at + first + len(answer)) if answer else None, **values,
    )  # fmt: skip
