"""A second attempt at a question where the first found nothing, or wrote what is doubted.

Asked whether the passages have the answer, a small model knows better than when it is to give one (`rag.word`): of its
"not found"s about half are wrong. Kept from saying so it gives that answer, or makes one up; what it thinks of that,
asked with nothing but the cited passage before it, tells the two apart (design/LOG.md).
"""

from collections.abc import Iterator, Sequence
from functools import partial

from langchain_core.language_models import BaseChatModel

from rag.abstain import Belief, believe, finds_fitting, origin
from rag.attempt import Writer, attempt
from rag.generation.generate import Generated, with_usage
from rag.generation.stream import declined
from rag.opinion import INSISTED, SURE, doubted
from rag.telling import TELLING_DOUBTED
from rag.types import Event, Evidence
from rag.verification.verify import verify

LIKELY = 0.5
"""Belief against which a model's "not found" is taken for a failure: a small one says so as readily as not."""
SETTLED = 0.65
"""Belief from which on its doubts of its own answer do not make more be asked of a quotation (`rag.telling`)."""


def once_more(
    model: BaseChatModel, writer: Writer, question: str, evidence: Sequence[Evidence], first: Generated, belief: Belief
) -> Iterator[Event | Generated]:
    """The events of a second attempt, if something of it stands, and what was generated.

    A model that found nothing is kept from saying so, and has to be the surer the less is believed, a little less so
    where the small reader finds the answer. One whose answer is doubted was misled by what bears it out, and is given
    the rest: what it says then has to be sure. Raises whatever the model's provider raises.
    """
    read = partial(attempt, model, writer, question, evidence)
    if declined(first.draft):
        found = TELLING_DOUBTED if finds_fitting(question, evidence) else SURE
        least = INSISTED if belief.value >= LIKELY else found
        attempted = read(writer.reads(question, evidence), least=least, insist=True)
    else:
        rest = _without_what_misled(first, evidence)
        if len(rest) == len(evidence) or not believe(question, rest).fits:
            return
        attempted = read(writer.reads(question, rest), least=SURE)
    for event in attempted:
        yield with_usage(event, first) if isinstance(event, Generated) else event


def _without_what_misled(first: Generated, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The passages that neither were cited for what is doubted nor would let it stand."""
    wrong = [s for s in first.sentences if doubted(s)]
    cited = {c.number for s in wrong for c in s.citations}
    return [
        item
        for item in evidence
        if item.number not in cited and not any(verify(s.text, item.text, context=origin(item)).stands for s in wrong)
    ]
