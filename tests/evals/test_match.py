import pytest

from evals.match import says, words


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("They keep 28,500 troops.", "28500", True),
        ("They keep 28500 troops.", "28,500", True),
        ("It grew by 8.3 % last year.", "8.3%|8.3 percent", True),
        ("It grew by 8.3 percent.", "8.3%|8.3 percent", True),
        ("It grew by 18.3%.", "8.3%", False),
        ("It grew by 83%.", "8.3%", False),
        ("The U.S. agreed.", "US", True),
        ("He told us so.", "US", True),  # case aside, as asked: an expectation this short is weak
        ("Ukraine agreed.", "UK", False),
        ("The duke agreed.", "UK", False),
        ("Ada Brook’s mill", "Brook", True),
        ("The price rose fivefold.", "five", True),
        ("They attacked at dawn.", "attack", True),
        ("They counterattacked.", "attack", False),
        ("São Paulo", "sao paulo", True),
        ("There is no Plan B, he said.", "no plan B|no other way", True),
        ("in 2024", "202", False),
        ("", "anything", False),
        ("anything", "…", False),
    ],
)
def test_a_phrase_is_found_case_and_punctuation_aside(text, phrase, found):
    assert says(text, phrase) is found


def test_numbers_keep_their_decimals_and_percent_signs():
    assert words("1.5% of 3,000") == ["1.5%", "of", "3000"]
