"""A web server on loopback that answers as a test tells it to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.index.samples import FERRY


@dataclass
class Page:
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """`pages` by path; `asked` are the paths that were asked for. `special` writes an answer by itself."""

    address: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    special: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)

    def article(self, path: str, *lines: str, title: str = "The ferry") -> None:
        text = "".join(f"<p>{line}</p>" for line in (*FERRY, *lines))
        page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"
        self.pages[path] = Page(page.encode())


@contextmanager
def served() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            if self.path in site.special:
                site.special[self.path](self)
                return
            page = site.pages.get(self.path, Page(b"nothing here", status=404))
            etag = page.headers.get("ETag")
            status = 304 if etag and self.headers.get("If-None-Match") == etag else page.status
            self.send_response(status)
            for name, value in {"Content-Type": page.kind, **page.headers}.items():
                self.send_header(name, value)
            body = b"" if status == 304 else page.body
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
