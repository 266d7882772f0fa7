"""What the source panel shows of a PDF's page: its picture, with the passage's places lit."""

from pathlib import Path
from typing import Any

from index.errors import DocumentError
from index.originals import original
from index.page_image import page_image, parts_of
from index.types import Document
from rag.types import Citation
from ui.plain import plain


def pages_of(document: Document | None, citation: Citation, folder: Path) -> tuple[int, ...]:
    """The pages on which the passage stands; none where there is no picture of them. `folder` is the data folder."""
    if document is None or document.text[citation.start : citation.end] != citation.quote:
        return ()
    return tuple(parts_of(document, citation.start, citation.end)) if original(document, folder) else ()


def page_data(document: Document, citation: Citation, number: int, folder: Path) -> dict[str, Any]:
    """The page `number` for the panel; with a note instead of a picture where it cannot be drawn."""
    path = original(document, folder)
    labels = {place.number: place.label for place in document.places if place.kind == "page"}
    label = labels.get(number, f"page {number}")
    parts = parts_of(document, citation.start, citation.end)
    try:
        if path is None:
            raise DocumentError(document.title, "its file is gone", "Add it again.")
        image = page_image(path, number, parts.get(number, ()))
    except DocumentError as error:
        return plain({"number": number, "label": label, "last": max(labels), "note": f"{error.cause}. {error.remedy}"})  # type: ignore[no-any-return]
    note = ""
    if number in parts and not image.boxes:
        note = "Where the passage stands on this page is not known: the page is a picture."
    said = plain({"label": label.capitalize(), "note": note})
    return {
        **said, "number": number, "last": image.pages, "boxes": [list(box) for box in image.boxes],
        "width": image.width, "height": image.height, "src": f"data:image/png;base64,{image.png}",
    }  # fmt: skip
