"""Settings of the index, read at entry points only; inner functions take plain values.

Every field is an environment variable with the prefix `DOSSIER_` (or a line in `.env`): `DOSSIER_DATA=~/dossier`.
"""

import argparse
import re
from pathlib import Path
from typing import Any, Self

from platformdirs import user_cache_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from index import libraries
from index.database import with_schema
from index.errors import SettingsError
from index.types import Remote


class IndexSettings(BaseSettings):
    """Where things are kept and how documents become vectors. Raises SettingsError for a value that cannot be."""

    model_config = SettingsConfigDict(env_prefix="DOSSIER_", env_file=".env", extra="ignore")

    data: Path = Field(default=Path("data"), description="Folder of the catalog, the vectors and the conversations.")
    library: str = Field(default="", description="Which library of the data folder; empty is the one without a name.")
    models: Path = Field(default=user_cache_path("dossier") / "models", description="Folder of the downloaded models.")
    embedding: str = Field(default="all-MiniLM-L6-v2", description="Default model, or any sentence-transformers name.")
    chunk_tokens: int = Field(default=200, ge=32, le=8192, description="Largest chunk, in the model's tokens.")
    web_local: bool = Field(default=False, description="Whether pages of this machine and its network may be added.")
    chroma_url: str | None = Field(default=None, description="A Chroma server to use instead of a local one.")
    chroma_tenant: str = Field(default="default_tenant", description="Tenant on that server, or in Chroma Cloud.")
    chroma_database: str = Field(default="default_database", description="Database of the tenant.")
    chroma_key: SecretStr | None = Field(
        default=None, description="Key that the server asks for, as Chroma Cloud does."
    )
    chroma_header: str = Field(
        default="x-chroma-token", pattern=r"^[A-Za-z0-9-]+$",
        description="Header of the key. With Authorization, write the key as “Bearer …”.",
    )  # fmt: skip
    chroma_timeout_s: float = Field(default=30, gt=0, description="Seconds to wait for an answer of that server.")
    chroma_retries: int = Field(default=2, ge=0, le=10, description="How often a call that failed is made again.")
    database: SecretStr | None = Field(
        default=None,
        description="A PostgreSQL database for documents and conversations, "
        "postgresql+psycopg://USER:PASSWORD@HOST/NAME. Default: SQLite files in the data folder.",
    )

    def __init__(self, **given: Any) -> None:
        try:
            super().__init__(**given)
        except ValidationError as error:
            first = error.errors()[0]
            cause = first["msg"].removeprefix("Value error, ")
            if not first["loc"]:  # several do not go together
                raise SettingsError("the settings", cause, "Mend them in the environment or in .env") from error
            name = str(first["loc"][0])
            remedy = f"Mend {name}, or DOSSIER_{name.upper()} in the environment or in .env"
            raise SettingsError(name, cause, remedy) from error
        # From here on `data` is the library's own folder: what is given one cannot come by another.
        self.library = libraries.cleaned(self.library)
        if self.library:
            self.library, self.data = libraries.found(self.root, self.library)

    @property
    def root(self) -> Path:
        """The data folder, in which all libraries lie."""
        return libraries.root_of(self.data)

    @property
    def chroma(self) -> Remote | None:
        """The server of the settings; None for the one of the data folder."""
        if self.chroma_url is None:
            return None
        key = self.chroma_key.get_secret_value() if self.chroma_key else None
        return Remote(
            url=self.chroma_url, tenant=self.chroma_tenant, database=self.chroma_database, header=self.chroma_header,
            key=key, timeout_s=self.chroma_timeout_s, retries=self.chroma_retries,
        )  # fmt: skip

    @property
    def database_url(self) -> str | None:
        """With a schema for each library."""
        if self.database is None:
            return None
        url = self.database.get_secret_value()
        return with_schema(url, f"{{}}_{self.data.name.replace('-', '_')}") if self.library else url

    def of(self, library: str) -> Self:
        """The same settings for another library of the data folder. Raises LibraryError where there is none."""
        name, folder = libraries.found(self.root, library)
        return self.model_copy(update={"library": name, "data": folder})

    @field_validator("chroma_url")
    @classmethod
    def _server(cls, value: str | None) -> str | None:
        value = value.strip().rstrip("/") if value else ""
        if value and not re.fullmatch(r"https?://([\w.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?", value):
            raise ValueError("is no address of a server: write it as https://HOST or http://HOST:PORT")
        return value or None

    @field_validator("data", "models")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()


def library_option(parser: argparse.ArgumentParser) -> None:
    """The option by which every command is told which library it works on."""
    parser.add_argument("--library", metavar="NAME", help="which library, instead of DOSSIER_LIBRARY")


def library_given(options: argparse.Namespace) -> dict[str, Any]:
    """What of that goes into the settings."""
    return {} if options.library is None else {"library": options.library}
