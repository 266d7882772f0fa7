"""Texts that are slow to read for a pattern that looks at what it has read once more. Each in any length.

A kind is what some pattern of the field reads again and again: a run that might still become a number, a name or a
link, brackets that never close, words that a list of alternatives all begin with, scripts without spaces.
"""

import base64
import random
from collections.abc import Callable, Mapping
from itertools import cycle, islice

Make = Callable[[int], str]
"""Length in characters → text."""


def _run(unit: str, head: str = "", tail: str = "") -> Make:
    """The unit over and over, between a beginning and an end that come once."""
    return lambda length: (head + unit * (length // len(unit) + 1))[: max(0, length - len(tail))] + tail


def _mixed(alphabet: str, seed: int) -> Make:
    """Characters of an alphabet in any order, the same each time."""

    def make(length: int) -> str:
        return "".join(random.Random(seed).choices(alphabet, k=length))

    return make


def _words(words: str, seed: int) -> Make:
    """Words of a list in any order, the same each time."""

    def make(length: int) -> str:
        chosen = random.Random(seed).choices(words.split(), k=length // 3 + 1)
        return " ".join(chosen)[:length]

    return make


def _base64(length: int) -> str:
    return base64.b64encode(random.Random(0).randbytes(length)).decode()[:length]


def _nested(open_: str, close: str) -> Make:
    return lambda length: open_ * (length // 2 // len(open_)) + close * (length // 2 // len(close))


def _names(length: int) -> str:
    """Capitalised words, none of them twice in a row."""
    heads = ["Ba", "Ko", "Lu", "Mi", "Ra", "Te", "Vo", "Zu"]
    tails = ["lin", "mar", "nak", "ros", "sel", "tin", "vik"]
    return " ".join(islice((h + t for h, t in cycle((h, t) for t in tails for h in heads)), length // 6 + 1))[:length]


def _sentences(length: int) -> str:
    """Plain news, as a measure of what is usual: sentences with names, numbers, dates and speakers."""
    said = [
        "Ida Berg, the envoy in Lund, said on 3 May 2024 that the port had sold {n} tonnes of rye.",
        "“We paid {n} million euros,” Anton Moe told the Courier, up from {m}% a year ago.",
        "The council of Ravel did not approve the plan, which costs {n}.{m} billion crowns.",
        "According to the report, {n} of {m} houses in Halm were built before 1990.",
    ]
    made: list[str] = []
    size = 0
    while size < length:
        number = len(made)
        made.append(said[number % 4].format(n=number * 7 % 997 + 3, m=number * 5 % 89 + 2))
        size += len(made[-1]) + 1
    return " ".join(made)[:length]


TEXTS: Mapping[str, Make] = {
    "news": _sentences,
    "dots": _run("."),
    "dots and spaces": _run(". "),
    "ellipses": _run("…"),
    "exclamations": _run("!"),
    "questions": _run("?"),
    "full-width stops": _run("。"),
    "commas": _run(","),
    "commas and spaces": _run(", "),
    "semicolons": _run("; "),
    "colons": _run(": "),
    "hyphens": _run("-"),
    "dashes": _run("– "),
    "underscores": _run("_"),
    "apostrophes": _run("'"),
    "quotes": _run('"'),
    "quotes and spaces": _run('" '),
    "opening quotes": _run("“"),
    "quoted words": _run("“so” "),
    "unclosed quotes": _run("“so "),
    "open brackets": _run("("),
    "open square": _run("["),
    "closed brackets": _run(")"),
    "nested brackets": _nested("(", ")"),
    "nested quotes": _nested("“", "”"),
    "markers": _run("[1] "),
    "open markers": _run("[1, "),
    "spaces": _run(" ", head="a", tail="b"),
    "line feeds": _run("\n", head="a", tail="b"),
    "spaces and feeds": _run(" \n", head="a", tail="b"),
    "lines": _run("Ab cd\n"),
    "pairs of lines": _run("Ab cd\nef 12\n\n"),
    "tabs": _run("a\t"),
    "pipes": _run("| a "),
    "hashes": _run("#"),
    "stars": _run("* "),
    "slashes": _run("/a"),
    "backslashes": _run("\\"),
    "digits": _run("7"),
    "digits and spaces": _run("7 "),
    "digits and commas": _run("1,234,"),
    "digits and dots": _run("1.2."),
    "digits and hyphens": _run("12-"),
    "years": _run("1999 "),
    "from to": _run("from 2 to "),
    "between and": _run("between 3 and "),
    "amounts": _run("$4 million "),
    "percentages": _run("7% "),
    "number words": _run("twenty "),
    "scales": _run("hundred million "),
    "months": _run("May 3 "),
    "dates": _run("3 May 2024, "),
    "capitals": _run("A"),
    "capital words": _run("Ab "),
    "capitals and dots": _run("A."),
    "names": _names,
    "names and commas": _run("Ab, "),
    "names and ands": _run("Ab and "),
    "names of": _run("Ab of the "),
    "long word": _run("a"),
    "hyphenated": _run("ab-"),
    "and so": _run("and "),
    "the": _run("the "),
    "who": _run("who "),
    "not": _run("not "),
    "that": _run("that he said "),
    "to be": _run("to be "),
    "said": _run("Ab said "),
    "said that": _run('Ab, said "so", '),
    "by": _run("was called by the "),
    "minister": _run("Ab minister of "),
    "according": _run("according to ab "),
    "as of": _run("as of may "),
    "how many": _run("how many "),
    "at signs": _run("a@a."),
    "urls": _run("http://a/"),
    "tags": _run("<a "),
    "open tags": _run("<sup>1</sup>"),
    "nested tags": _nested("<b>", "</b>"),
    "open comment": _run("<!--"),
    "entities": _run("&amp"),
    "base64": _base64,
    "thai": _mixed("กขคงจฉชซฌญฎฏฐดตถทธนบปผพฟภมยรลวศษสหอ", 1),
    "khmer": _mixed("កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអ", 2),
    "kana": _mixed("あいうえおかきくけこさしすせそたちつてとなにぬねの", 3),
    "kanji": _mixed("日本国人大学生年月東京都会社長社員新聞", 4),
    "arabic": _mixed("ابتثجحخدذرزسشصضطظعغفقكلمنهوي ", 5),
    "combining": _run("e\u0301"),
    "zero width": _run("a\u200b"),
    "soft hyphens": _run("a\u00ad"),
    "emoji": _run("👩‍👩‍👧"),
    "punctuation": _mixed(".,;:!?-–'\"“”()[]/ ", 6),
    "letters and signs": _mixed("aA1.,-' \"()\n", 7),
    "words": _words("Ab the of to and 3 40 said not , . “ ” ( ) which May 2024 million % from by -", 8),
    "wordy": _words("who which that when after before because said he his did not never over under between", 9),
}
"""By name."""
