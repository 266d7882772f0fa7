"""Web pages saved as one file (MHTML, RFC 2557): the page itself is read as HTML, its pictures and styles are not."""

import email
import email.policy
from dataclasses import replace

from index.errors import DocumentError
from index.loaders.html import read_html
from index.loaders.mail import header
from index.loaders.types import Extract


def read_mhtml(data: bytes, name: str) -> Extract:
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    # The page that was saved comes first, those in its frames follow.
    page = pages[0].get_payload(decode=True) if pages else None
    if not isinstance(page, bytes) or not page.strip():
        raise DocumentError(name, "no page is in it", "Open it in a browser and save it again.")
    charset = pages[0].get_content_charset()
    if charset and b"charset" not in page[:4096].lower():
        page = f'<meta charset="{charset}">'.encode("ascii", "replace") + page
    found = read_html(page, name)
    address = header(message, "Snapshot-Content-Location") or header(pages[0], "Content-Location")
    return replace(found, url=found.url or (address if address.startswith(("http://", "https://")) else None))
