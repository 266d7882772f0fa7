"""Whether a text is English: nothing here reads another language."""

import re

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    """a about after also an and are as at be been before but by can could did do does for from had has have he her his
    how if in into is it its more no not of on only or other our over she should so some such than that the their them
    then there these they this to under up was we were what when where which who will with would you your""".split()
)
_OTHERS = tuple(
    frozenset(common.split())
    for common in (
        "der die das und ist nicht ein eine den dem des im mit von zu auf sich auch es wird als nach bei hat sind",
        "le la les des et est une un du dans pour que qui pas sur au aux par avec ce ses il elle ont sont",
        "el la los las y es una un del en por que con para se su al como más fue han sus lo",
        "il lo la gli e è una un di del della che non per con si sono nel alla dei le da ha",
        "o os as e é uma um de do da que não em no na por com para se dos ao foi são",
        "de het een en is van niet dat op te zijn met voor er aan ook als bij naar heeft",
        "och att det som en är av för på med den till inte har de ett om var",
        "i w na z się nie do jest że to o jak po od za przez dla są",
        "ve bir bu da de için ile olarak çok daha olan gibi değil",
    )
)
"""Function words of other languages, some of which are English words, too."""

ALPHABET = 0.5
"""Share of Latin letters below which a text is in another alphabet."""


def is_english(text: str) -> bool | None:
    """Whether a text has more function words of English than of any other language that is told by them; None where
    it has too few to tell."""
    words = [word.lower() for word in _WORD.findall(text)]
    letters = "".join(words)
    if letters and sum(char < "\u0250" for char in letters) < ALPHABET * len(letters):
        return False
    ours = sum(word in _ENGLISH for word in words)
    others = max(sum(word in common for word in words) for common in _OTHERS)
    return None if ours == others else ours > others
