"""What a mail quotes of earlier ones, told apart from what its sender writes.

A quoted paragraph comes out as "> " and its text, one sign for every mail that it was quoted in.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

_SIGNS = re.compile(r"^\s?((?:>\s?)+)")
# "Von: Ada Brook", "Sent: Monday": how mail programs without quotation signs repeat the head of the earlier mail.
_FIELD = re.compile(r"^\s*\*?[^\W\d_][\w -]{1,18}\*?\s?:\*?\s\S")
_RULE = re.compile(r"^\s*[-_]{5,}(?:[^-_\n]{3,40}[-_]{5,})?\s*$")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")

FEWEST_FIELDS = 3
"""Lines of a repeated head: who, when and on what."""

HEAD_LINES = 6
"""Lines of a repeated head of which one has to hold an address or a time of day."""

Paragraph = tuple[int, str]
"""How many times it was quoted, and its text on one line."""


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a plain text, their lines as they were broken."""
    lines = [_signs(line) for line in text.replace("\r\n", "\n").split("\n")]
    lines = _below_repeated_head(lines)
    found: list[Paragraph] = []
    block: list[str] = []
    depth = 0
    for deep, line in [*lines, (-1, "")]:
        if block and (deep != depth or not line.strip()):
            found.append((depth, "\n".join(block)))
            block = []
        if line.strip():
            block.append(" ".join(line.split()))
        depth = deep
    return found


def below_repeated_head(found: Iterable[Paragraph]) -> list[Paragraph]:
    """The same of paragraphs that come from HTML: what follows the head of an earlier mail is quoted."""
    lines = [(depth, line) for depth, text in found for line in text.split("\n")]
    return _below_repeated_head(lines)


def written(found: Iterable[Paragraph]) -> Iterator[tuple[bool, str]]:
    """(is it quoted?, text) of runs of paragraphs that are, or are not, quoted."""
    run: list[str] = []
    before = False
    for depth, text in found:
        if run and (depth > 0) != before:
            yield before, "\n\n".join(run)
            run = []
        before = depth > 0
        # A quoted paragraph is one: its lines were broken by the programs that it went through.
        run.append(f"{'>' * min(depth, 9)} {' '.join(text.split())}" if depth else text)
    if run:
        yield before, "\n\n".join(run)


def _signs(line: str) -> Paragraph:
    found = _SIGNS.match(line)
    return (found.group(1).count(">"), line[found.end() :]) if found else (0, line)


def _below_repeated_head(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """Each head of an earlier mail puts itself and all below it one quotation deeper."""
    deeper = 0
    result: list[Paragraph] = []
    skip = 0
    for at, (depth, line) in enumerate(lines):
        if skip:
            skip -= 1
        elif length := _head_length(lines[at : at + 2 * HEAD_LINES], depth, opens=at == 0):
            deeper += 1
            skip = length - 1
        result.append((depth + deeper, line))
    return result


def _head_length(lines: Sequence[Paragraph], depth: int, opens: bool) -> int:
    """How many lines the head of an earlier mail takes that begins with the first of these; 0 if none does."""
    texts = [line for deep, line in lines if deep == depth]
    ruled = int(bool(texts) and bool(_RULE.match(texts[0])))
    fields = 0
    for text in texts[ruled:]:
        if not text.strip() and not fields:
            ruled += 1  # a blank line between rule and head
        elif _FIELD.match(text):
            fields += 1
        else:
            break
    head = texts[ruled : ruled + min(fields, HEAD_LINES)]
    told = any(_ADDRESS.search(line) for line in head) or any(_CLOCK.search(line) for line in head)
    return ruled + fields if fields >= FEWEST_FIELDS and told and not (opens and not ruled) else 0
