"""Settings of a server for several people, read at its entry points. docs/serving.md says how they belong together."""

import os
from importlib.util import find_spec
from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from index.errors import LibraryError
from index.libraries import cleaned
from index.settings import IndexSettings
from serving.people import EVERYWHERE, Role

_SHORTEST_SECRET = 32


class ServingSettings(IndexSettings):
    """Each field is an environment variable with the prefix `DOSSIER_`, or a line in `.env`."""

    open_to: Literal["this machine", "anybody"] = Field(
        default="this machine",
        description="Without sign-in: who may use the pages. “anybody” lets everybody who reaches the port read and "
        "change everything.",
    )
    address: str = Field(
        default="", description="The pages' address as browsers write it, such as https://dossier.example.org."
    )
    sign_in_url: str = Field(
        default="",
        description="Discovery address of an OpenID Connect provider (…/.well-known/openid-configuration). Set, "
        "everybody has to sign in.",
    )
    sign_in_client: str = Field(default="", description="Client id that the provider knows Dossier by.")
    sign_in_secret: SecretStr = Field(default=SecretStr(""), description="Client secret that goes with it.")
    sign_in_hours: float = Field(default=12, gt=0, description="After so long, everybody has to sign in again.")
    cookie_secret: SecretStr = Field(
        default=SecretStr(""), description=f"At least {_SHORTEST_SECRET} random characters: signs who is signed in."
    )
    groups_claim: str = Field(
        default="groups", description="Claim of the identity token that holds a person's groups; dots lead into it."
    )
    roles: dict[str, Role | dict[str, Role]] = Field(
        default={},
        description="Group → role in all libraries, or in some by name, as JSON: "
        '{"staff": "reader", "desk": {"Press": "editor"}}. The group * is everybody who signs in.',
    )
    questions_at_once: int = Field(default=8, ge=1, description="Questions answered at a time; the others wait.")
    questions_each: int = Field(default=2, ge=1, description="Of them, those of one person.")
    questions_waiting: int = Field(default=100, ge=0, description="Questions that may wait; more are refused.")
    upload_mb: int = Field(default=200, ge=1, description="The largest request to the API, in megabytes.")
    audit: bool = Field(
        default=False, description="Whether who asked, added, removed and exported what is written to audit.jsonl."
    )
    metrics: Literal["off", "this machine", "anybody"] = Field(
        default="this machine", description="Who may read /metrics."
    )
    traces: str = Field(
        default_factory=lambda: os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
        description="Receiver of traces by OTLP/HTTP, such as http://127.0.0.1:4318; empty sends none.",
    )
    log_format: Literal["text", "json"] = Field(
        default="text",
        description="How the log is written: json is a line each, where an error is named by its kind and place, "
        "without its words.",
    )
    stop_seconds: float = Field(
        default=20, ge=0, description="How long answers under way may go on when the server is told to stop."
    )

    @field_validator("roles")
    @classmethod
    def _named(cls, value: dict[str, Role | dict[str, Role]]) -> dict[str, Role | dict[str, Role]]:
        try:
            return {
                group: {EVERYWHERE if name == EVERYWHERE else cleaned(name): role for name, role in held.items()}
                if isinstance(held, dict)
                else held
                for group, held in value.items()
            }
        except LibraryError as error:
            raise ValueError(str(error)) from error

    @field_validator("traces")
    @classmethod
    def _receiver(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("has to begin with http:// or https://")
        if value and not _has_exporter():
            raise ValueError("traces need packages that are not here: pip install -r requirements-otel.txt")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.sign_in_url:
            return self
        needed = {
            "address": self.address, "sign_in_client": self.sign_in_client,
            "sign_in_secret": self.sign_in_secret.get_secret_value(), "roles": self.roles,
        }  # fmt: skip
        if missing := [f"DOSSIER_{name.upper()}" for name, value in needed.items() if not value]:
            raise ValueError(f"sign-in needs {', '.join(missing)} as well")
        if not self.address.startswith(("https://", "http://")):
            raise ValueError("DOSSIER_ADDRESS has to begin with https:// (or http:// on this machine)")
        if len(self.cookie_secret.get_secret_value()) < _SHORTEST_SECRET:
            raise ValueError(
                f"DOSSIER_COOKIE_SECRET needs at least {_SHORTEST_SECRET} characters, as from "
                '`python -c "import secrets; print(secrets.token_urlsafe(32))"`'
            )
        return self

    @property
    def signed(self) -> bool:
        """Whether people sign in."""
        return bool(self.sign_in_url)

    @property
    def closed(self) -> bool:
        """Whether the pages are for this machine alone."""
        return not self.signed and self.open_to == "this machine"


def _has_exporter() -> bool:
    try:
        return find_spec("opentelemetry.exporter.otlp.proto.http") is not None
    except ModuleNotFoundError:
        return False
