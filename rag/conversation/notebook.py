"""What a reader keeps of answers, in an order of their own, with notes between. Each piece carries its citations: it
stays what it was when the conversation is deleted or a document changes."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from uuid import uuid4

from pydantic import TypeAdapter

from index.engines.session import Session
from rag.conversation.exchange import Exchange
from rag.types import Answer, AnswerSentence, Briefing, Outcome

LONGEST_NOTE = 20_000
"""Characters of a note: some ten pages."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """A note, or an exchange of which the answer holds what was pinned alone."""

    id: str
    note: str = ""
    exchange: Exchange | None = None


_ITEM = TypeAdapter(Item)
_UNREADABLE = (
    "What was kept here was stored by another version of Dossier, or is damaged."
    " `python -m index doctor` says whether the file is damaged."
)


class Notebook:
    """The notebook of one author, beside the conversations, whose transactions `transaction` opens. Any thread may
    call."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Session]], author: str = "") -> None:
        self._open = transaction
        self._author = author

    def items(self) -> list[Item]:
        """In the author's order. One that cannot be read is a note that says so: the others are shown."""
        with self._open() as db:
            rows = db.execute("select id, item from notebook where author = ? order by position", (self._author,))
            return [_item(*row) for row in rows]

    def pin(self, exchange: Exchange) -> None:
        """Puts what `chosen` gave at the end."""
        self._put(Item(id=uuid4().hex[:12], exchange=exchange), None)

    def write(self, note: str, after: str | None = None) -> None:
        """A new note behind an item, or at the end."""
        self._put(Item(id=uuid4().hex[:12], note=note[:LONGEST_NOTE]), after)

    def change(self, item_id: str, note: str) -> None:
        """Another text for a note; one that is gone stays gone."""
        with self._open() as db:
            item = _ITEM.dump_json(Item(id=item_id, note=note[:LONGEST_NOTE])).decode()
            db.execute("update notebook set item = ? where id = ? and author = ?", (item, item_id, self._author))

    def move(self, item_id: str, step: int) -> None:
        """Nearer to the beginning (-1) or to the end (1)."""
        with self._open() as db:
            ids = self._ids(db)
            if item_id in ids:
                at = ids.index(item_id)
                ids.insert(max(0, at + step), ids.pop(at))
                self._order(db, ids)

    def remove(self, item_id: str) -> None:
        with self._open() as db:
            db.execute("delete from notebook where id = ? and author = ?", (item_id, self._author))

    def _put(self, item: Item, after: str | None) -> None:
        with self._open() as db:
            ids = self._ids(db)
            at = ids.index(after) + 1 if after in ids else len(ids)
            db.execute(
                "insert into notebook (id, author, position, item) values (?, ?, ?, ?)",
                (item.id, self._author, at, _ITEM.dump_json(item).decode()),
            )
            self._order(db, [*ids[:at], item.id, *ids[at:]])

    def _ids(self, db: Session) -> list[str]:
        """In the author's order. Read with what is written by it: another tab may move things at the same moment."""
        rows = db.execute("select id from notebook where author = ? order by position", (self._author,))
        return [str(row[0]) for row in rows]

    def _order(self, db: Session, ids: Sequence[str]) -> None:
        for position, item_id in enumerate(ids):
            db.execute(
                "update notebook set position = ? where id = ? and author = ?", (position, item_id, self._author)
            )


def _item(item_id: str, stored: str) -> Item:
    try:
        return _ITEM.validate_json(stored)
    except (ValueError, TypeError):
        return Item(id=item_id, note=_UNREADABLE)


def chosen(exchange: Exchange, sentences: Sequence[int] | None = None) -> Exchange:
    """The exchange with those sentences (or rows of a briefing) of its answer alone, by their places; None: with all.

    A declined answer keeps the passages that came nearest; of others only what is cited is kept.
    """
    answer = exchange.answer
    if answer is None:
        return exchange
    evidence = answer.evidence if answer.outcome is Outcome.DECLINED else ()
    kept = replace(answer, evidence=evidence, draft="")
    return replace(exchange, rating=None, answer=kept if sentences is None else _part(kept, sentences))


def _part(answer: Answer, places: Sequence[int]) -> Answer:
    text = ""
    sentences: list[AnswerSentence] = []
    for sentence in (s for at, s in enumerate(answer.sentences) if at in places):
        start = len(text) + 1 if text else 0
        text = f"{text} {sentence.text}" if text else sentence.text
        sentences.append(replace(sentence, start=start, end=start + len(sentence.text)))
    briefing = answer.briefing and _rows(answer.briefing, sorted(places))
    return replace(answer, text=text, sentences=tuple(sentences), conflicts=(), briefing=briefing)


def _rows(briefing: Briefing, places: Sequence[int]) -> Briefing:
    """Some rows of it, each the sentence at the same place of its answer; what is concluded from all is left out."""
    new = {old: at for at, old in enumerate(places)}
    rows = (briefing.rows[old] for old in places)
    kept = tuple(replace(row, differs=tuple(new[old] for old in row.differs if old in new)) for row in rows)
    return replace(briefing, rows=kept, conclusion="")
