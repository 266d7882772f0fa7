"""A reply against what a question set knows: the scores of one row of the answer stage."""

from collections.abc import Sequence

from evals.bench.bed import Bed
from evals.bench.figures import Score
from evals.bench.read import QuestionRow
from evals.metrics.answer_in_evidence import answer_in_evidence
from evals.metrics.citation import Claim, Judge, citation_precision, citation_recall
from evals.metrics.citations_matched import citations_matched
from evals.metrics.ramdocs import all_sides, every_side, sides_found
from evals.metrics.refusal import false_answer, false_refusal
from evals.metrics.squad import contains, exact_match, token_f1
from evals.suites.reply import Reply, Said
from rag.verification.verify import judge

PARTIAL = "PARTIAL"
"""Label of questions that the documents answer in part: neither answering nor declining is wrong."""

UNDERSPECIFIED = "UNDERSPECIFIED"
"""Label of questions that should be asked back: they leave out what they are about."""


def score(row: QuestionRow, reply: Reply, bed: Bed) -> dict[str, Score]:
    """Every answer metric of the row. Answers are scored on answerable questions; a refusal there scores 0."""
    scores = _quality(row, reply) | decision(row, reply) | _citations(row, reply, bed)
    scores["unsupported_shown"] = unsupported_shown(reply)
    asks, vague = float(reply.asks is not None), (row.label or "").upper() == UNDERSPECIFIED
    scores["asks_back"] = asks if vague else None
    scores["asks_back_needlessly"] = asks if row.answerable else None
    if row.answerable and reply.evidence:
        read = " ".join(passage.text for passage in reply.evidence)
        scores["answer_in_evidence"] = answer_in_evidence(read, row.answers, row.gold_sentences)
    else:
        scores["answer_in_evidence"] = None
    if row.wrong_answers is not None:
        scores["all_sides"] = all_sides(reply.text, row.answers, row.wrong_answers)
        scores["every_side"] = every_side(reply.text, row.answers)
        scores["sides_found"] = sides_found(reply.text, row.answers)
        scores["conflict_shown"] = float(reply.conflicts > 0)
    return scores


def unsupported_shown(reply: Reply) -> float | None:
    """Share of the sentences shown without a flag that the verifier does not find in what they rest on.

    That is what they cite or, for a system that does not cite, all that it read.
    """
    shown = [said for said in reply.sentences if not said.flagged]
    if reply.declined or not shown:
        return None
    read = [passage.text for passage in reply.evidence]
    grounds = [passages(said, reply) if reply.cites else read for said in shown]
    check = verifier(reply)
    return sum(not check(said.text, texts) for said, texts in zip(shown, grounds, strict=True)) / len(shown)


def passages(said: Said, reply: Reply) -> tuple[str, ...]:
    """The passages that a sentence cites, as the model read them: a quote may be a part of one."""
    return tuple(
        next((p.text for p in reply.evidence if p.document_id == c.document_id and c.quote in p.text), c.quote)
        for c in said.citations
    )


def verifier(reply: Reply) -> Judge:
    """Our verifier as the judge, which knows title, source and date of what the reply cites."""
    origins = {(c.title, c.source or "", c.published or "") for c in reply.citations}
    context = "\n".join(", ".join(filter(None, origin)) for origin in sorted(origins))

    def supports(sentence: str, passages: Sequence[str]) -> bool:
        return judge(sentence, passages, context=context).stands

    return supports


def _quality(row: QuestionRow, reply: Reply) -> dict[str, Score]:
    gold = row.answers if row.answerable else ()
    said = "" if reply.declined else reply.text
    scores: dict[str, Score] = {
        "token_f1": token_f1(said, gold),
        "contains": contains(said, gold),
        "exact_match": exact_match(said, gold),
    }
    for name in ("token_f1", "contains"):
        scores[f"{name}_answered"] = None if reply.declined else scores[name]
    return scores


def decision(row: QuestionRow, reply: Reply) -> dict[str, float | None]:
    """Whether it answered what it should have declined, or the other way round."""
    if (row.label or "").upper() == PARTIAL:
        return {"false_answer_rate": None, "false_refusal_rate": None}
    return {
        "false_answer_rate": false_answer(row.answerable, reply.declined),
        "false_refusal_rate": false_refusal(row.answerable, reply.declined),
    }


def _citations(row: QuestionRow, reply: Reply, bed: Bed) -> dict[str, Score]:
    if reply.declined or not reply.cites:
        return {"citation_precision": None, "citation_recall": None, "citations_matched": None}
    claims = [Claim(text=said.text, passages=passages(said, reply)) for said in reply.sentences]
    expected = bed.gold(row.gold) if row.answerable else frozenset()
    check = verifier(reply)
    return {
        "citation_precision": citation_precision(claims, check),
        "citation_recall": citation_recall(claims, check),
        "citations_matched": citations_matched([c.document_id for c in reply.citations], expected),
    }
