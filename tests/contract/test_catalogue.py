"""What a catalogue must do, on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from paraq.catalogue.catalogue import Catalogue
from paraq.catalogue.entries import Arrival, InnerFile, Looked, NewPage, Result
from paraq.catalogue.words import pack
from paraq.errors import Missing, Unavailable
from paraq.records.model import Box, Description, PageText, Reference, Word

SHA = {name: name * 64 for name in "abcdef"}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'home' / 'catalogue.db'}"
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture
def catalogue(url: str) -> Iterator[Catalogue]:
    opened = Catalogue(url)
    yield opened
    opened.close()


def text(words: str, *, note: str = "") -> PageText:
    found, at = [], 0
    for number, word in enumerate(words.split()):
        at = words.index(word, at)
        alternatives = ("бұйрық", "бүйрық") if word == "бұйрьщ" else ()
        found.append(Word(word, at, at + len(word), Box(10 * number, 5, 9, 12), 91.5, alternatives))
    return PageText(words, tuple(found), "ocr", "kk", 91.5, 1000, 1400, Box(0, 0, 500, 1400), note)


def page(sha: str, number: int, words: str, *, part: int = 0, sheet: str = "") -> NewPage:
    name = f"{sha[:16]}-{number}.{part}" if part else f"{sha[:16]}-{number}"
    return NewPage(
        name, number, part, sheet, f"{sheet:>8}/{name}".encode(), sha, number, text(words), pack(text(words).words, words)
    )


def done(number: int, outcome: str = "searchable", reason: str = "") -> Result:
    return Result(number, "read", 1, outcome, reason)  # type: ignore[arg-type]


def take_in(catalogue: Catalogue, name: str = "a", *, pages: int = 2, about: Description | None = None, path: str = "") -> int:
    """One file with its pages, from arrival to publication."""
    sha = SHA[name]
    transfer = catalogue.intake.begin("/transfers/1")
    catalogue.intake.arrived(transfer, [Arrival(path or f"{name}.pdf", sha, 1000)])
    catalogue.intake.looked(sha, Looked("pdf", pages, title="Тақырып"))
    catalogue.intake.described(sha[:16], sha, about or Description())
    for number in range(1, pages + 1):
        catalogue.intake.publish(sha[:16], sha, [page(sha, number, f"бұйрьщ нөмірі {number}", sheet=str(number))], [done(number)])
    catalogue.intake.settle(sha, [done(0)])
    return transfer


def test_a_page_comes_back_as_it_was_published(catalogue: Catalogue) -> None:
    about = Description("Приказ", "order", "Совхоз", "1978-03", Reference("Р-12", "1 л/с", "45а"), "12об", "Қор")
    take_in(catalogue, about=about)
    found = catalogue.page(SHA["a"][:16] + "-2")
    assert found.text == text("бұйрьщ нөмірі 2")
    assert replace(found.description, opens="") == about
    assert (found.number, found.part, found.sheet, found.version, found.path) == (2, 0, "2", 1, "a.pdf")
    assert (found.image, found.image_number, found.original) == (SHA["a"], 2, SHA["a"])


def test_pages_come_in_the_order_asked_without_the_unknown(catalogue: Catalogue) -> None:
    take_in(catalogue)
    first, second = SHA["a"][:16] + "-1", SHA["a"][:16] + "-2"
    assert [found.page_id for found in catalogue.pages([second, "nobody-1", first])] == [second, first]
    with pytest.raises(Missing):
        catalogue.page("nobody-1")


def test_a_document_lists_its_pages_and_every_path_of_its_bytes(catalogue: Catalogue) -> None:
    transfer = take_in(catalogue)
    catalogue.intake.arrived(transfer, [Arrival("copy/a.pdf", SHA["a"], 1000)])
    document = catalogue.document(SHA["a"][:16])
    assert document.paths == ("a.pdf", "copy/a.pdf")
    assert document.page_ids == (SHA["a"][:16] + "-1", SHA["a"][:16] + "-2")
    assert catalogue.report.sums([transfer]).duplicates == 1
    with pytest.raises(Missing):
        catalogue.document("nobody")


def test_neighbours_are_sheets_of_the_file_across_documents(catalogue: Catalogue) -> None:
    same_file = Description(reference=Reference("12", "1", "45"))
    take_in(catalogue, "a", about=same_file)
    take_in(catalogue, "b", about=Description(reference=Reference("12", "1", "46")))
    sha = SHA["c"]
    catalogue.intake.described(sha[:16], sha, same_file)
    catalogue.intake.publish(sha[:16], sha, [page(sha, 1, "келесі парақ", sheet="3")], [done(1)])
    a1, a2, c1 = SHA["a"][:16] + "-1", SHA["a"][:16] + "-2", sha[:16] + "-1"
    assert catalogue.neighbours(a1) == (None, a2)
    assert catalogue.neighbours(a2) == (a1, c1)
    assert catalogue.neighbours(c1) == (a2, None)


def test_without_a_reference_neighbours_stay_in_the_document(catalogue: Catalogue) -> None:
    take_in(catalogue, "a")
    take_in(catalogue, "b")
    assert catalogue.neighbours(SHA["a"][:16] + "-2") == (SHA["a"][:16] + "-1", None)


def test_publishing_and_telling_the_engine_are_one_transaction(catalogue: Catalogue) -> None:
    take_in(catalogue)
    waiting = catalogue.outbox.waiting(10)
    assert [change.page_id for change in waiting] == [SHA["a"][:16] + "-1", SHA["a"][:16] + "-2"]
    catalogue.outbox.acknowledge(waiting[:1])
    assert catalogue.outbox.waiting(10) == waiting[1:]
    with pytest.raises(Exception, match=r"NOT NULL|not-null"):
        catalogue.intake.publish(SHA["a"][:16], SHA["a"], [page(SHA["a"], 3, "сөз")], [Result(3, "read", 1, None)])  # type: ignore[arg-type]
    assert catalogue.outbox.waiting(10) == waiting[1:]
    assert not catalogue.pages([SHA["a"][:16] + "-3"])


def test_reading_again_makes_a_version_and_keeps_the_old(catalogue: Catalogue) -> None:
    take_in(catalogue, pages=1)
    sha = SHA["a"]
    catalogue.intake.publish(sha[:16], sha, [page(sha, 1, "жақсырақ мәтін")], [done(1)])
    assert catalogue.page(sha[:16] + "-1").text.text == "жақсырақ мәтін"
    assert catalogue.page(sha[:16] + "-1").version == 2


def test_a_page_that_became_two_sheets_is_withdrawn_and_can_come_back(catalogue: Catalogue) -> None:
    take_in(catalogue, pages=1)
    sha = SHA["a"]
    whole, left, right = sha[:16] + "-1", sha[:16] + "-1.1", sha[:16] + "-1.2"
    catalogue.intake.publish(sha[:16], sha, [page(sha, 1, "сол", part=1), page(sha, 1, "оң", part=2)], [done(1)])
    assert catalogue.document(sha[:16]).page_ids == (left, right)
    assert not catalogue.pages([whole])
    assert whole in {change.page_id for change in catalogue.outbox.waiting(10)}
    catalogue.intake.publish(sha[:16], sha, [page(sha, 1, "бүтін")], [done(1)])
    assert catalogue.document(sha[:16]).page_ids == (whole,)
    assert catalogue.page(whole).version == 2


def test_a_new_description_puts_every_page_in_the_outbox(catalogue: Catalogue) -> None:
    take_in(catalogue)
    catalogue.outbox.acknowledge(catalogue.outbox.waiting(10))
    assert catalogue.intake.described(SHA["a"][:16], SHA["a"], Description(title="Хаттама")) is True
    assert len(catalogue.outbox.waiting(10)) == 2
    assert catalogue.intake.described(SHA["a"][:16], SHA["a"], Description(title="Хаттама")) is False
    assert len(catalogue.outbox.waiting(10)) == 2


def test_work_goes_on_where_it_stopped(catalogue: Catalogue) -> None:
    sha = SHA["a"]
    transfer = catalogue.intake.begin("/transfers/1")
    catalogue.intake.arrived(transfer, [Arrival("a.zip", sha, 5)])
    assert catalogue.intake.handled(sha).looked is None
    looked = Looked("zip", 0, "", "", "ескерту", (InnerFile("ішкі.pdf", SHA["b"], 3),))
    catalogue.intake.looked(sha, looked)
    catalogue.intake.looked(sha, looked)
    catalogue.intake.settle(sha, [done(1, "failed", "бүлінген")])
    state = catalogue.intake.handled(sha)
    assert state.looked == looked
    assert state.results == {1: done(1, "failed", "бүлінген")}
    catalogue.intake.forget(sha)
    assert catalogue.intake.handled(sha).results == {}
    assert catalogue.intake.begin("/transfers/1") == transfer
    catalogue.intake.finish(transfer, {"files": 1})
    assert catalogue.intake.begin("/transfers/1") != transfer


def test_sums_balance_and_failures_are_told_once(catalogue: Catalogue) -> None:
    transfer = take_in(catalogue, "a", pages=3)
    intake = catalogue.intake
    intake.arrived(transfer, [Arrival("b.pdf", SHA["b"], 9), Arrival("c.pdf", reason="no right to read it")])
    intake.arrived(transfer, [Arrival("d.jpg", SHA["d"], 9), Arrival("e.pdf", SHA["e"], 9)])
    intake.settle(SHA["b"], [Result(0, "look", 1, "failed", "locked")])
    intake.looked(SHA["d"], Looked("jpeg", 1))
    intake.settle(SHA["d"], [done(1, "failed", "broken"), done(0, "failed", "no page could be read")])
    intake.looked(SHA["e"], Looked("pdf", 4))
    intake.settle(SHA["e"], [done(1, "failed", "torn")])
    sums = catalogue.report.sums([transfer])
    assert (sums.files, sums.searchable, sums.failed_files, sums.waiting_files) == (5, 1, 3, 1)
    assert (sums.pages, sums.searchable_pages, sums.failed_pages, sums.waiting_pages) == (8, 3, 2, 3)
    told = [(failure.path, failure.page, failure.stage, failure.reason) for failure in sums.failures]
    assert told == [
        ("b.pdf", None, "look", "locked"),
        ("c.pdf", None, "receive", "no right to read it"),
        ("d.jpg", 1, "read", "broken"),
        ("e.pdf", 1, "read", "torn"),
    ]
    assert catalogue.report.sums() == sums


def test_a_page_that_cannot_be_read_again_keeps_its_older_text(catalogue: Catalogue) -> None:
    transfer = take_in(catalogue)
    catalogue.intake.settle(SHA["a"], [done(1, "failed", "torn since")])
    sums = catalogue.report.sums([transfer])
    assert (sums.pages, sums.searchable_pages, sums.failed_pages) == (2, 2, 0)
    assert [failure.reason for failure in sums.failures] == ["torn since"]


def test_the_same_transfer_again_adds_nothing(catalogue: Catalogue) -> None:
    first = take_in(catalogue)
    before = catalogue.report.sums()
    catalogue.intake.finish(first, {})
    second = catalogue.intake.begin("/transfers/1")
    catalogue.intake.arrived(second, [Arrival("a.pdf", SHA["a"], 1000)])
    after = catalogue.report.sums()
    assert (after.files, after.pages, after.documents) == (before.files, before.pages, before.documents)
    assert catalogue.report.sums([second]).duplicates == 1
    assert catalogue.report.previous("/transfers/1", second, "a.pdf") == SHA["a"]


def test_every_page_is_given_once_in_batches(catalogue: Catalogue) -> None:
    take_in(catalogue, "a", pages=3)
    take_in(catalogue, "b", pages=2)
    batches = list(catalogue.every_page(batch=2))
    assert [len(batch) for batch in batches] == [2, 2, 1]
    assert len({found.page_id for batch in batches for found in batch}) == 5


def test_for_analysis_only_words_with_other_readings_come(catalogue: Catalogue) -> None:
    take_in(catalogue, pages=1)
    whole = catalogue.page(SHA["a"][:16] + "-1").text.words
    (doubtful,) = catalogue.pages([SHA["a"][:16] + "-1"], words="doubtful")
    assert doubtful.text.words == tuple(word for word in whole if word.alternatives) == whole[:1]
    assert [page.text.words for batch in catalogue.every_page(words="doubtful") for page in batch] == [whole[:1]]


def test_text_that_databases_refuse_is_kept_at_its_length(catalogue: Catalogue) -> None:
    sha = SHA["f"]
    catalogue.intake.described(sha[:16], sha, Description(title="\0\ud800"))
    odd = "а\0б \udcff"
    catalogue.intake.publish(sha[:16], sha, [page(sha, 1, odd)], [done(1, "failed", "\0")])
    kept = catalogue.page(sha[:16] + "-1").text
    assert len(kept.text) == len(odd)
    assert kept.words[0].text == "а\N{REPLACEMENT CHARACTER}б"


def test_opening_again_changes_nothing_and_a_second_process_sees_all(catalogue: Catalogue, url: str) -> None:
    take_in(catalogue)
    other = Catalogue(url)
    assert other.report.sums() == catalogue.report.sums()
    other.close()


@pytest.mark.parametrize("address", ["nonsense", "postgresql://paraq@127.0.0.1:1/none", "sqlite:////proc/none/catalogue.db"])
def test_a_catalogue_that_cannot_be_opened_is_named(address: str) -> None:
    with pytest.raises(Unavailable, match="catalogue"):
        Catalogue(address)
