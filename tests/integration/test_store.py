import stat
from pathlib import Path

import pytest

from paraq.errors import Missing, Unavailable
from paraq.records.model import content_hash
from paraq.store import Damage, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_bytes_and_files_are_kept_under_their_content(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"sheet")
    name = store.put(b"sheet")
    assert name == content_hash(b"sheet") == store.put(tmp_path / "a.txt")
    assert store.path(name).read_bytes() == b"sheet"
    assert store.path(name).parent.name == name[2:4]
    assert not stat.S_IMODE(store.path(name).stat().st_mode) & 0o222


def test_what_is_there_is_never_written_again(store: Store) -> None:
    name = store.put(b"sheet")
    before = store.path(name).stat()
    store.put(b"sheet")
    after = store.path(name).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_damage_is_found(store: Store) -> None:
    good, changed, gone = store.put(b"good"), store.put(b"changed"), content_hash(b"gone")
    store.path(changed).chmod(0o644)
    store.path(changed).write_bytes(b"chanGed")
    assert list(store.verify([good, changed, gone])) == [Damage(changed, "changed"), Damage(gone, "missing")]


def test_unknown_names_are_missing_and_cannot_lead_elsewhere(store: Store) -> None:
    for name in ("0" * 64, "../../etc/passwd", ""):
        with pytest.raises(Missing):
            store.path(name)


def test_no_room_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable, match="cannot be kept"):
        Store(tmp_path / "file").put(b"sheet")


def test_what_a_killed_process_was_writing_is_cleared(store: Store, tmp_path: Path) -> None:
    name = store.put(b"sheet")
    (tmp_path / "store" / "incoming" / "tmp123").write_bytes(b"half")
    store.clear_incoming()
    assert [path.name for path in (tmp_path / "store").rglob("*") if path.is_file()] == [name]
