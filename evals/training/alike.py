"""Passages that a search brings for a question and that do not answer it.

The passages beside a question in its row are few. Here those of its whole set are searched, by tf-idf, for what shares
most with the question and its right passage does not hold: another person of whom the same is told, another year of the
same contest. Such are the windows that the app's search puts before the reader.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from evals.training.rows import QuestionRow

NEAREST = 4
"""Passages kept a question."""
SEARCHED = 12
"""Passages looked at a question: of the nearest, some are its own or have the answer too."""
AT_ONCE = 500


def alike(rows: Sequence[QuestionRow]) -> Mapping[str, Sequence[str]]:
    """Of each answered row's id the passages of its set that are nearest to its question and neither are its own nor
    have its answer, nearest first. A row that is not answered has none: its right passage was taken away from it alone.
    """
    of_set: dict[str, list[QuestionRow]] = defaultdict(list)
    for row in rows:
        of_set[row.set].append(row)
    return {id_: found for same in of_set.values() for id_, found in _in_set(same).items()}


def _in_set(rows: Sequence[QuestionRow]) -> dict[str, list[str]]:
    passages = list(dict.fromkeys(p for row in rows for p in row.passages))
    folded = [p.casefold() for p in passages]
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    known = words.fit_transform(passages)
    asked = [row for row in rows if row.gold and row.answer]
    found = {}
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        likeness = (words.transform([row.question for row in some]) @ known.T).toarray()
        for row, values in zip(some, likeness, strict=True):
            nearest = np.argsort(-values, kind="stable")[:SEARCHED]
            answer, own = row.answer.casefold(), {row.passages[at] for at in row.gold}
            fitting = [at for at in nearest if values[at] > 0 and passages[at] not in own and answer not in folded[at]]
            found[row.id] = [passages[at] for at in fitting[:NEAREST]]
    return found
