"""Files → library, with real Chroma, real SQLite and the real embedding model."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.build import add, add_uploads, remove
from index.care.verify import verify
from index.commit import recover
from index.contextual import Prepared, prepare
from index.library import Library, open_library
from index.parts import Item
from index.progress import Progress
from index.reading import Source, read_ahead
from index.types import Document
from tests.conftest import CORPUS
from tests.postgres import ENGINES  # noqa: F401

NOTE = "---\ntitle: {title}\nsource: Test Desk\ndate: 2024-02-19\n---\n{text}\n"


def write(folder: Path, name: str, text: str, title: str = "A note") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(NOTE.format(title=title, text=text), encoding="utf-8")
    return path


def only(library: Library) -> Document:
    (entry,) = library.catalog.documents()
    document = library.catalog.document(entry.id)
    assert document is not None
    return document


def test_documents_that_come_prepared_are_kept_like_any_and_not_embedded_again(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "a.md", "Seven ships came to the harbour of Sasebo.")

    @contextmanager
    def read(sources: Sequence[tuple[str, Source]]) -> Iterator[Iterator[tuple[str, Iterator[Item | Prepared]]]]:
        def made(items: Iterator[Item]) -> Iterator[Item | Prepared]:
            with monkeypatch.context() as patch:
                ready = [prepare(d, library.embeddings, 200) if isinstance(d, Document) else d for d in items]
                patch.setattr("index.commit.prepare", None)
                yield from ready

        with read_ahead(sources) as files:
            yield ((name, made(items)) for name, items in files)

    report = add([path], library, read=read)
    assert (report.added, report.chunks) == ((str(path),), 1)
    assert verify(library).sound
    assert only(library).source == "Test Desk"


def test_the_same_folder_twice_changes_nothing(library: Library) -> None:
    first = add([CORPUS], library)
    before = library.catalog.chunk_ids()
    second = add([CORPUS], library)
    assert len(first.added) == len(second.unchanged) == 12
    assert not second.added
    assert second.chunks == 0
    assert library.catalog.chunk_ids() == before == library.store.ids()


def test_every_chunk_is_its_slice_of_the_document(sample: Library) -> None:
    for chunk in sample.catalog.chunks(sorted(sample.catalog.chunk_ids())).values():
        document = sample.catalog.document(chunk.document_id)
        assert document is not None
        assert document.text[chunk.start : chunk.end] == chunk.text


def test_a_changed_file_replaces_its_old_version(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "in", "a.md", "The old text says seven ships came.")
    add([path], library)
    write(tmp_path / "in", "a.md", "The new text says nine ships came.")
    assert add([path], library).replaced == (str(path),)
    assert "nine ships" in only(library).text
    assert library.store.ids() == library.catalog.chunk_ids()
    assert library.catalog.match('"seven"', 5) == []


def test_a_changed_title_replaces_title_and_vectors_but_not_the_id(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "in", "a.md", "Seven ships came.", title="Old")
    add([path], library)
    before = only(library)
    (old,) = [library.catalog.embeddings(before.id)[1]]
    write(tmp_path / "in", "a.md", "Seven ships came.", title="An entirely different headline")
    add([path], library)
    after = only(library)
    assert (after.id, after.title) == (before.id, "An entirely different headline")
    assert (library.catalog.embeddings(after.id)[1] != old).any()
    assert verify(library).sound


def test_a_file_that_left_the_folder_leaves_the_library(library: Library, tmp_path: Path) -> None:
    gone = write(tmp_path / "in", "a.md", "Seven ships came.")
    write(tmp_path / "in", "b.md", "Nine planes left.")
    add([tmp_path / "in"], library)
    gone.unlink()
    assert add([tmp_path / "in"], library).removed == (str(gone),)
    assert "Nine planes" in only(library).text
    assert verify(library).sound


def test_a_folder_that_is_away_removes_nothing(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "in", "a.md", "Seven ships came.")
    add([tmp_path / "in"], library)
    shutil.rmtree(tmp_path / "in")
    report = add([tmp_path / "in"], library)
    assert len(report.errors) == 1
    assert "Seven ships" in only(library).text


def test_the_same_text_in_two_files_is_one_document_until_both_are_gone(library: Library, tmp_path: Path) -> None:
    a = write(tmp_path / "in", "a.md", "Seven ships came.", title="First")
    b = write(tmp_path / "in", "b.md", "Seven ships came.", title="First")
    report = add([tmp_path / "in"], library)
    assert report.duplicates == ((str(b), "First"),)
    remove([str(a)], library)
    assert only(library).path == str(b)
    remove([str(b)], library)
    assert library.catalog.counts() == (0, 0)
    assert library.store.ids() == set()


def test_a_document_that_lost_a_file_says_what_its_other_file_states(library: Library, tmp_path: Path) -> None:
    a = write(tmp_path / "in", "a.md", "Seven ships came.", title="First")
    b = write(tmp_path / "in", "b.md", "Seven ships came.", title="Second")
    add([tmp_path / "in"], library)
    assert only(library).title == "First"
    a.unlink()
    add([tmp_path / "in"], library)
    assert (only(library).title, only(library).path) == ("Second", str(b))
    assert library.catalog.match("title : second", 5)
    assert verify(library).sound
    write(tmp_path / "in", "a.md", "Nine planes left.")
    write(tmp_path / "in", "c.md", "Seven ships came.", title="Third")
    add([tmp_path / "in"], library)
    b.write_text("Eleven carts stood still.", encoding="utf-8")
    assert add([tmp_path / "in"], library).displaced == ()
    assert {d.title for d in library.catalog.documents()} == {"Third", "A note", "b"}


def test_a_renamed_file_gives_its_document_title_and_date_anew(library: Library, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    old = tmp_path / "in" / "2019-01-02-report.txt"
    old.write_text("Seven ships came. Nobody had seen them before.")
    add([tmp_path / "in"], library)
    assert (only(library).title, str(only(library).published)) == ("2019-01-02-report", "2019-01-02")
    old.rename(tmp_path / "in" / "2024-02-19-ships.txt")
    add([tmp_path / "in"], library)
    assert (only(library).title, str(only(library).published)) == ("2024-02-19-ships", "2024-02-19")
    assert verify(library).sound


def test_bad_files_are_named_and_the_others_go_on(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "in", "good.md", "Seven ships came.")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "zip.pdf").write_bytes(b"PK\x03\x04 not a pdf")
    report = add([tmp_path / "in"], library)
    assert sorted(Path(e.subject).name for e in report.errors) == ["empty.txt", "zip.pdf"]
    assert all(e.cause and e.remedy for e in report.errors)
    assert len(report.added) == 1


def test_a_link_to_itself_stops_no_other_file(library: Library, tmp_path: Path) -> None:
    good = write(tmp_path / "in", "good.md", "Seven ships came.")
    loop = tmp_path / "in" / "loop.txt"
    loop.symlink_to(loop)
    for given in ([tmp_path / "in"], [loop, good]):
        report = add(given, library)
        assert [(e.subject, e.remedy != "") for e in report.errors] == [(str(loop), True)]
    assert report.unchanged == (str(good),)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such names")
def test_a_pipe_or_a_name_that_is_no_text_stops_no_other_file(library: Library, tmp_path: Path) -> None:
    good = write(tmp_path / "in", "good.md", "Seven ships came.")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    (tmp_path / "in" / "caf\udce9.txt").write_text("Nine planes left.")
    report = add([tmp_path / "in"], library)
    assert report.added == (str(good),)
    assert {Path(e.subject).name for e in report.errors} == {"pipe.txt", "caf\ufffd.txt"}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder_stops_no_other_and_what_it_held_stays(library: Library, tmp_path: Path) -> None:
    held = write(tmp_path / "in" / "sub", "held.md", "Nine planes left.")
    add([tmp_path / "in"], library)
    good = write(tmp_path / "in", "good.md", "Seven ships came.")
    held.parent.chmod(0)
    try:
        report = add([tmp_path / "in", held], library)
    finally:
        held.parent.chmod(0o700)
    assert {e.subject for e in report.errors} == {str(held.parent), str(held)}
    assert (report.added, report.removed) == ((str(good),), ())


def test_a_file_that_broke_keeps_its_stored_version(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "in", "a.md", "Seven ships came.")
    add([path], library)
    path.write_bytes(b"")
    assert len(add([path], library).errors) == 1
    assert "Seven ships" in only(library).text


def test_uploads_are_known_by_their_names(library: Library) -> None:
    add_uploads([("a.txt", b"Seven ships came to the harbour.")], library)
    report = add_uploads([("a.txt", b"Nine ships came to the harbour."), ("bad.txt", b"")], library)
    assert report.replaced == ("a.txt",)
    assert [e.subject for e in report.errors] == ["bad.txt"]


def test_equal_names_in_one_upload_are_told_apart_by_number(library: Library) -> None:
    a, b, c = b"Seven ships came to the harbour.", b"Nine ships came to the harbour.", b"Eleven ships left."
    uploads = [("a.b.txt", a), ("a.b.txt", b), ("a.b.txt", a), ("a.b.txt", c)]
    names = ("a.b.txt", "a.b (2).txt", "a.b (3).txt")
    report = add_uploads(uploads, library)
    assert (report.added, report.unchanged, report.displaced) == (names, names[:1], ())
    assert set(add_uploads(uploads, library).unchanged) == set(names)


def test_an_upload_that_takes_the_place_of_another_document_names_it(library: Library) -> None:
    old, new = b"Harbour notice\n\nSeven ships came.", b"Mill report\n\nThe mill closed."
    add_uploads([("report.txt", old), ("copy.txt", old), ("mill.txt", new)], library)
    assert add_uploads([("report.txt", b"Fleet review\n\nNine ships left.")], library).displaced == ()
    assert add_uploads([("copy.txt", new)], library).displaced == (("copy.txt", "Harbour notice"),)
    report = add_uploads([("report.txt", b"Tide table\n\nHigh water is at noon.")], library)
    assert (report.replaced, report.displaced) == (("report.txt",), (("report.txt", "Fleet review"),))


def test_progress_ends_at_its_total(library: Library) -> None:
    seen: list[Progress] = []
    add([CORPUS], library, seen.append)
    assert (seen[-1].done, seen[-1].total) == (12, 12)
    assert seen[-1].chunks == library.catalog.counts()[1]


@pytest.mark.parametrize("reached_chroma", [False, True])
def test_a_half_added_document_is_taken_back(library: Library, tmp_path: Path, reached_chroma: bool) -> None:
    from index.chunk import chunk
    from index.commit import records

    add([write(tmp_path / "in", "a.md", "Seven ships came.")], library)
    text = "Nine planes left."
    document = Document(id="f" * 16, text=text, title="Half", path="half.txt", sha256="0")
    library.catalog.begin(document)
    if reached_chroma:
        chunks = chunk(document, count_tokens=library.embeddings.count_tokens)
        library.store.add(records(document, chunks, library.embeddings.encode([text])))
    assert library.catalog.document(document.id) is None
    assert recover(library)
    assert verify(library).sound
    assert len(library.catalog.documents()) == 1


def test_documents_survive_reopening(tmp_path: Path, models: Path, database: str | None) -> None:
    settings = {"data": tmp_path / "data", "models": models, "embedding": "all-MiniLM-L6-v2", "chunk_tokens": 200}
    settings["database"] = database
    with open_library(**settings) as library:
        add([CORPUS], library)
        before = library.catalog.chunk_ids()
    with open_library(**settings) as library:
        assert library.catalog.chunk_ids() == before == library.store.ids()
