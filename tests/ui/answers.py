"""An answer with one of everything, over one document."""

from datetime import date

from index.types import Document
from rag.types import (
    Answer,
    AnswerSentence,
    Citation,
    Conflict,
    Evidence,
    Outcome,
    Position,
    Support,
    Usage,
    Verdict,
)

TEXT = "The mill closed in 1931. It had 40 workers. The river froze that year."
DOCUMENT = Document(
    id="d1", text=TEXT, title="The mill", source="Valley Post", published=date(1931, 2, 3), path="mill.txt", sha256="0"
)


def citation(quote: str, number: int = 1) -> Citation:
    start = TEXT.index(quote)
    return Citation(
        number=number,
        document_id="d1",
        start=start,
        end=start + len(quote),
        quote=quote,
        title="The mill",
        source="Valley Post",
        published=date(1931, 2, 3),
    )


def sentence(
    text: str, start: int, support: Support, *citations: Citation, failed: tuple[str, ...] = ()
) -> AnswerSentence:
    return AnswerSentence(
        text=text,
        start=start,
        end=start + len(text),
        citations=citations,
        verdict=Verdict(support=support, reason="Because.", score=0.5),
        failed_markers=failed,
    )


FIRST, SECOND = "The mill closed in 1931.", "It employed <b>400</b> people."
CLOSED, WORKERS = citation("The mill closed in 1931."), citation("It had 40 workers.")
EVIDENCE = Evidence(number=1, document_id="d1", start=0, end=43, text=TEXT[:43], title="The mill", source="Valley Post")
ANSWER = Answer(
    question="When did the mill close?",
    standalone="When did the mill close?",
    outcome=Outcome.PARTLY,
    text=f"{FIRST} {SECOND}",
    sentences=(
        sentence(FIRST, 0, Support.VERBATIM, CLOSED),
        sentence(SECOND, len(FIRST) + 1, Support.CONTRADICTED, WORKERS, failed=("[9]",)),
    ),
    evidence=(EVIDENCE,),
    model="scripted",
    missing="One sentence does not stand.",
    conflicts=(Conflict(about="workers", positions=(Position(statement="40", citation=WORKERS),)),),
    usage=Usage(total_s=1.5),
    draft="The mill closed in 1931 [1]. It employed <b>400</b> people [1][9].",
)
DECLINED = Answer(
    question="Who?",
    standalone="Who?",
    outcome=Outcome.DECLINED,
    text="",
    sentences=(),
    evidence=(EVIDENCE,),
    model="scripted",
    missing="Nobody is named.",
)
