"""ZIP, 7z, TAR and compressed single files: containers whose members are read as documents of their own."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from indexer.readers.cut_zip import ENCRYPTED, UTF8_NAME, cut_members
from indexer.readers.parts import CHUNK, Parts, leads_out, write
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq.errors import Invalid

Errors = tuple[type[Exception], ...]

COMPRESSED: dict[str, Callable[..., Any]] = {"gzip": gzip.open, "bzip2": bz2.open, "xz": lzma.open}
# What WinZip's encryption (AE-1, AE-2) writes in place of the method of packing; Python's own library does not open it.
AES = 99
# Newer programs lock by UTF-8; older ones by what Windows in Russian and Kazakh has for consoles and for windows.
PASSWORD_ENCODINGS = ("utf-8", "cp866", "cp1251", "kz1048")
BROKEN_MEMBER = "It is broken inside its container and cannot be unpacked"
UNKNOWN_METHOD = "It is packed by a method that is not read here"
# What stands for the files of a container that nobody can name any more.
REST = "…"
BROKEN_REST = "The container is cut off or broken here: files that followed are lost"
BROKEN_SOMEWHERE = "The container is cut off or broken: files that followed are lost, and those before may be damaged"
BROKEN: Errors = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    parts = Parts(workspace, path.stat().st_size)
    try:
        note = _unpack(path, name, kind, parts, options.password)
    except BROKEN as error:
        raise _broken(name) from error
    if not parts.found:
        raise Invalid("The container holds no files", where=name, code="empty")
    if all(part.reason == UNKNOWN_METHOD for part in parts.found):
        raise Invalid("The container is packed by a method that is not read here", where=name, code="method")
    if not any(part.path for part in parts.found):
        raise _broken(name, options.password)
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
    return _unpack_compressed(path, name, kind, parts)


def _unpack_compressed(path: Path, name: str, kind: str, parts: Parts) -> str:
    inner = parts.folder("inner") / "file"
    with COMPRESSED[kind](path) as source:
        whole = _decompressed(source, inner, parts)
    with inner.open("rb") as file:
        is_tar = file.read(tarfile.BLOCKSIZE)[257:262] == b"ustar"
        file.seek(0)
        if is_tar:
            return _unpack_tar(file, parts, BROKEN_REST if whole else BROKEN_SOMEWHERE)
        inner_name = name.rpartition(".")[0] or name
        if whole:
            parts.add(inner_name, file)
        else:
            parts.lose(inner_name, BROKEN_MEMBER)
    return ""


def _decompressed(source: Any, target: Path, parts: Parts) -> bool:
    """Write out what a compressed file holds, up to where it is broken; return whether it is whole."""
    written = 0
    with target.open("wb", buffering=0) as file:
        while True:
            try:
                # One step at a time: what comes before the broken place is kept.
                chunk = source.read1(CHUNK)
            except BROKEN:
                return False
            if not chunk:
                return True
            written += len(chunk)
            parts.check(written)
            write(file, chunk)


def _unpack_zip(path: Path, name: str, parts: Parts, password: str) -> str:
    secrets = _secrets(password)
    try:
        package, broken = _open_zip(path)
    except zipfile.BadZipFile:
        _unpack_cut_zip(path, parts)
        return ""
    with package:
        for member in package.infolist():
            # Python's own question fails where a damaged member has no name.
            if member.filename.endswith("/"):
                continue
            try:
                _unpack_member(package, member, secrets if member.flag_bits & ENCRYPTED else [None], parts, broken)
            except NotImplementedError:
                parts.lose(member_name(member), UNKNOWN_METHOD)
            except broken:
                parts.lose(member_name(member), BROKEN_MEMBER)
            except RuntimeError as error:
                raise _locked(name) from error
    return ""


def _open_zip(path: Path) -> tuple[Any, Errors]:
    """Open a ZIP by a library that can, and return what that raises for damage; raises BadZipFile if there is no directory."""
    package = zipfile.ZipFile(path)
    if all(member.compress_type != AES for member in package.infolist()):
        return package, BROKEN
    package.close()
    from pyzipper import AESZipFile, BadZipFile

    try:
        # An unknown strength is a KeyError.
        return AESZipFile(path), (*BROKEN, BadZipFile, KeyError)
    except BadZipFile as error:
        raise zipfile.BadZipFile from error


def _unpack_member(package: Any, member: zipfile.ZipInfo, secrets: list[bytes | None], parts: Parts, broken: Errors) -> None:
    """Unpack a member by the first password that opens it, which comes first for the next one."""
    # One wrong password in 256 shows in what comes out only.
    wrong: Errors = (RuntimeError, *broken)
    for number, secret in enumerate(secrets, 1):
        try:
            with package.open(member, pwd=secret) as file:
                parts.add(member_name(member), file)
        except wrong:
            if number == len(secrets):
                raise
        else:
            secrets.insert(0, secrets.pop(number - 1))
            return


def _secrets(password: str) -> list[bytes | None]:
    """Return what a password may be in bytes: no ZIP tells its encoding; None stands for none."""
    if not password:
        return [None]
    secrets: list[bytes | None] = []
    for encoding in PASSWORD_ENCODINGS:
        with suppress(UnicodeEncodeError):
            secrets.append(password.encode(encoding))
    return list(dict.fromkeys(secrets))


def _unpack_cut_zip(path: Path, parts: Parts) -> None:
    """Unpack what is whole in a ZIP that was cut off; nobody knows any more what followed."""
    for member in cut_members(path):
        if member.info.filename.endswith("/"):
            continue
        try:
            parts.add(member_name(member.info), member)
        except BROKEN:
            parts.lose(member_name(member.info), BROKEN_MEMBER)
    parts.lose(REST, BROKEN_REST)


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


def _unpack_tar(file: IO[bytes], parts: Parts, broken: str = BROKEN_REST) -> str:
    """Unpack what can be; ``broken`` is said of what cannot."""
    skipped = 0
    lost = broken != BROKEN_REST
    try:
        skipped, at = _unpack_members(file, 0, parts)
        file.seek(at)
        end = file.read(tarfile.BLOCKSIZE)
        lost = lost or not end or any(end)
        if any(end):
            # Where a heading is broken only the next good one tells where the next file is.
            skipped += _unpack_members(file, at + tarfile.BLOCKSIZE, parts)[0]
    except BROKEN:
        lost = True
    if lost:
        parts.lose(REST, broken)
    return f"{skipped} links and devices left out" if skipped else ""


def _unpack_members(file: IO[bytes], start: int, parts: Parts) -> tuple[int, int]:
    """Unpack the members of a TAR from a place on; return how many are links and devices, and where no heading was any more."""
    skipped = 0
    file.seek(start)
    # Python stops without a word at a heading that is broken, unless it is told to look for the next one.
    with tarfile.open(fileobj=file, mode="r|", ignore_zeros=start > 0) as package:
        for member in package:
            source = package.extractfile(member) if member.isreg() else None
            if source is not None:
                try:
                    parts.add(member.name, source)
                except BROKEN:
                    parts.lose(member.name, BROKEN_MEMBER)
                    raise
            elif not member.isdir():
                skipped += 1
        return skipped, start + package.offset


def _unpack_7z(path: Path, name: str, parts: Parts, password: str) -> str:
    from py7zr.exceptions import PasswordRequired

    from indexer.readers.seven_zip import SevenZip

    package = SevenZip(path, password)
    try:
        members = package.members()
        # 7z tells numbers and sizes before it unpacks.
        parts.check(sum(member.size for member in members), len(members))
        if any(leads_out(member.name) for member in members):
            # Its library refuses them too, without saying why.
            raise Invalid("The container holds a file whose name leads out of it", where=name, code="path")
        unpacked = package.unpack(parts.folder("7z"))
    except PasswordRequired as error:
        raise _locked(name) from error
    except package.BROKEN as error:
        raise _broken(name, password) from error
    for member in members:
        if (file := unpacked.get(member.name)) is None:
            parts.lose(member.name, BROKEN_MEMBER)
            continue
        with file.open("rb") as source:
            parts.add(member.name, source)
    return ""


def _broken(name: str, password: str = "") -> Invalid:
    if not password:
        return Invalid("The container is broken and cannot be unpacked", where=name, code="broken")
    # A wrong password shows in what comes out only.
    what = "The container is broken, or the password given does not open it"
    return Invalid(what, where=name, remedy="Give its password if it is another one", code="locked")


def _locked(name: str) -> Invalid:
    return Invalid("The container is locked with a password", where=name, remedy="Give its password", code="locked")
