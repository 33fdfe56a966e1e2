"""Containers of which a part is broken or cut off: what is whole is taken in, and each broken file fails alone."""

import os
import random
import tarfile
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import py7zr
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.readers import look
from indexer.readers.archive import BROKEN_MEMBER, BROKEN_REST, REST
from indexer.readers.parts import Parts
from indexer.reading import Part, ReadOptions
from paraq.errors import Invalid
from tests.integration.paraq_home import paraq_json, write_pdf

NAMES = [f"Іс {number}/бұйрық {number}.txt" for number in range(8)]


def content(name: str) -> bytes:
    """A text of some 40 kB that does not get smaller by packing."""
    return name.encode() + random.Random(name).randbytes(40_000)


def write_zip(path: Path, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as package:
        for name in NAMES:
            package.writestr(name, content(name))
    return path


def write_streamed_zip(path: Path) -> Path:
    """Sizes and checksums stand behind the data, as programs write that cannot go back."""

    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

    with Pipe() as pipe:
        with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:
            for name in NAMES:
                package.writestr(name, content(name))
        path.write_bytes(pipe.getvalue())
    return path


def write_tar(path: Path, mode: str = "w") -> Path:
    with tarfile.open(path, mode, format=tarfile.GNU_FORMAT) as package:  # type: ignore[call-overload]
        for name in NAMES:
            info = tarfile.TarInfo(name)
            info.size = len(content(name))
            package.addfile(info, BytesIO(content(name)))
    return path


def damage(path: Path, at: int) -> None:
    written = bytearray(path.read_bytes())
    written[at : at + 8] = bytes(byte ^ 0x5A for byte in written[at : at + 8])
    path.write_bytes(written)


def cut(path: Path, share: float) -> None:
    os.truncate(path, int(path.stat().st_size * share))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


def unpacked(path: Path, workspace: Path, password: str = "") -> tuple[set[str], dict[str, str]]:
    """Names of the whole parts, whose content is checked, and the reasons of the others."""
    parts = look(path, path.name, workspace, ReadOptions(password=password)).parts
    for part in parts:
        assert part.path is None or part.path.read_bytes() == content(part.name)
    return {part.name for part in parts if part.path}, {part.name: part.reason for part in parts if not part.path}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_one_broken_member_of_a_zip_fails_alone(method: int, tmp_path: Path, workspace: Path) -> None:
    path = write_zip(tmp_path / "a.zip", method)
    with zipfile.ZipFile(path) as package:
        damage(path, package.getinfo(NAMES[3]).header_offset + 20_000)
    whole, lost = unpacked(path, workspace)
    assert whole == set(NAMES) - {NAMES[3]} and lost == {NAMES[3]: BROKEN_MEMBER}


@pytest.mark.parametrize("write", [write_zip, write_streamed_zip, lambda path: write_zip(path, zipfile.ZIP_STORED)])
def test_of_a_zip_that_was_cut_off_the_whole_members_are_taken(write, tmp_path: Path, workspace: Path) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path / "a.zip")
    cut(path, 0.55)
    whole, lost = unpacked(path, workspace)
    assert whole == set(NAMES[:4]) and lost == {NAMES[4]: BROKEN_MEMBER, REST: BROKEN_REST}


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_of_a_tar_that_was_cut_off_the_whole_members_are_taken(mode: str, tmp_path: Path, workspace: Path) -> None:
    path = write_tar(tmp_path / "a.tar", mode)
    cut(path, 0.55)
    whole, lost = unpacked(path, workspace)
    assert whole == set(NAMES[:4]) and set(lost) == {NAMES[4], REST}


def test_bzip2_that_was_cut_off_in_its_first_block_is_broken_as_a_whole(tmp_path: Path, workspace: Path) -> None:
    path = write_tar(tmp_path / "a.tbz", "w:bz2")
    cut(path, 0.3)
    with pytest.raises(Invalid, match="broken"):
        unpacked(path, workspace)


def test_behind_a_broken_heading_a_tar_is_read_on(tmp_path: Path, workspace: Path) -> None:
    path = write_tar(tmp_path / "a.tar")
    written = path.read_bytes()
    headings = [at for at in range(0, len(written), 512) if written[at + 257 : at + 262] == b"ustar"]
    damage(path, headings[3] + 150)
    whole, lost = unpacked(path, workspace)
    assert len(whole) == 7 and lost == {REST: BROKEN_REST}


def test_a_tar_that_ends_between_two_files_is_not_taken_for_whole(tmp_path: Path, workspace: Path) -> None:
    path = write_tar(tmp_path / "a.tar")
    written = path.read_bytes()
    headings = [at for at in range(0, len(written), 512) if written[at + 257 : at + 262] == b"ustar"]
    os.truncate(path, headings[5])
    assert unpacked(path, workspace) == (set(NAMES[:5]), {REST: BROKEN_REST})


def test_of_a_broken_7z_what_is_whole_is_taken(tmp_path: Path, workspace: Path) -> None:
    path = tmp_path / "a.7z"
    for name in NAMES:
        # Each call packs into a block of its own.
        with py7zr.SevenZipFile(path, "a" if path.exists() else "w") as package:
            package.writestr(content(name), name)
    damage(path, 32 + 3 * 40_000 + 20_000)
    whole, lost = unpacked(path, workspace)
    assert whole == set(NAMES) - {NAMES[3]} and lost == {NAMES[3]: BROKEN_MEMBER}


# Deflate64, and PPMd.
@pytest.mark.parametrize("method", [9, 98])
def test_a_method_of_packing_that_is_not_read_is_said(method: int, tmp_path: Path, workspace: Path) -> None:
    path = write_zip(tmp_path / "a.zip")
    written = bytearray(path.read_bytes())
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = 0
        while (place := written.find(signature, place)) >= 0:
            written[place + at : place + at + 4] = bytes((0, written[place + at + 1], method, 0))
            place += 4
    path.write_bytes(written)
    with pytest.raises(Invalid) as refused:
        look(path, path.name, workspace, ReadOptions(password="сөз"))
    assert refused.value.code == "method" and "not" in refused.value.what


@pytest.mark.parametrize("end", [1.0, 0.55])
def test_a_member_without_a_name_is_given_one(end: float, tmp_path: Path, workspace: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("QQQQ", b"nameless")
        package.writestr("a.txt", b"a" * 500)
    # A name ends at a zero.
    path.write_bytes(path.read_bytes().replace(b"QQQQ", b"\0QQQ"))
    cut(path, end)
    assert ("part-1", b"nameless") in [
        (part.name, part.path.read_bytes()) for part in look(path, path.name, workspace, ReadOptions()).parts if part.path
    ]


@pytest.mark.parametrize("ending", [".docx", ".odt"])
def test_what_is_left_of_an_office_file_is_no_container(ending: str, tmp_path: Path, workspace: Path) -> None:
    path = tmp_path / f"a{ending}"
    with zipfile.ZipFile(path, "w") as package:
        if ending == ".odt":
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("[Content_Types].xml" if ending == ".docx" else "content.xml", "<a/>")
        package.writestr("word/document.xml", content("a"))
    cut(path, 0.5)
    with pytest.raises(Invalid, match="office file is broken"):
        look(path, path.name, workspace, ReadOptions())


def test_files_of_one_name_are_all_kept(tmp_path: Path, workspace: Path) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@audan.example", "b@audan.example", "Скандар"
    letter.set_content("Қоса тіркелді")
    for text in (b"one", b"two", b"three"):
        letter.add_attachment(text, maintype="application", subtype="octet-stream", filename="scan.txt")
    path = tmp_path / "a.eml"
    path.write_bytes(letter.as_bytes())
    parts = look(path, path.name, workspace, ReadOptions()).parts
    named = {part.name: part.path.read_bytes() for part in parts if part.path}
    assert named == {"scan.txt": b"one", "scan (2).txt": b"two", "scan (3).txt": b"three"}


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["a", "a.b", "a (2).b", ".b", "c/a.b", "c/.b", "", "..", "a.b/.."]), max_size=12))
def test_every_part_has_a_name_of_its_own(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    parts = Parts(tmp_path_factory.mktemp("parts"), 1)
    for number, name in enumerate(names):
        if number % 3:
            parts.add(name, BytesIO(str(number).encode()))
        else:
            parts.lose(name, "broken")
    assert len({part.name for part in parts.found}) == len(names)
    for number, part in enumerate(parts.found):
        assert part == Part(part.name, None, "broken") if number % 3 == 0 else part.path and part.path.read_text() == str(number)


@settings(max_examples=40)
@given(st.integers(0, 40_000), st.integers(0, 255))
def test_a_zip_cut_anywhere_gives_only_whole_members(tmp_path_factory: pytest.TempPathFactory, at: int, byte: int) -> None:
    folder = tmp_path_factory.mktemp("cut")
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(20):
            package.writestr(f"{number}.txt", str(number) * 1000 + random.Random(number).randbytes(900).hex())
    written = bytearray(path.read_bytes())[:at]
    if written:
        written[len(written) // 2] = byte
    path.write_bytes(bytes(written))
    try:
        parts = look(path, path.name, folder, ReadOptions()).parts
    except Invalid:
        return
    for part in parts:
        if part.path:
            number = int(part.name.split(".")[0])
            assert part.path.read_text() == str(number) * 1000 + random.Random(number).randbytes(900).hex()


def test_a_broken_member_is_told_with_what_the_transfer_knows_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "transfer"
    write_pdf(tmp_path / "order.pdf", ["Order of the first day"])
    folder.mkdir()
    path = folder / "bag.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.write(tmp_path / "order.pdf", "order.pdf")
        package.writestr("note.txt", content("note"))
        package.writestr("опись.csv", "Путь;Заголовок\norder.pdf;Приказ\nnote.txt;Записка\n")
        at = package.getinfo("note.txt").header_offset
    damage(path, at + 20_000)
    home = tmp_path / "home"
    for _ in range(2):
        receipt = paraq_json(home, "ingest", folder, code=1)
        assert (receipt["files"], receipt["searchable"], receipt["documents"]) == (1, 1, 1)
        assert [(one["path"], one["reason"]) for one in receipt["failed"]] == [("bag.zip/note.txt", BROKEN_MEMBER)]
    act = paraq_json(home, "receipt", 2)
    assert act["absent"] == [] and "bag.zip/note.txt" in [one["path"] for one in act["list"]]
