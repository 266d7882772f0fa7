"""The base of what evaluations keep in files: it does not change, and a field that it does not know is an error."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
