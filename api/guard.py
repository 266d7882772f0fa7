"""Who may use the API: whoever holds a key; without any key, programs on this machine alone.

A web page that the browser of this machine shows is no such program: its requests carry an Origin, or a Host that is
not this machine's (DNS rebinding), and are refused. So are those that a proxy passes on from elsewhere.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.caller import Caller, called_by
from api.errors import ApiError, as_json
from api.rights import need
from serving.desk import Desk
from serving.door import Door
from serving.here import is_local, of_another_page
from serving.keys import Keys
from serving.people import EVERYWHERE, LOCAL, AccessError, Person, Role

LIBRARY = "x-dossier-library"
"""Header that names the library; `?library=` does as well."""

_SEND = "Send it as “Authorization: Bearer KEY”."


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """What lets a request in. `key` opens every library; `keys` are people's; `signed` says that people sign in here,
    so that nobody without a key is taken for the one at the machine. `desk` writes down what is done."""

    key: str | None = None
    keys: Keys | None = None
    signed: bool = False
    desk: Desk | None = None
    door: Door[Any] = field(default_factory=lambda: Door(lambda: [""], lambda _: None))

    def admitted(self, scope: Scope, role: Role) -> Caller:
        """Who makes the request and of which library. Raises ApiError where that is nobody's to do."""
        headers = Headers(scope=scope)
        person = self._person(scope, headers)
        wanted = _wanted(scope, headers)
        try:
            library = self.door.first(person) if wanted is None else wanted
            return Caller(person=person, library=self.door.named(person, library, role), desk=self.desk)
        except AccessError as error:
            raise ApiError(403, error.message, hint=error.hint) from error

    def _person(self, scope: Scope, headers: Headers) -> Person:
        given = headers.get("authorization", "").removeprefix("Bearer ").strip()
        if self.key is not None and hmac.compare_digest(given.encode(), self.key.encode()):
            return Person(id="key", name="DOSSIER_API_KEY", roles={EVERYWHERE: Role.OWNER})
        kept = self.keys is not None and self.keys.any()
        if self.keys is not None and kept:
            holder = self.keys.holder(given)
            if isinstance(holder, Person):
                return holder
            if holder != "unknown":
                raise ApiError(401, f"This key is {holder}.", hint="Ask an owner of the library for another.")
        if self.key is not None or kept or self.signed:
            raise ApiError(401, "The key is missing or wrong.", hint=_SEND)
        _refuse_from_elsewhere(scope)
        return LOCAL


class Guard:
    """ASGI middleware before the API. `role` says what a request asks for, by its method and path."""

    def __init__(self, app: ASGIApp, entrance: Entrance, role: Callable[[str, str], Role] = need) -> None:
        self._app = app
        self._entrance = entrance
        self._role = role

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                role = self._role(scope["method"], scope["path"].removeprefix(scope.get("root_path", "")))
                called_by(self._entrance.admitted(scope, role))
            except ApiError as error:
                await JSONResponse(as_json(error), error.status)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _wanted(scope: Scope, headers: Headers) -> str | None:
    """The library that the request names, in letters of any script, as they are or percent-encoded."""
    given = headers.get(LIBRARY)
    if given is not None:
        return unquote(given.encode("latin-1").decode("utf-8", "replace"))
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    return query["library"][0] if "library" in query else None


def _refuse_from_elsewhere(scope: Scope) -> None:
    hint = "Set DOSSIER_API_KEY, or make a key with `python -m api keys add`, for anybody but programs on this machine."
    if not is_local(scope):
        raise ApiError(403, "Without a key the API serves this machine alone.", hint=hint)
    if page := of_another_page(scope):
        raise ApiError(403, f"The page {page[:100]} may not use the API.", hint=hint)
