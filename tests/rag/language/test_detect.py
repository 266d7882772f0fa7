import pytest

from rag.language.detect import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The mayor of Lund said that the ferry is not for sale.", "en"),
        ("Der Minister sagte, dass die Brücke nicht vor dem Winter fertig wird.", "de"),
        ("Le ministre a dit que le pont ne sera pas prêt pour les fêtes et il est parti.", "fr"),
        ("El ministro dijo que la obra no se termina en el plazo y que los gastos suben por ello.", "es"),
        ("Il ministro ha detto che la galleria non è pronta per il transito dei treni.", "it"),
        ("De minister zei dat het plan niet voor de winter klaar is en dat er geen geld is.", "nl"),
        ("Lund, 3 May", None),
        ("港は閉鎖された。", None),
        ("", None),
    ],
)
def test_function_words_tell_the_language_or_nothing(text: str, code: str | None) -> None:
    assert language(text) == code
