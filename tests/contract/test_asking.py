"""Batches, saved searches and records of what was searched: on both engines, on SQLite and on a real PostgreSQL."""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy.exc import DatabaseError

from paraq.catalogue.batches import BatchSums
from paraq.catalogue.entries import Arrival, Result
from paraq.engines.elastic import ElasticEngine
from paraq.errors import Invalid, Missing, Unavailable
from paraq.records.model import Description, Reference, content_hash, document_id
from paraq.records.viewer import OPERATOR, Viewer
from paraq.services.batch_result import matrix_of
from paraq.services.scope import digest_of
from paraq.services.scope_text import printed
from paraq.services.search import Searching
from paraq.settings import Settings
from tests.fakes.asking import SHEETS, Archive

READER = Viewer("reader", "reader")
KEEPER = Viewer("keeper", "archivist", frozenset({"14"}))
LIST = """ФИО;Организация;Годы;Год рождения
Әбдіков С.Ж.;;;1956
Әбдіков С.Ж.;Ленин кеңшары;1977-1984;
Досов;;19xx;
Жоқов Жоқ;;;
Айтбаев Нурлан;колхоз;1950-1960;
"""


@pytest.fixture(params=["tantivy-sqlite", "tantivy-postgresql", "elasticsearch-sqlite"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    engine, _, database = request.param.partition("-")
    settings: dict[str, Any] = {"home": tmp_path, "engine": engine}
    if database == "postgresql":
        settings["catalogue"] = request.getfixturevalue("postgres_database")
    if engine == "elasticsearch":
        settings["elasticsearch"] = request.getfixturevalue("elasticsearch_url")
        settings["elasticsearch_index"] = f"asking-{uuid.uuid4().hex}"
    made = Archive(Settings(**settings))
    made.begin()
    yield made
    if isinstance(made.engine, ElasticEngine):
        made.engine.destroy()
    made.close()


def answered(archive: Archive, content: str, viewer: Viewer = OPERATOR) -> BatchSums:
    batch = archive.batch.add(content.encode(), "list.csv", viewer=viewer)
    while archive.batch.turn():
        pass
    return archive.batch.sums(batch.batch_id, viewer=viewer)


def texts(archive: Archive, page_ids: list[str]) -> list[str]:
    return [page.text.text[:12] for page in archive.catalogue.pages(page_ids)]


def test_every_row_is_answered_as_the_search_bar_answers_it(archive: Archive) -> None:
    batch = answered(archive, LIST)
    assert (batch.state, batch.rows, batch.answered, batch.failed, batch.found) == ("done", 5, 4, 1, 2)
    rows = archive.batch.rows(batch.batch_id, viewer=OPERATOR)
    for row in rows:
        if row.state == "answered":
            answer = archive.searching.search(row.query, viewer=OPERATOR, limit=100, strict=True)
            assert [hit.page.page_id for hit in answer.hits] == [found.page.page_id for found in row.pages]
            assert answer.total == row.total
            for hit, found in zip(answer.hits, row.pages, strict=True):
                assert {mark.evidence for mark in hit.marks} == set(found.evidence)
    assert [row.total for row in rows] == [4, 2, 0, 0, 0]
    assert [row.wider for row in rows] == [None, None, None, None, 1]
    assert "There is no year (19xx)" in rows[2].message
    assert [found.birth for found in rows[0].pages].count(True) == 1


def test_the_matrix_tells_years_kinds_and_evidence(archive: Archive) -> None:
    batch = answered(archive, "name,years\nӘбдіков С.Ж.,1984-1987\n")
    (row,) = archive.batch.rows(batch.batch_id, viewer=OPERATOR)
    kinds = {cell: sum(counts.values()) for cell, counts in matrix_of(row).items()}
    assert kinds == {(1984, "order"): 1, (1985, "nothing"): 0, (1986, "pay_ledger"): 1, (1987, "nothing"): 0}


def test_rights_hold_when_a_batch_runs_and_when_it_is_read(archive: Archive) -> None:
    everyone = answered(archive, "name\nӘбдіков С.Ж.\n", READER)
    (row,) = archive.batch.rows(everyone.batch_id, viewer=READER)
    assert row.total == len(row.pages) == 3
    keeper = answered(archive, "name\nӘбдіков С.Ж.\n", KEEPER)
    (row,) = archive.batch.rows(keeper.batch_id, viewer=KEEPER)
    assert row.total == len(row.pages) == 4
    # The same account after its right was taken away.
    (row,) = archive.batch.rows(keeper.batch_id, viewer=replace(KEEPER, fonds=frozenset()))
    assert row.total == len(row.pages) == 3


def test_batches_are_their_owners_alone(archive: Archive) -> None:
    batch = answered(archive, "name\nДосов\n", KEEPER)
    assert archive.batch.all(viewer=READER) == []
    asks: list[Callable[[], object]] = [
        lambda: archive.batch.sums(batch.batch_id, viewer=READER),
        lambda: archive.batch.rows(batch.batch_id, viewer=READER),
        lambda: archive.batch.cancel(batch.batch_id, viewer=READER),
        lambda: archive.batch.remove(batch.batch_id, viewer=READER),
    ]
    for ask in asks:
        with pytest.raises(Missing):
            ask()


class Failing(Searching):
    """Loses the engine after some searches, or finds a fault in the program."""

    def __init__(self, archive: Archive, after: int, error: Exception) -> None:
        super().__init__(archive.catalogue, archive.engine, archive.analyzer)
        self.left = after
        self.error = error

    def search(self, query: str, **options: Any) -> Any:  # type: ignore[override]
        self.left -= 1
        if self.left == -1:
            raise self.error
        return super().search(query, **options)


def test_a_batch_goes_on_where_it_was_when_the_engine_went_away(archive: Archive) -> None:
    rows = "".join(f"Досов {number}\n" for number in range(30))
    batch = archive.batch.add(f"query\n{rows}".encode(), "list.csv", viewer=OPERATOR)
    lost = archive.batch_with(Failing(archive, 25, Unavailable("gone")))
    with pytest.raises(Unavailable):
        while lost.turn():
            pass
    sums = archive.batch.sums(batch.batch_id, viewer=OPERATOR)
    assert (sums.state, sums.answered, sums.failed, sums.waiting) == ("waiting", 25, 0, 5)
    again = archive.batch.add(f"query\n{rows}".encode(), "list.csv", viewer=OPERATOR, again=False)
    assert again.batch_id == batch.batch_id
    while archive.batch.turn():
        pass
    sums = archive.batch.sums(batch.batch_id, viewer=OPERATOR)
    assert (sums.state, sums.answered, sums.found) == ("done", 30, 30)
    assert sums.ended is not None


def test_a_fault_of_the_program_costs_one_row(archive: Archive) -> None:
    batch = archive.batch.add("query\nДосов\nПротокол\n".encode(), "list.csv", viewer=OPERATOR)
    faulty = archive.batch_with(Failing(archive, 0, RuntimeError("a fault")))
    while faulty.turn():
        pass
    states = [row.state for row in archive.batch.rows(batch.batch_id, viewer=OPERATOR)]
    assert states == ["failed", "answered"]


def test_a_cancelled_batch_keeps_its_answers_and_a_removed_one_is_gone(archive: Archive) -> None:
    rows = "query\n" + "Досов\n" * 50
    batch = archive.batch.add(rows.encode(), "list.csv", viewer=OPERATOR)
    assert archive.batch.turn()
    cancelled = archive.batch.cancel(batch.batch_id, viewer=OPERATOR)
    assert (cancelled.state, cancelled.answered, cancelled.waiting) == ("cancelled", 20, 30)
    assert not archive.batch.turn()
    archive.batch.remove(batch.batch_id, viewer=OPERATOR)
    with pytest.raises(Missing):
        archive.batch.sums(batch.batch_id, viewer=OPERATOR)
    assert archive.batch.all(viewer=OPERATOR) == []


def test_a_batch_that_is_removed_while_it_is_answered_ends(archive: Archive) -> None:
    batch = archive.batch.add(("query\n" + "Досов\n" * 50).encode(), "list.csv", viewer=OPERATOR)

    class Removing(Searching):
        def search(self, query: str, **options: Any) -> Any:  # type: ignore[override]
            archive.catalogue.batches.remove(batch.batch_id)
            return super().search(query, **options)

    removing = archive.batch_with(Removing(archive.catalogue, archive.engine, archive.analyzer))
    assert removing.turn()
    assert not removing.turn()


def test_short_lists_do_not_wait_for_long_ones(archive: Archive) -> None:
    long = archive.batch.add(("query\n" + "Досов\n" * 60).encode(), "long.csv", viewer=OPERATOR)
    assert archive.batch.turn()
    short = archive.batch.add("query\nДосов\n".encode(), "short.csv", viewer=READER)
    assert archive.batch.turn()
    assert archive.batch.turn()
    assert archive.batch.sums(short.batch_id, viewer=READER).state == "done"
    assert archive.batch.sums(long.batch_id, viewer=OPERATOR).state == "waiting"


def test_more_pages_than_are_kept_are_counted_still(archive: Archive) -> None:
    batch = archive.batch.add("query\nӘбдіков\n".encode(), "list.csv", viewer=OPERATOR, most_pages=2)
    while archive.batch.turn():
        pass
    (row,) = archive.batch.rows(batch.batch_id, viewer=OPERATOR)
    assert (row.total, len(row.pages)) == (4, 2)
    (row,) = archive.batch.rows(batch.batch_id, viewer=replace(OPERATOR, fonds=frozenset()))
    assert row.total == len(row.pages)


def new_texts(archive: Archive, search_id: str, viewer: Viewer = OPERATOR) -> list[str]:
    return sorted(texts(archive, [new.page.page_id for new in archive.saved.new(search_id, viewer=viewer)]))


def test_what_comes_is_new_for_the_searches_that_find_it(archive: Archive) -> None:
    saved = archive.saved.add("Досов", "Досов", viewer=OPERATOR).search
    orders = archive.saved.add("Бұйрықтар", "", viewer=OPERATOR, filters={"type": ["order"]}).search
    assert new_texts(archive, saved.search_id) == []
    archive.take_in(
        ("15", "1", "1999", "minutes", "Выступил Досов А."),
        ("15", "1", "1999", "order", "Бұйрық: Серіков."),
        ("15", "1", "1999", "order", "Бұйрық: Досовқа еңбек демалысы."),
        name="b",
    )
    assert new_texts(archive, saved.search_id) == ["Бұйрық: Досо", "Выступил Дос"]
    assert new_texts(archive, orders.search_id) == ["Бұйрық: Досо", "Бұйрық: Сері"]
    assert [(one.search.name, one.new, one.matched) for one in archive.saved.all(viewer=OPERATOR)] == [
        ("Бұйрықтар", 2, 2),
        ("Досов", 2, 2),
    ]
    first = archive.saved.new(saved.search_id, viewer=OPERATOR)[0].page.page_id
    assert archive.saved.seen(saved.search_id, [first, "nobody-1"], viewer=OPERATOR) == 1
    assert archive.saved.one(saved.search_id, viewer=OPERATOR).new == 1
    assert archive.saved.seen(saved.search_id, viewer=OPERATOR) == 1
    assert archive.saved.seen(saved.search_id, viewer=OPERATOR) == 0
    archive.saved.remove(saved.search_id, viewer=OPERATOR)
    with pytest.raises(Missing):
        archive.saved.one(saved.search_id, viewer=OPERATOR)


def test_a_page_read_anew_is_new_only_if_it_was_not_found_before(archive: Archive) -> None:
    sha = content_hash(f"a 5 {SHEETS[4][4]}".encode())
    known = archive.saved.add("Досов", "Досов", viewer=OPERATOR).search
    better = archive.saved.add("Сәрсенов", "Сәрсенов", viewer=OPERATOR).search
    archive.publish(sha, "Протокол заседания. Досов выступил, Сәрсенов возразил.", sheet="5")
    archive.publishing.apply_all()
    assert new_texts(archive, known.search_id) == []
    assert new_texts(archive, better.search_id) == ["Протокол зас"]


def test_nothing_new_is_lost_when_publishing_is_killed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = archive.saved.add("Досов", "Досов", viewer=OPERATOR).search
    killed = pytest.MonkeyPatch()
    killed.setattr(archive.catalogue.saved, "matched", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        archive.take_in(("15", "1", "1999", "minutes", "Выступил Досов А."), name="b")
    killed.undo()
    assert archive.catalogue.outbox.count() == 1
    archive.publishing.apply_all()
    assert new_texts(archive, saved.search_id) == ["Выступил Дос"]


def test_what_is_new_is_told_to_who_may_see_it(archive: Archive) -> None:
    for viewer in (READER, KEEPER):
        archive.saved.add("Досов", "Досов", viewer=viewer)
    archive.take_in(("14", "9", "2001", "order", "Приказ о Досове."), name="b")
    counts = [archive.saved.all(viewer=viewer)[0].new for viewer in (READER, KEEPER)]
    assert counts == [0, 1]
    (mine,) = archive.saved.all(viewer=KEEPER)
    assert archive.saved.new(mine.search.search_id, viewer=replace(KEEPER, fonds=frozenset())) == []
    with pytest.raises(Missing):
        archive.saved.new(mine.search.search_id, viewer=READER)


def test_searches_that_cannot_be_kept_are_refused(archive: Archive) -> None:
    for name, query, filters in (("a", " ", {}), ("", "Досов", {}), ("a", "Досов", {"colour": ["red"]})):
        with pytest.raises(Invalid):
            archive.saved.add(name, query, viewer=OPERATOR, filters=filters)


def test_a_record_tells_what_was_searched_and_what_could_not_be_read(archive: Archive) -> None:
    sha = content_hash(b"broken")
    transfer = archive.catalogue.intake.begin("/transfers/broken")
    archive.catalogue.intake.arrived(transfer, [Arrival("b/broken.pdf", sha, 10), Arrival("b/refused.pdf", reason="It is empty")])
    archive.catalogue.intake.settle(sha, [Result(0, "look", 1, "failed", "The file is broken")])
    archive.take_in(("13", "8", "1986", "order", ""), name="c")
    record = archive.scope.record('name:"Жоқов Жоқ"', viewer=OPERATOR)
    content = record.content
    assert (content["total"], content["scope"]["pages"], content["unread"]["without_text"]) == (0, 6, 1)
    assert [(one["fonds"], one["files"], one["pages"]) for one in content["scope"]["fonds"]] == [
        ("12", 1, 2),
        ("13", 2, 2),
        ("14", 1, 2),
    ]
    assert [one["path"] for one in content["unread"]["failed"]] == ["b/broken.pdf", "b/refused.pdf"]
    assert content["index"]["fingerprint"] == archive.engine.fingerprint()
    assert content["catalogue"]["pages"] == content["index"]["pages"] == 6
    assert content["understood"][0]["word"] == "Жоқов Жоқ"
    text = printed(record, "ru")
    assert "Результат: ничего не найдено" in text
    assert "Ф. 13. Оп. 1. Д. 8" in text
    assert "b/broken.pdf: Файл повреждён и не открывается" in text
    assert record.digest in text


def test_what_could_not_be_read_is_told_where_it_may_belong(archive: Archive) -> None:
    transfer = archive.catalogue.intake.begin("/transfers/broken")
    told = {"description": {"reference": {"fonds": "12", "inventory": "1", "file": "46"}}}
    arrivals = [Arrival("known.pdf", reason="It is broken", about=told), Arrival("unknown.pdf", reason="It is broken")]
    archive.catalogue.intake.arrived(transfer, arrivals)

    def unread(query: str, viewer: Viewer = OPERATOR) -> tuple[list[str], int]:
        content = archive.scope.record(query, viewer=viewer).content
        return [one["path"] for one in content["unread"]["failed"]], content["unread"]["not_told"]

    assert unread("fonds:12 Досов") == (["known.pdf", "unknown.pdf"], 0)
    assert unread("fonds:13 Досов") == (["unknown.pdf"], 0)
    assert unread("Досов", READER) == ([], 2)


def test_years_of_which_nothing_is_there_are_told(archive: Archive) -> None:
    content = archive.scope.record("Досов year:1984..1987", viewer=OPERATOR, filters={"fonds": ["12", "13"]}).content
    assert content["scope"]["years_without"] == [1985, 1987]
    assert archive.scope.record("Досов", viewer=OPERATOR).content["scope"]["years_without"] == []


def test_a_record_covers_what_filters_fields_and_rights_leave(archive: Archive) -> None:
    def pages(query: str, viewer: Viewer = OPERATOR, **filters: list[str]) -> int:
        content = archive.scope.record(query, viewer=viewer, filters=filters).content
        assert content["scope"]["pages"] == sum(one["pages"] for one in content["scope"]["files"])
        return int(content["scope"]["pages"])

    assert pages("Жоқов") == 5
    assert pages("Жоқов", fonds=["12"]) == 2
    assert pages("Жоқов year:1984..1990") == 3
    assert pages("Жоқов -fonds:12") == 3
    assert pages("Жоқов fonds:(12 14) -(year:1984 OR type:act)") == pages("Жоқов fonds:(12 14) -year:1984 -type:act") < 5
    assert pages("Жоқов year:1984..1990", fonds=["13", "14"], type=["order"]) == 1
    assert pages("Жоқов", READER) == 4
    assert pages("Жоқов", KEEPER) == 5
    assert pages("fonds:12 OR Жоқов") == 5


def test_records_are_never_changed(archive: Archive) -> None:
    record = archive.scope.record("Досов", viewer=KEEPER)
    read = archive.scope.read(record.record_id, viewer=KEEPER)
    assert read == record
    assert digest_of(json.loads(json.dumps(dict(read.content)))) == record.digest
    assert archive.scope.read(record.record_id, viewer=OPERATOR) == record
    assert [one.record_id for one in archive.scope.all(viewer=KEEPER)] == [record.record_id]
    with pytest.raises(Missing):
        archive.scope.read(record.record_id, viewer=READER)
    database = archive.catalogue._database
    for statement in ("UPDATE search_records SET owner = 'x'", "DELETE FROM search_records"):
        with pytest.raises(DatabaseError, match="never changed"), database.begin() as connection:
            connection.execute(sqlalchemy.text(statement))
    assert archive.scope.read(record.record_id, viewer=KEEPER) == record


def test_what_waits_for_the_index_is_not_told_as_searched(archive: Archive) -> None:
    sha = content_hash(b"waiting")
    archive.catalogue.intake.arrived(archive.catalogue.intake.begin("/transfers/w"), [Arrival("w.pdf", sha, 10)])
    archive.catalogue.intake.described(document_id(sha), sha, Description())
    archive.publish(sha, "Досов")
    content = archive.scope.record("Досов", viewer=OPERATOR).content
    assert (content["scope"]["pages"], content["catalogue"]["waiting"]) == (5, 1)


def test_places_tell_what_can_be_searched_and_what_cannot(archive: Archive) -> None:
    archive.take_in(("", "", "1970", "letter", "Хат"), ("12", "46", "1979", "order", ""), name="b")
    transfer = archive.catalogue.intake.begin("/transfers/c")
    place = {"description": {"reference": {"fonds": "15", "inventory": "1", "file": "2"}}}
    archive.catalogue.intake.arrived(transfer, [Arrival("c/1.tif", "", 5, reason="The picture is broken", about=place)])
    told = archive.holdings.below(Reference(), viewer=OPERATOR)
    assert [(one.value, one.pages, one.without_text, one.unread) for one in told.branches] == [
        ("12", 3, 1, 0),
        ("13", 1, 0, 0),
        ("14", 2, 0, 0),
        ("15", 0, 0, 1),
    ]
    assert (told.branches[0].span.first, told.branches[0].span.last) == ("1978-03-14", "1984-05-05")
    unplaced = archive.holdings.sheets(Reference(), viewer=OPERATOR, limit=10)
    assert told.unplaced == unplaced.total == 1
    assert unplaced.hits[0].page.text.text == "Хат"
    assert [one.value for one in archive.holdings.below(Reference("15", "1"), viewer=OPERATOR).branches] == ["2"]
    reader = archive.holdings.below(Reference(), viewer=READER)
    assert not reader.unread and {one.value: one.pages for one in reader.branches} == {"12": 3, "13": 1, "14": 1}
