import asyncio
from concurrent.futures import ThreadPoolExecutor

from langchain_core.messages import AIMessage, messages_from_dict, messages_to_dict
from langchain_core.runnables import RunnableLambda

from index.library import Library
from rag.pipeline import Assistant
from rag.runnable import as_runnable
from tests.rag.test_pipeline import COMMANDER, COUNT, scripted

REPLY = "Gen. Kenichiro Nagumo is the first commander [1]. The command opened on March 24 [1]."


def annotations(message: AIMessage) -> list[dict[str, object]]:
    return [a for block in message.content_blocks for a in block.get("annotations", [])]  # type: ignore[misc]


def test_a_message_carries_standard_citations(sample: Library) -> None:
    message = as_runnable(scripted(sample, REPLY)).invoke(COMMANDER)
    text = str(message.text)
    found = annotations(message)
    assert len(found) == 2
    for annotation in found:
        assert annotation["type"] == "citation"
        assert text[annotation["start_index"] : annotation["end_index"]] in REPLY.replace(" [1]", "")
        extras = annotation["extras"]
        document = sample.catalog.document(extras["document_id"])
        assert document is not None
        assert document.text[extras["start"] : extras["end"]] == annotation["cited_text"]


def test_citations_survive_streaming_and_storage(sample: Library) -> None:
    chunks = list(as_runnable(scripted(sample, REPLY)).stream(COMMANDER))
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole += chunk
    (restored,) = messages_from_dict(messages_to_dict([whole]))
    assert len(annotations(restored)) == 2


def test_async_and_chains_work(sample: Library) -> None:
    chain = as_runnable(scripted(sample, REPLY)) | RunnableLambda(lambda message: str(message.text))
    # A thread of its own: the browser tests keep an event loop in this one.
    with ThreadPoolExecutor() as pool:
        said = pool.submit(lambda: asyncio.run(chain.ainvoke(COMMANDER))).result()
    assert "Nagumo" in said


def test_what_is_withdrawn_is_never_streamed(sample: Library) -> None:
    message = as_runnable(scripted(sample, "The first commander is Gen. Ichiro Sato [1].")).invoke(COMMANDER)
    assert "Sato" not in str(message.text)
    assert "Nagumo" in str(message.text)


def test_a_second_part_that_is_withdrawn_is_never_streamed_and_the_first_only_once(sample: Library) -> None:
    assistant = scripted(sample, "Gen. Kenichiro Nagumo is the first commander [1].", "They came on 212 days [1].")
    message = as_runnable(assistant).invoke(f"{COMMANDER[:-1]}, and {COUNT[0].lower()}{COUNT[1:]}")
    text = str(message.text)
    assert text.count("Gen. Kenichiro Nagumo is the first commander") == 1
    assert "355" in text
    assert "212" not in text
    for annotation in annotations(message):
        assert text[annotation["start_index"] : annotation["end_index"]].endswith(".")


def test_the_pieces_of_a_streamed_question_are_one(sample: Library) -> None:
    half = len(COMMANDER) // 2
    (first, *_) = as_runnable(scripted(sample, REPLY)).transform(iter([COMMANDER[:half], COMMANDER[half:]]))
    assert "Nagumo" in str(first.text)


def test_a_declined_question_says_so_in_its_metadata(extractive: Assistant) -> None:
    message = as_runnable(extractive).invoke("How many elephants live in the zoo of Wroclaw?")
    assert message.response_metadata["outcome"] == "declined"
    assert annotations(message) == []
