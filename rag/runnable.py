"""The assistant as a LangChain Runnable: question in, `AIMessage` with standard `Citation` annotations out.

Works with `invoke`, `stream`, `batch` and their async twins, and inside any LCEL chain.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from langchain_core.messages import AIMessageChunk
from langchain_core.messages.content import Citation as Annotation
from langchain_core.messages.content import create_citation
from langchain_core.runnables import Runnable, RunnableGenerator, run_in_executor

from rag.generation.settled import settled
from rag.pipeline import Assistant
from rag.types import Answer, AnswerSentence, Question


def as_runnable(assistant: Assistant) -> Runnable[Question | str, Any]:
    """A Runnable over `assistant.ask`. Text is streamed a checked sentence at a time.

    `start_index` and `end_index` of an annotation are offsets in the message; where its quote stands in the document
    is under `extras`: `document_id`, `start`, `end`, beside `number`, `published` and `verdict`. A declined
    question gives `response_metadata["outcome"] == "declined"` and what is missing as the text.
    """

    strike = assistant.options.unsupported == "strike"

    def stream(questions: Iterator[Question | str]) -> Iterator[AIMessageChunk]:
        for question in _asked(questions):
            shown = list[str]()
            for piece in settled(assistant.ask(question), strike=strike):
                if isinstance(piece, Answer):
                    yield _last(piece, " ".join(shown))
                    continue
                text = (" " if shown else "") + " ".join(sentence.text for sentence in piece)
                shown += [sentence.text for sentence in piece]
                yield AIMessageChunk(content=[{"type": "text", "text": text, "index": 0}])

    async def astream(questions: AsyncIterator[Question | str]) -> AsyncIterator[AIMessageChunk]:
        asked = [question async for question in questions]
        for chunk in await run_in_executor(None, list, stream(iter(asked))):
            yield chunk

    return RunnableGenerator(stream, astream)


def _asked(said: Iterator[Question | str]) -> Iterator[Question]:
    """The questions; strings are the pieces of one, as a chain streams them."""
    pieces = ""
    for asked in said:
        if isinstance(asked, Question):
            yield asked
        else:
            pieces += asked
    if pieces:
        yield Question(text=pieces)


def _last(answer: Answer, shown: str) -> AIMessageChunk:
    """The last chunk: all annotations, and of the text what was held back, or what is missing."""
    text = answer.text.removeprefix(shown) if answer.text else answer.missing or ""
    block: dict[str, Any] = {"type": "text", "text": text, "index": 0, "annotations": _annotations(answer)}
    return AIMessageChunk(
        content=[block],
        chunk_position="last",
        response_metadata={
            "outcome": str(answer.outcome), "missing": answer.missing, "notice": answer.notice,
            "failed_markers": list(answer.failed_markers), "model_name": answer.model,
        },
    )  # fmt: skip


def _annotations(answer: Answer) -> list[Annotation]:
    return [annotation for sentence in answer.sentences for annotation in _of(sentence)]


def _of(sentence: AnswerSentence) -> list[Annotation]:
    return [
        create_citation(
            title=c.title, url=c.url, start_index=sentence.start, end_index=sentence.end, cited_text=c.quote,
            document_id=c.document_id, start=c.start, end=c.end, number=c.number, source=c.source,
            published=c.published and c.published.isoformat(), verdict=str(sentence.verdict.support),
        )
        for c in sentence.citations
    ]  # fmt: skip
