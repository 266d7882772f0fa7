"""GGUF files made up for tests: a header, and as many bytes as its tensors need."""

import struct
from collections.abc import Mapping
from pathlib import Path

CHAT = {"general.architecture": "llama", "tokenizer.chat_template": "{{ messages }}", "llama.context_length": 2048}


def string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def value(given: object) -> bytes:
    """A typed value: bool, int, float, str, or a list of strings."""
    match given:
        case bool():
            return struct.pack("<I?", 7, given)
        case int():
            return struct.pack("<II", 4, given)
        case float():
            return struct.pack("<If", 6, given)
        case str():
            return struct.pack("<I", 8) + string(given)
        case list():
            return struct.pack("<IIQ", 9, 8, len(given)) + b"".join(string(item) for item in given)
    raise TypeError(given)


def gguf(metadata: Mapping[str, object] = CHAT, *, version: int = 3, elements: int = 64) -> bytes:
    """A file with one tensor of that many F32 elements."""
    header = b"GGUF" + struct.pack("<IQQ", version, 1, len(metadata))
    header += b"".join(string(key) + value(given) for key, given in metadata.items())
    header += string("token_embd.weight") + struct.pack("<IQIQ", 1, elements, 0, 0)
    return header + b"\0" * (-len(header) % 32 + 4 * elements)


def weights(folder: Path, data: bytes = b"", name: str = "model.gguf") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data or gguf())
    return path
