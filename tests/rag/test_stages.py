import pytest

from rag.types import Support
from rag.verify import verify

TREATY = (
    "The Harbour Treaty was signed in Lund on Jan. 19, 1960, and entered into force on June 23 of that year. "
    "In July 2014 the cabinet read it anew, and on Sept. 19, 2015, the upper house passed the laws by 148 votes to 90. "
    "The next treaty, announced on Oct. 4, covers 2026 through 2030."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harbour Treaty entered into force on Jan. 19, 1960.",
        "The Harbour Treaty was signed on June 23, 1960.",
        "The laws took effect on Sept. 19, 2015.",
        "The laws took effect in September 2015.",
        "The next treaty starts on Oct. 4.",
    ],
)
def test_a_date_of_one_stage_is_none_of_another(sentence: str) -> None:
    verdict = verify(sentence, TREATY)
    assert verdict.support is Support.UNSUPPORTED
    assert "The passage gives" in verdict.reason


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harbour Treaty was signed on Jan. 19, 1960.",
        "The Harbour Treaty, signed in 1960, entered into force on June 23, 1960.",
        "On Sept. 19, 2015, the upper house approved the laws.",
        "The next treaty was announced in October.",
    ],
)
def test_a_date_of_the_same_stage_stands(sentence: str) -> None:
    assert verify(sentence, TREATY).stands


def test_the_day_on_which_a_reference_was_read_is_none_of_what_it_tells() -> None:
    passage = "“Gull Island Songs”. Norland Music. Retrieved December 20, 2016."
    assert verify("Gull Island Songs was released on December 20, 2016.", passage).support is Support.UNSUPPORTED
