"""All settings: those of the index and those of the answer. Read at entry points; inner functions take plain values."""

import re
from typing import Literal

from pydantic import Field, SecretStr, field_validator

from index.settings import IndexSettings
from rag.models.embedded.local import HUB, hub_file, is_local
from rag.models.embedded.registry import DEFAULT, MODELS
from rag.types import THRESHOLD

_SERVER = r"https?://[^\s#]+(?:#\S+)?"


class Settings(IndexSettings):
    """Each field is an environment variable with the prefix `DOSSIER_`, or a line in `.env`."""

    llm: str = Field(
        default=DEFAULT,
        description=f"Who writes the answers: {', '.join(MODELS)} (embedded, no account); none (passages quoted as "
        "they stand); the path of a GGUF file, or hf:OWNER/REPO/FILE.gguf on the Hugging Face hub, with @SHA256 behind "
        "it where that has to be its digest; provider:model, such as anthropic:NAME or ollama:NAME; or the URL of an "
        "OpenAI-compatible server, such as http://127.0.0.1:8000/v1, with #NAME behind it where it serves several. "
        "Several such URLs, with spaces between them, share the work; one that fails is left out for a while.",
    )
    llm_api_key: SecretStr | None = Field(
        default=None, description="Key for the provider or server. Without it the provider's own variable counts."
    )
    threads: int | None = Field(
        default=None, ge=1, description="Threads of the embedded model. Default: every core, at most 8."
    )
    context: int = Field(
        default=4096, ge=1024, le=131_072, description="Tokens of prompt and answer that the embedded model can hold."
    )
    max_answer_tokens: int | None = Field(
        default=None,
        ge=16,
        description="The longest answer, in tokens. Default: 96 for the embedded models and local files below 3 GB, "
        "1,024 for any other.",
    )
    timeout_s: float = Field(
        default=120, gt=0, description="Seconds without a word from the model before it is given up."
    )
    evidence_tokens: int | None = Field(
        default=None,
        ge=50,
        description="Evidence given to the model. Default: 450 for the embedded models, for on two cores every 100 "
        "tokens cost a second and more, for local files below 3 GB, and for quotation; 1,200 for any other model.",
    )
    evidence_passages: int | None = Field(
        default=None,
        ge=1,
        le=50,
        description="The most passages an answer is made from. Default: 6, or 12 for models other than the embedded.",
    )
    api_key: SecretStr | None = Field(
        default=None, description="Key that the API asks for. Without one it serves programs on this machine alone."
    )
    reranker: str | None = Field(
        default=None, description="Name or folder of a sentence_transformers CrossEncoder that reorders what was found."
    )
    verifier: str | None = Field(
        default=None,
        description="Name or folder of a CrossEncoder for natural language inference that judges sentences beside "
        "their passages in place of the claim reader that ships.",
    )
    abstain_threshold: float = Field(
        default=THRESHOLD,
        ge=0,
        le=1,
        description="Below this belief that the evidence can answer, the question is declined.",
    )
    unsupported: Literal["flag", "strike"] = Field(
        default="flag", description="Sentences that their passage does not support: shown with a warning, or left out."
    )
    language: str | None = Field(default=None, description="Language of the answers. Default: that of the question.")

    @field_validator("llm")
    @classmethod
    def _known(cls, value: str) -> str:
        value = value.strip()
        named = value in MODELS or value == "none"
        if is_local(value):
            if value.startswith(HUB):
                hub_file(value)  # raises a ValueError of its own
            return value
        if (
            named
            or re.fullmatch(rf"{_SERVER}(?:\s+{_SERVER})*", value)
            or re.fullmatch(r"[a-z][\w-]*:[^\s/]\S*", value)
        ):
            return value
        raise ValueError(
            f"{value!r} names no model. It can be {', '.join(MODELS)}, none, the path of a .gguf file, "
            "hf:OWNER/REPO/FILE.gguf, provider:model (as in anthropic:NAME), or a server's URL (as in http://127.0.0.1:8000/v1#NAME)"
        )
