"""Encodings that nothing states, by which reading is a language; and text that was encoded twice."""

import codecs

import pytest

from index.loaders.encoding import decoded
from index.loaders.legacy import WESTERN

TEXTS = [
    ("Prom na Wyspę Mewią odpływa o świcie, mówi kapitan Józef Żółty. Bilet kosztuje trzydzieści złotych.",
     ("cp1250", "iso8859_2", "cp852", "mac_latin2")),
    ("Loď na ostrov vyplouvá za úsvitu, říká kapitán Bouřka. Lístek stojí třicet korun.", ("cp1250", "iso8859_2")),
    ("Loď na ostrov vypláva za úsvitu, hovorí kapitán. Lístok stojí tridsať korún.", ("cp1250", "iso8859_2")),
    ("A komp hajnalban indul, mondja a kapitány. A jegy ára őszig ezerötszáz forint.", ("cp1250", "iso8859_2")),
    ("Trajekt za otok polazi u zoru, kaže kapetan Šimić. Karta stoji više nego lani.", ("cp1250", "iso8859_2")),
    ("Feribot adaya şafakta kalkıyor, diyor kaptan. Bilet otuz lira, çocuklar için ücretsiz.", ("cp1254", "iso8859_9")),
    ("Keltas į salą išplaukia auštant, sako kapitonas. Bilietas kainuoja trisdešimt eurų.", ("cp1257", "iso8859_13")),
    ("Prāmis uz salu atiet rītausmā, saka kapteinis. Biļete maksā trīsdesmit eiro.", ("cp1257", "iso8859_13")),
    ("Паром на остров уходит на рассвете, говорит капитан. Билет стоит тридцать рублей.",
     ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")),
    ("Пором на острів відходить на світанку, каже капітан. Квиток коштує тридцять гривень.", ("cp1251", "koi8_u")),
    ("Το πλοίο φεύγει την αυγή, λέει ο καπετάνιος. Το εισιτήριο κάνει τριάντα ευρώ.", ("cp1253", "iso8859_7")),
    ("המעבורת לאי יוצאת עם שחר, אומר רב החובל", ("cp1255",)),
    ("La navette de l'île part à l'aube, dit Noël Forêt. Ça coûte trente euros.", ("cp1252", "cp850", "mac_roman")),
    ("Die Fähre zur Möweninsel fährt früh, sagt der Kapitän. Größe: 12 m².", ("cp1252", "cp850")),
    ("Färjan till ön går i gryningen, säger kaptenen. Biljetten kostar trettio kronor.", ("cp1252",)),
    ("It’s open – £30 a day, they say.", ("cp1252",)),
    ("島へのフェリーは夜明けに出る、と船長は言う。", ("cp932", "euc_jp", "iso2022_jp")),
    ("开往海岛的渡轮黎明出发，船长说。票价三十元。", ("gb18030",)),
    ("섬으로 가는 배는 새벽에 떠난다고 선장이 말했다.", ("euc_kr",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), [(text, encoding) for text, some in TEXTS for encoding in some])
def test_a_text_is_read_in_the_encoding_that_makes_it_a_language(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("text", [text for text, _ in TEXTS])
def test_what_is_stated_or_utf_8_is_in_no_doubt(text: str) -> None:
    assert decoded(text.encode(), "a.txt").losses == ()


def test_a_reading_that_another_matches_is_a_loss() -> None:
    found = decoded("Kaup ţ".encode("cp1250"), "a.txt")
    assert "nothing states its encoding" in found.losses[0].cause


def test_characters_that_cannot_be_read_are_a_loss() -> None:
    found = decoded("Café, naïve, “so”.".encode() + b" \x81 \x82", "a.txt")
    assert found.losses[0].cause.startswith("2 of its characters")


MEANT = "Łukasz’s café in Zürich — “not yet”, says Noël; it’s 5 °C."


@pytest.mark.parametrize(
    ("encoding", "times"),
    [("cp1252", 1), ("cp1252", 2), ("latin_1", 1), ("latin_1", 2), ("cp1251", 1), ("mac_roman", 1), ("mac_roman", 2)],
)
def test_a_text_that_was_encoded_twice_is_turned_back_and_told(encoding: str, times: int) -> None:
    text = MEANT
    for _ in range(times):
        data = text.encode()
        text = codecs.charmap_decode(data, "strict", WESTERN)[0] if encoding == "cp1252" else data.decode(encoding)
    found = decoded(text.encode(), "a.txt")
    assert found.text == MEANT
    assert "encoded twice" in found.losses[0].cause


@pytest.mark.parametrize(
    "text",
    [
        "«CAFÉ» and “É”",
        "Noël à l’été, ça va",
        "„GRÖẞE“ Ü“",
        "МОСТ «Мир»",
        "Ã© is what é becomes",
        "São João – MANHÃ ¡Ñandú!",
    ],
)
def test_text_that_is_meant_as_it_stands_is_left(text: str) -> None:
    assert decoded(text.encode(), "a.txt").text == text
