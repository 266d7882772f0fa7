"""Claims of a token → a person with roles."""

from pathlib import Path
from typing import Any

import pytest

from index.errors import SettingsError
from serving.people import Role
from serving.settings import ServingSettings
from serving.sign_in import secrets, signed_in

NOW = 1_800_000_000
GIVEN: dict[str, Any] = {
    "sign_in_url": "https://id.example/.well-known/openid-configuration", "sign_in_client": "dossier",
    "sign_in_secret": "s", "address": "https://dossier.example/", "cookie_secret": "c" * 32,
    "roles": {"staff": "reader", "desk": {"Press": "editor", "main": "owner"}},
}  # fmt: skip
CLAIMS = {
    "is_logged_in": True,
    "iss": "https://id.example",
    "sub": "ada",
    "iat": NOW,
    "name": "Ada",
    "groups": ["staff"],
}


def _settings(tmp_path: Path, **given: Any) -> ServingSettings:
    return ServingSettings(data=tmp_path, **(GIVEN | given))


@pytest.mark.parametrize(
    ("claims", "claim", "roles"),
    [
        ({"groups": ["staff"]}, "groups", {"*": "reader"}),
        ({"groups": ["staff", "desk"]}, "groups", {"*": "reader", "Press": "editor", "": "owner"}),
        ({"groups": "desk,other"}, "groups", {"Press": "editor", "": "owner"}),
        ({"groups": ["strangers"]}, "groups", {}),
        ({"groups": None}, "groups", {}),
        ({"groups": {"desk": 1}}, "groups", {}),
        ({"realm": {"roles": ["staff"]}}, "realm.roles", {"*": "reader"}),
        ({"https://x.example/groups": ["staff"]}, "https://x.example/groups", {"*": "reader"}),
    ],
)
def test_groups_give_roles(tmp_path: Path, claims: dict[str, Any], claim: str, roles: dict[str, str]) -> None:
    person = signed_in(CLAIMS | {"groups": None} | claims, _settings(tmp_path, groups_claim=claim), NOW)
    assert person
    assert person.roles == roles


def test_of_two_groups_the_higher_role_counts_and_everybody_may_be_named(tmp_path: Path) -> None:
    settings = _settings(tmp_path, roles={"*": "reader", "a": "owner", "b": "editor"})
    person = signed_in(CLAIMS | {"groups": ["a", "b"]}, settings, NOW)
    assert person
    assert person.role("any") is Role.OWNER
    other = signed_in(CLAIMS | {"groups": []}, settings, NOW)
    assert other
    assert other.role("any") is Role.READER


@pytest.mark.parametrize(
    ("claims", "let_in"),
    [
        ({}, True),
        ({"is_logged_in": False}, False),
        ({"sub": ""}, False),
        ({"iat": None}, False),
        ({"iat": NOW - 12 * 3600 + 60}, True),
        ({"iat": NOW - 12 * 3600 - 60}, False),
        ({"iat": NOW + 60}, True),
        ({"iat": NOW + 3600}, False),
    ],
)
def test_a_token_counts_for_its_hours(tmp_path: Path, claims: dict[str, Any], let_in: bool) -> None:
    assert (signed_in(CLAIMS | claims, _settings(tmp_path), NOW) is not None) is let_in


def test_two_providers_people_of_one_name_are_two(tmp_path: Path) -> None:
    people = [signed_in(CLAIMS | {"iss": iss}, _settings(tmp_path), NOW) for iss in ("https://a", "https://b")]
    assert len({person.id for person in people if person}) == 2


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ({"cookie_secret": "short"}, "DOSSIER_COOKIE_SECRET"),
        ({"roles": {}}, "DOSSIER_ROLES"),
        ({"address": ""}, "DOSSIER_ADDRESS"),
        ({"address": "dossier.example"}, "https://"),
        ({"sign_in_secret": ""}, "DOSSIER_SIGN_IN_SECRET"),
        ({"roles": {"x": "king"}}, "roles"),
    ],
)
def test_half_a_provider_is_refused(tmp_path: Path, left_out: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        _settings(tmp_path, **left_out)
    assert said in str(caught.value)


def test_what_streamlit_is_told(tmp_path: Path) -> None:
    assert secrets(_settings(tmp_path))["auth"]["redirect_uri"] == "https://dossier.example/oauth2callback"
    assert secrets(ServingSettings(data=tmp_path)) == {}
