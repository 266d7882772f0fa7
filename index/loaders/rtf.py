"""Rich text (RTF): what its reader sees, and title, author and day of making from its \\info group."""

import re

from striprtf.striprtf import rtf_to_text

from index.errors import DocumentError
from index.loaders.sheet import cell_text
from index.loaders.types import Extract
from index.marks import without_marks

_INFO = 20_000
"""Bytes at the beginning among which the \\info group is looked for."""

_FIELD = r"\{\\%s\s+((?:[^{}\\]|\\[^{}]){1,2000})\}"
_MADE = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")


def read_rtf(data: bytes, name: str) -> Extract:
    if not data.lstrip().startswith(b"{\\rtf"):
        raise DocumentError(name, "it is named .rtf but is not an RTF file", "Check it, or give it its own suffix.")
    source = data.decode("latin-1")  # RTF is ASCII: other characters are escaped, and a few writers do not care
    head = source[:_INFO]
    made = _MADE.search(head)
    text = rtf_to_text(source, encoding="cp1252", errors="replace")
    blocks = (" ".join(line.split()) for line in without_marks(text).split("\n"))
    return Extract(
        text="\n\n".join(filter(None, (block.strip(" |") for block in blocks))),
        title=_field("title", head),
        author=(_field("author", head),),
        made="-".join(made.groups()) if made else None,
    )


def _field(field: str, head: str) -> str | None:
    found = re.search(_FIELD % field, head)
    if found is None:
        return None
    page = _CODE_PAGE.search(head)
    return (
        cell_text(rtf_to_text(f"{{\\rtf1\\ansi\\ansicpg{page.group(1) if page else 1252} {found.group(1)}}}")) or None
    )
