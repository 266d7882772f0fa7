"""A name or a year has to stand beside what is said of it."""

import pytest

from rag.types import Support
from rag.verification.verify import verify

FERRY = (
    "The ferry of Gull was built by Ida Berg. It carries 40 cars to the mainland. The crossing takes an hour. "
    "Storms stopped it twice. The mill on the hill burned down in 1911. It was never put up again. Its bell is kept "
    "in the church. Olaf Holm wrote a song about it in 1950."
)


@pytest.mark.parametrize(
    ("sentence", "far"),
    [
        ("The ferry of Gull was built by Olaf Holm.", "Olaf Holm"),
        ("The mill on the hill burned down in 1950.", "1950"),
        ("The mill of Ida Berg on the hill burned down in 1911.", "Ida Berg"),
    ],
)
def test_a_name_or_year_from_elsewhere_in_the_passage_does_not_stand(sentence: str, far: str) -> None:
    verdict = verify(sentence, FERRY)
    assert verdict.support is Support.PARTLY
    assert verdict.reason == f"The passage has {far} elsewhere, not beside this."


@pytest.mark.parametrize(
    ("sentence", "context"),
    [
        ("The ferry of Gull was built by Ida Berg and carries 40 cars.", ""),
        ("The ferry of Ida Berg carries 40 cars to the mainland.", ""),
        ("The mill on the hill in Lund burned down in 1911.", "Lund Post"),
        ("The mill of Ida Berg on the hill burned down in 1911.", "The mills of Ida Berg"),
        ("The bell of the mill is kept in the church since 1911.", ""),
        ("A song about the mill was written by Holm in 1950.", ""),
    ],
)
def test_one_from_the_sentences_around_or_from_the_origin_stands(sentence: str, context: str) -> None:
    verdict = verify(sentence, FERRY, context=context)
    assert verdict.stands, verdict


def test_last_year_is_the_year_before_the_origins() -> None:
    passage = "Berg took office in 2023. She likes tea. Nobody minds. The quay was closed last year after a storm."
    assert verify("The quay was closed in 2023 after a storm.", passage, context="Lund Post, 2024").stands
    assert not verify("The quay was closed in 2023 after a storm.", passage, context="Lund Post, 2022").stands
