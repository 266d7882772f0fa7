"""What the page before the first question says of the documents."""

from datetime import date

import pytest

from index.catalog import Overview
from ui.chat.start import span

_EARLY, _LATE = date(2022, 2, 28), date(2024, 5, 1)


@pytest.mark.parametrize(
    ("documents", "sources", "first", "last", "said"),
    [
        (12, 4, _EARLY, _LATE, "12 documents from 4 sources, 28 Feb 2022 to 1 May 2024"),
        (2, 1, _LATE, _LATE, "2 documents from 1 source, 1 May 2024"),
        (1, 0, None, None, "1 document"),
        (1, 0, _LATE, _LATE, "1 document, 1 May 2024"),
    ],
)
def test_only_what_is_known_of_them_is_said(
    documents: int, sources: int, first: date | None, last: date | None, said: str
) -> None:
    assert span(Overview(documents=documents, sources=sources, first=first, last=last, added="")) == said
