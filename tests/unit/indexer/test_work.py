from indexer.stages.describe import Place
from indexer.stages.read import VERSION
from indexer.stages.receive import Received
from indexer.transfers.offered import About, about_of, filled
from indexer.work import LARGEST_CHUNK, FileWork
from paraq.catalogue.entries import InnerFile, Looked, Result
from paraq.records.model import Description, Reference

PLACE = Place("document", "12", "a.pdf", composite=False)


def at_work(pages: int, *results: Result, parts: tuple[InnerFile, ...] = ()) -> FileWork:
    work = FileWork(Received(1, "a" * 64, "a.pdf", About()), results={result.page: result for result in results})
    work.found(Looked("pdf", pages, parts=parts), PLACE)
    return work


def read(page: int, outcome: str = "searchable", version: int = VERSION) -> Result:
    return Result(page, "read", version, outcome)  # type: ignore[arg-type]


def test_pages_done_by_an_earlier_run_are_not_read_again() -> None:
    work = at_work(4, read(1), read(3, "failed"))
    assert work.next_chunk() == (2, 4)
    assert not work.is_done


def test_pages_done_by_an_older_stage_are_read_again() -> None:
    assert at_work(2, read(1, version=VERSION - 1)).next_chunk() == (1, 2)


def test_chunks_cover_every_page_once() -> None:
    work = at_work(2 * LARGEST_CHUNK + 5)
    chunks = [work.next_chunk() for _ in range(3)]
    assert [number for chunk in chunks for number in chunk] == list(range(1, 2 * LARGEST_CHUNK + 6))
    assert work.next_chunk() == ()


def test_a_file_that_waits_alone_is_shared_among_the_idle() -> None:
    work = at_work(7)
    assert work.next_chunk(among=2) == (1, 2, 3, 4)
    assert work.next_chunk(among=1) == (5, 6, 7)
    assert at_work(1).next_chunk(among=2) == (1,)


def test_a_file_is_searchable_if_one_page_is() -> None:
    assert at_work(2, read(1, "failed"), read(2)).verdict().outcome == "searchable"
    assert at_work(2, read(1, "failed"), read(2, "failed")).verdict().outcome == "failed"
    assert at_work(0).verdict().outcome == "failed"
    assert at_work(0, parts=(InnerFile("b.pdf", "b" * 64, 1),)).verdict().outcome == "searchable"


def test_what_is_known_stays_and_a_reference_is_taken_whole() -> None:
    known = Description(title="Бұйрық", reference=Reference("12"))
    more = Description(title="Приказ", date="1978", reference=Reference("13", "1", "2"))
    assert filled(known, more) == Description(title="Бұйрық", date="1978", reference=Reference("12"))
    assert filled(Description(), more) == more


def test_what_is_said_of_a_file_comes_back_from_the_catalogue() -> None:
    about = About(Description(title="Бұйрық", reference=Reference("12", "1", "45")), "12об", "12об-13", of_file=True)
    assert about_of(about.as_json()) == about
    assert About().as_json() is None
    assert about_of(None) == About()
