"""Spreadsheets, slides, books, mails, archives: what their reader sees, row by row, and what of it was not read."""

import random
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from io import BytesIO

import openpyxl
import pytest

from index.errors import DocumentError
from index.load import load_bytes
from index.loaders.delimited import delimiter
from index.loaders.number_format import shown
from index.parts import load_all_bytes
from index.types import Document
from tests.index import office
from tests.index.samples import FERRY, pdf


def text_of(data: bytes, name: str) -> str:
    return load_bytes(data, name).text


BOATS = [["Town", "Boats", "Since"], ["Kure", 7, date(2024, 2, 19)], ["Sasebo", 1200, None]]


def test_each_row_of_a_workbook_carries_its_headings_and_its_sheet() -> None:
    document = load_bytes(office.workbook({"2023": BOATS, "2024": BOATS}), "boats.xlsx")
    assert "Sheet: 2023; Town: Kure; Boats: 7; Since: 2024-02-19\n" in document.text
    assert document.text.endswith("Sheet: 2024; Town: Sasebo; Boats: 1200")
    assert [place.label for place in document.places] == ["sheet 2023", "sheet 2024"]
    assert document.places[1].start == document.text.index("Sheet: 2024")
    assert document.title == "boats"


def test_what_of_a_workbook_its_reader_does_not_see_is_left_out_and_said() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [["Town", "Secret", "Boats"], ["Kure", "x", 7], ["Gone", "x", 8], ["Nagoya", "x", "=1+1"]]:
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Drafts").sheet_state = "hidden"
    document = load_bytes(office.saved(book), "a.xlsx")
    assert document.text == "Town: Kure; Boats: 7\n\nTown: Nagoya"
    causes = " | ".join(loss.cause for loss in document.losses)
    assert "hidden sheets (Drafts)" in causes
    assert "1 cells hold formulas" in causes
    assert "hidden 1 rows and 1 columns of sheet Sheet" in causes


def test_merged_cells_are_read_as_they_are_seen() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [["Boats by year"], ["Town", "2023", None], [None, "sail", "steam"], ["Kure", 7, 8], [None, 9, 10]]
    for row in rows:
        sheet.append(row)
    for area in ("A1:C1", "B2:C2", "A2:A3", "A4:A5"):
        sheet.merge_cells(area)
    text = text_of(office.saved(book), "a.xlsx")
    assert text.split("\n\n") == [
        "Boats by year", "Town: Kure; 2023, sail: 7; 2023, steam: 8", "Town: Kure; 2023, sail: 9; 2023, steam: 10",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.123, "0.0%", "12.3%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567, '#,##0,,"m"', "1m"),
        (-5, "0;(0)", "(5)"),
        (12.5, "[$€-407] #,##0.00", "€ 12.50"),
        (3, '0 "boats"', "3 boats"),
        (1.5, "0.0##", "1.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "0.00E+00", "1e+15"),
        (7.0, "General", "7"),
        (True, "General", "TRUE"),
        (datetime(2024, 2, 19), "dd/mm/yy", "2024-02-19"),
        (datetime(2024, 2, 19, 14, 30), "dd/mm/yy hh:mm", "2024-02-19 14:30"),
        (datetime(2024, 2, 1), "mmm yyyy", "February 2024"),
        (time(9, 5), "h:mm", "09:05"),
        (None, "General", ""),
        ("two\nlines", "@", "two lines"),
        (5, '"' * 7 + "[", "5"),
    ],
)
def test_a_cell_is_what_its_reader_sees(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Town,Boats\nKure,7\n", ["Town: Kure; Boats: 7"]),
        ("sep=;\nTown;Boats\nKure;7\n", ["Town: Kure; Boats: 7"]),
        ("Town\tSize\nKure\t1,5\n", ["Town: Kure; Size: 1,5"]),
        ('Town;Size;Note\nKure;1,5;"a; b\nc"\n', ["Town: Kure; Size: 1,5; Note: a; b c"]),
        ("Boats of the coast\n\nTown|Boats\nKure|7", ["Boats of the coast", "Town: Kure; Boats: 7"]),
        ("Kure,7\nSasebo,8", ["Kure | 7", "Sasebo | 8"]),
        ("Town,2023,2024\nKure,7,8", ["Town: Kure; 2023: 7; 2024: 8"]),
        ("Town,Boats\nKure,7,more\n", ["Town: Kure; Boats: 7; more"]),
        ("Town,Boats\nKure,7\n\nTown,Cars\nKure,8", ["Town: Kure; Boats: 7", "Town: Kure; Cars: 8"]),
        ("Town,Boats\nKure,7\n\nSasebo,8", ["Town: Kure; Boats: 7", "Town: Sasebo; Boats: 8"]),
    ],
)
def test_each_row_of_a_csv_file_carries_its_headings(text: str, rows: list[str]) -> None:
    assert text_of(text.encode(), "a.csv").split("\n\n") == rows


def test_a_csv_file_is_read_in_its_own_encoding() -> None:
    assert text_of("Stadt;Zahl\nKöln;7\nMünchen;8\n".encode("cp1252"), "a.csv").startswith("Stadt: Köln")
    assert text_of("Stadt;Zahl\nKöln;7\n".encode("utf-16"), "a.csv") == "Stadt: Köln; Zahl: 7"


def test_a_comma_within_numbers_cuts_no_cells() -> None:
    assert delimiter("Town;Size\nKure;1,5\nSasebo;2,5\n") == ";"


def test_slides_come_in_order_with_tables_and_notes() -> None:
    data = office.slides([("First", FERRY[0], ""), ("Second", FERRY[1], "Say it slowly.")])
    document = load_bytes(data, "a.pptx")
    assert document.text == f"First\n\n{FERRY[0]}\n\nSecond\n\n{FERRY[1]}\n\nNotes: Say it slowly."
    assert [place.label for place in document.places] == ["slide 1", "slide 2"]
    assert document.title == "First"
    table = office.slide_with_table([["Town", "Boats"], ["Kure", "7"]])
    assert text_of(table, "a.pptx") == "Boats\n\nTown: Kure; Boats: 7"


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    document = load_bytes(office.book({"Low tide": FERRY[1], "High tide": FERRY[0]}), "a.epub")
    assert document.text == f"High tide\n\n{FERRY[0]}\n\nLow tide\n\n{FERRY[1]}"
    assert [place.label for place in document.places] == ["High tide", "Low tide"]
    stated = (document.title, document.author, document.source, document.published)
    assert stated == ("Tides", "Mia Ono", "Kure Press", date(2024, 2, 19))


def test_open_document_text_has_lists_notes_and_tables_and_no_comments() -> None:
    body = (
        "<text:h>Ferries</text:h><text:p>They sail<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Not in storms.</text:p></text:note-body></text:note> daily.<office:annotation><text:p>Sure?</text:p>"
        "</office:annotation></text:p><text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Town</text:p></table:table-cell><table:table-cell>"
        "<text:p>Boats</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Kure"
        "</text:p></table:table-cell><table:table-cell><text:p>7</text:p></table:table-cell></table:table-row>"
        "</table:table>"
    )
    document = load_bytes(office.open_document(body), "a.odt")
    assert document.text.split("\n\n") == [
        "Ferries", "They sail [1] daily.", "[1] Not in storms.", "- one", "Town: Kure; Boats: 7",
    ]  # fmt: skip
    assert (document.title, document.author) == ("The title", "Mia Ono")


def test_open_document_sheets_and_slides_know_their_places() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = "<table:table-row>{}</table:table-row>"
    rows = "".join(row.format("".join(map(cell.format, cells))) for cells in (("Town", "Boats"), ("Kure", "7")))
    sheet = load_bytes(
        office.open_document(f"<table:table table:name='A'>{rows}</table:table>", "spreadsheet"), "a.ods"
    )
    assert sheet.text == "Town: Kure; Boats: 7"
    assert sheet.places[0].label == "sheet A"
    page = (
        "<draw:page><draw:frame><draw:text-box><text:p>Ferries sail.</text:p></draw:text-box></draw:frame></draw:page>"
    )
    deck = load_bytes(office.open_document(page * 2, "presentation"), "a.odp")
    assert [place.label for place in deck.places] == ["slide 1", "slide 2"]


def test_rich_text_says_its_title_and_keeps_its_letters() -> None:
    data = rb"{\rtf1\ansi\ansicpg1250{\info{\title The log}{\author Mia Ono}}Pr\'f9jezd {\b lod\'ed}.\par Two.}"
    document = load_bytes(data, "a.rtf")
    assert document.text == "Průjezd lodí.\n\nTwo."
    assert (document.title, document.author) == ("The log", "Mia Ono")


def test_a_saved_web_page_is_read_as_a_page() -> None:
    page = "".join(f"<p>{line}</p>" for line in FERRY)
    data = (
        "MIME-Version: 1.0\nSnapshot-Content-Location: https://example.org/ferry\n"
        'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
        f"Content-Transfer-Encoding: 8bit\n\n<html><body><article>{page}</article></body></html>\n--b\n"
        "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n"
    ).encode()
    document = load_bytes(data, "a.mhtml")
    assert FERRY[2] in document.text
    assert document.url == "https://example.org/ferry"


def test_a_mail_states_who_wrote_it_when_and_on_what() -> None:
    document = load_bytes(office.mail(), "a.eml")
    assert (document.title, document.author, document.published) == ("The count", "Mia Ono", date(2024, 2, 19))
    assert document.text.endswith("Subject: The count\n\nThe count gave 1,204 votes.")
    assert "To: Desk <desk@example.org>" in document.text


QUOTED = "No.\n\nOn Monday, Jan Berg <jan@example.org> wrote:\n> Is it over?\n> I have to know.\n>> It began.\n\nSo."
HEADED = (
    "Yes.\n\n{rule}From: Jan Berg <jan@example.org>\nSent: Monday, 18 February 2024 10:00\nTo: Mia Ono\n"
    "Subject: Count\n\nIs it over?\n"
)


def test_what_a_mail_quotes_is_told_apart() -> None:
    document = load_bytes(office.mail(QUOTED), "a.eml")
    assert "\n\n> Is it over? I have to know.\n\n>> It began.\n\nSo." in document.text
    labels = [place.label for place in document.places]
    assert labels == ["message", "quoted in the message", "message"]
    place = document.place(document.text.index("Is it over"))
    assert place is not None
    assert place.label == "quoted in the message"


@pytest.mark.parametrize("rule", ["", "-----Original Message-----\n", "________________________________\n"])
def test_what_stands_below_the_head_of_an_earlier_mail_is_quoted(rule: str) -> None:
    text = text_of(office.mail(HEADED.format(rule=rule)), "a.eml")
    assert "\n\nYes.\n\n> " in text
    assert text.endswith("> Is it over?")


def test_of_two_forms_of_a_mail_the_one_that_says_more_is_read() -> None:
    html = f"<p>{FERRY[0]}</p><p>{FERRY[1]}</p><blockquote><p>{FERRY[2]}</p></blockquote>"
    text = text_of(office.mail("View this in a browser.", html=html), "a.eml")
    assert text.endswith(f"{FERRY[0]}\n\n{FERRY[1]}\n\n> {FERRY[2]}")
    assert text_of(office.mail(FERRY[0], html=f"<b>{FERRY[0]}</b>"), "a.eml").endswith(FERRY[0])


DAY = datetime(2024, 2, 19, 10, tzinfo=UTC)


def test_a_mail_of_outlook_is_read_like_any_other() -> None:
    said = {0x37: "The count", 0x0C1A: "Mia Ono", 0x5D01: "mia@example.org", 0x0E04: "Desk"}
    data = office.outlook({**said, 0x1000: "Průjezd lodí.\r\n\r\nBye."}, day=DAY, files=[("b.txt", FERRY[0].encode())])
    own, part = sorted((i for i in load_all_bytes(data, "a.msg") if isinstance(i, Document)), key=lambda i: i.path)
    assert (own.title, own.author, own.published) == ("The count", "Mia Ono", date(2024, 2, 19))
    assert "To: Desk" in own.text
    assert "\n\nPrůjezd lodí.\n\nBye." in own.text
    assert (part.path, part.text) == ("a.msg#b.txt", FERRY[0])
    legacy = office.outlook({0x37: b"P\xf8\xedstav", 0x1013: f"<p>{FERRY[1]}</p>".encode()}, day=DAY, page=1250)
    document = load_bytes(legacy, "a.msg")
    assert document.title == "Přístav"
    assert FERRY[1] in document.text


BAD: list[tuple[str, bytes, str]] = [
    ("a.xlsx", b"PK\x03\x04 broken", "not a readable Excel workbook"),
    ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(100), "old or a password-protected"),
    ("a.xlsx", office.packed({"a.txt": "x"}), "cannot be understood"),
    ("a.xlsx", office.workbook({"Empty": []}), "no text"),
    ("a.pptx", b"no zip", "not a readable PowerPoint file"),
    ("a.odt", office.packed({"a.txt": "x"}), "not a readable OpenDocument"),
    ("a.odt", office.open_document("", manifest="<m encryption-data=''/>"), "password"),
    ("a.epub", office.packed({"a.txt": "x"}), "no list of chapters"),
    ("a.rtf", b"no rich text", "is not an RTF file"),
    ("a.csv", b"\x00\x01\x02" * 99, "binary"),
    ("a.csv", b'a,b\n"' + b"x\n" * 600_000, "cannot be told apart"),
    ("a.eml", b"\x89PNG\r\n\x1a\n" + bytes(100), "does not begin like a mail"),
    ("a.msg", b"no mail", "not a mail of Outlook"),
    ("a.msg", office.compound({"a": b"x"}), "not a mail of Outlook"),
    ("a.mbox", b"no mail", "not a mailbox"),
    ("a.mhtml", b"MIME-Version: 1.0\n\ntext", "no page is in it"),
    ("a.zip", b"no zip", "not a readable ZIP archive"),
    ("a.zip", office.packed({}), "nothing is in it"),
    ("a.zip", office.packed({"__MACOSX/._a.txt": "x"}), "nothing is in it"),
]


@pytest.mark.parametrize(("name", "data", "cause"), BAD)
def test_a_bad_file_names_itself_its_cause_and_a_remedy(name: str, data: bytes, cause: str) -> None:
    with pytest.raises(DocumentError) as caught:
        load_bytes(data, name)
    assert caught.value.subject == name
    assert cause in caught.value.cause
    assert caught.value.remedy


def test_entities_are_not_expanded() -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    with zipfile.ZipFile(BytesIO(office.open_document("<text:p>Ferries sail. &b;&f;</text:p>"))) as package:
        members = {name: package.read(name).decode() for name in package.namelist()}
    members["content.xml"] = bomb + members["content.xml"]
    assert text_of(office.packed(members), "a.odt") == "Ferries sail."


def test_macros_are_neither_run_nor_read_and_files_of_their_kind_are_told_what_to_be_saved_as() -> None:
    with zipfile.ZipFile(BytesIO(office.workbook({"Boats": BOATS}))) as package:
        members: dict[str, bytes | str] = {name: package.read(name) for name in package.namelist()}
    members["xl/vbaProject.bin"] = b'Sub Auto_Open()\nShell "calc"\nEnd Sub'
    assert text_of(office.packed(members), "a.xlsm") == text_of(office.workbook({"Boats": BOATS}), "a.xlsx")
    for name, instead in (("a.docm", ".docx"), ("a.pptm", ".pptx")):
        with pytest.raises(DocumentError) as caught:
            load_bytes(b"PK", name)
        assert caught.value.remedy == f"Save it as {instead}."


MAKERS: dict[str, Callable[[], bytes]] = {
    "a.xlsx": lambda: office.workbook({"A": BOATS, "B": BOATS}),
    "a.pptx": lambda: office.slides([("First", FERRY[0], "Notes")]),
    "a.odt": lambda: office.open_document(f"<text:p>{FERRY[0]}</text:p>"),
    "a.epub": lambda: office.book({"Low tide": FERRY[1]}),
    "a.rtf": lambda: rb"{\rtf1\ansi{\info{\title T}}{\b Ferries} sail.\par \u8220?Ferries\'94 sail.}",
    "a.csv": lambda: b'Town;Boats\nKure;7\n"Sasebo; north";8\n',
    "a.eml": lambda: office.mail(QUOTED, html=f"<p>{FERRY[0]}</p>", attachments=[("b.txt", b"Ferries sail.")]),
    "a.msg": lambda: office.outlook(
        {0x37: "The count", 0x1000: FERRY[0]},
        day=datetime(2024, 2, 19, tzinfo=UTC),
        files=[("b.txt", b"Ferries sail.")],
    ),
    "a.mbox": lambda: office.mailbox([office.mail(), office.mail(QUOTED)]),
    "a.zip": lambda: office.packed({"b.txt": FERRY[0], "c.pdf": pdf([["Ferries sail."]])}),
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_mutated_file_is_read_or_named(name: str) -> None:
    """Thirteen mutations of each kind; the log says what 500 did."""
    good = MAKERS[name]()
    draw = random.Random(name)
    assert any(isinstance(item, Document) for item in load_all_bytes(good, name))
    for _ in range(13):
        for item in load_all_bytes(mutated(good, draw), name):
            if isinstance(item, DocumentError):
                assert item.cause
                assert item.remedy


def mutated(data: bytes, draw: random.Random) -> bytes:
    """Bytes changed, cut out, put twice or cut off."""
    result = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        at, length = draw.randrange(len(result)), draw.randint(1, 64)
        match draw.randrange(4):
            case 0:
                result[at] = draw.randrange(256)
            case 1 if len(result) > 2 * length:
                del result[at : at + length]
            case 2:
                result[at:at] = result[at : at + length]
            case _ if draw.random() < 0.1:
                del result[max(at, 1) :]
    return bytes(result)
