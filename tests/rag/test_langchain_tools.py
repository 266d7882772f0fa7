"""A retriever in a chain and a tool for agents, over the sample corpus without a model."""

import pytest
from langchain_core.runnables import RunnableLambda

from index.library import Library
from index.types import Filters
from rag.langchain_tools import PassageRetriever, as_tool
from rag.pipeline import Assistant
from rag.types import Answer, Outcome

QUESTION = "How many days were Chinese ships near the Senkakus in 2024?"


@pytest.fixture(scope="module")
def assistant(sample: Library) -> Assistant:
    return Assistant(library=sample, model=None, model_name="none")


def test_a_chain_retrieves_passages_that_stand_at_their_offsets(assistant: Assistant) -> None:
    chain = PassageRetriever(assistant=assistant) | RunnableLambda(lambda found: found)
    found = chain.invoke(QUESTION)
    assert "355" in found[0].page_content
    for document in found:
        whole = assistant.library.catalog.document(document.metadata["document_id"])
        assert whole is not None
        assert whole.text[document.metadata["start"] : document.metadata["end"]] == document.page_content
        assert 0 <= document.metadata["score"] <= 1


def test_filters_hold(assistant: Assistant) -> None:
    sources = assistant.library.catalog.sources()[:1]
    found = PassageRetriever(assistant=assistant, filters=Filters(sources=tuple(sources))).invoke(QUESTION)
    assert {document.metadata["source"] for document in found} <= set(sources)


def test_an_agent_s_tool_gives_the_answer_and_what_it_stands_on(assistant: Assistant) -> None:
    tool = as_tool(assistant)
    call = {"name": tool.name, "args": {"question": QUESTION}, "id": "1", "type": "tool_call"}
    message = tool.invoke(call)
    assert isinstance(message.artifact, Answer)
    assert all(citation.quote in message.content for citation in message.artifact.citations)


def test_an_agent_is_told_that_nothing_answers(assistant: Assistant) -> None:
    call = {"args": {"question": "What is the boiling point of osmium on Zarkon?"}, "id": "2", "type": "tool_call"}
    message = as_tool(assistant).invoke({"name": "ask_documents", **call})
    assert message.artifact.outcome is Outcome.DECLINED
    assert message.content.startswith("The documents do not answer this.")
