import pytest

from rag.suggestions.pose import pose

PEOPLE = ("Ilse Brandt",)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The Lantern Bay bridge opened on 4 May 2021 after three years of work.",
         "When did the Lantern Bay bridge open?"),
        ("On May 4, 2021 Brandt addressed a joint meeting of the county.",
         "When did Ilse Brandt address a joint meeting of the county?"),
        ("The Harbour Act was signed on 3 June 1999.", "When was the Harbour Act signed?"),
        ("In its first year Gullstone will pay 4.5 million crowns, a rise of 8%.", "How much will Gullstone pay?"),
        ("The Orchard Festival drew 9,000 visitors to the bay.", "How many visitors did the Orchard Festival draw?"),
        ("A new forum, known as FERRY, is to plan the timetable.", "What is FERRY?"),
        ("Mayor Ilse Brandt cut the ribbon at noon.", "Who is Ilse Brandt?"),
        ("Harbour master Olle Krantz told the council that Gullstone needs dredging.",
         "What did Olle Krantz say about Gullstone?"),
    ],
)  # fmt: skip
def test_a_question_reads_as_a_person_would_ask_it(sentence: str, question: str) -> None:
    assert question in pose(sentence, PEOPLE)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "He opened it on 4 May 2021.",
        "It employs 40 workers.",
        "Ships began to arrive on 10 January.",
        "The bridge was painted green, which nobody liked.",
        "The Joint Staff, who had waited, agreed.",
        "Das Rathaus von Gullstone wurde am 4. Mai 2021 eröffnet.",
        "灯台は1888年6月2日に点灯した。",
        '<script>alert("The Bay opened on 4 May 2021")</script>',
    ],
)
def test_nothing_is_asked_where_no_pattern_tells(sentence: str) -> None:
    assert pose(sentence, PEOPLE) == []
