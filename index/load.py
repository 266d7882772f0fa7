"""A file, or the bytes of an upload, → Document. Every way in goes through `load_bytes`.

What cannot be read raises DocumentError, which names the file, the cause and the remedy.
"""

import hashlib
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from zipfile import BadZipFile

from index import date, source
from index.clean import clean, normalise, text_id
from index.errors import DocumentError
from index.formats import INSTEAD, SUFFIXES, loader_of, own_name, suffix_of
from index.loaders.types import Extract, value_of
from index.loaders.web.boilerplate import is_furniture
from index.marks import taken
from index.types import Document

LARGEST = 50_000_000
"""Bytes of the largest file that is read."""

LONGEST_TITLE = 200
LONGEST_REASON = 200
"""Characters of a library's own words that an error repeats."""

OPENING = 12
"""Lines among which a title is looked for."""


def find(
    paths: Iterable[Path],
    on_error: Callable[[DocumentError], None],
    on_passed: Callable[[str], None] = lambda _: None,
) -> Iterator[Path]:
    """The files to load: given files as they are, folders with all below them in order of name, each file once.

    In folders, hidden files are passed over, and files of other formats go to `on_passed`; a file given by name has to
    be loadable. What cannot be opened goes to `on_error`, and the search goes on.
    """
    seen: set[str] = set()
    for given in paths:
        for path in _walk(given, on_error, on_passed) if os.path.isdir(given) else _checked(given, on_error):
            real = os.path.realpath(path)
            if path != given and not Path(real).is_relative_to(os.path.realpath(given)):
                on_error(
                    DocumentError(str(path), "it is a link out of the folder", "Add what it leads to by its own path.")
                )
                continue
            if (shown := os.fsencode(path).decode("utf-8", "replace")) != str(path):
                on_error(DocumentError(shown, "its name is not UTF-8, and nothing could cite it", "Rename it."))
            elif real not in seen:
                seen.add(real)
                yield path


def load(path: Path) -> Document:
    """The document in a file, without those of its parts. Its `path` is absolute."""
    return load_bytes(file_bytes(path), str(path.absolute()))


def load_bytes(data: bytes, name: str) -> Document:
    """The document in an upload called `name`; the name's suffix decides how it is read."""
    return document(extract(data, name), data, name)


def file_bytes(path: Path) -> bytes:
    """What a file holds, if it is one and not too large."""
    name = str(path)
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise _missing(path)
        _check_size(size, name)
        return path.read_bytes()
    except OSError as error:
        raise _closed(path, error) from error


def extract(data: bytes, name: str) -> Extract:
    """What the loader of its kind makes of a file. Whatever goes wrong becomes a DocumentError."""
    loader = loader_of(name)
    if loader is None:
        raise _unsupported(name)
    _check_size(len(data), name)
    if not data.strip():
        raise DocumentError(name, "it is empty", "Check that it was saved completely.")
    with understood(name):
        return loader(data, own_name(name))


@contextmanager
def understood(name: str) -> Iterator[None]:
    """Turns what a loader raises into a DocumentError about the file `name`."""
    try:
        yield
    except DocumentError as error:
        if error.subject == name:
            raise
        raise DocumentError(name, error.cause, error.remedy) from error  # loaders know the last part of a name alone
    except MemoryError as error:
        raise DocumentError(name, "it takes more memory than a file may", "Split it into smaller files.") from error
    except (BadZipFile, zlib.error) as error:
        remedy = "Get it anew from where it came, or save it anew in the program that made it."
        raise DocumentError(name, f"it is damaged ({type(error).__name__}: {error})", remedy) from error
    except Exception as error:  # a file can hold anything, and one that breaks a loader must not stop the others
        cause = f"it cannot be understood ({type(error).__name__}: {str(error)[:LONGEST_REASON]})"
        raise DocumentError(name, cause, "Open it in the program that made it and save it anew.") from error


def document(extract: Extract, data: bytes, name: str) -> Document:
    """The document of what a loader found in the file `name` that holds `data`."""
    with understood(name):
        return _document(extract, data, name)


def _document(extract: Extract, data: bytes, name: str) -> Document:
    called = own_name(name)
    text, places = taken(clean(extract.text), extract.places)
    if not text:
        raise DocumentError(name, "it holds no text", "Check the file in the program that made it.")
    return Document(
        id=text_id(text),
        text=text,
        title=_line(value_of(extract.title)) or _title(text) or _line(PurePath(called).stem) or "untitled",
        source=_line(source.source(text, stated=extract.source)),
        author=_line(source.author(text, stated=extract.author)),
        published=date.published(text, stated=extract.published, name=called),
        url=_line(extract.url),
        made=date.parse(extract.made),
        places=places,
        losses=tuple(extract.losses),
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _line(value: object) -> str | None:
    line = source.one_line(value)
    return source.one_line(normalise(line)) if line else None


def _title(text: str) -> str | None:
    """The first of the opening lines that reads like a title: short, no sentence, no part of a wrapped paragraph."""
    lines = text.split("\n", OPENING)[:OPENING]
    candidates = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if len(line) > LONGEST_TITLE or line.endswith((".", "。", ",", ";")) or following[:1].islower():
            break
        if title := line.strip(" #*_=-"):
            candidates.append(title)
    # "Connect with us" may head a pasted page: it stays in the text, and is a title only where there is no other.
    candidates = [c for c in candidates if not is_furniture(c, "")] or candidates
    several_words = (c for c in candidates if len(c.split()) > 2 or re.search(r"[\u3040-\u9fff]{6}", c))
    return source.one_line(next(several_words, next(iter(candidates), None)))


def _walk(folder: Path, on_error: Callable[[DocumentError], None], on_passed: Callable[[str], None]) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        on_error(_closed(Path(error.filename), error))

    for here, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        names = sorted(name for name in files if not name.startswith("."))
        for name in names:
            if Path(name).suffix.lower() in SUFFIXES:
                yield Path(here, name)
            else:
                on_passed(str(Path(here, name)))


def _checked(path: Path, on_error: Callable[[DocumentError], None]) -> Iterator[Path]:
    try:
        path.stat()
    except OSError as error:
        on_error(_closed(path, error))
        return
    if path.suffix.lower() in SUFFIXES:
        yield path
    else:
        on_error(_unsupported(str(path)))


def _check_size(size: int, name: str) -> None:
    if size > LARGEST:
        cause = f"it is {size / 1e6:.0f} MB, more than the {LARGEST / 1e6:.0f} MB that are read"
        raise DocumentError(name, cause, "Split it into smaller files.")


def _missing(path: Path) -> DocumentError:
    return DocumentError(str(path), "there is no such file", "Check the path.")


def _closed(path: Path, error: OSError) -> DocumentError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _missing(path)
    return DocumentError(str(path), f"it cannot be read ({error.strerror})", "Check it and its permissions.")


def _unsupported(name: str) -> DocumentError:
    suffix = suffix_of(name)
    better = f"Save it as {INSTEAD[suffix]}." if suffix in INSTEAD else f"Supported are {', '.join(sorted(SUFFIXES))}."
    return DocumentError(name, f"its format (suffix: {suffix or 'none'}) is not supported", better)
