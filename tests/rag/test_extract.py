"""Without a model, the documents' own sentences answer."""

from rag.extract import extract
from rag.types import Evidence

TEXT = "What does the ferry to Lund cost in winter? The ferry to Lund costs 40 crowns in winter. It sails daily."


def test_a_question_of_the_passage_is_no_answer() -> None:
    passage = Evidence(
        number=1, document_id="d", start=0, end=len(TEXT), text=TEXT, title="Ferries", score=0.9, meaning=0.9
    )
    quoted = extract("What does the ferry to Lund cost in winter?", [passage])
    assert quoted
    assert quoted[-1].text == "The ferry to Lund costs 40 crowns in winter."
    alone = passage.text.split("?")[0] + "?"
    only = Evidence(
        number=1, document_id="d", start=0, end=len(alone), text=alone, title="Ferries", score=0.9, meaning=0.9
    )
    assert extract("What does the ferry to Lund cost in winter?", [only]) == []
