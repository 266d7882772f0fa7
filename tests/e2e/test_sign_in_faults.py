"""What a provider can do wrong: clocks that differ, tokens that are not for us, an end in the middle of anything."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from playwright.sync_api import Browser, expect

from index.build import add
from index.library import open_library
from tests.e2e.running import PATIENCE_MS, ask, finished, running_app

pytestmark = pytest.mark.browser

SECRET = "c" * 40
COOKIE = "_streamlit_user"
SOUND: dict[str, Any] = {"sub": "ada", "name": "Ada", "groups": ["staff"], "aud": "dossier"}


@dataclass
class Provider:
    """Discovery, keys and tokens on loopback. `claims` go into the next token, times counted from now; `status` is what
    the token endpoint says, 0 that it hangs up."""

    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    signs: RSAKey | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    nonce: str = ""
    status: int = 200
    url: str = ""
    server: ThreadingHTTPServer | None = None

    def token(self) -> str:
        now = int(time.time())
        times = {name: now + self.claims.get(name, ahead) for name, ahead in (("iat", 0), ("exp", 300))}
        claims = {"iss": self.url, "nonce": self.nonce, **SOUND, **self.claims, **times}
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.signs or self.key)

    def start(self, port: int = 0) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        if self.server:
            self.server.shutdown()
            self.server.server_close()


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            ends = {name: f"{provider.url}/{path}" for name, path in (
                ("authorization_endpoint", "auth"), ("token_endpoint", "token"), ("jwks_uri", "keys"))}  # fmt: skip
            keys = {"keys": [provider.key.as_dict(private=False)]}
            known = {"issuer": provider.url, "id_token_signing_alg_values_supported": ["RS256"], **ends}
            self._say(200, keys if self.path == "/keys" else known)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if not provider.status:
                self.close_connection = True
                self.connection.close()
                return
            said = {"access_token": "a", "token_type": "Bearer", "id_token": provider.token()}
            self._say(provider.status, said if provider.status == 200 else {"error": "server_error"})

        def _say(self, status: int, content: dict[str, Any]) -> None:
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    return Handler


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    found = Provider()
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, models: Path, provider: Provider) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("faults")
    (folder / "bridge.txt").write_text("The Lantern Bay bridge cost 48 million crowns to build.\n")
    with open_library(data=folder / "data", models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as library:
        assert not add([folder / "bridge.txt"], library).errors
    given = {
        "sign_in_url": f"{provider.url}/.well-known/openid-configuration", "sign_in_client": "dossier",
        "sign_in_secret": "secret", "cookie_secret": SECRET, "address": "http://127.0.0.1:{port}",
        "roles": '{"staff": "reader"}',
    }  # fmt: skip
    with running_app(folder / "data", "none", folder / "app.log", **given) as address:
        yield address


@contextmanager
def _begun(house: str, provider: Provider, **claims: Any) -> Iterator[tuple[httpx.Client, str]]:
    """Somebody who was sent to the provider and comes back with a code: the address they are sent to."""
    provider.claims, provider.status, provider.signs = claims, 200, None
    payload = {"provider": "default", "exp": int(time.time()) + 120}
    which = jwt.encode({"alg": "HS256"}, payload, OctKey.import_key(SECRET))
    with httpx.Client(base_url=house, timeout=60) as client:
        sent = client.get("/auth/login", params={"provider": which})
        assert sent.status_code == 302, sent.text
        asked = parse_qs(urlsplit(sent.headers["Location"]).query)
        provider.nonce = asked["nonce"][0]
        yield client, f"/oauth2callback?code=x&state={asked['state'][0]}"


def _is_in(client: httpx.Client) -> bool:
    return any(name.startswith(COOKIE) and value for name, value in client.cookies.items())


@pytest.mark.parametrize(
    ("claims", "let_in"),
    [
        ({}, True),
        ({"iat": 60, "exp": 360}, True),
        ({"iat": -400, "exp": -60}, True),
        ({"iat": 3600, "exp": 7200}, False),
        ({"iat": -3600, "exp": -600}, False),
        ({"aud": "another"}, False),
        ({"iss": "https://id.example"}, False),
        ({"nonce": "of another sign-in"}, False),
    ],
)
def test_a_token_has_to_be_ours_and_of_now(
    house: str, provider: Provider, claims: dict[str, Any], let_in: bool
) -> None:
    with _begun(house, provider, **claims) as (client, back):
        assert client.get(back).status_code == 302
        assert _is_in(client) is let_in


def test_a_token_that_another_signed_opens_nothing(house: str, provider: Provider) -> None:
    with _begun(house, provider) as (client, back):
        provider.signs = RSAKey.generate_key(2048, {"kid": "1"})
        client.get(back)
        assert not _is_in(client)


@pytest.mark.parametrize("status", [500, 0])
def test_a_provider_that_fails_at_the_last_step_lets_nobody_in(house: str, provider: Provider, status: int) -> None:
    with _begun(house, provider) as (client, back):
        provider.status = status
        assert client.get(back).status_code == 302
        assert not _is_in(client)
        assert client.get(back).status_code == 302  # the code a second time
        assert not _is_in(client)


def test_a_provider_that_is_down_is_told_and_ends_no_session(house: str, provider: Provider, browser: Browser) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    with _begun(house, provider) as (client, back):
        client.get(back)
        assert _is_in(client)
        cookies = [{"name": c.name, "value": c.value.strip('"'), "url": house} for c in client.cookies.jar]
    port = int(provider.url.rsplit(":", 1)[1])
    provider.stop()
    try:
        context = browser.new_context()
        context.set_default_timeout(PATIENCE_MS)
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(house)
        expect(finished(ask(page, "How much did the Lantern Bay bridge cost?"))).to_contain_text("48 million")
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_text("does not answer")).to_be_visible()
        context.close()
    finally:
        provider.start(port)
