"""Times on a page: spelled out where they are shown as "2 hours ago", and put before the entries of a live blog."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from index.day import in_words
from index.loaders.web.elements import Block

OPEN, CLOSE = "\ufdd2", "\ufdd3"
"""Stand around a time in the text until `entries` has seen it: noncharacters, which no text is to hold."""

FEWEST = 3
"""Times that stand alone from which they are those of entries, where the page does not say that it is a live blog."""

AROUND = 24
"""Characters around a time in a line that is nothing but a time: "Updated 21:40 CEST"."""

LONGEST_HEADING = 120

_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}|\d{4}")
_ALONE = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\.?|\s?h|\s?Uhr)?(?:\s\(?[A-Z]{2,5}\)?)?", re.I
)
_ENDS = re.compile(r"[.!?…:;。！？]\W*$")


def spell(element: Any) -> None:
    """Puts each <time> as a reader needs it between OPEN and CLOSE: with its day where the page's times are of several
    days, with clock time or day where it is shown without either."""
    times = list(element.iter("time"))
    moments = [_moment(time.get("datetime")) for time in times]
    days = {moment.date() for moment in moments if moment}
    for time, moment in zip(times, moments, strict=True):
        shown = " ".join("".join(time.itertext()).split())
        for part in list(time):
            time.remove(part)
        time.text = f"{OPEN}{_spelled(shown, moment, several=len(days) > 1)}{CLOSE}"


def entries(blocks: Sequence[Block], *, live: bool) -> list[str]:
    """The blocks as texts. A time that stands alone goes before what follows it: "21:40 – Heading:" or "21:40: …"."""
    alone = [_is_time(block.text) for block in blocks]
    starts = [at for at in range(len(blocks) - 1) if alone[at] and not alone[at + 1]]
    joined = len(starts) >= (2 if live else FEWEST)
    texts: list[str] = []
    announced = False
    at = 0
    while at < len(blocks):
        text = _bare(blocks[at].text)
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if not joined or not alone[at] or following is None or alone[at + 1]:
            if announced:  # the heading of an entry and what it says are one paragraph, which no chunk cuts
                texts[-1] += f"\n{text}"
            else:
                texts.append(text)
            announced = False
            at += 1
            continue
        time, own = _with_own_heading(blocks[at].text)
        if own:
            texts.append(f"{time} – {own}" + ("" if _ENDS.search(own) else ":") + f"\n{_bare(following.text)}")
            announced = False
        elif _is_heading(following):
            heading = _bare(following.text)
            texts.append(f"{text} – {heading}" + ("" if _ENDS.search(heading) else ":"))
            announced = True
        elif at and blocks[at - 1].heading and texts:
            heading = texts.pop()
            texts.append(f"{text} – {heading}" + ("" if _ENDS.search(heading) else ":") + f"\n{_bare(following.text)}")
            announced = False
        else:
            texts.append(f"{text.rstrip(':')}: {_bare(following.text)}")
            announced = False
        at += 2
    return texts


def stamp(given: str) -> str:
    """A time of structured data as a reader knows it: "2 October 2025, 21:40"."""
    return _spelled("", _moment(given), several=False)


def _moment(given: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat((given or "").strip().replace("Z", "+00:00"))
    except ValueError:
        return None


def _spelled(shown: str, moment: datetime | None, *, several: bool) -> str:
    if moment is None:
        return shown
    day = in_words(moment)
    if not _CLOCK.search(shown):
        stated = day if moment.time() == datetime.min.time() else f"{day}, {moment:%H:%M}"
        return f"{stated} ({shown})" if shown else stated
    return f"{day}, {shown}" if several and not re.search(r"\d{4}|[^\W\d_]{3}", shown) else shown


def _is_time(text: str) -> bool:
    if _ALONE.fullmatch(text):
        return True
    start, end = text.find(OPEN), text.find(CLOSE)
    return 0 <= start < end and start + len(text) - end <= AROUND and not _ENDS.search(text)


def _is_heading(block: Block) -> bool:
    return block.heading or (
        len(block.text) <= LONGEST_HEADING and not _ENDS.search(block.text) and "\n" not in block.text
    )


def _with_own_heading(text: str) -> tuple[str, str]:
    """A time at the beginning of a line, and the words behind it: "21:40", "Bridge closed". No words, no heading: a
    zone ("CEST") is none."""
    before, found, after = text.partition(CLOSE)
    words = after.strip(" \n|·•–—:-")
    return (_bare(before).strip(), words) if found and " " in words and before.startswith(OPEN) else (_bare(text), "")


def _bare(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")
