"""Keys by which people's programs use the API: each is one person's, for one library, with a role, until a day.

A key is 256 random bits, shown once. What is kept is its SHA-256: nobody can try 2^256 keys however quick the hash is,
so that a slow one (scrypt), which is for passwords that people think of, would cost every request and win nothing.
"""

import hashlib
import hmac
import secrets
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from index.engines.sqlite import BROKEN, understood
from index.errors import SettingsError
from index.key_tables import FILE, SCHEMA
from rag.errors import AnswerError
from serving.people import Person, Role

_MARK = "dossier"
_LONGEST_NAME = 80
_LONGEST_DAYS = 3650


@dataclass(frozen=True, kw_only=True)
class Key:
    """What is known of a key; the key itself is known to its holder alone."""

    id: str
    name: str
    role: Role
    library: str
    made: datetime
    expires: datetime | None
    revoked: datetime | None

    def state(self, now: datetime) -> str:
        if self.revoked:
            return "revoked"
        return "expired" if self.expires and self.expires <= now else "valid"

    @property
    def person(self) -> Person:
        return Person(id=f"key:{self.id}", name=self.name, roles={self.library: self.role})


class Keys:
    """The keys of a data folder, of all its libraries. Any thread may call."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path.touch(mode=0o600)
        with self._open() as db:
            db.executescript(SCHEMA)

    def add(self, name: str, role: Role, library: str, days: int | None = None) -> tuple[str, Key]:
        """A new key and what is kept of it. Raises SettingsError for a name or a time that cannot be."""
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST_NAME or any(unicodedata.category(c) == "Cc" for c in name):
            remedy = f"Give 1 to {_LONGEST_NAME} characters: who will use it"
            raise SettingsError("name", f"{name[:_LONGEST_NAME]!a} is no name for a key", remedy)
        if days is not None and not 1 <= days <= _LONGEST_DAYS:
            remedy = f"Give 1 to {_LONGEST_DAYS}, or none for a key without an end"
            raise SettingsError("days", f"a key cannot end in {days} days", remedy)
        now = datetime.now(UTC)
        key = Key(
            id=secrets.token_hex(4), name=name, role=role, library=library, made=now,
            expires=now + timedelta(days=days) if days else None, revoked=None,
        )  # fmt: skip
        secret = f"{_MARK}-{key.id}-{secrets.token_urlsafe(32)}"
        ends = key.expires.isoformat() if key.expires else None
        with self._open() as db:
            db.execute(
                "insert into keys values (?, ?, ?, ?, ?, ?, ?, null)",
                (key.id, _digest(secret), key.name, key.role, key.library, now.isoformat(), ends),
            )
        return secret, key

    def all(self, library: str | None = None) -> list[Key]:
        """Every key, or those of a library, oldest first; the revoked and expired as well."""
        with self._open() as db:
            rows = db.execute(
                "select id, name, role, library, made, expires, revoked from keys"
                " where ? is null or library = ? order by made",
                (library, library),
            ).fetchall()
        return [_key(*row) for row in rows]

    def revoke(self, key_id: str, library: str | None = None) -> bool:
        """Whether there was such a valid key. It is refused from now on."""
        with self._open() as db:
            changed = db.execute(
                "update keys set revoked = ? where id = ? and revoked is null and (? is null or library = ?)",
                (datetime.now(UTC).isoformat(), key_id, library, library),
            ).rowcount
        return changed > 0

    def retire(self, library: str) -> None:
        """Refuses every key of a library from now on."""
        with self._open() as db:
            db.execute(
                "update keys set revoked = ? where library = ? and revoked is null",
                (datetime.now(UTC).isoformat(), library),
            )

    def move(self, library: str, new: str) -> None:
        """The keys of a library open the one of another name instead."""
        with self._open() as db:
            db.execute("update keys set library = ? where library = ? and revoked is null", (new, library))

    def holder(self, secret: str) -> Person | str:
        """Whose key it is; else why it opens nothing: "unknown", "revoked" or "expired"."""
        mark, _, rest = secret.partition("-")
        key_id = rest.partition("-")[0]
        if mark != _MARK or not key_id.isascii():
            return "unknown"
        with self._open() as db:
            row = db.execute(
                "select id, name, role, library, made, expires, revoked, digest from keys where id = ?", (key_id,)
            ).fetchone()
        # Compared in the same time for every key, and before anything is said of the one it is held against.
        right = hmac.compare_digest(_digest(secret), row[7] if row else _digest(""))
        if row is None or not right:
            return "unknown"
        key = _key(*row[:7])
        state = key.state(datetime.now(UTC))
        return key.person if state == "valid" else state

    def any(self) -> bool:
        """Whether a key was ever made, revoked ones as well: taking the last away opens the door to nobody."""
        with self._open() as db:
            return db.execute("select 1 from keys limit 1").fetchone() is not None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=10)) as db, db:
                yield db
        except (sqlite3.Error, *BROKEN) as error:
            if told := understood(self._path.name, error):
                raise AnswerError(f"The keys: {told.subject} {told.cause}.", hint=told.remedy) from error
            hint = "Check who owns the data folder, and whether its disk is full."
            raise AnswerError(f"The keys in {self._path.name} could not be reached ({error}).", hint=hint) from error


def _key(key_id: str, name: str, role: str, library: str, made: str, expires: str | None, revoked: str | None) -> Key:
    try:
        return Key(
            id=key_id, name=name, role=Role(role), library=library, made=_moment(made),
            expires=_moment(expires) if expires is not None else None,
            revoked=_moment(revoked) if revoked is not None else None,
        )  # fmt: skip
    except (ValueError, TypeError) as error:
        hint = "Run `python -m index doctor --repair`, which takes it out, and make another."
        raise AnswerError(f"What is kept of the key {key_id} is damaged ({error}).", hint=hint) from error


def _moment(stored: str) -> datetime:
    found = datetime.fromisoformat(stored)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
