"""What the page before the first question says of the documents."""

from datetime import date

import pytest

from tests.ui.test_timeline import entry
from ui.chat.start import span


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        ([(date(2024, 5, 1), "A"), (date(2022, 2, 1), "B")], "2 documents from 2 sources, 1 Feb 2022 to 1 May 2024"),
        ([(date(2024, 5, 1), "Gazette"), (date(2024, 5, 1), None)], "2 documents from 1 source, 1 May 2024"),
        ([(None, None)], "1 document"),
        ([(date(2024, 5, 1), None)], "1 document, 1 May 2024"),
    ],
)  # fmt: skip
def test_only_what_is_known_of_them_is_said(documents: list[tuple[date | None, str | None]], said: str) -> None:
    assert span([entry(published, source) for published, source in documents]) == said
