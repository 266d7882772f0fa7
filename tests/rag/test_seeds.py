"""Real reporting: every citation of every answer is its exact quote in the stored document."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from index.build import add
from index.library import Library, open_library
from rag.pipeline import Assistant, answer
from rag.types import Outcome, Question
from tests.conftest import SHARED


@pytest.fixture(scope="module")
def reporting(seeds: Path, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    data = tmp_path_factory.mktemp("seeds") / "data"
    with open_library(data=data, models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as library:
        assert not add([seeds], library).errors
        yield library


def test_every_citation_of_every_answer_is_its_exact_quote(reporting: Library) -> None:
    prompts = yaml.safe_load((SHARED / "seed_prompts.yaml").read_text(encoding="utf-8"))
    assistant = Assistant(library=reporting, model=None, model_name="none")
    cited = 0
    for prompt in prompts:
        given = answer(assistant, Question(text=prompt["question"]))
        assert (given.outcome is Outcome.DECLINED) == (not given.sentences)
        for sentence in given.sentences:
            assert given.text[sentence.start : sentence.end] == sentence.text
            assert sentence.citations
            for citation in sentence.citations:
                document = reporting.catalog.document(citation.document_id)
                assert document is not None
                assert document.text[citation.start : citation.end] == citation.quote
                cited += 1
    assert cited >= 18
