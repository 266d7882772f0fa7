"""Files in files: each becomes a document of its own, within limits, and follows the file that it is in."""

import zipfile
from pathlib import Path

import pytest

from index import build, load, parts
from index.care.verify import verify
from index.errors import DocumentError
from index.library import Library
from index.parts import Holder, Passed, file_of, load_all_bytes
from index.types import Document
from tests.index import office
from tests.index.samples import FERRY, pdf


def documents(data: bytes, name: str) -> dict[str, Document]:
    return {item.path: item for item in load_all_bytes(data, name) if isinstance(item, Document)}


def errors(data: bytes, name: str) -> list[DocumentError]:
    return [item for item in load_all_bytes(data, name) if isinstance(item, DocumentError)]


def test_attachments_are_documents_of_their_own() -> None:
    inner = office.mail("Nine boats came.", subject="Boats")
    data = office.mail(attachments=[("a/report.pdf", pdf([["Ferries sail."]])), ("x.bin", b"1")], mails=[inner])
    found = documents(data, "m.eml")
    assert set(found) == {"m.eml#a/report.pdf", "m.eml#Boats.eml", "m.eml"}
    assert list(found)[-1] == "m.eml"
    assert found["m.eml#Boats.eml"].author == "Mia Ono"
    (loss,) = found["m.eml"].losses
    assert "x.bin" in loss.cause
    assert not errors(data, "m.eml")


def test_what_cannot_be_read_of_a_mail_is_said_by_the_mail() -> None:
    (own,) = documents(office.mail(attachments=[("a.pdf", b"%PDF-1.7 broken")]), "m.eml").values()
    (loss,) = own.losses
    assert "a.pdf" in loss.cause
    assert "damaged" in loss.cause


def test_the_mails_of_a_mailbox_keep_their_names_when_others_go() -> None:
    mails = [office.mail(f"Boat {number} came.", subject="Boats/1") for number in range(3)]
    before, after = documents(office.mailbox(mails), "a.mbox"), documents(office.mailbox(mails[1:]), "a.mbox")
    assert len(before) == 3
    assert set(after) < set(before)
    assert all(path.startswith("a.mbox#Boats-1 ") and path.endswith(".eml") for path in before)


def test_members_of_an_archive_are_read_where_they_stand() -> None:
    inner = office.packed({"c.txt": "Nine boats came."})
    data = office.packed({"x/b.txt": FERRY[0], "x/.hidden.txt": "no", "i.zip": inner, "p.png": "x", "../up.txt": "Up."})
    assert documents(data, "a.zip")["a.zip#x/b.txt"].title == "b"
    assert set(documents(data, "a.zip")) == {"a.zip#x/b.txt", "a.zip#i.zip#c.txt", "a.zip#../up.txt"}
    items = list(load_all_bytes(data, "a.zip"))
    assert Passed(path="a.zip#p.png") in items
    assert isinstance(items[-1], Holder)


def test_names_in_an_archive_are_made_fit_for_a_line_and_told_apart() -> None:
    data = office.packed({"a\nb.txt": "One boat.", "a b.txt": "Two boats.", "n" * 300 + ".txt": "Three boats."})
    paths = sorted(documents(data, "z.zip"))
    assert paths[:2] == ["z.zip#a b (2).txt", "z.zip#a b.txt"]
    assert len(paths[2]) == len("z.zip#") + parts.LONGEST_NAME


def test_a_mail_that_holds_itself_and_nests_without_end_ends() -> None:
    data = office.mail("Boats came.")
    for _ in range(8):
        data = office.mail("Boats came.", attachments=[("m.eml", data)])
    found = documents(data, "m.eml")
    assert len(found) == parts.DEEPEST + 1
    assert any("files in it" in loss.cause or "deep" in loss.cause for item in found.values() for loss in item.losses)


def test_a_file_that_is_the_one_it_is_in_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from io import BytesIO

    from index.loaders.types import Extract, Part

    monkeypatch.setattr(load, "loader_of", lambda _: lambda data, _: Extract(text="Boats.", parts=[_part(data)]))

    def _part(data: bytes) -> Part:
        return Part(name="again.eml", open=lambda: BytesIO(data))

    (own,) = documents(b"From: a", "m.eml").values()
    assert "the same as the file" in own.losses[0].cause


def test_a_bomb_is_named_and_its_neighbour_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "LARGEST", 100_000)
    data = office.packed({"bomb.txt": b" " * 10_000_000, "good.txt": FERRY[0]})
    assert len(data) < 100_000
    (error,) = errors(data, "a.zip")
    assert (error.subject, "unpacks to more than" in error.cause) == ("a.zip#bomb.txt", True)
    assert set(documents(data, "a.zip")) == {"a.zip#good.txt"}


def test_no_more_is_read_than_all_parts_together_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    data = office.packed({f"{number}.txt": f"Boat {number} came. " * 50 for number in range(9)})
    monkeypatch.setattr(parts, "LARGEST_SUM", 3000)
    assert 0 < len(documents(data, "a.zip")) < 9
    monkeypatch.setattr(parts, "LARGEST_SUM", 10**9)
    monkeypatch.setattr(parts, "MOST", 4)
    assert len(documents(data, "a.zip")) == 4
    assert "more than 4 files" in errors(data, "a.zip")[0].cause


def test_a_member_with_a_password_is_named(tmp_path: Path) -> None:
    data = bytearray(office.packed({"a.txt": "Boats."}, zipfile.ZIP_STORED))
    for start in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[start] |= 1
    (error,) = errors(bytes(data), "a.zip")
    assert "password" in error.cause


def archive(path: Path, **members: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(office.packed({f"{name}.txt": text for name, text in members.items()}))


def paths(library: Library) -> set[str]:
    return {Path(path).name for path in library.catalog.files()}


def test_parts_follow_the_file_that_they_are_in(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.zip"
    archive(path, one="Seven ships came.", two="Nine planes left.", three="Eleven carts stood still.")
    report = build.add([path.parent], library)
    assert (len(report.added), report.errors) == (3, ())
    assert build.add([path.parent], library).unchanged == (str(path),)
    archive(path, one="Seven ships came.", two="Ten planes left.", four="A cow lay down.")
    report = build.add([path.parent], library)
    assert [Path(p).name for p in report.replaced] == ["a.zip#two.txt"]
    assert [Path(p).name for p in report.added] == ["a.zip#four.txt"]
    assert [Path(p).name for p in report.unchanged] == ["a.zip#one.txt"]
    assert [Path(p).name for p in report.removed] == ["a.zip#three.txt"]
    assert verify(library).sound
    path.write_bytes(b"PK\x03\x04 broken")
    assert len(build.add([path.parent], library).errors) == 1
    assert len(paths(library)) == 3
    path.unlink()
    assert len(build.add([path.parent], library).removed) == 3
    assert library.catalog.counts() == (0, 0)
    assert library.catalog.holders() == {}
    assert verify(library).sound


def test_a_part_that_fails_now_keeps_its_stored_version(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "m.eml"
    good = office.packed({"a.txt": "Nine planes left."})
    path.write_bytes(office.mail("Seven ships came.", attachments=[("i.zip", good)]))
    build.add([path], library)
    assert paths(library) == {"m.eml", "m.eml#i.zip#a.txt"}
    path.write_bytes(office.mail("Eight ships came.", attachments=[("i.zip", b"PK broken")]))
    report = build.add([path], library)
    assert paths(library) == {"m.eml", "m.eml#i.zip#a.txt"}
    assert [Path(p).name for p in report.replaced] == ["m.eml"]
    assert "not a readable ZIP" in report.losses[0][1].cause


def test_removing_a_file_removes_what_is_in_it(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.zip"
    archive(path, one="Seven ships came.", two="Nine planes left.")
    build.add([path], library)
    assert build.remove([f"{path}#one.txt"], library)
    assert paths(library) == {"a.zip#two.txt"}
    assert build.remove([str(path)], library) == (str(path),)
    assert library.catalog.counts() == (0, 0)
    assert len(build.add([path], library).added) == 2


def test_what_an_archive_holds_of_unknown_kind_is_counted_and_a_bad_member_stops_no_other(library: Library) -> None:
    data = office.packed({"good.txt": "Seven ships came.", "bad.pdf": "no pdf", "x.png": "x"})
    report = build.add_uploads([("a.zip", data)], library)
    assert (report.added, report.passed) == (("a.zip#good.txt",), ("a.zip#x.png",))
    assert [error.subject for error in report.errors] == ["a.zip#bad.pdf"]


def test_a_file_whose_name_looks_like_a_part_is_left_alone(library: Library, tmp_path: Path) -> None:
    archive(tmp_path / "in" / "a.zip", one="Seven ships came.")
    lookalike = tmp_path / "in" / "a.zip#two.txt"
    lookalike.write_text("Nine planes left.")
    build.add([tmp_path / "in"], library)
    archive(tmp_path / "in" / "a.zip", one="Eight ships came.")
    build.add([tmp_path / "in"], library)
    assert paths(library) == {"a.zip#one.txt", "a.zip#two.txt"}
    assert file_of(str(lookalike)) == str(lookalike)
    assert file_of(f"{tmp_path}/in/a.zip#one.txt") == f"{tmp_path}/in/a.zip"
