"""Word documents: what a reader of the pages sees, in order."""

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.loaders.docx import read_docx
from tests.index.samples import word_of

XML = nsdecls("w")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text)) if '<w:p>' not in text else text}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return (
        f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in cells)}</w:tr>"
    )


def text_of(body: str, **parts: str) -> str:
    """What is read of a document with this body and, under their names ("footnotes"), these further parts."""
    document = docx.Document(BytesIO(word_of(body)))
    for name, xml in parts.items():
        kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
        related = next((r for r in document.part.rels.values() if r.reltype.endswith(f"/{name}")), None)
        root = parse_xml(f"<w:{name} {XML}>{xml}</w:{name}>")
        if related is not None:
            for element in root:
                related.target_part._element.append(element)
            continue
        blob = f"<w:{name} {XML}>{xml}</w:{name}>".encode()
        made = Part(PackURI(f"/word/{name}.xml"), kind, blob, document.part.package)
        document.part.relate_to(made, getattr(RELATIONSHIP_TYPE, name.upper()))
    buffer = BytesIO()
    document.save(buffer)
    return read_docx(buffer.getvalue(), "a.docx").text


RUNS = [
    (run("It cost 12") + run("3", '<w:vertAlign w:val="superscript"/>') + run(" yen."), "It cost 12³ yen."),
    (run("On the 1") + run("st", '<w:vertAlign w:val="superscript"/>') + run(" of May."), "On the 1st of May."),
    (run("10 m") + run("2", '<w:vertAlign w:val="superscript"/>'), "10 m²"),
    (run("It is ") + run("not ", "<w:strike/>") + run("safe."), "It is safe."),
    (run("It is ") + run("not ", "<w:dstrike/>") + run("safe."), "It is safe."),
    (run("It is ") + run("not ", "<w:vanish/>") + run("safe."), "It is safe."),
    (run("It is ") + run("not ", '<w:strike w:val="0"/>') + run("safe."), "It is not safe."),
    (run("It is ") + run("not ", '<w:rStyle w:val="Gone"/>') + run("safe."), "It is safe."),
    ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>", "a\tb-c"),
    ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t xml:space="preserve"> paid</w:t></w:r>', "☒ paid"),
    (run("Seen.") + '<w:r><w:commentReference w:id="1"/></w:r>', "Seen."),
    ('<w:commentRangeStart w:id="1"/>' + run("Seen.") + '<w:commentRangeEnd w:id="1"/>', "Seen."),
    (f'<w:ins w:id="1">{run("Now ")}</w:ins><w:del w:id="2">{run("Then ")}</w:del>{run("safe.")}', "Now safe."),
]  # fmt: skip
GONE = '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'


@pytest.mark.parametrize(("inner", "text"), RUNS)
def test_a_run_is_read_as_it_is_seen(inner: str, text: str) -> None:
    assert text_of(paragraph(inner), styles=GONE) == text


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    first = paragraph(run("It is "), properties="<w:rPr><w:del w:id='1'/></w:rPr>")
    assert text_of(first + paragraph(run("safe."))) == "It is safe."


def note(kind: str, number: int, inner: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}" {inner}/></w:r>'


def told(kind: str, **texts: str) -> str:
    notes = (f'<w:{kind} w:id="{name[1:]}">{paragraph(run(text))}</w:{kind}>' for name, text in texts.items())
    return f'<w:{kind} w:type="separator" w:id="0"><w:p/></w:{kind}>{"".join(notes)}'


def test_notes_are_told_where_they_are_referred_to() -> None:
    body = paragraph(run("Dues rise to 12"), note("footnote", 7), run(" yen."), note("footnote", 3)) + paragraph(
        run("So.")
    )
    found = text_of(body, footnotes=told("footnote", n3="From May.", n7="For boats: 5."))
    assert found == "Dues rise to 12¹ yen.² [1: For boats: 5.] [2: From May.]\n\nSo."


def test_endnotes_are_numbered_as_word_does() -> None:
    body = paragraph(run("Dues rise"), note("endnote", 2), run("."))
    assert text_of(body, endnotes=told("endnote", n2="From May.")) == "Dues rise[i]. [i: From May.]"
    body = paragraph(run("Dues"), note("endnote", 2)) + paragraph(run("Boats"), note("endnote", 3))
    read = text_of(body, endnotes=told("endnote", n2="From May.", n3="But rafts."))
    assert read == "Dues[i] [i: From May.]\n\nBoats[ii] [ii: But rafts.]"


def test_a_note_in_a_table_is_told_in_its_cell() -> None:
    body = (
        f"<w:tbl>{row('Kure', cell(paragraph(run('7'), note('footnote', 2)).replace('<w:pPr></w:pPr>', '')))}</w:tbl>"
    )
    assert text_of(body, footnotes=told("footnote", n2="In May.")) == "- Kure | 7¹ [1: In May.]"


def test_a_note_of_a_struck_reference_is_left_out() -> None:
    struck = note("footnote", 2).replace("<w:r>", "<w:r><w:rPr><w:strike/></w:rPr>")
    assert text_of(paragraph(run("So."), struck), footnotes=told("footnote", n2="In May.")) == "So."


NUMBERING = """
<w:abstractNum w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="91">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>
</w:abstractNum>
<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>
<w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>
<w:num w:numId="92"><w:abstractNumId w:val="90"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>
</w:num>
"""


def item(text: str, number: int, level: int = 0) -> str:
    given = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(text), properties=given)


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([("oil", 90, 0), ("tar", 90, 0)], "1. oil\n2. tar"),
        ([("oil", 90, 0), ("pitch", 90, 1), ("wax", 90, 1), ("tar", 90, 0), ("rope", 90, 1)],
         "1. oil\n1.a) pitch\n1.b) wax\n2. tar\n2.a) rope"),
        ([("oil", 90, 0), ("pitch", 90, 2)], "1. oil\n(I) pitch"),
        ([("oil", 91, 0), ("tar", 91, 0)], "- oil\n- tar"),
        ([("oil", 90, 0), ("tar", 92, 0)], "1. oil\n5. tar"),
        ([("oil", 0, 0)], "oil"),
        ([("oil", 77, 0)], "oil"),
    ],
)  # fmt: skip
def test_list_numbers_are_counted_as_word_does(items: list[tuple[str, int, int]], text: str) -> None:
    assert text_of("".join(item(*each) for each in items), numbering=NUMBERING) == text


def test_a_list_goes_on_behind_a_paragraph() -> None:
    body = item("oil", 90) + paragraph(run("It burns.")) + item("tar", 90)
    assert text_of(body, numbering=NUMBERING) == "1. oil\n\nIt burns.\n\n2. tar"


TABLES: list[tuple[list[str], str]] = [
    ([row("Port", "Boats", properties="<w:tblHeader/>"), row("Kure", "many")], "- Port: Kure; Boats: many"),
    ([row("Port", "2020", "2021"), row("Kure", "7", "8")], "- Port: Kure; 2020: 7; 2021: 8"),
    (
        [row("Port", cell("Boats", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
         row("", "old", "new", properties="<w:tblHeader/>"), row("Kure", "7", "8")],
        "- Port: Kure; Boats, old: 7; Boats, new: 8",
    ),
    (
        [row("Port", "Boats", properties="<w:tblHeader/>"),
         row(cell("Kure", '<w:vMerge w:val="restart"/>'), "7"), row(cell("", "<w:vMerge/>"), "8")],
        "- Port: Kure; Boats: 7\n- Port: Kure; Boats: 8",
    ),
    ([row("Kure", "7"), row("Ude", "8", properties="<w:del w:id='1'/>")], "- Kure | 7"),
    ([row("The board of the harbour"), row("Its dues")], "The board of the harbour\n\nIts dues"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "text"), TABLES)
def test_a_row_carries_its_headings(rows: list[str], text: str) -> None:
    assert text_of(f"<w:tbl>{''.join(rows)}</w:tbl>") == text


def box(inner: str) -> str:
    return f"<w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict>"


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    inside = box(paragraph(run("Closed in May.")))
    both = (
        f'<mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice Requires="wps">{inside}</mc:Choice>'
        f"<mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent>"
    )
    body = paragraph(run("The quay"), f"<w:r>{both}</w:r>", run(" is old.")) + paragraph(run("So."))
    assert text_of(body) == "The quay is old.\n\nClosed in May.\n\nSo."


def headed(document: Any) -> str:
    buffer = BytesIO()
    document.save(buffer)
    return read_docx(buffer.getvalue(), "a.docx").text


def test_heads_and_feet_are_read_once_without_page_numbers() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Harbour Board of Kure"
    foot = document.sections[0].footer.paragraphs[0]
    for part in ("Page ", "PAGE", " of ", "NUMPAGES"):
        if part.isupper():
            foot._p.append(parse_xml(f'<w:fldSimple {XML} w:instr=" {part} "><w:r><w:t>3</w:t></w:r></w:fldSimple>'))
        else:
            foot.add_run(part)
    document.sections[0].footer.add_paragraph("Account 7, Bank of Ude")
    document.add_paragraph("Dues rise.")
    document.add_section()
    document.add_paragraph("So.")
    assert headed(document) == "Harbour Board of Kure\n\nDues rise.\n\nSo.\n\nAccount 7, Bank of Ude"


def test_what_is_no_text_is_told() -> None:
    chart = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
    found = read_docx(word_of(paragraph(run("So."), f"<w:r><w:drawing>{chart}</w:drawing></w:r>")), "a.docx")
    assert "1 chart in it" in found.losses[0].cause
