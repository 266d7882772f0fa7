"""Conversations in the database, each answer with the evidence it was made from.

What is stored is the whole `Answer`: a reload, a restart or a re-indexed library shows the same citations.
"""

import copy
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from uuid import uuid4

from pydantic import TypeAdapter

from index.conversation_tables import open_conversations
from index.engines.session import Session
from index.engines.sqlite import BROKEN, understood
from index.errors import CatalogError
from index.types import Filters
from rag.conversation.exchange import Conversation, Exchange, Failure, Rating, State, Summary
from rag.conversation.notebook import Notebook
from rag.errors import AnswerError
from rag.types import Answer

_TITLE = 80
_OWN = "conversation_id in (select id from conversations where author = ?)"


class Conversations:
    """The conversations of one author in a SQLite file or in the PostgreSQL database of a URL, as if there were no
    others; at first of whoever has no name. Any thread may call."""

    def __init__(self, at: Path | str) -> None:
        self._author = ""
        self._name = at.name if isinstance(at, Path) else "the database"
        with self._understood():
            self._transaction = open_conversations(at)
        # SQLite's LIKE takes A for a, PostgreSQL's does not; each has its own way into JSON.
        self._like = "like" if isinstance(at, Path) else "ilike"
        self._text = (
            "case when json_valid(x.answer) then json_extract(x.answer, '$.text') end"
            if isinstance(at, Path)
            else "(x.answer::json ->> 'text')"
        )

    def of(self, author: str) -> "Conversations":
        """Those of another author in the same place."""
        others = copy.copy(self)
        others._author = author
        return others

    @property
    def notebook(self) -> Notebook:
        """What their author has kept of them."""
        return Notebook(self._open, self._author)

    def list(self, search: str = "") -> list[Summary]:
        """Newest first; with `search`, those whose title, questions or answers contain it."""
        pattern = "%" + search.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        with self._open() as db:
            rows = db.execute(
                f"""select c.id, c.title, c.changed, count(e.id) from conversations c
                   left join exchanges e on e.conversation_id = c.id
                   where c.author = ? and (c.title {self._like} ? escape '\\' or exists (
                       select 1 from exchanges x where x.conversation_id = c.id and (
                           x.question {self._like} ? escape '\\'
                           or {self._text} {self._like} ? escape '\\')))
                   group by c.id order by c.changed desc""",
                (self._author, *(pattern,) * 3),
            ).fetchall()
        return [Summary(id=i, title=title, changed=_moment(changed), exchanges=n) for i, title, changed, n in rows]

    def create(self, title: str) -> str:
        """A new conversation; returns its id."""
        conversation_id, now = uuid4().hex[:12], _now()
        with self._open() as db:
            db.execute(
                "insert into conversations (id, title, created, changed, author) values (?, ?, ?, ?, ?)",
                (conversation_id, _short(title), now, now, self._author),
            )
        return conversation_id

    def get(self, conversation_id: str) -> Conversation | None:
        with self._open() as db:
            row = db.execute(
                "select title, created from conversations where id = ? and author = ?",
                (conversation_id, self._author),
            ).fetchone()
            rows = db.execute(
                """select id, question, filters, asked, state, answer, failure, rating from exchanges
                   left join ratings on exchange_id = id where conversation_id = ? order by exchanges.rowid""",
                (conversation_id,),
            ).fetchall()
        if row is None:
            return None
        return Conversation(
            id=conversation_id,
            title=row[0],
            created=_moment(row[1]),
            exchanges=tuple(_exchange(*r) for r in rows),
        )

    def rename(self, conversation_id: str, title: str) -> None:
        """A blank title changes nothing."""
        if title.strip():
            with self._open() as db:
                db.execute(
                    "update conversations set title = ? where id = ? and author = ?",
                    (_short(title), conversation_id, self._author),
                )

    def delete(self, conversation_id: str) -> None:
        with self._open() as db:
            db.execute("delete from conversations where id = ? and author = ?", (conversation_id, self._author))

    def ask(self, conversation_id: str, question: str, filters: Filters, *, replacing: str | None = None) -> Exchange:
        """Writes down a question before anybody tries to answer it; an exchange that it replaces goes with that.

        Raises AnswerError where the conversation is not the author's, or gone."""
        exchange = Exchange(
            id=uuid4().hex[:12],
            question=question,
            filters=filters,
            asked=datetime.now(UTC),
            state=State.ANSWERING,
        )
        with self._open() as db:
            self._check(db, conversation_id)
            db.execute("delete from exchanges where id = ? and conversation_id = ?", (replacing, conversation_id))
            db.execute(
                "insert into exchanges values (?, ?, ?, ?, ?, ?, null, null)",
                (
                    exchange.id,
                    conversation_id,
                    question,
                    _FILTERS.dump_json(filters).decode(),
                    exchange.asked.isoformat(),
                    exchange.state.value,
                ),
            )
            db.execute("update conversations set changed = ? where id = ?", (_now(), conversation_id))
        return exchange

    def save(
        self, exchange_id: str, state: State, *, answer: Answer | None = None, failure: Failure | None = None
    ) -> None:
        """Writes down what has come of a question so far."""
        with self._open() as db:
            db.execute(
                f"update exchanges set state = ?, answer = ?, failure = ? where id = ? and {_OWN}",
                (
                    state.value,
                    _ANSWER.dump_json(answer).decode() if answer else None,
                    _FAILURE.dump_json(failure).decode() if failure else None,
                    exchange_id,
                    self._author,
                ),
            )

    def rate(self, exchange_id: str, rating: Rating | None) -> None:
        """Notes what a reader thinks of an answer, in place of what was noted before; None takes it back. An exchange
        that is gone meanwhile is rated by nobody."""
        with self._open() as db:
            own = (exchange_id, self._author)
            db.execute(
                f"delete from ratings where exchange_id in (select id from exchanges where id = ? and {_OWN})", own
            )
            if rating:
                db.execute(
                    f"insert into ratings select id, ? from exchanges where id = ? and {_OWN}",
                    (_RATING.dump_json(rating).decode(), *own),
                )

    def share(self, conversation_id: str) -> str:
        """What opens the conversation to others, for reading; the same as long as it is shared. Raises AnswerError
        where it is not the author's, or gone."""
        with self._open() as db:
            self._check(db, conversation_id)
            db.execute(
                "insert into shares values (?, ?) on conflict (conversation_id) do nothing",
                (conversation_id, token_urlsafe(24)),
            )
            row = db.execute("select token from shares where conversation_id = ?", (conversation_id,)).fetchone()
        return str(row[0])

    def share_of(self, conversation_id: str) -> str | None:
        """What opens it, if it is shared."""
        with self._open() as db:
            row = db.execute(
                f"select token from shares where conversation_id = ? and {_OWN}", (conversation_id, self._author)
            ).fetchone()
        return str(row[0]) if row else None

    def unshare(self, conversation_id: str) -> None:
        """From now on nobody else opens it, and not by the same again."""
        with self._open() as db:
            db.execute(f"delete from shares where conversation_id = ? and {_OWN}", (conversation_id, self._author))

    def shared(self, token: str) -> Conversation | None:
        """A conversation of any author that is shared under it, to be read."""
        with self._open() as db:
            row = db.execute(
                "select c.id, c.author from shares s join conversations c on c.id = s.conversation_id"
                " where s.token = ?",
                (token,),
            ).fetchone()
        return self.of(row[1]).get(row[0]) if row else None

    def _check(self, db: Session, conversation_id: str) -> None:
        own = (conversation_id, self._author)
        if db.execute("select 1 from conversations where id = ? and author = ?", own).fetchone() is None:
            raise AnswerError("This conversation is gone.", hint="Begin a new one.")

    @contextmanager
    def _open(self) -> Iterator[Session]:
        """A transaction."""
        with self._understood(), self._transaction() as db:
            yield db

    @contextmanager
    def _understood(self) -> Iterator[None]:
        try:
            yield
        except CatalogError as error:
            raise AnswerError(
                f"The conversations could not be reached: {error.subject} {error.cause}.", hint=error.remedy
            ) from error
        except (sqlite3.Error, *BROKEN) as error:
            if told := understood(self._name, error):
                raise AnswerError(f"The conversations: {told.subject} {told.cause}.", hint=told.remedy) from error
            raise AnswerError(
                f"The conversations in {self._name} could not be reached ({error}).",
                hint="Another program may hold the file, or the disk is full; close it or make room, then try again.",
            ) from error


_ANSWER = TypeAdapter(Answer)
_FAILURE = TypeAdapter(Failure)
_FILTERS = TypeAdapter(Filters)
_RATING = TypeAdapter(Rating)


def _exchange(
    exchange_id: str,
    question: str,
    filters: str,
    asked: str,
    state: str,
    answer: str | None,
    failure: str | None,
    rating: str | None,
) -> Exchange:
    try:
        read = _ANSWER.validate_json(answer) if answer else None
        why = _FAILURE.validate_json(failure) if failure else None
        filtered, became = _FILTERS.validate_json(filters), State(state)
        rated = _RATING.validate_json(rating) if rating else None
    except (ValueError, TypeError):
        read, became, filtered, rated = None, State.FAILED, Filters(), None
        why = Failure(
            message="This answer was stored by another version of Dossier, or is damaged.",
            hint="Ask the question again; `python -m index doctor` says whether the file is damaged.",
        )
    return Exchange(
        id=exchange_id, question=question, filters=filtered, asked=_moment(asked), state=became, answer=read,
        failure=why, rating=rated,
    )  # fmt: skip


def _moment(stored: str) -> datetime:
    """One that is damaged is long ago: the conversation is shown all the same, and `index doctor` tells of it."""
    try:
        found = datetime.fromisoformat(stored)
    except (ValueError, TypeError):
        return datetime.fromtimestamp(0, UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"


def _now() -> str:
    return datetime.now(UTC).isoformat()
