"""A spreadsheet's cell as its reader sees it: the number format is applied (ECMA-376, part 1, section 18.8.30).

Days come as 2024-02-19 whatever the format's order, which "03/04/2024" would leave open.
"""

import re
from datetime import date, datetime, time, timedelta

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_BRACKETED = re.compile(r"\[[^\]]*\]")
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?,*")
_GENERAL_DIGITS = 11
"""Significant digits that a spreadsheet shows where no format says how many."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def shown(value: object, number_format: str = "General") -> str:
    """A cell's value as text; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return _day(value, number_format)
    if isinstance(value, time):
        return value.isoformat("minutes" if not value.second else "seconds")
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, int | float):
        return _number(value, number_format)
    return " ".join(str(value).split())


def _day(value: date, number_format: str) -> str:
    plain = _BRACKETED.sub("", _QUOTED.sub("", number_format)).lower()
    if plain and "y" in plain and "d" not in plain and "h" not in plain:
        return f"{_MONTHS[value.month - 1]} {value.year}" if "m" in plain else str(value.year)
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(" ", "minutes" if not value.second else "seconds")
    return (value.date() if isinstance(value, datetime) else value).isoformat()


def _number(value: int | float, number_format: str) -> str:
    sections = re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", number_format[:200])
    own_sign = value < 0 and len(sections) > 1 and bool(sections[1].strip())
    section = sections[1] if own_sign else sections[2] if value == 0 and len(sections) > 2 else sections[0]
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match.group(1) or match.group(2) or "")
        return chr(0xE000 + len(literals) - 1)  # private characters: no format holds them

    section = _QUOTED.sub(keep, _BRACKETED.sub("", _CURRENCY.sub(lambda m: f'"{m.group(1)}"', section)))
    digits = _DIGITS.search(section)
    if digits is None or "/" in section or "E" in section.upper().replace("GENERAL", ""):
        return general(value)
    figure = abs(value) if own_sign else value
    pattern = digits.group()
    scale = len(pattern) - len(pattern.rstrip(","))
    pattern = pattern.rstrip(",")
    figure = figure * (100 if "%" in section else 1) / 1000**scale
    least = pattern.partition(".")[2]
    text = f"{figure:{',' if ',' in pattern else ''}.{len(least)}f}"
    if optional := len(least) - len(least.rstrip("#?")):
        whole, _, places = text.partition(".")
        places = places[: len(least) - optional] + places[len(least) - optional :].rstrip("0")
        text = f"{whole}.{places}" if places else whole
    text = section[: digits.start()] + text + section[digits.end() :]
    return " ".join("".join(_literal(c, literals) for c in text).split())


def general(value: int | float) -> str:
    """A number without a format: no trailing zeros, no digits that only the machine knows."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return str(value) if isinstance(value, int) else f"{value:.{_GENERAL_DIGITS}g}"


def _literal(character: str, literals: list[str]) -> str:
    at = ord(character) - 0xE000
    return literals[at] if 0 <= at < len(literals) else character
