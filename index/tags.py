"""Tags of documents. A document has any number of them; the documents that share one are a collection."""

import unicodedata
from collections.abc import Iterable

from index.errors import IndexingError
from index.ledger import Ledger
from index.source import one_line

LONGEST = 100
"""Characters of a tag: more is a description, and would not be seen whole anywhere."""


class Tags(Ledger):
    """The ledger with what was put on its documents. Every method that writes is one transaction."""

    def tags(self) -> dict[str, int]:
        """Tag → how many ready documents have it, in the order of the alphabet."""
        # Asked at each drawing of a page: a join would go through every document, of which most have no tag.
        rows = self._db.execute(
            "SELECT t.tag AS tag, count(*) AS documents FROM tags t"
            " WHERE EXISTS (SELECT 1 FROM documents d WHERE d.id = t.document_id AND d.state = 'ready') GROUP BY t.tag"
        ).fetchall()
        return {r["tag"]: int(r["documents"]) for r in sorted(rows, key=lambda r: (r["tag"].casefold(), r["tag"]))}

    def tags_of(self, document_id: str | None = None) -> dict[str, tuple[str, ...]]:
        """Document id → its tags, of all documents that have some, or of one."""
        where, values = (" WHERE document_id = ?", [document_id]) if document_id else ("", [])
        found: dict[str, list[str]] = {}
        for row in self._db.execute(f"SELECT document_id, tag FROM tags{where}", values):
            found.setdefault(row["document_id"], []).append(row["tag"])
        return {document: tuple(sorted(tags, key=str.casefold)) for document, tags in found.items()}

    def tag(self, document_ids: Iterable[str], add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Puts tags on documents and takes others off. A tag that is there in other letters ("Trade" for "trade")
        is meant. Raises IndexingError for one that is empty or too long."""
        known = {tag.casefold(): tag for tag in self.tags()}
        new = [known.setdefault(name.casefold(), name) for name in map(named, add)]
        old = [known.get(name.casefold(), name) for name in map(named, remove)]
        ids = list(document_ids)
        with self._transaction() as db:
            for document_id in ids:
                for tag in old:
                    db.execute("DELETE FROM tags WHERE document_id = ? AND tag = ?", (document_id, tag))
                for tag in new:
                    db.execute(
                        "INSERT INTO tags (document_id, tag) SELECT id, ? FROM documents WHERE id = ?"
                        " ON CONFLICT DO NOTHING",
                        (tag, document_id),
                    )


def named(text: str) -> str:
    """The tag as it is stored: on one line, composed letters. Raises IndexingError for one that is none."""
    tag = unicodedata.normalize("NFC", one_line(text) or "")
    if not tag or len(tag) > LONGEST:
        cause = f"it has {len(tag)} characters" if tag else "it is empty"
        raise IndexingError(f"the tag “{tag[:40]}”", cause, f"Give one of 1 to {LONGEST} characters.")
    return tag
