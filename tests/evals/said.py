"""Scripted assistants and replies for the tests of `evals`: everything that a system can say, said on purpose."""

from collections.abc import Callable, Iterator, Sequence

from evals.suites.reply import Cited, Read, Reply, Said
from rag.events import Done, Event, EvidenceFound, Token
from rag.types import Answer, AnswerSentence, Citation, Evidence, Outcome, Question, Support, Usage, Verdict

MILL = "The mill at Oster was sold to Ada Brook in 1911 for 900 crowns."


def evidence(text: str = MILL, *, number: int = 1, document_id: str = "mill") -> Evidence:
    return Evidence(
        number=number, document_id=document_id, start=0, end=len(text), text=text, title=document_id.title()
    )


def citation(passage: Evidence) -> Citation:
    return Citation(
        number=passage.number,
        document_id=passage.document_id,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        title=passage.title,
    )


def answered(question: Question, text: str = MILL, passages: Sequence[Evidence] = (evidence(),)) -> Answer:
    """One sentence that cites all the passages."""
    sentence = AnswerSentence(
        text=text,
        start=0,
        end=len(text),
        citations=tuple(citation(passage) for passage in passages),
        verdict=Verdict(support=Support.SUPPORTED, reason="said in other words", score=0.9),
    )
    return Answer(
        question=question.text,
        standalone=question.text,
        outcome=Outcome.ANSWERED,
        text=text,
        sentences=(sentence,),
        evidence=tuple(passages),
        model="scripted",
        usage=Usage(total_s=2.0, prompt_tokens=100, completion_tokens=10),
    )


def declined(question: Question, notice: str | None = None) -> Answer:
    return Answer(
        question=question.text,
        standalone=question.text,
        outcome=Outcome.DECLINED,
        text="",
        sentences=(),
        evidence=(evidence(),),
        model="scripted",
        missing="No passage says so.",
        notice=notice,
    )


class Scripted:
    """An assistant whose answers a function gives. `asked` holds the questions that came."""

    model_name = "scripted"

    def __init__(self, script: Callable[[Question], Answer]) -> None:
        self._script = script
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Iterator[Event]:
        self.asked.append(question)
        answer = self._script(question)
        yield EvidenceFound(standalone=answer.standalone, evidence=answer.evidence)
        yield Token(text=answer.text)
        yield Done(answer=answer)

    def retrieve(self, question: Question) -> tuple[str, tuple[Evidence, ...]]:
        answer = self._script(question)
        return answer.standalone, answer.evidence


def reply(
    text: str = MILL,
    *,
    outcome: Outcome = Outcome.ANSWERED,
    cites: Sequence[Read] = (),
    read: Sequence[Read] = (),
    flagged: bool = False,
    citing: bool = True,
) -> Reply:
    """A reply of one sentence."""
    sentence = Said(
        text=text,
        citations=tuple(
            Cited(number=n, document_id=passage.document_id, title=passage.title, quote=passage.text)
            for n, passage in enumerate(cites, start=1)
        ),
        flagged=flagged,
    )
    declines = outcome is Outcome.DECLINED
    return Reply(
        question="?",
        standalone="?",
        outcome=outcome,
        text="" if declines else text,
        sentences=() if declines else (sentence,),
        evidence=tuple(read or cites),
        model="scripted",
        cites=citing,
        timing=Usage(total_s=1.0, first_token_s=0.5),
    )
