"""What the page before the first question says of the documents."""

from datetime import date

import pytest

from index.catalog import Overview
from ui.chat.start import span


@pytest.mark.parametrize(
    ("documents", "sources", "first", "last", "said"),
    [
        (2, 2, date(2022, 2, 1), date(2024, 5, 1), "2 documents from 2 sources, 1 Feb 2022 to 1 May 2024"),
        (2, 1, date(2024, 5, 1), date(2024, 5, 1), "2 documents from 1 source, 1 May 2024"),
        (1, 0, None, None, "1 document"),
        (1, 0, date(2024, 5, 1), date(2024, 5, 1), "1 document, 1 May 2024"),
    ],
)  # fmt: skip
def test_only_what_is_known_of_them_is_said(
    documents: int, sources: int, first: date | None, last: date | None, said: str
) -> None:
    assert span(Overview(documents=documents, sources=sources, first=first, last=last, added="")) == said
