"""Plain text and Markdown, both with or without YAML front matter."""

import re
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from index.errors import DocumentError
from index.loaders.encoding import Decoded, decoded
from index.loaders.text_table import with_rows_written
from index.loaders.types import Extract, Stated

_HEADING = re.compile(r"^#\s+(.+?)\s*#*$", re.MULTILINE)
_KEY = re.compile(r"^[\w-]+\s*:", re.MULTILINE)


class _Loader(yaml.SafeLoader):
    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Merges nothing: a few lines of `<<` can merge without end. What asks for it is not valid here."""


def read_text(data: bytes, name: str) -> Extract:
    read = decoded(data, name)
    fields, text = _front_matter(read.text, name)
    return _extract(fields, with_rows_written(text), read)


def read_markdown(data: bytes, name: str) -> Extract:
    """Markdown is kept as it was written: its signs are few and the reader is shown what the author saw."""
    read = decoded(data, name)
    fields, text = _front_matter(read.text, name)
    heading = _HEADING.search(text)
    return _extract({"title": heading.group(1) if heading else None, **fields}, text, read)


def _extract(fields: dict[str, Any], text: str, read: Decoded) -> Extract:
    def values(*keys: str) -> tuple[object, ...]:
        return tuple(Stated(value=fields[key], where=f"front matter, {key}") for key in keys if fields.get(key))

    return Extract(
        text=text,
        title=fields.get("title"),
        source=values("source", "publisher", "publication", "site"),
        author=values("author", "authors", "byline"),
        published=values("published", "date", "pubdate") or values("updated"),
        url=fields.get("url") or fields.get("link") or fields.get("canonical_url"),
        losses=read.losses,
    )


def _front_matter(text: str, name: str) -> tuple[dict[str, Any], str]:
    """Fields, their names in lower case, and the text after them.

    A rule of dashes with prose below it is no front matter.
    """
    text = text.replace("\r\n", "\n").lstrip("\ufeff\n")
    handler = YAMLHandler()
    if not text.startswith("---") or not handler.detect(text):
        return {}, text
    try:
        block, rest = handler.split(text)
        if not _KEY.search(block):
            return {}, text
        fields = handler.load(block, Loader=_Loader)
    except yaml.YAMLError as error:
        raise _broken(name, error) from error
    except (ValueError, TypeError, RecursionError) as error:
        if str(error).startswith("not enough values"):
            return {}, text
        raise DocumentError(name, f"its front matter has a value that is not valid: {error}", _REMEDY) from error
    if not isinstance(fields, dict):
        return {}, text
    return {str(key).casefold(): value for key, value in fields.items()}, rest.strip("\n")


_REMEDY = "Mend the lines between the two '---', or take them out."


def _broken(name: str, error: yaml.YAMLError) -> DocumentError:
    mark = getattr(error, "problem_mark", None)
    # The mark counts from the first line after the opening dashes, from 0.
    where = f", line {mark.line + 1}" if mark else ""
    problem = getattr(error, "problem", None) or "it cannot be read"
    return DocumentError(name, f"its front matter is not valid YAML{where}: {problem}", _REMEDY)
