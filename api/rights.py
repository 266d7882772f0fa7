"""Which role each route of the API asks for. What is not named here asks for an owner."""

from collections.abc import Mapping

from serving.people import Role

NEEDS: Mapping[tuple[str, str], Role] = {
    ("GET", "openapi.json"): Role.READER,
    ("GET", "models"): Role.READER,
    ("GET", "libraries"): Role.READER,
    ("POST", "chat"): Role.READER,
    ("POST", "responses"): Role.READER,
    ("POST", "ask"): Role.READER,
    ("POST", "search"): Role.READER,
    ("POST", "brief"): Role.READER,
    ("POST", "check"): Role.READER,
    ("GET", "documents"): Role.READER,
    ("POST", "documents"): Role.EDITOR,
    ("PATCH", "documents"): Role.EDITOR,
    ("DELETE", "documents"): Role.EDITOR,
    ("GET", "keys"): Role.OWNER,
    ("POST", "keys"): Role.OWNER,
    ("DELETE", "keys"): Role.OWNER,
    ("GET", "audit"): Role.OWNER,
}
"""By method and the first part of the path."""


def need(method: str, path: str) -> Role:
    return NEEDS.get((method, path.strip("/").split("/")[0]), Role.OWNER)
