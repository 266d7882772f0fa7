"""What a PostgreSQL server says, and whether asking again may help."""

import pytest

from api.errors import failure
from index.errors import CatalogError

psycopg = pytest.importorskip("psycopg")
from index.engines.postgres_errors import understood  # noqa: E402 -- needs psycopg


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (psycopg.OperationalError("connection failed: connection to server refused"), 503),
        (psycopg.errors.AdminShutdown("terminating connection"), 503),
        (psycopg.errors.TooManyConnections("sorry, too many clients already"), 503),
        (psycopg.errors.SerializationFailure("could not serialize access"), 503),
        (psycopg.errors.DiskFull("could not extend file"), 400),
        (psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT"), 400),
        (psycopg.OperationalError('connection failed: password authentication failed for user "ida"'), 400),
    ],
)
def test_what_passes_by_itself_is_told_as_such(error: Exception, status: int) -> None:
    with pytest.raises(CatalogError) as told, understood("the catalog", "secret"):
        raise error
    assert told.value.retryable is (status == 503)
    assert failure(told.value)[0] == status
