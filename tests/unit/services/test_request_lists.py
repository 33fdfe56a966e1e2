"""Lists of requests as archives send them: every kind of mistake has its row and its message, and nothing is lost."""

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraq.catalogue.catalogue import Catalogue
from paraq.errors import Invalid
from paraq.records.viewer import Viewer
from paraq.services.requests.data import RequestData
from paraq.services.requests.exchange import csv_lines, left_out, take_in, workbook
from paraq.services.requests.register import FIELDS, Register

HEAD = Viewer("bolat", "head", None)
MISTAKES = """Реестр запросов за январь
Номер;Дата;Заявитель;ИИН;Вид;С года;По год;Язык;Содержание
Е-1;12.01.2026;"Ахметова; Гүлсім";380515300017;стаж;1978;1986;казахский;"Прошу справку
о стаже
и зарплате"
Е-2;12.01.2026;Ошибкин;380515300018;стаж;;;русский;
Е-3;завтра;Кимов;;;;;;
Е-4;12.01.2026;"Иванов;;зарплата;1980;1984;ru;
Е-5;12.01.2026;Петров;;всё;;;;
Е-6;12.01.2026;Сидоров;;стаж;1986;1978;ru;
Е-1;12.01.2026;Второй;;стаж;;;ru;
Е-7;12.01.2026;;;стаж;;;ru;
Е-8;12.01.2099;Будущий;;стаж;;;ru;
Е-9;12.01.2026;Годов;;стаж;семь;;ru;
Е-10;12.01.2026;Языков;;стаж;;;немецкий;
"""


@pytest.fixture
def register(tmp_path) -> Register:  # type: ignore[no-untyped-def]
    catalogue = Catalogue(f"sqlite:///{tmp_path / 'catalogue.db'}")
    return Register(catalogue.requests, RequestData(tmp_path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_mistake_costs_its_own_row_and_is_told_with_its_field(register: Register, encoding: str) -> None:
    taken = take_in(register, MISTAKES.encode(encoding), viewer=HEAD)
    assert {row.number: row.where for row in taken if row.message} == {
        "Е-2": "iin",
        "Е-3": "received",
        "Е-5": "kind",
        "Е-6": "year_from",
        "Е-1": "Е-1",
        "Е-7": "applicant",
        "Е-8": "received",
        "Е-9": "year_from",
        "Е-10": "language",
    }
    assert [row.row for row in taken] == [3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
    first, fourth = (register.known(number, viewer=HEAD).asked for number in ("Е-1", "Е-4"))
    assert (first.applicant, first.wanted) == ("Ахметова; Гүлсім", "Прошу справку\nо стаже\nи зарплате")
    assert (fourth.applicant, fourth.kind, fourth.year_to) == ("Иванов", "pay", 1984)


def test_columns_that_no_field_has_are_told(register: Register) -> None:
    content = "Реестр\n№ п/п;Рег. №;Заявитель;Дата регистрации;Способ подачи;Телефон\n1;Т-1;Ким;24.11.26;почта;7-17\n".encode(
        "cp1251"
    )
    assert left_out(content) == ["№ п/п", "Телефон"]
    (row,) = take_in(register, content, viewer=HEAD)
    asked = register.known(row.request_id, viewer=HEAD).asked
    assert (asked.number, asked.received, asked.channel) == ("Т-1", "2026-11-24", "post")


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", "Номер;Дата\n1;2026-01-12\n".encode(), b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old"]
)
def test_what_is_no_list_is_refused_as_a_whole(register: Register, content: bytes) -> None:
    with pytest.raises(Invalid):
        take_in(register, content, viewer=HEAD)


# Without the mark that is put before formulas: one of somebody's own cannot be told from ours.
texts = st.text('абвгә ;,"=+-\n', max_size=20).map(str.strip)


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> list[Register]:
    folder = tmp_path_factory.mktemp("lists")
    return [Register(Catalogue(f"sqlite:///{folder / name}.db").requests, RequestData(folder)) for name in ("a", "b", "c")]


@settings(max_examples=40)
@given(texts.filter(bool), texts, texts)
def test_what_goes_out_comes_in_again(registers: list[Register], applicant: str, name: str, wanted: str) -> None:
    one, other, third = registers
    asked = {"applicant": applicant, "names": [name.replace(";", "")], "wanted": wanted, "year_from": 1978, "kind": "pay"}
    record = one.add({**asked, "iin": "380515300017"}, viewer=HEAD)
    for register, content in ((other, "".join(csv_lines([record])).encode()), (third, workbook([record]))):
        (row,) = take_in(register, content, viewer=HEAD)
        assert row.message == ""
        again = register.known(row.request_id, viewer=HEAD).asked
        for field in FIELDS:
            assert getattr(again, field) == getattr(record.asked, field), field


def test_numbers_of_a_workbook_are_read_as_they_are_written(register: Register) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Нөмір", "Күні", "Өтініш беруші", "Жылдан", "Жылға дейін", "Жазылмаған баған"])
    book.active.append([17, date(2026, 1, 12), "Ким", 1978.0, 1986, "x"])
    out = io.BytesIO()
    book.save(out)
    (row,) = take_in(register, out.getvalue(), viewer=HEAD)
    asked = register.known(row.request_id, viewer=HEAD).asked
    assert (asked.number, asked.received, asked.year_from, asked.year_to) == ("17", "2026-01-12", 1978, 1986)
