"""The kind of a file, told from its content."""

from pathlib import Path

from paraq.errors import Invalid

HEAD = 4096

READERS = {
    "pdf": "pdf",
    "tiff": "picture",
    "jpeg": "picture",
    "png": "picture",
    "jpeg2000": "picture",
    "bmp": "picture",
    "webp": "picture",
    "gif": "picture",
    "heic": "picture",
}

# Signatures that no other kind shares: offset, bytes, kind.
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"II+\0", "tiff"),
    (0, b"MM\0+", "tiff"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "jpeg2000"),
    (0, b"\xff\x4f\xff\x51", "jpeg2000"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (8, b"WEBPVP8", "webp"),
    (0, b"AT&TFORM", "djvu"),
    (0, b"{\\rtf", "rtf"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (257, b"ustar", "tar"),
    (0, b"\x1f\x8b\x08", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\0", "xz"),
)
# Brands of ISO 14496-12 files that hold still pictures in HEVC or AV1.
HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}


def reader_of(kind: str) -> str:
    """Return the module in ``indexer.readers`` that reads a kind; empty if none does."""
    return READERS.get(kind, "")


def kind_of(path: Path, name: str) -> str:
    """Return the kind of a file: a key of :data:`READERS`, or the name of a kind that nobody reads.

    Raises:
        Invalid: The file is empty (code ``empty``).
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise Invalid("The file is empty", where=name, code="empty")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for offset, signature, kind in SIGNATURES:
        if head.startswith(signature, offset):
            return kind
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return "heic"
    if head.startswith(b"BM") and int.from_bytes(head[2:6], "little") <= path.stat().st_size + HEAD:
        return "bmp"
    return "unknown"
