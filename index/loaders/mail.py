"""Mails and mailboxes: who wrote what to whom and when, quoted mails told apart, attachments as parts."""

import email
import email.policy
import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from functools import partial
from io import BytesIO

from index.errors import DocumentError
from index.loaders import markup, quoted
from index.loaders.encoding import decode
from index.loaders.sheet import cell_text
from index.loaders.types import Extract, Part, Spot
from index.marks import mark, without_marks
from index.types import Loss

_FROM_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n")
"""What parts the mails of a mailbox (RFC 4155)."""

_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_HEADER_LINE = re.compile(rb"\A(?:[!-9;-~]+:|From |>From )")

MOST_ADDRESSES = 20
LONGEST_SUBJECT = 80
"""Characters of its subject by which a mail of a mailbox is called."""

DEEPEST = 50
"""Levels of multiparts in multiparts that are looked into."""


def read_eml(data: bytes, name: str) -> Extract:
    if not _HEADER_LINE.match(data.lstrip()):
        raise DocumentError(name, "it does not begin like a mail", "Check it, or give it its own suffix.")
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    losses: list[Loss] = []
    body, files = _contents(message, losses)
    runs = list(quoted.written(body))
    spots = [
        Spot(kind="part", number=number, label="quoted in the message" if is_quoted else "message")
        for number, (is_quoted, _) in enumerate(runs, 1)
    ]
    head = [f"{field}: {value}" for field in _SHOWN if (value := _shown(message, field))]
    # Without a quotation, there is but one place, which would tell nothing.
    places = spots if any(is_quoted for is_quoted, _ in runs) else []
    texts = ["\n\n".join(head)] if head else []
    texts += [(mark(n) if places else "") + without_marks(text) for n, (_, text) in enumerate(runs)]
    subject = header(message, "Subject")
    return Extract(
        text="\n\n".join(texts) if runs or len(head) > 1 else "",
        title=subject or None,
        author=(_names(header(message, "From")),),
        published=(_day(header(message, "Date")),),
        places=places,
        losses=losses,
        parts=files,
    )


def read_mbox(data: bytes, name: str) -> Extract:
    starts = list(_FROM_LINE.finditer(data))
    if not starts:
        raise DocumentError(name, "it is not a mailbox: no line in it begins with “From ”", "Save it as mbox or .eml.")
    ends = [*(start.start() for start in starts[1:]), len(data)]
    mails = (data[start.end() : end] for start, end in zip(starts, ends, strict=True))
    parts = [_of_mailbox(_ESCAPED_FROM.sub(rb"\1", mail)) for mail in mails if mail.strip()]
    if not parts:
        raise DocumentError(name, "no mail is in it", "Check that it was saved completely.")
    return Extract(text="", parts=parts)


def _of_mailbox(mail: bytes) -> Part:
    """A mail of a mailbox is called after what it holds: its place changes when others are deleted."""
    head = email.message_from_bytes(mail.lstrip().partition(b"\n\n")[0][:100_000], policy=email.policy.default)
    subject = header(head, "Subject") or "mail"
    digest = hashlib.sha256(mail.strip()).hexdigest()[:8]
    return Part(name=f"{_file_name(subject)} {digest}.eml", open=partial(BytesIO, mail))


def header(message: "email.message.Message", field: str) -> str:
    """A header on one line, decoded; "" for none. What the library cannot parse is taken as it stands."""
    try:
        return cell_text(str(message.get(field, "")))
    except Exception:  # the header parsers raise nearly anything on what no standard allows
        raw = next((value for name, value in message.raw_items() if name.lower() == field.lower()), "")
        return cell_text(str(raw))


def _shown(message: EmailMessage, field: str) -> str:
    value = header(message, field)
    if field in ("To", "Cc") and value.count("@") > MOST_ADDRESSES:
        return ", ".join(value.split(", ")[:MOST_ADDRESSES]) + ", …"
    return value


def _names(value: str) -> str:
    """The names in an address field; an address where there is no name."""
    return ", ".join(name or address for name, address in getaddresses([value])[:MOST_ADDRESSES])


def _day(value: str) -> datetime | str:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return value


def _contents(message: EmailMessage, losses: list[Loss]) -> tuple[list[quoted.Paragraph], list[Part]]:
    """The paragraphs of the mail, and its attachments."""
    body: list[quoted.Paragraph] = []
    files: list[Part] = []
    for part in _leaves(message, 0):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            files.append(_attached_mail(part))
        elif kind in ("text/plain", "text/html") and _is_body(part):
            body += _paragraphs(part, kind)
        elif kind in ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"):
            losses.append(Loss(cause="it is encrypted", remedy="Save it decrypted from your mail program."))
        elif kind not in ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"):
            files.append(_attachment(part, len(files) + 1))
    return body, files


def _leaves(part: EmailMessage, depth: int) -> Iterator[EmailMessage]:
    """The parts that hold something. Of one that comes in several forms, the best that can be read."""
    kind = part.get_content_type()
    if not part.is_multipart() or kind == "message/rfc822" or kind == "multipart/encrypted" or depth > DEEPEST:
        yield part
        return
    children = [child for child in part.iter_parts() if isinstance(child, EmailMessage)]
    if kind == "multipart/alternative":
        children = [_best(children)] if children else []
    for child in children:
        yield from _leaves(child, depth + 1)


def _best(forms: list[EmailMessage]) -> EmailMessage:
    """Plain text if it says as much as the others: some programs put “cannot be shown” there."""
    plain = next((form for form in forms if form.get_content_type() == "text/plain"), None)
    if plain is None:
        return forms[-1]
    rich = next((form for form in forms if form is not plain and _length(form) > 0), None)
    return plain if rich is None or 2 * _length(plain) >= _length(rich) else rich


def _length(form: EmailMessage) -> int:
    return sum(
        len(text)
        for part in _leaves(form, 0)
        if part.get_content_type() in ("text/plain", "text/html") and _is_body(part)
        for _, text in _paragraphs(part, part.get_content_type())
    )


def _is_body(part: EmailMessage) -> bool:
    return part.get_content_disposition() != "attachment" and not _file(part)


def _paragraphs(part: EmailMessage, kind: str) -> list[quoted.Paragraph]:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return []
    text = decode(data, "the mail", declared=part.get_content_charset())
    if kind == "text/plain":
        return quoted.paragraphs(text)
    return quoted.below_repeated_head(markup.paragraphs(markup.with_tables(markup.tree(text))))


def _file(part: EmailMessage) -> str:
    try:
        return cell_text(part.get_filename() or "")
    except Exception:  # as with headers
        return ""


def _attachment(part: EmailMessage, number: int) -> Part:
    name = _file(part) or f"part {number} ({part.get_content_type()})"
    return Part(name=name, open=lambda: BytesIO(_bytes(part)))


def _bytes(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _attached_mail(part: EmailMessage) -> Part:
    inner = part.get_payload()
    mail = inner[0] if isinstance(inner, list) and inner else inner
    data = mail.as_bytes() if isinstance(mail, email.message.Message) else str(mail).encode("utf-8", "replace")
    subject = header(mail, "Subject") if isinstance(mail, email.message.Message) else ""
    name = _file_name(subject or _file(part).removesuffix(".eml") or "mail")
    return Part(name=f"{name}.eml", open=partial(BytesIO, data))


def _file_name(subject: str) -> str:
    return " ".join(subject.replace("/", "-").replace("\\", "-").split())[:LONGEST_SUBJECT].strip()
