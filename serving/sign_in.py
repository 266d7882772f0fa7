"""Signing in by OpenID Connect: what Streamlit is told of the provider, and who the claims of a token make of somebody.

The provider's signature, audience, nonce and times are checked by Authlib when the token comes (its leeway for clocks
that differ is two minutes); here the claims are read, and how long they count.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from serving.people import EVERYWHERE, Person, Role
from serving.settings import ServingSettings

CALLBACK = "/oauth2callback"
NO_PROVIDER = (
    "The provider that people sign in at does not answer. Go back and try again in a minute; if it stays so, whoever "
    "runs Dossier finds the reason in its log. Who is signed in already can go on."
)
ANYONE = "*"
"""The group of everybody who has signed in."""
_SKEW_S = 120


def secrets(settings: ServingSettings) -> dict[str, Any]:
    """What Streamlit takes for its secrets."""
    if not settings.signed:
        return {}
    return {
        "auth": {
            "redirect_uri": settings.address.rstrip("/") + CALLBACK,
            "cookie_secret": settings.cookie_secret.get_secret_value(),
            "client_id": settings.sign_in_client,
            "client_secret": settings.sign_in_secret.get_secret_value(),
            "server_metadata_url": settings.sign_in_url,
        }
    }


def signed_in(claims: Mapping[str, Any], settings: ServingSettings, now: float) -> Person | None:
    """Who has signed in; None for nobody, or where it was too long ago."""
    subject, issued = claims.get("sub"), claims.get("iat")
    if not claims.get("is_logged_in") or not subject or not isinstance(issued, int | float):
        return None
    if not -_SKEW_S <= now - issued <= settings.sign_in_hours * 3600:
        return None
    name = next((str(claims[k]) for k in ("name", "preferred_username", "email") if claims.get(k)), str(subject))
    groups = {ANYONE, *_groups(claims, settings.groups_claim)}
    return Person(
        id=f"oidc:{claims.get('iss', '')} {subject}", name=" ".join(name.split())[:80],
        roles=_roles(settings.roles[group] for group in settings.roles if group in groups),
    )  # fmt: skip


def _groups(claims: Mapping[str, Any], path: str) -> list[str]:
    """A list of names, or a string of them parted by spaces or commas."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return found.replace(",", " ").split()
    return [str(group) for group in found] if isinstance(found, list | tuple) else []


def _roles(held: Iterable[Role | dict[str, Role]]) -> dict[str, Role]:
    """Of several groups that give a role in one library, the highest counts."""
    roles = dict[str, Role]()
    for given in held:
        for library, role in (given if isinstance(given, dict) else {EVERYWHERE: given}).items():
            before = roles.get(library)
            roles[library] = role if before is None or role.covers(before) else before
    return roles
