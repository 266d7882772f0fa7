import urllib.request

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_every_answer_carries_the_security_headers(app: str) -> None:
    with urllib.request.urlopen(app) as response:
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_cannot_load_an_image_from_another_machine(page: Page) -> None:
    blocked = page.evaluate(
        """() => new Promise((done) => {
            document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective))
            new Image().src = "http://127.0.0.1:9/pixel.png"
        })"""
    )
    assert blocked == "img-src"
