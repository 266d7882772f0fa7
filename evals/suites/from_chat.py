"""An answer from the chat as a test prompt: what a reader who judged it would want to find again, or not again."""

from collections.abc import Mapping, Sequence

from evals.suites.suite import Prompt, PromptFilters
from rag.conversation.exchange import Exchange
from rag.types import Answer, Citation, Outcome

FILE = "from-chat.yaml"
ABOUT = "Questions from the chat, with what their readers expected of the answer."
_ID_WORDS = 6
_QUOTE_WORDS = 30


def propose(exchange: Exchange, earlier: Sequence[str], files: Mapping[str, str], *, good: bool) -> Prompt:
    """A prompt to begin from. `earlier` are the questions before, `files` maps document ids to file names.

    A good answer gives what has to come again: that it declined, or the documents and the passage that it stands on.
    A bad one gives the question only: what is wrong with it, the reader has to say. Takes an exchange with an answer.
    """
    answer = exchange.answer
    if answer is None:
        raise ValueError(f"exchange {exchange.id} has no answer")
    declined = answer.outcome is Outcome.DECLINED
    standing = [c for s in answer.sentences if s.verdict.stands for c in s.citations]
    kept = standing if good else []
    f = exchange.filters
    return Prompt(
        id=_name(exchange.question),
        kind="from-chat",
        question=exchange.question,
        history=tuple(question for question in earlier if question.strip()),
        filters=PromptFilters(sources=f.sources, since=f.since, until=f.until, undated=f.undated),
        cites=documents(kept, files),
        quote=tuple(_short(citation.quote) for citation in kept[:1]),
        answerable=not (good and declined),
    )


def read_documents(answer: Answer, files: Mapping[str, str]) -> tuple[str, ...]:
    """The documents that the answer was made from, as `cites` names them."""
    return tuple(dict.fromkeys(files.get(e.document_id) or e.title for e in answer.evidence))


def documents(citations: Sequence[Citation], files: Mapping[str, str]) -> tuple[str, ...]:
    """The cited documents, as `cites` names them: by file, else by title."""
    return tuple(dict.fromkeys(files.get(c.document_id) or c.title for c in citations))


def flagged(answer: Answer) -> tuple[str, ...]:
    """The sentences of which the reader was warned."""
    return tuple(s.text for s in answer.sentences if not s.verdict.stands)


def _name(question: str) -> str:
    words = "".join(c.lower() if c.isalnum() else " " for c in question).split()
    return "-".join(words[:_ID_WORDS])[:60] or "question"


def _short(quote: str) -> str:
    """Its first words; in a suite, "|" would part alternatives."""
    return " ".join(quote.replace("|", " ").split()[:_QUOTE_WORDS])
