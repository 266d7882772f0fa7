"""Dossier's own routes for owners: the keys of a library, and what libraries a key opens."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.caller import caller, noted
from api.errors import ApiError
from api.guard import Entrance
from serving.keys import Key, Keys
from serving.people import Role


class NewKey(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Ada's laptop", "days": 90}]})

    name: str
    role: Role = Role.READER
    days: int | None = Field(default=None, ge=1, description="Days until it ends; none: it does not.")


class Kept(BaseModel):
    id: str
    name: str
    role: Role
    library: str
    made: datetime
    expires: datetime | None
    state: str = Field(examples=["valid", "expired", "revoked"])


class Shown(Kept):
    key: str = Field(description="Shown this once. What is kept is only enough to know it again.")


def routes(entrance: Entrance) -> APIRouter:
    router = APIRouter(tags=["Keys"])

    @router.get("/libraries", summary="The libraries that this key opens")
    def libraries() -> list[dict[str, Any]]:
        person = caller().person
        return [{"name": name, "role": person.role(name)} for name in entrance.door.libraries(person)]

    @router.get("/keys", summary="The keys of the library")
    def listed() -> list[Kept]:
        return [_kept(key) for key in _keys(entrance).all(caller().library)]

    @router.post("/keys", summary="A new key for the library", status_code=201)
    def make(request: NewKey) -> Shown:
        noted("make a key", key=request.name, role=request.role)
        secret, key = _keys(entrance).add(request.name, request.role, caller().library, request.days)
        return Shown(key=secret, **_kept(key).model_dump())

    @router.delete("/keys/{key_id}", summary="Revoke a key of the library")
    def revoke(key_id: str) -> dict[str, Any]:
        noted("revoke a key", key=key_id)
        if not _keys(entrance).revoke(key_id, caller().library):
            raise ApiError(404, f"There is no key {key_id[:40]} to revoke.", hint="GET /v1/keys lists them.")
        return {"id": key_id, "object": "key", "revoked": True}

    @router.get("/audit", summary="Who did what in the library, the last first")
    def audit(most: Annotated[int, Query(ge=1, le=10_000)] = 100) -> list[dict[str, Any]]:
        desk = caller().desk
        if desk is None or desk.audit is None:
            raise ApiError(404, "No audit log is kept here.", hint="DOSSIER_AUDIT=1 keeps one from then on.")
        return desk.audit.last(caller().library, most)[::-1]

    return router


def _keys(entrance: Entrance) -> Keys:
    if entrance.keys is None:
        raise ApiError(404, "No keys are kept here.", hint="`python -m api keys add` makes one.")
    return entrance.keys


def _kept(key: Key) -> Kept:
    return Kept(
        id=key.id, name=key.name, role=key.role, library=key.library, made=key.made, expires=key.expires,
        state=key.state(datetime.now(UTC)),
    )  # fmt: skip
