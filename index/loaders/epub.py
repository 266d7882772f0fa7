"""EPUB books: the chapters in the order of reading, title, author, publisher and date of the edition."""

import posixpath
from typing import Any
from urllib.parse import unquote

from index.errors import DocumentError
from index.loaders import markup
from index.loaders.package import member, opened, text_of, tree
from index.loaders.types import Extract, Spot
from index.marks import mark, without_marks
from index.types import Loss

_NAMES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
}
_HEADINGS = ("h1", "h2", "h3")
LONGEST_LABEL = 80


def read_epub(data: bytes, name: str) -> Extract:
    package = opened(data, name, "EPUB book")
    remedy = "Open it in a program for books and save it anew."
    container = tree(member(package, "META-INF/container.xml"))
    paths = [] if container is None else container.xpath("//c:rootfile/@full-path", namespaces=_NAMES)
    book = tree(member(package, paths[0])) if paths else None
    if book is None:
        raise DocumentError(name, "it is not a readable EPUB book (it has no list of chapters)", remedy)
    texts: list[str] = []
    spots: list[Spot] = []
    missing = []
    for path in _chapters(book, posixpath.dirname(paths[0])):
        page = markup.tree(content) if (content := member(package, path)).strip() else None
        if page is None:
            missing.append(posixpath.basename(path))
        elif text := "\n\n".join(text for _, text in markup.paragraphs(markup.with_tables(page))):
            texts.append(mark(len(spots)) + without_marks(text))
            label = _heading(page) or f"chapter {len(spots) + 1}"
            spots.append(Spot(kind="chapter", number=len(spots) + 1, label=label[:LONGEST_LABEL]))
    if member(package, "META-INF/encryption.xml") and not texts:
        raise DocumentError(name, "it is protected against copying", "Add a copy without protection.")
    return Extract(
        text="\n\n".join(texts),
        title=text_of(book, "//d:title", _NAMES),
        author=([" ".join("".join(e.itertext()).split()) for e in book.xpath("//d:creator", namespaces=_NAMES)],),
        source=(text_of(book, "//d:publisher", _NAMES),),
        published=(text_of(book, "//d:date[not(@o:event) or @o:event = 'publication']", _NAMES),),
        places=spots,
        losses=[Loss(cause=f"chapters are missing from it ({', '.join(missing[:5])})", remedy=remedy)]
        if missing
        else [],
    )


def _chapters(book: Any, folder: str) -> list[str]:
    """Paths in the package, in the order of the spine; one that is told twice is read once."""
    items = {item.get("id"): item for item in book.xpath("//o:manifest/o:item", namespaces=_NAMES)}
    wanted = (items.get(ref.get("idref")) for ref in book.xpath("//o:spine/o:itemref", namespaces=_NAMES))
    paths = (
        posixpath.normpath(posixpath.join(folder, unquote((item.get("href") or "").partition("#")[0])))
        for item in wanted
        if item is not None and "html" in (item.get("media-type") or "html")
    )
    return list(dict.fromkeys(paths))


def _heading(page: Any) -> str:
    found = next(page.iter(*_HEADINGS), None)
    return "" if found is None else " ".join(found.text_content().split())
