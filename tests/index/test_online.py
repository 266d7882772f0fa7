"""Pages and feeds: fetched within limits, asked for again, and never from a private network unless that is allowed."""

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event, Thread

import pytest

from index import build
from index.__main__ import main
from index.errors import DocumentError, IndexingError
from index.feed import entries
from index.library import Library
from index.online import add_addresses, refresh
from index.progress import Report
from index.watch import watch_folders
from index.web import Web, checked
from tests.index import office
from tests.index.pages import Page, Site, served
from tests.index.samples import FERRY, pdf


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        yield site


def test_a_page_is_stored_with_its_address_and_its_day(library: Library, site: Site) -> None:
    site.article("/ferry")
    address = f"{site.address}/ferry"
    assert add_addresses([f"{address}#top"], library, local=True).added == (address,)
    (entry,) = library.catalog.documents()
    assert (entry.url, entry.paths, entry.title) == (address, (address,), "The ferry")
    (known,) = library.catalog.addresses()
    assert known.fetched.startswith(entry.added.isoformat()[:10])
    assert add_addresses([address], library, local=True).unchanged == (address,)
    build.remove([address], library)
    assert library.catalog.addresses() == []


def test_other_kinds_are_read_by_what_the_server_calls_them(library: Library, site: Site) -> None:
    site.pages["/report"] = Page(pdf([["The ferry sails again."]]), kind="application/pdf")
    site.pages["/boats.csv"] = Page(b"Town,Boats\nKure,7", kind="text/plain")
    site.pages["/all.zip"] = Page(office.packed({"a.txt": FERRY[0]}), kind="application/octet-stream")
    site.pages["/old"] = Page("Průjezd lodí přístavem".encode("cp1250"), kind="text/plain; charset=windows-1250")
    site.pages["/film"] = Page(b"x", kind="video/mp4")
    paths = ("/report", "/boats.csv", "/all.zip", "/old", "/film")
    report = add_addresses([site.address + path for path in paths], library, local=True)
    assert {path.removeprefix(site.address) for path in report.added} == {*paths[:2], "/all.zip#a.txt", "/old"}
    assert ["video/mp4" in error.cause for error in report.errors] == [True]
    texts = [library.catalog.document(entry.id) for entry in library.catalog.documents()]
    assert any(document and document.text == "Průjezd lodí přístavem" for document in texts)
    assert any(document and document.text == "Town: Kure; Boats: 7" for document in texts)


def test_a_refresh_says_what_changed(library: Library, site: Site) -> None:
    site.article("/a", "Two boats lie in the harbour.")
    site.article("/b")
    site.pages["/b"].headers["ETag"] = '"1"'
    site.article("/c", "Nine cows came by land.")
    add_addresses([f"{site.address}/{name}" for name in "abc"], library, local=True)
    site.article("/a", "Three boats lie in the harbour.")
    site.pages["/c"] = Page(status=503)
    report, (change,) = refresh(library, local=True)
    assert (change.new, change.gone) == (("Three boats lie in the harbour.",), ("Two boats lie in the harbour.",))
    assert report.replaced == (f"{site.address}/a",)
    assert report.unchanged == (f"{site.address}/b",)
    assert "503" in report.errors[0].cause
    assert len(library.catalog.documents()) == 3


def feed(site: Site, *paths: str) -> Page:
    day = "<pubDate>Mon, 19 Feb 2024 10:00:00 GMT</pubDate>"
    items = "".join(f"<item><title>News of {p}</title><link>{site.address}{p}</link>{day}</item>" for p in paths)
    return Page(f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode(), "text/xml")


def test_a_feed_is_the_pages_that_it_announces(library: Library, site: Site) -> None:
    for number in (1, 2, 3):
        site.article(f"/{number}", f"It is number {number} today.")
    site.pages["/feed"] = feed(site, "/1", "/2", "/gone")
    report = add_addresses([f"{site.address}/feed"], library, local=True)
    assert report.added == (f"{site.address}/1", f"{site.address}/2")
    assert "404" in report.errors[0].cause
    assert {str(entry.published) for entry in library.catalog.documents()} == {"2024-02-19"}
    site.pages["/feed"] = feed(site, "/1", "/2", "/3")
    report, changes = refresh(library, local=True)
    assert (report.added, len(report.unchanged), changes) == ((f"{site.address}/3",), 2, ())


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<rss><channel><item><link>/a</link></item><item><link>/a</link></item></channel></rss>", ["http://x/a"]),
        (
            b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link rel='self' href='/s'/><link href='/a#t'/></entry>",
            ["http://x/a"],
        ),
        (b"<rss><channel><item><title>no link</title></item></channel></rss>", []),
        (b"<rss><channel>" + b"<item><link>/a</link></item>" * 9 + b"<item><link>/b</li", ["http://x/a", "http://x/b"]),
        (b"<html><body>no feed</body></html>", None),
    ],
)
def test_entries_of_a_feed(data: bytes, found: list[str] | None) -> None:
    said = entries(data, "http://x/feed")
    assert (said and [entry.address for entry in said]) == (found or said)
    assert (said is None) == (found is None)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.end_headers()
    try:
        handler.wfile.write(b"<rss><channel>")
        for _ in range(10_000):
            handler.wfile.write(b"<item><link>/a</link></item>" * 1000)
    except OSError:
        return


def dripping(handler: BaseHTTPRequestHandler) -> None:
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(60):
            handler.wfile.write(f"X-{number}: 1\r\n".encode())
            time.sleep(0.2)
    except OSError:
        return


def test_what_never_ends_or_drips_is_left(site: Site) -> None:
    site.special = {"/endless": endless, "/drips": dripping}
    site.pages["/bomb"] = Page(gzip.compress(bytes(10**7)), headers={"Content-Encoding": "gzip"})
    web = Web(local=True, largest=1_000_000, seconds=2)
    for path, cause in (
        ("/endless", "more than the 1 MB"),
        ("/drips", "more than 2 s"),
        ("/bomb", "more than the 1 MB"),
    ):
        with pytest.raises(DocumentError, match=cause):
            web.get(site.address + path)
    web.close()


def test_redirects_are_followed_but_not_for_ever_nor_to_other_protocols(library: Library, site: Site) -> None:
    site.article("/there")
    site.pages["/here"] = Page(status=301, headers={"Location": "/there"})
    site.pages["/loop"] = Page(status=302, headers={"Location": "/loop"})
    site.pages["/file"] = Page(status=302, headers={"Location": "file:///etc/passwd"})
    report = add_addresses([f"{site.address}/{name}" for name in ("here", "loop", "file")], library, local=True)
    assert report.added == (f"{site.address}/here",)
    assert ["redirects more than" in report.errors[0].cause, "no address" in report.errors[1].cause] == [True, True]
    assert library.catalog.documents()[0].url == f"{site.address}/there"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/",
        "http://192.168.1.1/", "http://169.254.169.254/latest", "http://0.0.0.0/", "http://2130706433/", "http://0x7f.1/",
        "http://[fd00::1]/", "http://100.64.0.1/", "http://[2002:7f00:1::]/",
    ],
)  # fmt: skip
def test_nothing_is_read_from_this_machine_or_its_network(address: str) -> None:
    with pytest.raises(DocumentError, match=r"own network|there is no"):
        Web().get(address)


def test_a_redirect_to_loopback_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address passes for a public one; where it leads to does not."""
    from index import web as module

    site.pages["/away"] = Page(
        status=302, headers={"Location": f"http://localhost:{site.address.rpartition(':')[2]}/in"}
    )
    seen: list[str] = []

    def public(ip: str) -> bool:
        seen.append(ip)
        return len(seen) == 1

    monkeypatch.setattr(module, "_public", public)
    with pytest.raises(DocumentError, match="localhost is on this machine"):
        Web().get(f"{site.address}/away")
    assert site.asked == ["/away"]


@pytest.mark.parametrize("address", ["ftp://example.org/a", "https://", "http://[broken", "https://a:b@example.org/"])
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    with pytest.raises(DocumentError) as caught:
        checked(address)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (Page(b"User-agent: *\nDisallow: /no", "text/plain"), {"/yes"}),
        (Page(b"User-agent: Dossier\nDisallow: /\n\nUser-agent: *\nAllow: /", "text/plain"), set()),
        (Page(status=404), {"/yes", "/no"}),
        (Page(status=500), set()),
    ],
)
def test_what_a_site_does_not_want_fetched_is_not(rules: Page, allowed: set[str], library: Library, site: Site) -> None:
    site.pages["/robots.txt"] = rules
    site.article("/yes")
    site.article("/no", "This is another page.")
    report = add_addresses([f"{site.address}/yes", f"{site.address}/no"], library, local=True)
    assert {path.removeprefix(site.address) for path in report.added} == allowed
    assert all("robots.txt" in error.cause for error in report.errors)
    assert site.asked.count("/robots.txt") == 1


def test_the_command_fetches_only_what_it_is_told_to(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    site.article("/a", "Two boats lie in the harbour.")
    assert main(["add", f"{site.address}/a"]) == 1
    assert "own network" in " ".join(capsys.readouterr().err.split())
    assert site.asked == []
    monkeypatch.setenv("DOSSIER_WEB_LOCAL", "1")
    assert main(["add", f"{site.address}/a"]) == 0
    site.article("/a", "Three boats lie in the harbour.")
    capsys.readouterr()
    assert main(["refresh"]) == 0
    assert "+ Three boats lie in the harbour." in capsys.readouterr().out


def test_a_watched_folder_is_followed(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Seven ships came.")
    reports: list[Report] = []
    stop, told = Event(), Event()

    def tell(report: Report) -> None:
        reports.append(report)
        told.set()

    thread = Thread(target=watch_folders, args=([folder], library, tell), kwargs={"stop": stop})
    thread.start()
    try:
        assert told.wait(60)
        told.clear()
        while not told.wait(1):  # the watcher takes a moment to look
            (folder / "b.txt").write_text("Nine planes left.")
    finally:
        stop.set()
        thread.join(60)
    assert [tuple(Path(p).name for p in report.added) for report in reports[:2]] == [("a.txt",), ("b.txt",)]
    with pytest.raises(IndexingError, match="no such folder"):
        watch_folders([tmp_path / "nowhere"], library, tell)
