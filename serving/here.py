"""Whether a request comes from this machine: by its sender, by the host that it names, and by no proxy."""

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


CLOSED = (
    "Nobody signs in here, so that the pages are for this machine alone. Set up sign-in (docs/serving.md), or, where "
    "everybody who reaches the port may read and change everything, set DOSSIER_OPEN_TO=anybody."
)


def is_local(scope: Scope) -> bool:
    """A host that is not this machine's is a page elsewhere whose name was made to lead here (DNS rebinding)."""
    headers = Headers(scope=scope)
    named = urlsplit(f"//{headers.get('host', '')}").hostname
    return _is_loopback(scope.get("client")) and named in _NAMES and not any(name in headers for name in _PASSED_ON)


def of_another_page(scope: Scope) -> str | None:
    """The page elsewhere that a browser says the request comes from."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin if origin is not None and urlsplit(origin).netloc != headers.get("host") else None


def is_loopback_address(address: str) -> bool:
    """Whether only this machine reaches what listens there."""
    if address.startswith("unix:") or address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_loopback(client: tuple[str, int] | None) -> bool:
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return client is not None and client[0] == "testclient"
