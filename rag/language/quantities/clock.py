"""Clock times in prose: "17:00", "5 p.m." and "5.00pm" are one."""

import re

CLOCK = re.compile(
    r"(?<![\w:.,$€£¥₩₹])(?:(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d)(?![:\d])"
    r"|(?:\.(?P<dotted>[0-5]\d))?(?=\s?[ap]\.?m\b))(?:\s?(?P<half>[ap])\.?m\b)?)",
    re.IGNORECASE,
)
"""A dot parts hours from minutes only before "a.m." and "p.m.": elsewhere "17.30" is a number."""


def hours(match: re.Match[str]) -> float:
    """The hours since midnight of a match of CLOCK."""
    hour = int(match["hour"]) + int(match["minute"] or match["dotted"] or 0) / 60
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return hour
