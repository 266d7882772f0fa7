"""The assistant as other parts of LangChain: a retriever for any chain, and a tool for agents.

`rag.runnable` has the assistant as a Runnable.
"""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import BaseTool, StructuredTool

from index.types import Filters
from rag.pipeline import Assistant, answer
from rag.types import Answer, Evidence, Outcome, Question


class PassageRetriever(BaseRetriever):
    """Passages likely to answer the query, best first, as many as the assistant's options let through.

    A document's `id` is DOCUMENT:START-END; its metadata has `document_id`, `start`, `end` (code points of the
    document's text), `title`, `source`, `published` (ISO), `url`, `place` and `score` in 0…1.
    """

    assistant: Any  # an Assistant, which pydantic is not to look into
    filters: Filters = Filters()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        _, found = self.assistant.retrieve(Question(text=query, filters=self.filters))
        return [_document(evidence) for evidence in found]


def as_tool(assistant: Assistant) -> BaseTool:
    """A tool `ask_documents` that takes a question.

    Its content is the checked answer with a line for each citation, its artifact the `rag.types.Answer`.
    """

    def ask(question: str) -> tuple[str, Answer]:
        found = answer(assistant, Question(text=question))
        return _told(found), found

    return StructuredTool.from_function(
        ask,
        name="ask_documents",
        description="Answers a question from the user's own documents, with citations; says so if they do not answer.",
        response_format="content_and_artifact",
    )


def _document(evidence: Evidence) -> Document:
    metadata = {
        "document_id": evidence.document_id, "start": evidence.start, "end": evidence.end, "title": evidence.title,
        "source": evidence.source, "published": evidence.published and evidence.published.isoformat(),
        "url": evidence.url, "place": evidence.place(evidence.start), "score": evidence.answers,
    }  # fmt: skip
    name = f"{evidence.document_id}:{evidence.start}-{evidence.end}"
    return Document(id=name, page_content=evidence.text, metadata=metadata)


def _told(answer: Answer) -> str:
    if answer.outcome is Outcome.DECLINED:
        return f"The documents do not answer this. {answer.missing or ''}".strip()
    lines = [
        f"- {c.title}, {c.source or 'source unknown'}, {c.published or 'undated'}: “{c.quote}”"
        for c in answer.citations
    ]
    return "\n".join((answer.text, *filter(None, (answer.missing,)), *lines))
