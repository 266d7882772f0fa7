"""The baselines against a scripted model, over real HTTP."""

import pytest
from langchain_openai import ChatOpenAI

from evals.bench.bed import Bed, open_bed
from evals.bench.read import CorpusRow
from evals.errors import UnderTestError
from evals.systems.closed_book import ClosedBook
from evals.systems.stock import Stock, open_stock_search
from rag.settings import Settings
from rag.types import Outcome, Question
from tests.scripted import Failure, ScriptedServer

LONG = " ".join(f"Sentence {n} tells of the river and its {n} bridges." for n in range(60))


@pytest.fixture(scope="module")
def bed(tmp_path_factory, models) -> Bed:
    root = tmp_path_factory.mktemp("stock")
    rows = [
        CorpusRow(id="mill", text="The mill at Oster was sold to Ada Brook in 1911."),
        CorpusRow(id="river", text=LONG),
        CorpusRow(id="braces", text="A deed with {question} and {context} in it."),
    ]
    with open_bed("mills", rows, Settings(data=root / "data", models=models, llm="none"), root / "cache") as opened:
        yield opened


def chat(server):
    return ChatOpenAI(base_url=server.url, api_key="test", model="scripted", max_retries=0)


def test_chunks_are_at_most_1000_characters_and_stand_in_their_document(bed):
    search = open_stock_search(bed)
    chunks = search.top(Question(text="How many bridges has the river?"), 10)
    text = bed.library.catalog.document(bed.ids["river"]).text
    own = [chunk for chunk in chunks if chunk.document_id == bed.ids["river"]]
    assert len(own) > 2
    assert all(len(chunk.text) <= 1000 and text[chunk.start : chunk.end] == chunk.text for chunk in own)


def test_the_model_reads_the_four_nearest_chunks_and_the_question(bed):
    with ScriptedServer(["Ada Brook bought it."]) as server:
        stock = Stock(retriever=open_stock_search(bed), llm=chat(server), model="scripted")
        reply = stock.reply(Question(text="Who bought {context} the mill?"))
        (message,) = server.requests[0]["messages"]
    assert "Use three sentences maximum" in message["content"]
    assert "Question: Who bought {context} the mill?" in message["content"]
    assert "sold to Ada Brook in 1911" in message["content"]
    assert len(reply.evidence) == 4
    assert (reply.outcome, reply.cites, reply.text) == (Outcome.ANSWERED, False, "Ada Brook bought it.")
    assert reply.timing.total_s >= reply.timing.first_token_s > 0


def test_a_refusal_in_words_is_a_refusal(bed):
    with ScriptedServer(["I don't know."]) as server:
        reply = Stock(retriever=open_stock_search(bed), llm=chat(server), model="scripted").reply(Question(text="Who?"))
    assert reply.declined


def test_the_closed_book_reads_nothing():
    with ScriptedServer(["Ada Brook."]) as server:
        reply = ClosedBook(llm=chat(server), model="scripted").reply(Question(text="Who bought the mill?"))
        messages = server.requests[0]["messages"]
    assert reply.evidence == ()
    assert [message["role"] for message in messages] == ["system", "user"]


def test_a_model_that_fails_is_an_error_that_names_it():
    with ScriptedServer([Failure(500)]) as server, pytest.raises(UnderTestError, match="scripted"):
        ClosedBook(llm=chat(server), model="scripted").reply(Question(text="Who?"))
