"""Mails that Outlook saved (.msg, MS-OXMSG): turned into mails of the Internet and read like those.

Recipients stand as Outlook showed them; embedded mails become attachments. Nothing in a mail is run.
"""

import struct
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from io import BytesIO

import olefile

from index.errors import DocumentError
from index.loaders.encoding import decode
from index.loaders.mail import read_eml
from index.loaders.sheet import cell_text
from index.loaders.types import Extract
from index.types import Loss

# Property tags (MS-OXPROPS).
_SUBJECT, _BODY, _HTML, _RTF, _TO, _CC = 0x0037, 0x1000, 0x1013, 0x1009, 0x0E04, 0x0E03
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP, _SENT_NAME = 0x0C1A, 0x0C1F, 0x5D01, 0x0042
_SUBMITTED, _DELIVERED, _CODE_PAGE = 0x0039, 0x0E06, 0x3FFD
_DATA, _LONG_NAME, _NAME, _DISPLAY_NAME = 0x3701, 0x3707, 0x3704, 0x3001

_TEXT, _BYTES, _BINARY, _STORAGE = "001F", "001E", "0102", "000D"
_HEAD_OF_TOP, _HEAD_OF_EMBEDDED, _ENTRY = 32, 24, 16
"""Bytes before the entries of a stream of properties, and of each entry."""

DEEPEST = 5
"""Levels of mails in mails that are looked into."""

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def read_msg(data: bytes, name: str) -> Extract:
    if not data.startswith(olefile.MAGIC):
        raise DocumentError(name, "it is not a mail of Outlook", "Save it as .eml, or give it its own suffix.")
    with olefile.OleFileIO(BytesIO(data)) as file:
        if not file.exists("__properties_version1.0"):
            raise DocumentError(name, "it is not a mail of Outlook", "Save it as .eml, or give it its own suffix.")
        found = read_eml(_eml(file, [], 0), name)
        bare = not any(_has(file, [], tag) for tag in (_BODY, _HTML)) and _has(file, [], _RTF)
    loss = Loss(cause="its text is in a form of Outlook's own that is not read", remedy="Save it as .eml.")
    return replace(found, losses=[*found.losses, loss]) if bare else found


def _eml(file: olefile.OleFileIO, at: list[str], depth: int) -> bytes:
    fixed = _fixed(file, at, _HEAD_OF_EMBEDDED if at else _HEAD_OF_TOP)
    page = struct.unpack("<I", fixed[_CODE_PAGE][:4])[0] if _CODE_PAGE in fixed else None

    def text(tag: int) -> str:
        return _text(file, at, tag, page)

    message = EmailMessage()
    sender = cell_text(text(_SENDER_NAME) or text(_SENT_NAME))
    address = cell_text(text(_SENDER_SMTP) or text(_SENDER_ADDRESS))
    plain = "@" in address and address.isascii() and not set(address) & set('"<>(),;:\\ ')
    headers = {
        "From": formataddr((sender if sender != address else "", address)) if plain else sender or address,
        "To": cell_text(text(_TO)),
        "Cc": cell_text(text(_CC)),
        "Subject": cell_text(text(_SUBJECT)),
        "Date": next((_day(fixed[tag]) for tag in (_SUBMITTED, _DELIVERED) if tag in fixed), ""),
    }
    for field, value in headers.items():
        if value.strip("\0"):
            message[field] = value.replace("\0", "")
    message.set_content(text(_BODY).replace("\r\n", "\n"))
    if html := _stream(file, [*at, f"__substg1.0_{_HTML:04X}{_BINARY}"]):
        declared = f"cp{page}" if page and page != 65001 else "utf-8"
        message.add_alternative(decode(html, "the mail", declared=declared), subtype="html")
    for storage in sorted({entry[len(at)] for entry in file.listdir() if entry[: len(at)] == at}):
        if storage.startswith("__attach_version1.0_"):
            _attach(file, [*at, storage], page, message, depth)
    return message.as_bytes()


def _attach(file: olefile.OleFileIO, at: list[str], page: int | None, message: EmailMessage, depth: int) -> None:
    name = cell_text(next(filter(None, (_text(file, at, tag, page) for tag in (_LONG_NAME, _NAME, _DISPLAY_NAME))), ""))
    embedded = [*at, f"__substg1.0_{_DATA:04X}{_STORAGE}"]
    if file.exists("/".join([*embedded, "__properties_version1.0"])):
        if depth < DEEPEST:
            data, name = _eml(file, embedded, depth + 1), f"{name.removesuffix('.msg') or 'mail'}.eml"
        else:
            data, name = b"", f"{name or 'mail'} (too deep)"
    else:
        data = _stream(file, [*at, f"__substg1.0_{_DATA:04X}{_BINARY}"])
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name or "attachment")


def _has(file: olefile.OleFileIO, at: list[str], tag: int) -> bool:
    return any(file.exists("/".join([*at, f"__substg1.0_{tag:04X}{kind}"])) for kind in (_TEXT, _BYTES, _BINARY))


def _text(file: olefile.OleFileIO, at: list[str], tag: int, page: int | None) -> str:
    """A property that is text, in Unicode or in the mail's own code page."""
    if data := _stream(file, [*at, f"__substg1.0_{tag:04X}{_TEXT}"]):
        return data.decode("utf-16-le", "replace")
    data = _stream(file, [*at, f"__substg1.0_{tag:04X}{_BYTES}"])
    return decode(data, "the mail", declared=f"cp{page}" if page and page != 65001 else None) if data.strip() else ""


def _stream(file: olefile.OleFileIO, path: list[str]) -> bytes:
    if not file.exists("/".join(path)):
        return b""
    with file.openstream(path) as stream:
        return bytes(stream.read())


def _fixed(file: olefile.OleFileIO, at: list[str], head: int) -> dict[int, bytes]:
    """Properties of a fixed size: tag → eight bytes."""
    data = _stream(file, [*at, "__properties_version1.0"])[head:]
    entries = (data[start : start + _ENTRY] for start in range(0, len(data) - _ENTRY + 1, _ENTRY))
    return {struct.unpack("<H", entry[2:4])[0]: entry[8:16] for entry in entries}


def _day(value: bytes) -> str:
    """Hundreds of nanoseconds since 1601, as a mail writes a time."""
    try:
        return format_datetime(_EPOCH + timedelta(microseconds=struct.unpack("<Q", value)[0] // 10))
    except (OverflowError, ValueError):
        return ""
