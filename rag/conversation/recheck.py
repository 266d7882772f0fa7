"""Checks the citations of an export, without the database that they came from.

python -m rag recheck FILE [--documents FOLDER], or this file alone: python recheck.py FILE [--documents FOLDER].
Needs nothing but Python. Where Dossier is installed, its loaders read the documents as they were read for the answer,
and the very offsets are checked; without it, whether the words stand in the document's file.

Exit status: 0 every citation was confirmed, 1 some could not be confirmed or do not hold, 2 nothing could be checked.
"""

import argparse
import hashlib
import html
import json
import os
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = 1
LARGEST = 200 * 1024 * 1024
"""Bytes of an export or a document that are read."""

TEXTS = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".csv", ".tsv", ".srt", ".vtt", ".eml"})
"""Files whose words can be searched for as they stand."""

CONFIRMED, FOUND, UNKNOWN, WRONG = "confirmed", "words found", "not confirmed", "does not hold"

_BLOCK = re.compile(r"^```dossier-proof\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
_PRE = re.compile(r'<pre id="dossier-proof"[^>]*>(.*?)</pre>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Finding(NamedTuple):
    """What became of one citation, and why; what was said, and the words that were cited for it."""

    verdict: str
    reason: str
    said: str
    quote: str
    title: str


class RecheckError(Exception):
    """Nothing can be checked; the message says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status."""
    parser = argparse.ArgumentParser(prog="recheck", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("file", type=Path, help="an answer or conversation exported as Markdown, HTML or JSON")
    parser.add_argument("--documents", type=Path, help="the folder with the documents that it cites")
    options = parser.parse_args(arguments)
    try:
        proofs = read(options.file)
        findings = [finding for proof in proofs for finding in check(proof, options.documents)]
    except RecheckError as error:
        print(_shown(str(error)), file=sys.stderr)
        return 2
    for finding in findings:
        print(f"{finding.verdict}: {_shown(finding.said)}")
        print(f"    “{_shown(finding.quote)}” ({_shown(finding.title)})")
        if finding.reason:
            print(f"    {_shown(finding.reason)}")
    counted = Counter(finding.verdict for finding in findings)
    told = ", ".join(f"{counted[v]} {v}" for v in (CONFIRMED, FOUND, UNKNOWN, WRONG) if counted[v])
    print(f"{len(findings)} {'citation' if len(findings) == 1 else 'citations'}: {told or 'none'}.")
    return 0 if all(finding.verdict == CONFIRMED for finding in findings) else 1


def read(file: Path) -> list[dict[str, Any]]:
    """The appendices of an export: several, where exports were put together."""
    try:
        if file.stat().st_size > LARGEST:
            raise RecheckError(f"{file} is larger than {LARGEST // 1024**2} MB. Export fewer conversations at once.")
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise RecheckError(f"{file} cannot be read ({error.strerror}). Check the path.") from error
    except UnicodeDecodeError as error:
        raise RecheckError(f"{file} is no UTF-8 text. Give the export itself, not a print of it.") from error
    if text.lstrip().startswith("{"):  # JSON: what looks like an appendix within its strings is somebody's words
        blocks = [text]
    else:
        blocks = _BLOCK.findall(text) + [html.unescape(found) for found in _PRE.findall(text)]
    proofs = [_proof(block, file) for block in blocks]
    if not proofs:
        raise RecheckError(f"{file} carries no appendix to check. Export it anew from Dossier, and keep it whole.")
    return proofs


def _proof(block: str, file: Path) -> dict[str, Any]:
    try:
        found = json.loads(block)
    except (ValueError, RecursionError) as error:
        raise RecheckError(f"The appendix of {file} is damaged ({error}). Export it anew.") from error
    if isinstance(found, dict) and isinstance(found.get("proof"), dict):
        found = found["proof"]
    if not isinstance(found, dict) or not isinstance(found.get("dossier_proof"), int):
        raise RecheckError(f"{file} carries no appendix to check. Export it anew from Dossier, and keep it whole.")
    if found["dossier_proof"] > FORMAT:
        raise RecheckError(f"The appendix of {file} is of a later version of Dossier. Check it with that one.")
    return found


def check(proof: dict[str, Any], folder: Path | None) -> Iterator[Finding]:
    """A finding for every citation, in the order of the export. Raises RecheckError for a folder that is none."""
    documents = proof.get("documents")
    documents = documents if isinstance(documents, dict) else {}
    files = _files(folder) if folder else {}
    held: dict[str, tuple[str | None, str | None, str]] = {}
    for said, cited in _citations(proof):
        document_id = str(cited.get("document"))
        known = documents.get(document_id)
        known = known if isinstance(known, dict) else {}
        if document_id not in held:
            held[document_id] = _text(document_id, known, files, folder)
        verdict, reason = _judged(cited, *held[document_id])
        title = str(known.get("title") or document_id)
        yield Finding(verdict=verdict, reason=reason, said=said, quote=str(cited.get("quote")), title=title)


def _citations(proof: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for answer in _dicts(proof.get("answers")):
        for said in _dicts(answer.get("said")):
            for cited in _dicts(said.get("citations")):
                yield str(said.get("text")), cited


def _dicts(items: object) -> Iterator[dict[str, Any]]:
    yield from (item for item in (items if isinstance(items, list) else ()) if isinstance(item, dict))


def _judged(cited: dict[str, Any], whole: str | None, words: str | None, why: str) -> tuple[str, str]:
    """`whole` is the document's text as it was read for the answer, `words` what its file holds, `why` if neither."""
    quote, start, end = cited.get("quote"), cited.get("start"), cited.get("end")
    if not isinstance(quote, str) or not quote or not isinstance(start, int) or not isinstance(end, int):
        return WRONG, "The citation itself is damaged: it has no quotation or no place."
    if not 0 <= start < end or end - start != len(quote):
        return WRONG, "The quotation is not as long as its place."
    if whole is not None:
        if whole[start:end] == quote:
            return CONFIRMED, why
        return WRONG, f"At its place the document says: “{whole[start:end][:200]}”"
    if words is None:
        return UNKNOWN, why
    if _plain(quote) in words:
        return FOUND, why
    return UNKNOWN, f"The words were not found as they stand in the file. {why}"


def _text(
    document_id: str, known: dict[str, Any], files: dict[str, list[Path]], folder: Path | None
) -> tuple[str | None, str | None, str]:
    if folder is None:
        return None, None, "It cannot be confirmed without the document: give its folder with --documents."
    file = _file(known, files)
    if file is None:
        named = known.get("file") or "known to be it"
        return None, None, f"No file of {folder} is {named}."
    same = _digest(file) == known.get("file_sha256")
    changed = "" if same else f"{file.name} is not the file that was read: its bytes are others. "
    try:
        whole = _as_dossier_reads(file)
    except ImportError:
        whole = None
        why = "Its place cannot be confirmed without Dossier, which reads the file as it was read for the answer."
    except Exception as error:  # whatever a loader makes of a file
        whole, why = None, f"Dossier cannot read {file.name}: {error}"
    if whole is not None:
        if hashlib.sha256(whole.encode()).hexdigest()[: len(document_id)] == document_id and len(document_id) >= 16:
            return whole, None, ""
        why = f"{changed}Dossier here reads another text in it than the one that was cited."
        return None, _plain(whole), why
    if file.suffix.lower() in TEXTS:
        return None, _words(file), changed + why
    return (
        None,
        None,
        f"{changed}{why} The words of a {file.suffix or 'file without suffix'} cannot be searched without it.",
    )


def _as_dossier_reads(file: Path) -> str:
    """The document's text. Raises ImportError where Dossier is not installed."""
    from index.load import load_bytes

    return load_bytes(file.read_bytes(), str(file)).text


def _files(folder: Path) -> dict[str, list[Path]]:
    """The files of a folder by name. Links are not followed."""
    if not folder.is_dir():
        raise RecheckError(f"{folder} is no folder. Give the one that holds the documents.")
    found: dict[str, list[Path]] = {}
    for here, _, names in os.walk(folder):
        for name in sorted(names):
            found.setdefault(name, []).append(Path(here, name))
    return found


def _file(known: dict[str, Any], files: dict[str, list[Path]]) -> Path | None:
    """The file with the document's bytes; else one that has its name."""
    named = files.get(str(known.get("file")), [])
    digest = known.get("file_sha256")
    same = next((file for file in named if _digest(file) == digest), None)
    if same is None and digest:
        others: Iterable[Path] = (file for group in files.values() for file in group if file not in named)
        same = next((file for file in others if _digest(file) == digest), None)
    return same or next(iter(named), None)


@cache
def _digest(file: Path) -> str | None:
    """The SHA-256 of its bytes; None if it cannot be read, is a link or is too large."""
    try:
        readable = file.is_file() and not file.is_symlink() and file.stat().st_size <= LARGEST
        return hashlib.sha256(file.read_bytes()).hexdigest() if readable else None
    except OSError:
        return None


def _words(file: Path) -> str | None:
    if _digest(file) is None:
        return None
    data = file.read_bytes()
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        return None
    if file.suffix.lower() in (".html", ".htm"):
        text = html.unescape(_TAG.sub(" ", text))
    return _plain(text)


def _plain(text: str) -> str:
    """The words with one space between them: line ends and composed letters are no difference."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("\u200b", "")).split())


def _shown(text: str) -> str:
    """On one line, and nothing in it steers a terminal."""
    return _CONTROL.sub("\ufffd", " ".join(text.split()))


if __name__ == "__main__":
    sys.exit(main())
