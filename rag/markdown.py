"""Text from documents and drafts as Markdown takes it for text alone."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~$^=])")


def escaped(text: str) -> str:
    """On one line, and with nothing in it that a Markdown reader would take for markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
