"""Prompt files → messages. The only reader of `prompts/`.

A file is Markdown in parts headed `# system`, `# user` or `# assistant`; `$name` is filled in by `string.Template`,
so that braces and dollar signs inside a document are never expanded a second time.
"""

import re
from functools import lru_cache
from pathlib import Path
from string import Template

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from rag.errors import PromptError

FOLDER = Path(__file__).parent.parent / "prompts"

PLACEHOLDERS = {
    "answer_small": frozenset({"passages", "question", "notes"}),
    "answerability": frozenset(),
    "answer_large": frozenset({"passages", "question", "notes"}),
    "condense": frozenset({"history", "question"}),
    "judge": frozenset({"question", "reference", "answer", "evidence"}),
}
"""What the code supplies to each file; `tests/rag/test_prompts.py` holds the files against it."""

_MESSAGES: dict[str, type[BaseMessage]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}


def render(name: str, **values: str) -> list[BaseMessage]:
    """The messages of `prompts/NAME.md`. Raises PromptError for an unknown file or a missing value."""
    try:
        return [_MESSAGES[role](Template(text).substitute(values)) for role, text in _parts(name)]
    except (KeyError, ValueError) as error:
        raise PromptError(
            f"prompts/{name}.md has a placeholder that nothing fills: {error}.",
            hint=f"It may use {', '.join('$' + p for p in sorted(PLACEHOLDERS.get(name, ())))}.",
        ) from error


@lru_cache
def _parts(name: str) -> tuple[tuple[str, str], ...]:
    path = FOLDER / f"{name}.md"
    try:
        pieces = re.split(r"^# (\w+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    except OSError as error:
        raise PromptError(f"prompts/{name}.md cannot be read: {error}.", hint="Restore it from the project.") from error
    roles, texts = pieces[1::2], pieces[2::2]
    if pieces[0].strip() or not roles or set(roles) - set(_MESSAGES):
        raise PromptError(
            f"prompts/{name}.md has text outside the parts # system, # user and # assistant.",
            hint="Head every part with one of them on a line of its own.",
        )
    return tuple(zip(roles, (t.strip() for t in texts), strict=True))
