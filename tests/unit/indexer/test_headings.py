import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.stages.headings import described_by_text, headings_of, headings_of_sheets
from paraq.records.model import Heading


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("«Ленин» кеңшары\nБҰЙРЫҚ № 14\n1978 жылғы 14 наурыз\nЖұмысқа қабылдау туралы", "order", "1978-03-14"),
        ("Совхоз имени Ленина\nП Р И К А З  № 7\n«3» мая 1961 г.", "order", "1961-05-03"),
        ("П Р О Т О К О Л\nсобрания от 12.04.1955", "minutes", "1955-04-12"),
        ("Расчётно-платёжная ведомость за март 1984 года", "pay_ledger", ""),
        ("ПОХОЗЯЙСТВЕННАЯ КНИГА\nна 1967-1969 годы", "household_book", ""),
        ("ШЕШІМ\n2019 жылғы 5 қаңтар", "decision", "2019-01-05"),
        ("РАСПОРЯ-\nЖЕНИЕ № 5\nот 3 мая 1961 г.", "directive", "1961-05-03"),
        ("ПPИKAЗ № 5", "order", ""),
        ("БУЙРЫК № 5", "order", ""),
        ("Хаттамадан үзінді", "minutes", ""),
        ("ВЫПИСКА ИЗ ПРОТОКОЛА № 3", "minutes", ""),
        ("Личный листок по учёту кадров", "personal_file", ""),
        ("ЕҢБЕК КІТАПШАСЫ", "personal_file", ""),
        ("ЛИЦЕВОЙ СЧЁТ № 12 за 1984 г.", "pay_ledger", ""),
        ("Он читал приказ весь вечер.", "", ""),
        ("Приказчик пришёл", "", ""),
        ("", "", ""),
    ],
)
def test_the_first_lines_tell_kind_and_date(text: str, kind: str, date: str) -> None:
    found = described_by_text(text)
    assert (found.type, found.date) == (kind, date)


def test_the_title_is_the_heading_with_its_number_and_subject() -> None:
    found = described_by_text("Мекеме\nПРИКАЗ\n№ 12-к\nО приёме на работу\nПринять Омарова")
    assert found.title == "ПРИКАЗ № 12-к О приёме на работу"


@given(st.text(max_size=400))
def test_any_text_can_be_described(text: str) -> None:
    assert len(described_by_text(text).title) <= 200


ORDERS = (
    ("1", "БҰЙРЫҚ № 1\n1953 жылғы 3 наурыз\nАхметовті жұмысқа қабылдау туралы"),
    ("2", "П Р И К А З № 2\nот 5 марта 1953 г.\nОб отпуске\nПредоставить отпуск Омаровой."),
    ("3", "и выплатить ей пособие согласно положению.\nДиректор Сериков"),
    ("4", "Приказ № 3 от 9 марта 1953 г.\nОб увольнении"),
    ("5", "СПИСОК\nуволенных"),
)


def test_each_page_stands_under_the_heading_of_its_own_order() -> None:
    found = dict(headings_of(ORDERS))
    assert {page: heading and (heading.type, heading.date) for page, heading in found.items()} == {
        "1": ("order", "1953-03-03"),
        "2": ("order", "1953-03-05"),
        "3": ("order", "1953-03-05"),
        "4": ("order", "1953-03-09"),
        "5": ("list", "1953-03-09"),
    }
    assert found["3"] == found["2"] and found["2"] is not None and "Об отпуске" in found["2"].title


def test_an_order_that_begins_low_on_a_page_heads_the_next_one() -> None:
    body = "\n".join(f"строка {number} текста приказа" for number in range(20))
    pages = (("1", f"ПРИКАЗ № 1\n{body}\nПРИКАЗ № 2\nот 7 мая 1961 г."), ("2", "продолжение"))
    found = dict(headings_of(pages))
    assert found["1"] == Heading("ПРИКАЗ № 1", "order")
    assert found["2"] == Heading("ПРИКАЗ № 2", "order", "1961-05-07")


@pytest.mark.parametrize(
    "line", ["приказ № 5 от 3 мая исполнить", "Приказ директора прочитан всем", "Протокол читал Омаров,", "Приказчик № 5"]
)
def test_running_text_begins_no_paper(line: str) -> None:
    assert [heading for _, heading in headings_of([("1", "ПРИКАЗ № 1"), ("2", line)])] == [None, None]


@given(st.lists(st.text(max_size=300), max_size=5))
def test_every_page_has_its_answer_in_order(texts: list[str]) -> None:
    assert [page for page, _ in headings_of((str(at), text) for at, text in enumerate(texts))] == list(
        map(str, range(len(texts)))
    )


def test_sheets_of_an_archival_file_stand_under_the_paper_that_goes_on_over_them() -> None:
    order, later = "ПРИКАЗ № 27\n15 марта 1978 года", "ПРИКАЗ № 31\n2 апреля 1978 года"
    sheets = [("a", "11", "Опись"), ("b", "12", order), ("c", "12об", "Принять"), ("d", "13", later), ("e", "17", "Уволить")]
    found = {page: heading and (heading.title, heading.date) for page, heading in headings_of_sheets(sheets)}
    first, second = ("ПРИКАЗ № 27", "1978-03-15"), ("ПРИКАЗ № 31", "1978-04-02")
    # Between sheets 13 and 17 another paper may have begun.
    assert found == {"a": None, "b": first, "c": first, "d": second, "e": None}
