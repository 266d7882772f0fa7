"""Settings of the index, read at entry points only; inner functions take plain values.

Every field is an environment variable with the prefix `DOSSIER_` (or a line in `.env`): `DOSSIER_DATA=~/dossier`.
"""

import argparse
from pathlib import Path
from typing import Any, Self

from platformdirs import user_cache_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from index import libraries
from index.errors import SettingsError


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

    def __init__(self, **given: Any) -> None:
        try:
            super().__init__(**given)
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0])
            cause = first["msg"].removeprefix("Value error, ")
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

    def of(self, library: str) -> Self:
        """The same settings for another library of the data folder. Raises LibraryError where there is none."""
        name, folder = libraries.found(self.root, library)
        return self.model_copy(update={"library": name, "data": folder})

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
