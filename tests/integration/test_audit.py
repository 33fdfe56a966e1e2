"""The audit record: whatever is done to it in the database is found, on both databases; what it keeps, and its export."""

import csv
import hashlib
import io
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from paraq.records.audit import START, Event, Verdict, digest_of
from paraq.settings import Settings
from paraq.wiring import House, open_house
from tests.integration.paraq_home import paraq, paraq_json

LINES = 12
COLUMNS = ("actor", "role", "action", "operation", "target", "detail", "request", "request_id", "status")


@dataclass
class Kept:
    """A house with a record of some lines, and the way around it into its database."""

    house: House
    address: str

    def do(self, change: Callable[[Connection], None]) -> None:
        """Change the database as its owner can, who takes the triggers away first."""
        self.change(lambda connection: change(unguarded(connection)))

    def change(self, change: Callable[[Connection], None]) -> None:
        engine = create_engine(self.address)
        try:
            with engine.begin() as connection:
                change(connection)
        finally:
            engine.dispose()

    def rows(self, table: str) -> list[dict[str, Any]]:
        engine = create_engine(self.address)
        with engine.connect() as connection:
            found = [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]
        engine.dispose()
        return found


def events(count: int) -> list[Event]:
    return [
        Event(f"user{n}", "reader", "search", "search", detail=f'{{"q": ["Досов {n}"]}}', request="A-1") for n in range(count)
    ]


@pytest.fixture(params=["sqlite", "postgres"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    address = f"sqlite:///{tmp_path / 'own.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_database")
    with open_house(Settings(home=tmp_path, catalogue=address)) as house:
        for event in events(LINES):
            house.audit.write(event)
        yield Kept(house, address)


def unguarded(connection: Connection) -> Connection:
    if connection.dialect.name == "sqlite":
        run("DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete")(connection)
    else:
        run("DROP TRIGGER IF EXISTS audit_append_only ON audit")(connection)
    return connection


def put(connection: Connection, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    connection.execute(text(f"INSERT INTO audit ({names}) VALUES ({', '.join(f':{name}' for name in row)})"), row)


def run(*statements: str) -> Callable[[Connection], None]:
    def change(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    return change


def inserted_before_the_end(connection: Connection) -> None:
    """A line is put in, and all after it move up one."""
    for number in range(LINES, 5, -1):
        connection.execute(text(f"UPDATE audit SET number = {number + 1} WHERE number = {number}"))
    row = dict(connection.execute(text("SELECT * FROM audit WHERE number = 5")).mappings().one())
    put(connection, row | {"number": 6})
    connection.execute(text(f"UPDATE audit_head SET number = {LINES + 1}"))


def written_anew(connection: Connection) -> None:
    """A line is changed, and every digest after it is worked out again; only the seal needs the key."""
    connection.execute(text("UPDATE audit SET actor = 'nobody' WHERE number = 3"))
    before = START
    for row in connection.execute(text("SELECT * FROM audit ORDER BY number")).mappings().all():
        event = Event(**{name: row[name] for name in COLUMNS})
        before = digest_of(before, row["number"], row["at"], event)
        connection.execute(text("UPDATE audit SET digest = :d WHERE number = :n"), {"d": before, "n": row["number"]})
    connection.execute(text("UPDATE audit_head SET digest = :d"), {"d": before})


def cut_with_its_end(connection: Connection) -> None:
    """The last lines go, and the end is set to where the record now ends; only the seal is of another end."""
    connection.execute(text(f"DELETE FROM audit WHERE number > {LINES - 3}"))
    last = connection.execute(text(f"SELECT digest FROM audit WHERE number = {LINES - 3}")).scalar_one()
    connection.execute(text(f"UPDATE audit_head SET number = {LINES - 3}, digest = :d"), {"d": last})


TAMPERED = {
    **{f"edit {name}": run(f"UPDATE audit SET {name} = 'x' WHERE number = 4") for name in COLUMNS if name != "status"},
    "edit status": run("UPDATE audit SET status = 404 WHERE number = 4"),
    "edit time": run("UPDATE audit SET at = '2020-01-01T00:00:00.000+00:00' WHERE number = 4"),
    "edit digest": run(f"UPDATE audit SET digest = '{'a' * 64}' WHERE number = 4"),
    "edit last": run(f"UPDATE audit SET actor = 'x' WHERE number = {LINES}"),
    "delete first": run("DELETE FROM audit WHERE number = 1"),
    "delete in the middle": run("DELETE FROM audit WHERE number = 5"),
    "delete and close the gap": run(
        "DELETE FROM audit WHERE number = 5",
        *(f"UPDATE audit SET number = {n - 1} WHERE number = {n}" for n in range(6, LINES + 1)),
    ),
    "insert": inserted_before_the_end,
    "insert at the end": run(
        "INSERT INTO audit SELECT number + 1, at, actor, role, action, operation, target, detail, request, request_id, status, "
        f"digest FROM audit WHERE number = {LINES}"
    ),
    "reorder": run(
        "UPDATE audit SET number = 99 WHERE number = 4",
        "UPDATE audit SET number = 4 WHERE number = 5",
        "UPDATE audit SET number = 5 WHERE number = 99",
    ),
    "truncate": run(f"DELETE FROM audit WHERE number > {LINES - 3}"),
    "truncate with the end": cut_with_its_end,
    "empty": run("DELETE FROM audit"),
    "empty with the end": run("DELETE FROM audit", "DELETE FROM audit_head"),
    "forget the end": run("DELETE FROM audit_head"),
    "write anew": written_anew,
}


def columns(kept: Kept) -> tuple[str, ...]:
    return tuple(kept.rows("audit")[0])


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x' WHERE number = 4", "DELETE FROM audit WHERE number = 4"])
def test_the_database_itself_refuses_to_change_a_line(kept: Kept, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        kept.change(run(statement))
    assert kept.house.audit.verify() == Verdict(LINES, ())


def test_every_kind_of_tampering_is_found(kept: Kept) -> None:
    assert set(columns(kept)) == {"number", "at", "digest", *COLUMNS}
    assert kept.house.audit.verify().faults == ()
    lines, head = kept.rows("audit"), kept.rows("audit_head")
    for name, change in TAMPERED.items():
        kept.do(change)
        verdict = kept.house.audit.verify()
        assert verdict.faults, name
        kept.do(lambda connection: put_back(connection, lines, head))
        assert kept.house.audit.verify().faults == (), f"put back after {name}"
    assert kept.house.audit.verify().lines == LINES


def put_back(connection: Connection, lines: list[dict[str, Any]], head: list[dict[str, Any]]) -> None:
    run("DELETE FROM audit", "DELETE FROM audit_head")(connection)
    for row in lines:
        put(connection, row)
    connection.execute(text("INSERT INTO audit_head (id, number, digest, seal) VALUES (:id, :number, :digest, :seal)"), head[0])


def test_an_older_end_with_its_true_seal_does_not_hide_lines_that_were_cut_off(kept: Kept) -> None:
    """Whoever kept the end of yesterday puts it back with yesterday's lines; home knows better, also when the record grew on."""
    lines, head = kept.rows("audit"), kept.rows("audit_head")
    for event in events(3):
        kept.house.audit.write(event)
    kept.do(lambda connection: put_back(connection, lines, head))
    assert kept.house.audit.verify().faults == (f"line {LINES + 3} was written, but the record ends with line {LINES}",)
    for event in events(5):
        kept.house.audit.write(event)
    [fault] = kept.house.audit.verify().faults
    assert fault.startswith(f"line {LINES + 3} is another than was written")


def test_an_end_that_is_taken_out_of_home_is_missed(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "audit.end").unlink()
    [fault] = kept.house.audit.verify().faults
    assert fault.startswith("audit.end is missing in home")
    for event in events(1):
        kept.house.audit.write(event)
    assert kept.house.audit.verify().faults == ()


def test_command_says_what_is_wrong_by_its_exit_code_too(kept: Kept, tmp_path: Path) -> None:
    settings = {"PARAQ_CATALOGUE": kept.address}
    whole = paraq(tmp_path, "audit", "verify", **settings)
    assert (whole.returncode, whole.stdout) == (0, f"{LINES} lines checked, 0 faults\n")
    kept.do(TAMPERED["edit detail"])
    broken = paraq(tmp_path, "audit", "verify", "--json", **settings)
    assert broken.returncode == 1
    assert json.loads(broken.stdout) == {"lines": LINES, "faults": ["line 4 is not what was written, or was put in"]}
    assert "line 4" in broken.stderr


def test_lines_of_many_at_once_make_one_chain(kept: Kept, tmp_path: Path) -> None:
    """Two processes' writers, as the API and a command are, and threads of each."""
    with open_house(Settings(home=tmp_path, catalogue=kept.address)) as other:
        houses = (kept.house, other)
        threads = [
            threading.Thread(target=lambda house=house: [house.audit.write(event) for event in events(20)])  # type: ignore[misc]
            for house in houses
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    verdict = kept.house.audit.verify()
    assert (verdict.lines, verdict.faults) == (LINES + 120, ())


def test_an_inspector_checks_the_export_with_nothing_but_sha_256(kept: Kept, tmp_path: Path) -> None:
    done = paraq(tmp_path, "audit", "export", PARAQ_CATALOGUE=kept.address)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    # That it was exported stands in it, too.
    assert [line["number"] for line in lines] == list(range(1, LINES + 2))
    assert (lines[-1]["actor"], lines[-1]["action"], lines[-1]["operation"]) == ("operator", "export", "auditExport")
    before = "0" * 64
    for line in lines:
        number, at, digest = (line.pop(name) for name in ("number", "at", "digest"))
        told = json.dumps([before, number, at, line], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        before = hashlib.sha256(told.encode()).hexdigest()
        assert before == digest
    # Those of one account, for a spreadsheet; a query that begins like a formula is none.
    kept.house.audit.write(Event("user3", "reader", "search", "search", detail='=HYPERLINK("x")'))
    table = paraq(tmp_path, "audit", "export", "--form", "csv", "--actor", "user3", PARAQ_CATALOGUE=kept.address).stdout
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert [row["actor"] for row in rows] == ["user3"] * 2
    assert rows[1]["detail"] == '\'=HYPERLINK("x")'


def test_key_and_end_lie_in_home_and_nobody_else_reads_the_key(tmp_path: Path) -> None:
    assert paraq_json(tmp_path, "access", "apply")["documents"] == 0
    assert (tmp_path / "audit.key").stat().st_mode & 0o777 == 0o600
    number, digest, seal = (tmp_path / "audit.end").read_text().split()
    assert (number, len(digest), len(seal)) == ("1", 64, 64)
    # With another key in its place the record is no longer proved.
    (tmp_path / "audit.key").write_bytes(b"0" * 32)
    assert "seal" in paraq_json(tmp_path, "audit", "verify", code=1)["faults"][0]


def test_who_gives_up_waiting_leaves_the_line_and_the_writer_alive(tmp_path: Path) -> None:
    with open_house(Settings(home=tmp_path)) as house:
        for event in events(5):
            house.audit.hand_over(event).cancel()
        house.audit.write(events(1)[0])
        assert [line.number for line in house.audit.lines()] == list(range(1, 7))
