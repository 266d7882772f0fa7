"""A Chroma server elsewhere: a real one, behind a door that asks for a key, fails, hangs or speaks another language."""

import gc
import http.client
import json
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
import pytest

from index.errors import SettingsError, StoreError
from index.settings import IndexSettings
from index.store import Record, Store
from index.types import Remote

KEY = "secret-key-4711"
VECTOR = np.eye(8, dtype=np.float32)
RECORDS = [
    Record(id=f"d:{n}", document_id="d", source=None, published=None, vector=VECTOR[n % 8] + n / 1000) for n in range(7)
]

Behave = Callable[[BaseHTTPRequestHandler], bool]
"""Answers a request itself, or says that it should go through."""


@contextmanager
def door(chroma: str, behave: Behave, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a server that hands what it is asked on to Chroma."""
    there = urlsplit(chroma)

    class Handler(BaseHTTPRequestHandler):
        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if not behave(self):
                return
            with closing(http.client.HTTPConnection(there.hostname or "", there.port)) as onward:
                onward.request(self.command, self.path, body, {"Content-Type": "application/json"})
                reply = onward.getresponse()
                answer(self, reply.status, reply.read())

        do_GET = do_POST = do_DELETE = do_PUT = _pass

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def answer(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"{}") -> bool:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
    return False


def name() -> str:
    return f"remote-{time.time_ns()}"


def used(store: Store) -> None:
    store.add(RECORDS)
    assert store.ids() == {r.id for r in RECORDS}
    assert store.search(VECTOR[2].tolist(), 1)[0].chunk_id == "d:2"
    store.replace_document("d", RECORDS[:2])
    assert store.count() == 2
    store.drop()


def keyed(header: str, key: str) -> Behave:
    def behave(handler: BaseHTTPRequestHandler) -> bool:
        return handler.headers.get(header) == key or answer(handler, 401, b'{"error":"AuthError","message":"no"}')

    return behave


@pytest.mark.parametrize(("header", "key"), [("x-chroma-token", KEY), ("Authorization", f"Bearer {KEY}")])
def test_a_server_is_given_its_key_in_its_header(tmp_path: Path, chroma_url: str, header: str, key: str) -> None:
    with door(chroma_url, keyed(header, key)) as url:
        used(Store(tmp_path, name(), Remote(url=url, header=header, key=key)))
        for wrong in (None, "wrong-key"):
            with pytest.raises(StoreError, match=r"refuses the key.*DOSSIER_CHROMA_KEY") as caught:
                Store(tmp_path, name(), Remote(url=url, header=header, key=wrong))
            assert "wrong-key" not in str(caught.value)
    assert KEY not in repr(Remote(url=url, key=KEY))


# Where a server has no such tenant, Chroma's client leaves the connection open on which it was told.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
def test_a_library_has_a_tenant_and_a_database_of_its_own(tmp_path: Path, chroma_url: str) -> None:
    tenant = name()
    httpx.post(f"{chroma_url}/api/v2/tenants", json={"name": tenant}).raise_for_status()
    httpx.post(f"{chroma_url}/api/v2/tenants/{tenant}/databases", json={"name": "desk"}).raise_for_status()
    there = Remote(url=chroma_url, tenant=tenant, database="desk")
    collection = name()
    one, other = Store(tmp_path, collection, there), Store(tmp_path, collection, chroma_url)
    one.add(RECORDS)
    assert (one.count(), other.count()) == (len(RECORDS), 0)
    with pytest.raises(StoreError, match="DOSSIER_CHROMA_TENANT"):
        Store(tmp_path, name(), Remote(url=chroma_url, tenant="nobody-of-that-name"))
    gc.collect()


def test_stores_of_one_server_share_a_client_for_which_no_certificate_is_read(
    tmp_path: Path, chroma_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object, **__: object) -> None:
        raise AssertionError("nothing is verified over plain HTTP")

    made: list[object] = []
    make = chromadb.HttpClient
    monkeypatch.setattr("index.chroma.chromadb.HttpClient", lambda **given: made.append(given) or make(**given))
    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", read)
    there = Remote(url=chroma_url, key=name())  # as nobody has asked it before
    for _ in range(3):
        used(Store(tmp_path, name(), there))
    assert len(made) == 1


def test_over_tls_with_the_authority_that_the_machine_trusts(
    tmp_path: Path, chroma_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with door(chroma_url, lambda _: True, context) as url:
        with pytest.raises(StoreError, match=r"does not answer.*certificate"):
            Store(tmp_path, name(), Remote(url=url, retries=0))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        used(Store(tmp_path, name(), Remote(url=url)))


def test_what_fails_for_a_moment_is_asked_again(tmp_path: Path, chroma_url: str) -> None:
    failures = iter([False, False, True, True, False])

    def behave(handler: BaseHTTPRequestHandler) -> bool:
        return not handler.path.endswith("/count") or next(failures, True) or answer(handler, 503)

    with door(chroma_url, behave) as url:
        store = Store(tmp_path, name(), Remote(url=url, retries=2))
        store.add(RECORDS)
        assert store.count() == len(RECORDS)
        assert store.trouble is None


def test_a_server_that_hangs_is_given_up(tmp_path: Path, chroma_url: str) -> None:
    hangs = threading.Event()

    def behave(handler: BaseHTTPRequestHandler) -> bool:
        if hangs.is_set():
            time.sleep(1.5)
        return True

    with door(chroma_url, behave) as url:
        store = Store(tmp_path, name(), Remote(url=url, timeout_s=0.5, retries=0))
        hangs.set()
        with pytest.raises(StoreError, match=r"did not answer within 0.5 seconds.*DOSSIER_CHROMA_TIMEOUT_S"):
            store.count()


@pytest.mark.parametrize(
    "reply", [(404, b"{}"), (200, b"<html>A web page</html>"), (200, b'"0.6.3"'), (200, b'"2.0.0"')]
)
def test_a_server_of_another_kind_or_version_is_said(tmp_path: Path, chroma_url: str, reply: tuple[int, bytes]) -> None:
    with (
        door(chroma_url, lambda handler: answer(handler, *reply)) as url,
        pytest.raises(StoreError, match=r"is of another version.*DOSSIER_CHROMA_URL"),
    ):
        Store(tmp_path, name(), url)


def test_cloud_gets_no_more_at_once_than_it_takes(
    tmp_path: Path, chroma_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chroma Cloud itself cannot be tried here: its quotas are kept to with a server of our own."""
    monkeypatch.setattr("index.store._CLOUD", "")
    monkeypatch.setattr("index.store._CLOUD_BATCH", 3)
    sizes: list[int] = []

    store = Store(tmp_path, name(), Remote(url=chroma_url, key=KEY))
    collection = store._live._collection
    assert collection is not None
    add = collection.add
    monkeypatch.setattr(collection, "add", lambda **given: (sizes.append(len(given["ids"])), add(**given)))
    used(store)
    assert sizes == [3, 3, 1]


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://a", "http://user:word@host", "http://"])
def test_what_is_no_address_is_refused_without_showing_it(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_CHROMA_URL", url)
    with pytest.raises(SettingsError, match="chroma_url: is no address of a server"):
        IndexSettings()


def test_the_settings_say_all_that_a_server_wants_to_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"URL": "https://api.trychroma.com/", "TENANT": "t", "DATABASE": "d", "KEY": KEY, "TIMEOUT_S": "5"}
    for word, value in given.items():
        monkeypatch.setenv(f"DOSSIER_CHROMA_{word}", value)
    settings = IndexSettings()
    assert settings.chroma == Remote(
        url="https://api.trychroma.com", tenant="t", database="d", key=KEY, timeout_s=5, retries=2
    )
    assert KEY not in json.dumps(settings.model_dump(mode="json"))
