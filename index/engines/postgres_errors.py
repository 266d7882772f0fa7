"""What PostgreSQL says of a server, a password or a disk, as a CatalogError that never shows the password."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from index.errors import CatalogError

_RETRY = "Check that the server runs and can be reached, then try again. What is stored is safe."
_TOLD = {
    "23": ("was changed elsewhere at the same moment ({said})", "Try again."),
    "28": ("refuses the user or the password ({said})", "Check DOSSIER_DATABASE and the server's pg_hba.conf."),
    "3D000": ("does not exist ({said})", "Make it with `createdb`, or name another in DOSSIER_DATABASE."),
    "53100": ("cannot be written, for the server's disk is full", "Free some space and try again."),
    "53300": ("takes no more connections ({said})", "Raise max_connections, or run fewer servers at once."),
    "53": ("lacks what it needs ({said})", "Give the server more memory or disk, then try again."),
    "25006": ("cannot be written ({said})", "Name the primary server in DOSSIER_DATABASE: this one only reads."),
    "42501": ("does not let this user do that ({said})", "Grant the user rights on the schema, or name its owner."),
    "57014": ("is too slow: a statement was ended after its time ({said})", "Try again when it has less to do."),
    "55P03": ("is being changed elsewhere ({said})", "Close what else uses it, then try again."),
    "40": ("was being changed elsewhere at the same moment ({said})", "Try again."),
    "57": ("was stopped or is starting ({said})", _RETRY),
    "08": ("cannot be reached ({said})", _RETRY),
    "58": ("cannot be read or written ({said})", "Check the server's disk, then try again."),
    "XX001": ("is damaged ({said})", "Restore the server's backup, or move a copy of the library into a new database."),
    "XX002": ("has a damaged index ({said})", "Run REINDEX on the database."),
    "42704": ("does not know that ({said})", "Check the language in DOSSIER_DATABASE: pg_ts_dict lists them."),
    "42P01": ("lacks a table ({said})", "It was made by another version of Dossier, or changed by hand."),
    "42703": ("lacks a column ({said})", "It was made by another version of Dossier, or changed by hand."),
}
"""Cause and remedy by SQLSTATE or its class. What else goes wrong is a defect, and stays the exception that it is."""
_PASSING = ("08", "40", "533", "55P03", "57")
"""States that pass by themselves: out of reach, in each other's way, out of connections, locked, starting or ended."""


@contextmanager
def understood(name: str, password: object) -> Iterator[None]:
    """`name` is what the error calls the database, `password` what it must not show."""
    try:
        yield
    except PoolTimeout as error:
        cause = "is busy: all connections of this process are in use"
        raise CatalogError(name, cause, "Try again when fewer people ask at once.", retryable=True) from error
    except PendingRollbackError as error:  # of a connection that broke before, with what it had locked
        raise CatalogError(name, "was out of reach for a moment", _RETRY, retryable=True) from error
    except (DBAPIError, psycopg.Error) as error:
        if told := _told(error.orig if isinstance(error, DBAPIError) else error, name, password):
            raise told from error
        raise


def _told(error: object, name: str, password: object) -> CatalogError | None:
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ""
    said = next(iter(str(error).splitlines()), "").strip().removeprefix("connection failed: ")
    if not state and isinstance(error, psycopg.OperationalError):  # of the connection, not of a statement
        by_word = {"password": "28", "pg_hba": "28", "does not exist": "3D000", "too many": "53300"}
        state = next((code for word, code in by_word.items() if word in said), "08")
    if password:
        said = said.replace(str(password), "***")
    found = _TOLD.get(state) or _TOLD.get(state[:2])
    if found is None or not state:
        return None
    cause, remedy = found
    return CatalogError(
        name, cause.format(said=said), remedy, damaged=state.startswith("XX"), retryable=state.startswith(_PASSING)
    )
