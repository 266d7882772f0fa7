"""The notes that come with the project, so that there is something to ask before anything was added."""

from pathlib import Path

from index.catalog import Entry

FOLDER = Path(__file__).parent.parent / "corpus"


def is_sample(entry: Entry) -> bool:
    """Whether all that the document was read from are notes of the project."""
    return all(path.startswith(f"{FOLDER}/") for path in entry.paths)
