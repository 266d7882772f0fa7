"""Keys: shown once, kept as digests, each for one library and a time."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.__main__ import main
from index import libraries
from index.care.files import others
from index.errors import SettingsError
from index.key_tables import FILE, ROLES
from rag.errors import AnswerError
from serving.keys import Keys
from serving.people import Person, Role


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path)


def _moved(tmp_path: Path, **columns: str) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        for name, value in columns.items():
            db.execute(f"update keys set {name} = ?", (value,))


def test_a_key_is_known_again_and_nothing_kept_makes_one(keys: Keys, tmp_path: Path) -> None:
    secret, key = keys.add("Ada's laptop", Role.EDITOR, "Press")
    assert keys.holder(secret) == Person(id=f"key:{key.id}", name="Ada's laptop", roles={"Press": Role.EDITOR})
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert secret.encode() not in stored
    assert secret.split("-", 2)[2].encode() not in stored
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("change", ["", "x", "dossier-", "dossier-\u20ac-x", "dossier-' or 1=1 --", "\ud800"])
def test_anything_else_opens_nothing(keys: Keys, change: str) -> None:
    keys.add("Ada", Role.OWNER, "")
    assert keys.holder(change) == "unknown"


def test_another_key_s_id_with_one_s_own_secret_opens_nothing(keys: Keys) -> None:
    (mine, _), (_, other) = keys.add("Ada", Role.READER, ""), keys.add("Ben", Role.OWNER, "")
    assert keys.holder(f"dossier-{other.id}-{mine.split('-', 2)[2]}") == "unknown"


def test_a_key_ends_on_its_day_and_when_it_is_revoked(keys: Keys, tmp_path: Path) -> None:
    secret, key = keys.add("Ada", Role.READER, "", days=1)
    assert isinstance(keys.holder(secret), Person)
    _moved(tmp_path, expires=(datetime.now(UTC) - timedelta(seconds=1)).isoformat())
    assert keys.holder(secret) == "expired"
    _moved(tmp_path, expires=(datetime.now(UTC) + timedelta(hours=1)).isoformat())
    assert keys.revoke(key.id, "another library") is False
    assert keys.revoke(key.id, "") is True
    assert keys.revoke(key.id) is False
    assert keys.holder(secret) == "revoked"
    assert keys.any()


@pytest.mark.parametrize(
    ("name", "days"), [("", None), (" ", None), ("a" * 81, None), ("a\x07", None), ("a", 0), ("a", -1)]
)
def test_what_cannot_be_is_refused(keys: Keys, name: str, days: int | None) -> None:
    with pytest.raises(SettingsError):
        keys.add(name, Role.READER, "", days)
    assert not keys.any()


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
    libraries.make(tmp_path, "Press")
    assert main(["keys", "add", "Ada", "--role", "editor", "--library", "press", "--expires", "30"]) == 0
    secret = capsys.readouterr().out.strip()
    holder = Keys(tmp_path).holder(secret)
    assert isinstance(holder, Person)
    assert holder.roles == {"Press": Role.EDITOR}
    assert main(["keys", "list"]) == 0
    key_id, *rest = capsys.readouterr().out.split("\t")
    assert rest[:3] == ["valid", "editor", "Press"]
    assert main(["keys", "revoke", key_id]) == 0
    assert main(["keys", "revoke", key_id]) == 1
    assert Keys(tmp_path).holder(secret) == "revoked"
    assert main(["keys", "add", "Ada", "--library", "Prss"]) == 2
    assert "no library" in capsys.readouterr().err


def test_a_role_that_is_none_is_found_by_the_doctor_and_the_key_taken_out(keys: Keys, tmp_path: Path) -> None:
    assert tuple(Role) == ROLES
    keys.add("Ida", Role.READER, "")
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute("update keys set role = 're(der'")
    keys.add("Anton", Role.READER, "")
    with pytest.raises(AnswerError, match="damaged") as met:
        keys.all()
    assert "doctor --repair" in (met.value.hint or "")
    (finding,) = others(tmp_path, tmp_path)
    assert "keys.role of row 1" in (finding.trouble or "")
    assert finding.repair
    finding.repair()
    assert [key.name for key in keys.all()] == ["Anton"]
