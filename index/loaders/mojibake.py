"""UTF-8 that was read as a single-byte encoding and saved so: "Ã©" for "é", "â€™" for "’". It is turned back.

Only runs of characters that are, byte for byte, well-formed UTF-8 in one such encoding are touched, and only where most
of a text's runs are: prose in any language has next to none by chance.
"""

import re

from index.loaders.legacy import WESTERN

ENCODINGS = ("cp1252", "latin_1", "cp1250", "cp1251", "cp1254", "cp1253", "cp1257", "mac_roman")

FEWEST = 2
"""Runs of two characters from which they are no chance; one of three and more is none."""

SHARE = 0.5
"""Share of the runs beyond ASCII that have to turn back."""

TIMES = 3
"""Times that a text can have been saved wrongly in turn."""

_RUN = re.compile(r"[^\x00-\x7f]+")
_LOST_SPACE = re.compile(r"(?<![A-ZÀ-Þ])Ã ")
# What can stand for the second to fourth byte right after a word's last letter by chance: “CAFÉ”, «É».
_CLOSERS = frozenset("”’»“›…–—´ ")


def turned_back(text: str) -> tuple[str, int]:
    """The text as it was meant, and how many places were mended."""
    mended = 0
    for _ in range(TIMES):
        runs = _RUN.findall(text)
        best = max((_mendable(runs, encoding) for encoding in ENCODINGS), key=len, default={}) if runs else {}
        places = sum(run in best for run in runs)
        sure = any(len(run) > 2 for run in best) or places >= FEWEST
        if not best or not sure or places < SHARE * len(runs):
            break
        text = _RUN.sub(lambda match: best.get(match[0], match[0]), text)  # noqa: B023
        mended = max(mended, places)
    # The second byte of "à" is a no-break space, which many a program has made a plain one.
    return (_LOST_SPACE.sub("à ", text) if mended else text), mended


def _mendable(runs: list[str], encoding: str) -> dict[str, str]:
    return {run: meant for run in dict.fromkeys(runs) if (meant := _meant(run, encoding)) is not None}


def _meant(run: str, encoding: str) -> str | None:
    """What the run is as UTF-8; None where it is none, or may well be meant as it stands."""
    try:
        data = _bytes(run, encoding)
        meant = data.decode("utf-8")
    except UnicodeError:
        return None
    if len(meant) == 1 and len(run) == 2 and run[1] in _CLOSERS and run[0].isalpha() and not run[0].islower():
        return meant if run[0] in "ÃÂÄÅĂĹ" else None
    return meant if all(sign.isprintable() or sign.isspace() or "\x80" <= sign <= "\x9f" for sign in meant) else None


def _bytes(run: str, encoding: str) -> bytes:
    if encoding == "cp1252":  # as browsers have it
        return bytes(WESTERN.index(sign) if sign in WESTERN else _refuse(sign) for sign in run)
    return run.encode(encoding)


def _refuse(sign: str) -> int:
    raise UnicodeError(f"{sign!r} is not of the encoding")
