"""A statement on a connection to PostgreSQL, and the rows that it gives, as the catalog reads them from any engine."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection


class Row:
    """Values by name and by place."""

    __slots__ = ("_places", "_values")

    def __init__(self, values: Sequence[Any], places: dict[str, int]) -> None:
        self._values, self._places = values, places

    def __getitem__(self, key: int | str) -> Any:
        return self._values[self._places[key] if isinstance(key, str) else key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)


class Rows(list[Row]):
    """All rows of a statement."""

    def fetchone(self) -> Row | None:
        return self[0] if self else None

    def fetchall(self) -> list[Row]:
        return self


def executed(connection: Connection, sql: str, values: Sequence[Any]) -> Rows:
    """All that a statement with ? marks gives for these values."""
    # PostgreSQL keeps no NUL in a text; nothing that is read has a use for one.
    given = tuple(value.replace("\0", "") if isinstance(value, str) else value for value in values)
    result = connection.exec_driver_sql(sql.replace("?", "%s"), given or None)
    if not result.returns_rows:
        return Rows()
    places = {name: at for at, name in enumerate(result.keys())}
    return Rows(Row(tuple(row), places) for row in result)
