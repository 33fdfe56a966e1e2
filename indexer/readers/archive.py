"""ZIP, 7z, TAR and compressed single files: containers whose members are read as documents of their own."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from indexer.readers.parts import Parts, leads_out
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq.errors import Invalid

COMPRESSED: dict[str, Callable[..., Any]] = {"gzip": gzip.open, "bzip2": bz2.open, "xz": lzma.open}
# Bit 11 of a ZIP member's flags: its name is UTF-8 (APPNOTE 6.3.10, 4.4.4); bit 0: it is encrypted.
UTF8_NAME, ENCRYPTED = 0x800, 0x1
BROKEN = (zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    parts = Parts(workspace, path.stat().st_size)
    try:
        note = _unpack(path, name, kind, parts, options.password)
    except BROKEN as error:
        raise Invalid("The container is broken and cannot be unpacked", where=name, code="broken") from error
    if not parts.found:
        raise Invalid("The container holds no files", where=name, code="empty")
    return Contents(kind, 0, parts=tuple(parts.found), note=note)


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """Yield nothing: a container has no pages."""
    yield from ()


def _unpack(path: Path, name: str, kind: str, parts: Parts, password: str) -> str:
    """Unpack into ``parts``; return a note about members left out."""
    if kind == "zip":
        return _unpack_zip(path, name, parts, password)
    if kind == "7z":
        return _unpack_7z(path, name, parts, password)
    if kind == "tar":
        with path.open("rb") as file:
            return _unpack_tar(file, parts)
    with COMPRESSED[kind](path) as file:
        if file.read(512)[257:262] == b"ustar":
            file.seek(0)
            return _unpack_tar(file, parts)
        file.seek(0)
        parts.add(name.rpartition(".")[0] or name, file)
    return ""


def _unpack_zip(path: Path, name: str, parts: Parts, password: str) -> str:
    secret = password.encode() if password else None
    with zipfile.ZipFile(path) as package:
        for member in package.infolist():
            if member.is_dir():
                continue
            if member.flag_bits & ENCRYPTED and not secret:
                raise _locked(name)
            try:
                with package.open(member, pwd=secret) as file:
                    parts.add(member_name(member), file)
            except RuntimeError as error:
                raise _locked(name) from error
    return ""


def member_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; old Russian and Kazakh Windows writes names in DOS 866 without saying so."""
    if member.flag_bits & UTF8_NAME:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "cp866"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _unpack_tar(file: IO[bytes], parts: Parts) -> str:
    skipped = 0
    with tarfile.open(fileobj=file, mode="r|") as package:
        for member in package:
            source = package.extractfile(member) if member.isreg() else None
            if source is not None:
                parts.add(member.name, source)
            elif not member.isdir():
                skipped += 1
    return f"{skipped} links and devices left out" if skipped else ""


def _unpack_7z(path: Path, name: str, parts: Parts, password: str) -> str:
    from py7zr.exceptions import ArchiveError, PasswordRequired

    folder = parts.folder("7z")
    try:
        for member in _extracted_7z(path, name, folder, parts, password):
            with (folder / member).open("rb") as file:
                parts.add(member, file)
    except PasswordRequired as error:
        raise _locked(name) from error
    except (*BROKEN, ArchiveError, TypeError, AttributeError, KeyError, IndexError, AssertionError) as error:
        if not password:
            raise Invalid("The container is broken and cannot be unpacked", where=name, code="broken") from error
        # A wrong password shows in what comes out only.
        remedy = "Give its password if it is another one"
        what = "The container is broken, or the password given does not open it"
        raise Invalid(what, where=name, remedy=remedy, code="locked") from error
    return ""


def _extracted_7z(path: Path, name: str, folder: Path, parts: Parts, password: str) -> list[str]:
    """Unpack into a folder and return the names of the files in it."""
    import py7zr

    with py7zr.SevenZipFile(path, password=password or None) as package:
        if package.needs_password() and not password:
            raise _locked(name)
        members = [member for member in package.list() if not member.is_directory and not member.is_symlink]
        # 7z tells numbers and sizes before it unpacks.
        parts.check(sum(member.uncompressed or 0 for member in members), len(members))
        names = list(dict.fromkeys(member.filename for member in members))
        if any(leads_out(one) for one in names):
            # Its library refuses them too, without saying why.
            raise Invalid("The container holds a file whose name leads out of it", where=name, code="path")
        package.extract(folder, targets=names)
    return [one for one in names if (folder / one).is_file() and not (folder / one).is_symlink()]


def _locked(name: str) -> Invalid:
    return Invalid("The container is locked with a password", where=name, remedy="Give its password", code="locked")
