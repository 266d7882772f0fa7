import re
from pathlib import Path

import pytest

from rag.errors import PromptError
from rag.prompts import FOLDER, PLACEHOLDERS, render


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda p: p.stem)
def test_every_file_uses_what_the_code_supplies_and_no_more(path: Path) -> None:
    used = set(re.findall(r"\$(\w+)", path.read_text(encoding="utf-8")))
    assert used == PLACEHOLDERS[path.stem]


def test_documents_are_not_expanded_a_second_time() -> None:
    messages = render("condense", history="costs $question and {braces}", question="And now?")
    assert "costs $question and {braces}" in str(messages[-1].content)


def test_a_missing_value_is_named() -> None:
    with pytest.raises(PromptError, match="history"):
        render("condense", question="And now?")


def test_an_unknown_file_is_named() -> None:
    with pytest.raises(PromptError, match=r"prompts/nothing\.md"):
        render("nothing")
