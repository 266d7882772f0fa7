"""Answer-in-evidence: does the answer stand in what the model was given to read?

Source: the "answer recall" of Karpukhin et al., "Dense Passage Retrieval" (2020), section 5: a passage counts
when it contains a gold answer string. Here it is measured on the evidence cut to the model's budget, after
the SQuAD normalisation. An answer of many words is never contained word for word; there the gold sentences
of the source count, if the set names them: one of them found to `RECALL` of its words is enough.
"""

from collections import Counter
from collections.abc import Sequence

from evals.metrics.squad import contains, tokens

LONGEST = 10
"""Words of the longest answer that can be expected word for word in a text."""
RECALL = 0.8


def answer_in_evidence(evidence: str, answers: Sequence[str], gold_sentences: Sequence[str] = ()) -> float | None:
    """1 or 0; None when no answer is short enough and no gold sentences are known."""
    if short := [answer for answer in answers if 0 < len(tokens(answer)) <= LONGEST]:
        return contains(evidence, short)
    shares = [_share_found(sentence, evidence) for sentence in gold_sentences if tokens(sentence)]
    return float(max(shares) >= RECALL) if shares else None


def _share_found(sentence: str, evidence: str) -> float:
    wanted = Counter(tokens(sentence))
    return (wanted & Counter(tokens(evidence))).total() / wanted.total()
