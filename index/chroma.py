"""A client of a Chroma server, and what is wrong with a server, said for whoever reads it.

Raises StoreError. With `index.live_collection` the only module that speaks with Chroma.
"""

import re
from functools import cache
from typing import Any, cast
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import AuthorizationError, ChromaAuthError, NotFoundError

from index.errors import StoreError
from index.types import Remote

_VERSION = re.compile(r'"?(\d+)\.')
_OURS = chromadb.__version__.partition(".")[0]
"""A server of another first number may speak otherwise, or keep what it is given otherwise."""


def own_client(remote: Remote, *, patience_s: float) -> ClientAPI:
    """A client of the server of a data folder, on this machine; its tenant is made where it is not there yet.
    `patience_s` seconds without a byte end a call."""
    _settle(remote)
    return _client(remote, patience_s)


def client_of(remote: Remote) -> ClientAPI:
    """A client of a server elsewhere, if that answers and lets this user in."""
    _greet(remote)
    return _client(remote, remote.timeout_s)  # Chroma's own client would wait for ever


@cache
def _client(remote: Remote, timeout_s: float) -> ClientAPI:
    """One for all stores of the process: it may be used by several threads at once and connects anew to a server that
    was restarted, takes a while to make, and Chroma itself never lets go of all that it makes for one."""
    address = urlsplit(remote.url)
    secure = address.scheme == "https"
    # Without TLS no certificate is verified, so their authorities need not be read: that is half of making a client.
    settings = Settings(anonymized_telemetry=False, chroma_server_ssl_verify=None if secure else False)
    try:
        client = chromadb.HttpClient(
            host=address.hostname or "127.0.0.1", port=address.port or (443 if secure else 80), ssl=secure,
            settings=settings, headers=_headers(remote), tenant=remote.tenant, database=remote.database,
        )  # fmt: skip
    except NotFoundError as error:
        raise StoreError(
            name_of(remote), f"has no database {remote.database} of a tenant {remote.tenant}",
            "Make it there, or check DOSSIER_CHROMA_TENANT and DOSSIER_CHROMA_DATABASE.",
        ) from error  # fmt: skip
    cast(Any, client)._server._session.timeout = httpx.Timeout(timeout_s)
    return client


def _settle(remote: Remote) -> None:
    """Makes tenant and database where they are not there yet, as in a new data folder."""
    address = f"{remote.url}/api/v2/tenants"
    if httpx.get(
        f"{address}/{remote.tenant}/databases/{remote.database}", timeout=remote.timeout_s, verify=False
    ).is_success:
        return
    for place, name in ((address, remote.tenant), (f"{address}/{remote.tenant}/databases", remote.database)):
        httpx.post(place, json={"name": name}, timeout=remote.timeout_s, verify=False)  # refused if it is there


def _greet(remote: Remote) -> None:
    """Raises what is wrong with a server before Chroma's client meets it, which would say it worse."""
    answer = httpx.get(
        f"{remote.url}/api/v2/version", headers=_headers(remote), timeout=remote.timeout_s,
        verify=urlsplit(remote.url).scheme == "https",
    )  # fmt: skip
    if answer.status_code in (401, 403):
        raise StoreError(name_of(remote), "refuses the key", "Check DOSSIER_CHROMA_KEY and DOSSIER_CHROMA_HEADER.")
    version = _VERSION.match(answer.text)
    if answer.status_code == 404 or (answer.is_success and not version):
        raise StoreError(
            name_of(remote), "is of another version: it is no Chroma server, or one before 1.0",
            "Check DOSSIER_CHROMA_URL, or update that server.",
        )  # fmt: skip
    if answer.is_success and version and version[1] != _OURS:
        raise StoreError(
            name_of(remote), f"is of another version: {version[1]}, this Dossier speaks with {_OURS}",
            "Check DOSSIER_CHROMA_URL, or update the older of the two.",
        )  # fmt: skip
    answer.raise_for_status()


def _headers(remote: Remote) -> dict[str, str]:
    return {remote.header: remote.key} if remote.key else {}


def name_of(remote: Remote) -> str:
    return f"Chroma at {remote.url}"


def unreachable(remote: Remote, error: Exception) -> StoreError:
    """What a call to a server elsewhere failed with."""
    if isinstance(error, httpx.TimeoutException):
        cause = f"did not answer within {remote.timeout_s:g} seconds"
        return StoreError(name_of(remote), cause, "Try again, or give it longer with DOSSIER_CHROMA_TIMEOUT_S.")
    if isinstance(error, ChromaAuthError | AuthorizationError):
        return StoreError(name_of(remote), f"does not let this user in ({error})", "Check DOSSIER_CHROMA_KEY.")
    remedy = "Try again; if it stays so, check DOSSIER_CHROMA_URL."
    return StoreError(name_of(remote), f"does not answer ({error})", remedy)
