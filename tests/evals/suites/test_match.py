import pytest

from evals.suites.check import check
from evals.suites.match import says, words
from evals.suites.reply import Read
from evals.suites.suite import Prompt
from tests.evals.said import reply


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
        ("日本に駐留する米軍は約5万4000人に減少した。", "減少", True),
        ("日本に駐留する米軍は約5万4000人に減少した。", "増加|減少した", True),
        ("日本に駐留する米軍は約5万4000人に減少した。", "増加", False),
        ("日本に駐留する米軍は約5万4000人に減少した。", "5万4000人", True),
        ("日本に駐留する米軍は約5万4000人に減少した。", "4000", True),
        ("日本に駐留する米軍は約15万4000人に減少した。", "5万4000人", False),
        ("在日美军人数减少到约5.4万人。", "减少", True),
        ("在日美军人数减少到约5.4万人。", "增加", False),
        ("주한미군은 감소했다.", "미군", True),
        ("주한미군은 감소했다.", "증가", False),
        ("それはハワイのバスだ。", "ﾊﾞｽ", True),
        ("それはハワイのバスだ。", "パス", False),
        ("NATOは拡大した。", "nato", True),
        ("", "anything", False),
        ("anything", "…", False),
    ],
)
def test_a_phrase_is_found_case_and_punctuation_aside(text, phrase, found):
    assert says(text, phrase) is found


def test_a_quoted_part_of_a_japanese_sentence_is_among_what_is_cited():
    passage = Read(document_id="d", text="日本に駐留する米軍は約5万4000人に減少した。")
    asked = Prompt(id="a", question="?", quote=("米軍は約5万4000人",))
    assert [c.ok for c in check(asked, reply(passage.text, cites=[passage])) if c.name == "quote"] == [True]


def test_numbers_keep_their_decimals_and_percent_signs():
    assert words("1.5% of 3,000") == ["1.5%", "of", "3000"]
