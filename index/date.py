"""When a document was published: what somebody stated, never a guess.

A date counts only with day, month and year. "3 March" has no year and "03/04/2024" has two readings: both are None.
"03.04.2024" is the third of April wherever dates are written with dots.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime

from index import months
from index.errors import IndexingError
from index.loaders.types import Stated, value_of
from index.months import is_weekday

# A month in any language, and before a date a day of the week: a word, judged by its meaning once a pattern fits.
_MONTH = r"(?P<m{0}>[^\W\d_]{{3,14}})\.?"
_DATE = (
    r"(?:(?P<w>[^\W\d_]{2,14}(?:-feira)?)\.?,?\s+(?:(?:den|le|el|il|dne|dnia)\s+)?)?(?:"
    r"(?P<y0>\d{4})[-/.](?P<m0>\d{1,2})[-/.](?P<d0>\d{1,2})(?!\d)"
    r"|(?P<y1>\d{4})年\s*(?P<m1>\d{1,2})月\s*(?P<d1>\d{1,2})日"
    rf"|{_MONTH.format(2)}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b"
    r"|(?P<d4>\d{1,2})\.\s?(?P<m4>\d{1,2})\.\s?(?P<y4>\d{4})(?!\d)"
    r"|(?P<m5>0?[1-9]|1[0-2])/(?P<d5>1[3-9]|2\d|3[01])/(?P<y5>\d{4})(?!\d)"
    r"|(?P<d6>1[3-9]|2\d|3[01])/(?P<m6>0?[1-9]|1[0-2])/(?P<y6>\d{4})(?!\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+|d['’])?{_MONTH.format(3)},?\s+(?:del?\s+)?"
    r"(?P<y3>\d{4})\b(?:\s*(?:r|г|р)\.)?"
    rf"|(?P<y7>\d{{4}})(?:\.|\s+m\.)?\s+{_MONTH.format(7)}\s+(?P<d7>\d{{1,2}})(?!\d)(?:\.|\s+d\.)?"
    rf"|(?P<y8>\d{{4}})\.?\s+gada\s+(?P<d8>\d{{1,2}})\.\s*{_MONTH.format(8)}"
    r")"
)
# How pages and papers of Europe say "published" and "updated" before a day.
_LABEL = (
    r"(?:(?:(?:first|originally|date)\s+)?(?:published|posted|released|issued|publication\s+date|release\s+date|date)"
    r"|veröffentlicht|erschienen|erstellt|stand|datum|publié[es]?|paru|date\s+de\s+publication|publicado|publicada|fecha"
    r"|pubblicato|data(?:\s+publikacji)?|gepubliceerd|geplaatst|publicerad|publicert|publiceret|udgivet|julkaistu"
    r"|opublikowano|dodano|publikováno|zveřejněno|vydáno|dátum|megjelent|objavljeno|datum\s+objave|publicat|yayın\s+tarihi"
    r"|yayınlanma\s+tarihi|tarih|paskelbta|publicēts|avaldatud|опубликовано|дата|опубліковано|публикувана?|δημοσιεύθηκε)"
)
_CHANGED = (
    r"(?:(?:last\s+)?(?:updated|modified|revised)|aktualisiert|mis[e]?\s+à\s+jour|actualizado|atualizado|aggiornato"
    r"|bijgewerkt|uppdaterad|oppdatert|opdateret|päivitetty|zaktualizowano|aktualizováno|frissítve|güncellendi|обновлено)"
)
_ON = r"(?:on|at|am|le|el|il|em|op|den|dne|dnia)"
_CLOCK = r"(?:[\s,T|·•-]*(?:(?:at|à|um|alle|às|kl\.?|o)\s+)?\d{1,2}[:.]\d{2}.{0,20})?"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_ONLY = _pattern(_DATE)
_COMPACT = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?!\d)|(?:D:)(\d{4})(\d{2})(\d{2})")
_IN_NAME = re.compile(r"(?<!\d)(\d{4})(?:[-_.](\d{2})[-_.](\d{2})|(\d{2})(\d{2}))(?!\d)")

_END = rf"(?:{_CLOCK}\W*|\s+by\s.*|\s*[|·•].*)"
_LABELLED = _pattern(rf"\W*{_LABEL}(?:\s*:\s*{_DATE}.*|\s+(?:{_ON}\s+)?{_DATE.replace('>', 'b>')}{_END})")
_FIRST_PUBLISHED = _pattern(
    r"\W*(?:a\s+version\s+of\s+)?(?:this|the)\s+(?:article|story|report|column|essay|piece|text|post)"
    rf"\b.{{0,60}}\bpublished\b.{{0,250}}?\bon\s+{_DATE}.*"
)
_ALONE = _pattern(rf"\W*{_DATE}{_END}")
_PLACED = _pattern(rf"(?P<p>[^\W\d_][\w .'’()-]{{1,30}}),\s+(?:(?:den|le|dnia|dne|am)\s+)?{_DATE}{_END}")
_BYLINE = _pattern(rf"by\s.{{3,80}}?[|,·•–—-]\s*{_DATE}{_END}")
_DATELINE = re.compile(rf"[A-Z][A-Z .,'’-]{{2,40}}[,.]?\s+\(?(?i:{_DATE})\)?[.,]?\s*(?:\(|/|[-–—]).*")
_UPDATED = _pattern(rf"\W*{_CHANGED}(?:\s*:|\s+{_ON}\b|\s)\s*{_DATE}{_END}")

LONGEST_LINE = 600
"""Characters of a line that are looked at: a statement stands at its beginning."""

LONGEST_SHOWN = 100

HEAD, TAIL = 10, 6
"""Lines at the beginning and the end of a text in which its publication can be stated."""


def published(text: str, *, stated: Iterable[object] = (), name: str = "") -> date | None:
    """The day of publication, from the best of what is known."""
    return origin(text, stated=stated, name=name)[0]


def origin(text: str, *, stated: Iterable[object] = (), name: str = "") -> tuple[date | None, str]:
    """The day of publication, and where it is stated.

    `stated` are values of front matter or page metadata, best first; then comes what the text says of itself, last
    the file's name ("2024-02-19-title.txt"). Of a date that is stated but cannot be read, the weaker evidence says
    nothing: then it is None. When a file was made says nothing of its publication.
    """
    given = [value for value in stated if value_of(value) not in (None, "")]
    for value in given:
        if found := parse(value_of(value)):
            return found, value.where if isinstance(value, Stated) else "the file's metadata"
    if given:
        return None, ""
    found, line = in_lines(text)
    if found:
        return found, f"the line “{line[:LONGEST_SHOWN]}”"
    return (found, "the file's name") if (found := in_name(name)) else (None, "")


def parse(value: object) -> date | None:
    """A date, datetime, string or number (20240219) as a date; None for anything without day, month and year."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int) and 0 < value < 10**8:
        value = str(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if match := _ONLY.match(text):
        return _day(match)
    if match := _COMPACT.match(text):
        return _valid(*(g for g in match.groups() if g))
    return None


def entered(text: str) -> date | None:
    """A date as a person types it; None for none at all. Raises IndexingError for anything else."""
    if not text.strip():
        return None
    match = _ONLY.fullmatch(text.strip())
    if match is None or (found := _day(match)) is None:
        raise IndexingError(
            f"the date “{text.strip()[:40]}”", "it is not a full date", "Write it like 2024-02-19, or leave it empty."
        )
    return found


def in_lines(text: str) -> tuple[date | None, str]:
    """What the first or last lines state: a line of its own, a byline, a full dateline; else when it was updated. And
    the line."""
    lines = [line.strip()[:LONGEST_LINE] for line in text.split("\n") if line.strip()]
    head, tail = lines[:HEAD], lines[max(HEAD, len(lines) - TAIL) :]
    anywhere, at_the_top = (_LABELLED, _FIRST_PUBLISHED), (_ALONE, _BYLINE, _DATELINE)
    tries = (
        (head, (*anywhere, *at_the_top)), (head[1:], (_PLACED,)), (tail, anywhere), (head, (_UPDATED,)),
        (tail, (_UPDATED,)),
    )  # fmt: skip
    found = ((_first(line, patterns, text), line) for some, patterns in tries for line in some)
    return next(((day, line) for day, line in found if day), (None, ""))


def in_name(name: str) -> date | None:
    match = _IN_NAME.search(name)
    return _valid(*(g for g in match.groups() if g)) if match else None


def _first(line: str, patterns: Iterable[re.Pattern[str]], text: str) -> date | None:
    matches = (pattern.fullmatch(line) for pattern in patterns)
    return next((day for match in matches if match and (day := _day(match, text))), None)


def _day(match: re.Match[str], text: str = "") -> date | None:
    """The date in a match of a pattern that holds `_DATE`: the groups are named y…, m… and d…, a weekday w…."""
    groups = {name: value for name, value in match.groupdict().items() if value}
    if any(name[0] == "w" and not is_weekday(word) for name, word in groups.items()):
        return None
    if any(name[0] == "p" and not place[0].isupper() for name, place in groups.items()):
        return None
    year, month, day = (next(value for name, value in groups.items() if name[0] == letter) for letter in "ymd")
    if not month.isdigit():
        month = str(months.month(month, text or match.string) or "")
    return _valid(year, month, day) if month else None


def _valid(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if 1500 <= int(year) <= 2100 else None
    except ValueError:
        return None
