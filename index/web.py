"""One address on the web → what it holds, within limits of size, time and redirects, and never from a private network.

A name is looked up once, every address that it stands for has to be a public one, and the connection goes to the very
address that was looked at; so it is again at every redirect. Proxies and cookies are not used.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from index.errors import DocumentError

AGENT = "Dossier/0.1 (reads single pages on a person's request)"
LARGEST = 50_000_000
"""Bytes of an answer, unpacked."""

SECONDS = 60
"""Seconds that an answer may take, redirects included."""

_SILENCE = 15
"""Seconds without a sign of the server."""

MOST_REDIRECTS = 5
_CHECK = "Check the address in a browser."


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`address` is where the last redirect led. `etag` and `modified` are for asking again; `data` is None if the
    server says that nothing has changed since."""

    address: str
    data: bytes | None
    kind: str
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(kw_only=True)
class Web:
    """A way to the web. `local` lets it reach this machine and its network, which nothing on the web asks for.

    `largest` and `seconds` are limits of an answer.
    """

    local: bool = False
    largest: int = LARGEST
    seconds: float = SECONDS
    _client: httpx.Client = field(
        default_factory=lambda: httpx.Client(
            verify=ssl.create_default_context(), trust_env=False, follow_redirects=False, timeout=_SILENCE,
            # Connections are to addresses of machines: one that was made for a name must not serve another.
            limits=httpx.Limits(max_keepalive_connections=0),
            headers={"User-Agent": AGENT, "Accept-Language": "en, *;q=0.5"},
        )
    )  # fmt: skip

    def get(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """What the address holds. Raises DocumentError.

        In a thread, which is left alone when its time is up: look-ups and heads that drip know no limit of their own.
        """
        done: list[Answer | Exception] = []

        def work() -> None:
            try:
                done.append(self._get(address, etag, modified))
            except Exception as error:
                done.append(error)

        thread = threading.Thread(target=work, daemon=True, name="fetch")
        thread.start()
        thread.join(self.seconds + 1)
        if not done:
            raise self._late(address)
        if isinstance(done[0], Exception):
            raise done[0]
        return done[0]

    def _get(self, address: str, etag: str | None, modified: str | None) -> Answer:
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in asked.items() if value}
        deadline = time.monotonic() + self.seconds
        for here in self._hops(address):
            with self._sent(here.address, headers) as response:
                if response.is_redirect and "location" in response.headers:
                    here.following = urljoin(here.address, response.headers["location"])
                    continue
                return self._answer(address, here.address, response, deadline)
        raise DocumentError(address, f"it redirects more than {MOST_REDIRECTS} times", _CHECK)

    def _late(self, address: str) -> DocumentError:
        cause = f"it takes more than {self.seconds:.0f} s to come"
        return DocumentError(address, cause, "Try again later, or save it and add the file.")

    def close(self) -> None:
        self._client.close()

    def _hops(self, address: str) -> "Iterator[_Hop]":
        here = _Hop(address=address)
        for _ in range(MOST_REDIRECTS + 1):
            yield here
            here = _Hop(address=here.following)

    @contextmanager
    def _sent(self, address: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        parts = urlsplit(checked(address))
        host = parts.hostname or ""
        found = self._looked_up(address, host, parts.port or (443 if parts.scheme == "https" else 80))
        shown = f"[{found}]" if ":" in found else found
        at = f"{shown}:{parts.port}" if parts.port else shown
        named = f"{host}:{parts.port}" if parts.port else host
        request = self._client.build_request(
            "GET", urlunsplit((parts.scheme, at, parts.path or "/", parts.query, "")),
            headers={**headers, "Host": named}, extensions={"sni_hostname": host},
        )  # fmt: skip
        try:
            response = self._client.send(request, stream=True)
        except httpx.HTTPError as error:
            raise _failed(address, error) from error
        self._client.cookies.clear()
        try:
            yield response
        finally:
            response.close()

    def _looked_up(self, address: str, host: str, port: int) -> str:
        try:
            found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        except (OSError, UnicodeError) as error:
            raise DocumentError(address, f"there is no {host} ({error})", _CHECK) from error
        if not self.local and (private := sorted(ip for ip in found if not _public(ip))):
            cause = f"{host} is on this machine or in its own network ({private[0]}), which is not read from"
            raise DocumentError(address, cause, "Save the page there and add the file.")
        return min(found, key=lambda ip: (":" in ip, ip))

    def _answer(self, given: str, address: str, response: httpx.Response, deadline: float) -> Answer:
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return Answer(address=address, data=None, kind="")
        if response.status_code != httpx.codes.OK:
            cause = f"its server answers {response.status_code} {response.reason_phrase}".rstrip()
            raise DocumentError(given, cause, _CHECK)
        data = bytearray()
        try:
            for block in response.iter_bytes():
                data += block
                if len(data) > self.largest:
                    cause = f"it is more than the {self.largest / 1e6:.0f} MB that are read"
                    raise DocumentError(given, cause, "Save it, split it and add the pieces.")
                if time.monotonic() > deadline:
                    raise self._late(given)
        except httpx.HTTPError as error:
            raise _failed(given, error) from error
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(
            address=address, data=bytes(data), kind=kind, charset=response.charset_encoding,
            etag=response.headers.get("etag"), modified=response.headers.get("last-modified"),
        )  # fmt: skip


@dataclass(kw_only=True)
class _Hop:
    address: str
    following: str = ""


def checked(address: str) -> str:
    """The address without its fragment, if it is one of a page. Raises DocumentError."""
    try:
        parts = urlsplit(address.strip())
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError as error:
        raise DocumentError(address, f"it is no address ({error})", _CHECK) from error
    if not fits:
        raise DocumentError(address, "it is no address of a page", "Addresses begin with https:// or http://.")
    if parts.username or parts.password:
        raise DocumentError(address, "it holds a name and a password", "Save the page and add the file.")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))


def _public(ip: str) -> bool:
    found = ipaddress.ip_address(ip.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (mapped is None or mapped.is_global)


def _failed(address: str, error: httpx.HTTPError) -> DocumentError:
    reason = f"{type(error).__name__}: {error}".rstrip(": ")[:200]
    return DocumentError(address, f"it cannot be fetched ({reason})", _CHECK)
