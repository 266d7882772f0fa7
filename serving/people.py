"""People and what they may do. A role counts in one library, or in all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from index.libraries import key
from rag.errors import AnswerError

EVERYWHERE = "*"
"""In place of a library's name: all of them."""


class Role(StrEnum):
    """From the least to the most; each may what those before it may."""

    READER = "reader"
    EDITOR = "editor"
    OWNER = "owner"

    def covers(self, need: "Role") -> bool:
        return list(Role).index(self) >= list(Role).index(need)


@dataclass(frozen=True, kw_only=True)
class Person:
    """`id` tells people apart and stays; it is empty for whoever sits at the machine. `roles` are by library."""

    id: str = ""
    name: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)

    def role(self, library: str) -> Role | None:
        """The highest that this person has there; None where the library is none of theirs."""
        held = [role for name, role in self.roles.items() if name == EVERYWHERE or key(name) == key(library)]
        return max(held, key=list(Role).index, default=None)

    def may(self, need: Role, library: str) -> bool:
        role = self.role(library)
        return role is not None and role.covers(need)


LOCAL = Person(roles={EVERYWHERE: Role.OWNER})
"""Whoever uses a Dossier that serves its own machine alone."""


class AccessError(AnswerError):
    """Somebody wants what is not theirs. The same is said of what does not exist, so that nobody learns what does."""
