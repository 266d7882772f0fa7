"""Loading: every format becomes a Document, every bad file a clear error."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import load as load_module
from index.chunk import chunk
from index.errors import DocumentError
from index.load import SUFFIXES, find, load, load_bytes
from index.loaders.docx import read_docx
from tests.index.samples import FERRY, encrypted, page, pdf, pdf_without_pages, word, word_of

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
TEXT = "\n\n".join(FERRY)
WRAPPED = "The ferry to the northern islands sails again after a win-\nter of repairs. It carries 240 passengers."

FILES = {
    "a.txt": TEXT.encode(),
    "a.md": f"---\ntitle: T\n---\n# H\n\n{TEXT}".encode(),
    "a.html": page(FERRY),
    "a.htm": b"<p>Short.</p>",
    "a.pdf": pdf([[line.replace("“", '"').replace("”", '"') for line in FERRY]] * 2),
    "a.docx": word(FERRY, rows=[["town", "boats"], ["Kure", "7"]]),
}

BAD = [
    ("a.txt", b"", "empty"),
    ("a.txt", b" \n ", "empty"),
    ("a.txt", b"abc\x00\x01\x02" * 50, "binary"),
    ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
    ("a.txt", bytes([1, 2, 3, 4, 5, 6]) * 50, "binary"),
    ("a.md", b"\xef\xbb\xbf", "no text"),
    ("a.md", b"---\ntitle: [a\nx: y\n---\nText", "not valid YAML, line "),
    ("a.md", b"---\ndate: 2024-02-30\n---\nText", "front matter has a value"),
    ("a.md", b"---\ntitle: T\n---\n", "no text"),
    ("a.html", b"<html><head><script>x()</script></head></html>", "no text"),
    ("a.pdf", b"PK\x03\x04" + bytes(100), "not a PDF"),
    ("a.pdf", b"%PDF-1.7\ngarbage", "damaged"),
    ("a.pdf", pdf([[]]), "only pictures"),
    ("a.pdf", pdf_without_pages(), "without pages"),
    ("a.pdf", pdf([FERRY], password="secret"), "password"),
    ("a.docx", b"PK\x03\x04 broken", "not a readable Word document"),
    ("a.docx", b"no zip at all", "not a readable Word document"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "password-protected"),
    ("a.docx", word([]), "no text"),
    ("a.docx", word_of("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>"), "no text"),
    ("a.md", b"---\ntitle: 0x" + b"f" * 5000 + b"\n---\nText", "ValueError"),
    ("a.xyz", b"text", "not supported"),
    ("a", b"text", "not supported"),
]


@pytest.mark.parametrize("name", FILES)
def test_every_format_becomes_a_document_whose_chunks_are_exact(name: str) -> None:
    document = load_bytes(FILES[name], name)
    assert document.sha256 == hashlib.sha256(FILES[name]).hexdigest()
    assert document.id == hashlib.sha256(document.text.encode()).hexdigest()[:16]
    chunks = chunk(document, count_tokens=lambda text: len(text.split()), max_tokens=20)
    assert chunks
    assert all(document.text[c.start : c.end] == c.text for c in chunks)
    if name != "a.htm":
        assert FERRY[0] in document.text
        assert "said Naoko Hayashi, the harbour master." in document.text


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["txt", "md", "html", "docx"]),
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60), max_size=6
    ),
)
def test_chunks_of_any_text_in_any_format_are_exact(suffix: str, paragraphs: list[str]) -> None:
    made = {"txt": "\n\n".join(paragraphs).encode(), "html": page(paragraphs), "docx": word(paragraphs)}
    try:
        document = load_bytes(made.get(suffix, made["txt"]), f"a.{suffix}")
    except DocumentError:
        return
    for piece in chunk(document, count_tokens=lambda text: len(text.split()), max_tokens=5):
        assert document.text[piece.start : piece.end] == piece.text


@pytest.mark.parametrize(("name", "data", "cause"), BAD)
def test_a_bad_file_names_itself_its_cause_and_a_remedy(name: str, data: bytes, cause: str) -> None:
    with pytest.raises(DocumentError) as caught:
        load_bytes(data, name)
    assert caught.value.subject == name
    assert cause in caught.value.cause
    assert caught.value.remedy


def test_the_line_of_broken_front_matter_is_named() -> None:
    with pytest.raises(DocumentError, match="line 3"):
        load_bytes(b"---\ntitle: T\nsource: a: b\n---\nText", "a.md")


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(load_module, "LARGEST", 10)
    (tmp_path / "a.txt").write_text("more than ten bytes")
    with pytest.raises(DocumentError, match="more than the"):
        load(tmp_path / "a.txt")
    with pytest.raises(DocumentError, match="more than the"):
        load_bytes(b"more than ten bytes", "a.txt")


def test_front_matter_states_everything() -> None:
    data = (
        "---\ntitle: Ferry\n  back\nsource: Harbour Gazette\nauthors: [Mia Ono, Jan Berg]\ndate: 2024-02-19\n"
        f"url: https://example.org/a\n---\n# Heading\n\n{TEXT}"
    )
    document = load_bytes(data.encode(), "a.md")
    assert (document.title, document.source, document.author) == ("Ferry back", "Harbour Gazette", "Mia Ono, Jan Berg")
    assert (document.published, document.url) == (date(2024, 2, 19), "https://example.org/a")
    assert document.text.startswith("# Heading")


def test_front_matter_whose_aliases_multiply_is_read_at_once() -> None:
    lists = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9) if n else 'x'}]\n" for n in range(40))
    document = load_bytes(f"---\n{lists}author: [Mia Ono, *l39]\ntitle: *l39\n---\nText".encode(), "a.md")
    assert (document.title, document.author) == ("Text", "Mia Ono")


def test_front_matter_that_merges_without_end_is_refused_at_once() -> None:
    merges = "".join(f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}\n" for n in range(1, 40))
    with pytest.raises(DocumentError, match="not valid YAML"):
        load_bytes(f"---\nm0: &m0 {{x: 1}}\n{merges}---\nText".encode(), "a.md")


@pytest.mark.parametrize("value", ["2024-02-19", "2024-02-19 08:00:00", "'19 February 2024'", "2024-02-19T08:00:00Z"])
def test_front_matter_dates_may_be_dates_times_or_strings(value: str) -> None:
    assert load_bytes(f"---\ndate: {value}\n---\nText".encode(), "a.txt").published == date(2024, 2, 19)


@pytest.mark.parametrize(
    "value", ["24.11.2026", "11/24/2026", "20261124", "24. November 2026", "24th of November 2026"]
)
def test_a_date_of_front_matter_goes_before_those_of_text_and_name(value: str) -> None:
    data = f"---\ndate: {value}\n---\nA treaty\n\n8 September 1951\n\nIt was signed."
    assert load_bytes(data.encode(), "2019-01-02-report.md").published == date(2026, 11, 24)


def test_front_matter_may_be_in_capitals() -> None:
    data = b"---\nTitle: Ferry back\nDATE: 2024-02-19\nSource: Harbour Gazette\nAuthor: Mia Ono\nURL: x.org\n---\nText"
    document = load_bytes(data, "a.txt")
    assert (document.title, document.source, document.author) == ("Ferry back", "Harbour Gazette", "Mia Ono")
    assert (document.published, document.url) == (date(2024, 2, 19), "x.org")


def test_a_date_of_change_does_not_stand_in_for_a_date_that_cannot_be_read() -> None:
    assert load_bytes(b"---\ndate: 03/04/2024\nupdated: 2024-05-01\n---\nText", "a.txt").published is None
    assert load_bytes(b"---\nupdated: 2024-05-01\n---\nText", "a.txt").published == date(2024, 5, 1)


@pytest.mark.parametrize("text", ["---\nA rule above prose.\n---\nMore.", "---\nOnly a rule.", "--- dashes ---\nText."])
def test_a_rule_of_dashes_is_no_front_matter(text: str) -> None:
    assert load_bytes(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café in Zürich: “not yet”, £40 – or €50.", "cp1252"),
        ("The harbour opens in spring. It costs £40.", "cp1252"),
        ("港は春に開く。首都は東京だ。防衛省が月曜日に発表した。", "shift_jis"),
        ("会議は延期。", "shift_jis"),
        ("会議は延期。", "euc_jp"),
        ("港は春に開く。", "iso2022_jp"),
        ("Note: the ｶﾅ of 会議 is カイギ, they say, and the meeting is put off.", "cp932"),
        ("Minutes of the meeting: 会議は延期 until the harbour is free of ice.", "euc_jp"),
        ("Порт откроется весной, сообщило министерство в понедельник.", "cp1251"),
        ("Café in Kure 港", "utf-8"),
        ("Café in Kure 港", "utf-8-sig"),
        ("Café in Kure 港", "utf-16"),
        ("Plain words without a mark.", "utf-16-le"),
        ("Plain words without a mark.", "utf-16-be"),
    ],
)
def test_reads_text_in_its_own_encoding(text: str, encoding: str) -> None:
    assert load_bytes(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("“We had hoped for March,” he said — café.".encode() + b" It \xe2 rained.", " It \ufffd rained."),
        ("It’s open.".encode() + b" It \x81 rained.", " It \ufffd rained."),
        ("港は春に開く。".encode() + b" It \x81 rained.", " It \ufffd rained."),
        ("港は春に開く。".encode() + "港".encode()[:2], "\ufffd"),
        (b"Plain words." + b" It \x81 rained.", " It \ufffd rained."),
        (b"Plain words." + b" It\x92s open.", " It’s open."),
    ],
)
def test_a_stray_byte_spoils_no_other(data: bytes, text: str) -> None:
    found = load_bytes(data, "a.txt").text
    assert found.endswith(text)
    assert found.removesuffix(text) == data[: len(found.removesuffix(text).encode())].decode()


def test_reads_a_page_in_its_declared_encoding() -> None:
    assert "港は春に開く" in load_bytes(page(["港は春に開く。" * 20], charset="euc_jp"), "a.html").text


@pytest.mark.parametrize("declared", ["iso-8859-1", "Latin1", "us-ascii", "windows-1252", "utf-16", "UTF-16LE"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_a_page_is_read_as_browsers_read_it_whatever_it_declares(declared: str, encoding: str) -> None:
    data = f'<meta charset="{declared}"><p>“We had hoped for March” – £40 at the café.</p>'.encode(encoding)
    data += b" " * (len(data) % 2)  # an odd number of bytes would give UTF-16 away
    assert load_bytes(data, "a.html").text == "“We had hoped for March” – £40 at the café."


def test_a_byte_that_its_code_page_leaves_undefined_spoils_no_other() -> None:
    data = '<meta charset="iso-8859-1"><p>“We had hoped§ for March.”</p>'.encode("cp1252").replace(b"\xa7", b"\x81")
    assert load_bytes(data, "a.html").text == "“We had hoped for March.”"


def test_a_page_gives_its_metadata_and_article_only() -> None:
    head = (
        '<title>Ferry back - The Gazette</title><meta property="og:title" content="Ferry back">'
        '<meta property="og:site_name" content="The Gazette"><meta name="author" content="Mia Ono">'
        '<meta property="article:published_time" content="2024-02-19T08:00:00+09:00">'
        '<link rel="canonical" href="https://example.org/ferry">'
    )
    document = load_bytes(page(FERRY * 2, head=head), "a.html")
    assert (document.title, document.source, document.author) == ("Ferry back", "The Gazette", "Mia Ono")
    assert (document.published, document.url) == (date(2024, 2, 19), "https://example.org/ferry")
    assert "Imprint" not in document.text
    assert "track" not in document.text


def test_a_page_without_an_article_is_read_as_plain_text() -> None:
    document = load_bytes(b"<title>A &amp; B</title><div>One<br>two <b>th</b>ree</div><script>x()</script>", "a.html")
    assert (document.title, document.text) == ("A & B", "One\ntwo three")


CONTAINERS = [
    "{}",
    "<div class=WordSection1>{}</div>",
    "<section>{}</section>",
    "<main>{}</main>",
    "<article>{}</article>",
]


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_page_keeps_its_headings_lists_and_tables_whatever_holds_them(container: str) -> None:
    inner = "".join(f"<p>{line}</p>" for line in FERRY * 2) + (
        "<h2>Costs of the ferry</h2><ul><li>Fuel for the north</li></ul><dl><dt>Berth</dt><dd>A place to moor</dd></dl>"
        "<table><tr><td>Kure</td><td>7</td></tr></table>"
    )
    consent = '<div class="cookie-consent"><p>We use cookies, dear reader.</p><button>Fine</button></div>'
    menu = "<nav><ul><li><a href=/x>Sports</a></li></ul></nav>"
    data = f"<html><body>{menu}{consent}{container.format(inner)}<footer><p>Imprint</p></footer></body></html>"
    text = load_bytes(data.encode(), "a.html").text
    for part in ("Costs of the ferry", "Fuel for the north", "Berth", "A place to moor", "Kure | 7", FERRY[0]):
        assert part in text
    for part in ("cookies", "Sports", "Imprint"):
        assert part not in text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("It has 54,000<sup>2</sup> men.", "It has 54,000² men."),
        ("It has <b>54,000</b><sup><a href=#n>2</a></sup> men.", "It has 54,000² men."),
        ("It has 54,000 <del>60,000</del><s>70,000</s>men.", "It has 54,000 men."),
        ("On the 1<sup>st</sup> of May.", "On the 1st of May."),
    ],
)
@pytest.mark.parametrize("around", ["", FERRY[1]])
def test_a_note_is_no_digit_of_a_number_and_what_is_struck_out_is_gone(around: str, inner: str, text: str) -> None:
    assert text in load_bytes(page([around, inner, *[around] * 4]), "a.html").text


def test_the_date_of_another_story_beside_the_article_is_not_its_own() -> None:
    aside = '<aside><a href="/b">Mill closed</a> <time datetime="2020-01-02">2 January 2020</time></aside>'
    assert load_bytes(page([*FERRY, *FERRY, aside]), "a.html").published is None


def test_a_correction_beside_the_article_is_read_and_times_in_heads_of_entries_are() -> None:
    note = '<div class="correction-note"><p>Clarification: it carries 240, not 420.</p></div>'
    story = "".join(f"<p>{line}</p>" for line in FERRY * 2)
    text = load_bytes(f"<body><article><h1>The ferry</h1>{story}</article>{note}</body>".encode(), "a.html").text
    assert text.endswith("Clarification: it carries 240, not 420.")
    entry = (
        '<section><header><time datetime="2025-01-09T2{0}:10">2{0}:10</time></header><p>Boat {0} is in.</p></section>'
    )
    entries = "".join(entry.format(n) for n in (2, 1, 0))
    text = load_bytes(f"<body><main><h1>Live</h1>{story}{entries}</main></body>".encode(), "a.html").text
    assert "22:10: Boat 2 is in.\n\n21:10: Boat 1 is in.\n\n20:10: Boat 0 is in." in text


def test_a_line_break_within_a_sentence_does_not_end_it() -> None:
    document = load_bytes(page([f"{FERRY[0][:-1]}<br>and again.", "It <b>rai</b>ned."] * 4), "a.html")
    assert f"{FERRY[0][:-1]}\nand again.\n\nIt rained." in document.text


def test_a_pdf_gives_its_metadata_and_mends_its_lines() -> None:
    document = load_bytes(pdf([WRAPPED.split("\n")], title="Ferry back", author="Mia Ono"), "a.pdf")
    assert (document.title, document.author) == ("Ferry back", "Mia Ono")
    assert "after a winter of repairs." in document.text


def test_a_pdf_has_its_running_head_once_and_no_page_numbers() -> None:
    pages = [
        ["Harbour report 2024", f"Text of page {word}.", f"{n}"] for n, word in enumerate(("one", "two", "three"), 1)
    ]
    text = "Harbour report 2024\n\nText of page one.\n\nText of page two.\n\nText of page three."
    assert load_bytes(pdf(pages), "a.pdf").text == text


def test_a_pdf_loses_heads_whose_number_counts_with_the_page() -> None:
    pages = [[f"Report 2024, page {n} of 12", f"Text of page {n}, it rains.", f"- {n + 4} -"] for n in range(1, 5)]
    assert load_bytes(pdf(pages), "a.pdf").text == "\n\n".join(f"Text of page {n}, it rains." for n in range(1, 5))


def test_a_pdf_keeps_the_first_and_last_rows_of_a_table_on_every_page() -> None:
    rows = [f"Kure {1990 + n} {n * n * 7} boats" for n in range(12)]
    pages = [rows[n : n + 3] for n in range(0, 12, 3)]
    assert load_bytes(pdf(pages), "a.pdf").text.split() == " ".join(rows).split()


def test_a_pdf_keeps_first_rows_that_count_with_the_page() -> None:
    pages = [[f"Berth {n} is open", f"Berth {n + 9} is open", f"Text number {n * 3}."] for n in range(1, 5)]
    assert load_bytes(pdf(pages), "a.pdf").text.count("Berth") == 8


def test_a_sentence_runs_on_over_a_page() -> None:
    assert (
        load_bytes(pdf([["The ferry sails"], ["again. It rained."]]), "a.pdf").text
        == "The ferry sails again. It rained."
    )


def test_a_pdf_encrypted_without_a_password_is_read() -> None:
    assert FERRY[0] in load_bytes(encrypted(pdf([FERRY[:1]]), ""), "a.pdf").text


@pytest.mark.parametrize("made_up", ["Microsoft Word - x.doc", "untitled", "x.indd"])
def test_a_title_that_a_program_made_up_is_not_used(made_up: str) -> None:
    assert (
        load_bytes(pdf([["The ferry is back", "", "It rained."]], title=made_up), "a.pdf").title == "The ferry is back"
    )


def test_a_word_file_gives_its_properties_and_tables() -> None:
    data = word(["The ferry is back."], title="Ferry", author="Mia Ono", rows=[["town", "boats"], ["Kure", "7"]])
    document = load_bytes(data, "a.docx")
    assert (document.title, document.author, document.published) == ("Ferry", "Mia Ono", None)
    assert document.text == "The ferry is back.\n\n- town: Kure; boats: 7"


RUN = "<w:r><w:t>{}</w:t></w:r>"
NOT = RUN.format("not ")


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f"<w:ins>{NOT}</w:ins>", "It is not safe."),
        (f"<w:moveTo>{NOT}</w:moveTo>", "It is not safe."),
        (f"<w:smartTag><w:smartTag>{NOT}</w:smartTag></w:smartTag>", "It is not safe."),
        (f'<w:fldSimple w:instr="REF x">{NOT}</w:fldSimple>', "It is not safe."),
        (f"<w:sdt><w:sdtContent>{NOT}</w:sdtContent></w:sdt>", "It is not safe."),
        (f"<w:hyperlink>{NOT}</w:hyperlink>", "It is not safe."),
        (f"<w:r><w:ruby><w:rt>{NOT}</w:rt><w:rubyBase>{NOT}</w:rubyBase></w:ruby></w:r>", "It is not safe."),
        ("<w:del><w:r><w:delText>not </w:delText></w:r></w:del>", "It is safe."),
        (f"<w:moveFrom>{NOT}</w:moveFrom>", "It is safe."),
        (f"<w:r><w:pict><w:txbxContent><w:p>{NOT}</w:p></w:txbxContent></w:pict></w:r>", "It is safe.\n\nnot"),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{NOT}</w:sdtContent></w:sdt>", "It is safe."),
        ("<w:r><w:tab/><w:br/></w:r>", "It is \t\nsafe."),
    ],
)
def test_word_text_is_what_the_reader_of_the_page_sees(inner: str, text: str) -> None:
    paragraph = f"<w:p>{RUN.format('It is ')}{inner}{RUN.format('safe.')}</w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"
    assert read_docx(word_of(paragraph + table), "a.docx").text == f"{text}\n\n{text}"


def test_word_blocks_inside_content_controls_are_read() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    title = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{RUN.format("Ferry")}</w:p>'
    row = control(f"<w:tr>{control(cell('Kure', ''))}{cell('7', '')}</w:tr>")
    nested = f"<w:tr><w:tc><w:tbl><w:tr>{cell('cars', '')}</w:tr></w:tbl></w:tc></w:tr>"
    properties = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    contents = control(title).replace("<w:sdtContent>", properties + "<w:sdtContent>")
    data = word_of(contents + control(title) + control(control(f"<w:tbl>{row}{nested}</w:tbl>")))
    found = load_bytes(data, "a.docx")
    assert (found.title, found.text) == ("Ferry", "Ferry\n\n- Kure | 7\n- cars")


def cell(text: str, properties: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_a_cell_merged_over_rows_is_named_in_each_of_them() -> None:
    rows = (
        cell("Kure", '<w:vMerge w:val="restart"/>') + cell("boats", ""),
        cell("", "<w:vMerge/>") + cell("cars", ""),
    )
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert load_bytes(word_of(f"<w:tbl>{table}</w:tbl>"), "a.docx").text == "- Kure | boats\n- Kure | cars"


def test_a_table_on_an_uneven_or_endless_grid_is_read() -> None:
    rows = (
        cell("Kure", '<w:gridSpan w:val="1000000000"/>'),
        cell("boats", "") + cell("", "<w:vMerge/>") + cell("cars", ""),
    )
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert load_bytes(word_of(f"<w:tbl>{table}</w:tbl>"), "a.docx").text == "- Kure\n- boats | cars"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The ferry is back\n\nIt rained.", "The ferry is back"),
        ("Advertisement\n\nHarbour\n\nThe ferry is back\n\nIt rained.", "The ferry is back"),
        ("Harbour\n\nIt rained.", "Harbour"),
        ("It rained all day. Nobody came.", "my-file"),
        ("The ferry to the northern islands sails again\nafter a winter of repairs.", "my-file"),
        ("word " * 60, "my-file"),
    ],
)
def test_a_text_without_a_stated_title_takes_its_first_line_or_the_file_name(text: str, title: str) -> None:
    assert load_bytes(text.encode(), "my-file.txt").title == title


def test_equal_text_has_equal_ids_whatever_the_bytes() -> None:
    assert load_bytes(b"One.\r\nTwo.", "a.txt").id == load_bytes(b"\xef\xbb\xbfOne.\nTwo.\n", "b.txt").id


def test_load_takes_the_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.TXT").write_text("One.")
    monkeypatch.chdir(tmp_path)
    assert load(Path("a.TXT")).path == str(tmp_path / "a.TXT")


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_load_refuses_what_is_no_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        load(tmp_path / name)


def refuse(error: DocumentError) -> None:
    raise error


def test_find_walks_folders_in_order_and_skips_what_is_hidden_or_unknown(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.pdf", ".hidden.txt", ".git/d.txt", "e.xyz", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [str(p.relative_to(tmp_path)) for p in find([tmp_path, tmp_path / "b.txt"], refuse)]
    assert found == ["README.md", "a.md", "b.txt", "sub/c.pdf"]


def test_find_refuses_a_named_file_that_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "e.xyz").touch()
    with pytest.raises(DocumentError, match="not supported"):
        list(find([tmp_path / "e.xyz"], refuse))
    with pytest.raises(DocumentError, match="no such file"):
        list(find([tmp_path / "nothing.txt"], refuse))


def test_suffixes_are_those_that_are_documented() -> None:
    prose = ".txt .md .html .htm .mhtml .mht .pdf .docx .odt .rtf .epub"
    others = ".xlsx .xlsm .ods .csv .tsv .pptx .odp .eml .msg .mbox .zip"
    assert frozenset(f"{prose} {others}".split()) == SUFFIXES


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seeds are not here")
def test_the_seeds_load_and_lose_nothing_to_their_words() -> None:
    documents = [load(path) for path in find([SEEDS], refuse)]
    assert len(documents) == 5
    pasted = {"Advertisement", "All news", "Connect with us", "Our Partners"}
    assert any(pasted & set(document.text.split("\n")) for document in documents)
    assert {document.published for document in documents} == {None, date(2024, 2, 19)}
    for document in documents:
        chunks = chunk(document, count_tokens=lambda text: len(text.split()), max_tokens=120)
        assert all(document.text[c.start : c.end] == c.text for c in chunks)


def test_what_calls_to_a_site_is_no_title_where_there_is_another() -> None:
    pasted = b"Connect with us\n\nPolitics & Security\n\nThe harbour of Orrin opens again\n\nShips came in on Monday."
    document = load_bytes(pasted, "page.txt")
    assert document.title == "The harbour of Orrin opens again"
    assert document.text.startswith("Connect with us")
    assert load_bytes(b"Most read\n\nA list of what was read.", "list.txt").title == "Most read"
