import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.services.batch_table import field_of, read_table
from paraq.services.lists import LARGEST, MOST_ROWS

KAZAKH = "Аты-жөні;Ұйым;Жылдары;Туған жылы\nӘбдіков Сапар;Ленин кеңшары;1978-1986;1956\nСейітова Г.;;;\n"


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def cells(content: bytes) -> list[dict[str, str]]:
    return [dict(row.cells) for row in read_table(content).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "kz1048"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_lists_in_any_encoding_and_with_any_separator(encoding, separator):
    assert cells(KAZAKH.replace(";", separator).encode(encoding)) == [
        {"name": "Әбдіков Сапар", "organisation": "Ленин кеңшары", "years": "1978-1986", "birth": "1956"},
        {"name": "Сейітова Г."},
    ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ФИО", "name"),
        ("Ф.И.О.", "name"),
        ("Аты-жөні", "name"),
        ("Full name", "name"),
        ("Фамилия", "surname"),
        ("Тегі", "surname"),
        ("Имя", "given"),
        ("Әкесінің аты", "patronymic"),
        ("Запрос", "query"),
        ("Сұрау", "query"),
        ("QUERY", "query"),
        ("Организация", "organisation"),
        ("Мекеме", "organisation"),
        ("Year of birth", "birth"),
        ("Год рождения", "birth"),
        ("Туған жылы", "birth"),
        ("year_from", "year_from"),
        ("Годы (с)", "year_from"),
        ("Год по", "year_to"),
        ("Примечание", ""),
    ],
)
def test_headings_are_known_in_three_languages(heading, field):
    assert field_of(heading) == field


def test_titles_above_the_headings_and_unknown_columns_are_left_out():
    table = read_table("Список работников совхоза;;\n;;\n№;ФИО;Примечание\n1;Абдиков С.;пенсионер\n".encode())
    assert [(row.number, dict(row.cells)) for row in table.rows] == [(4, {"name": "Абдиков С."})]
    assert table.columns == (("№", ""), ("ФИО", "name"), ("Примечание", ""))


def test_one_bad_row_costs_no_other_row():
    content = 'ФИО;Годы\n"Абдиков;1978\nДосов С.;1980\n"Сейтов ""А""";1981\n'.encode()
    assert cells(content) == [
        {"name": "Абдиков", "years": "1978"},
        {"name": "Досов С.", "years": "1980"},
        {"name": 'Сейтов "А"', "years": "1981"},
    ]


def test_a_cell_of_two_lines_is_one_cell():
    assert cells('ФИО;Годы\n"Абдиков\nСапар";1978\nДосов;1980\n'.encode()) == [
        {"name": "Абдиков Сапар", "years": "1978"},
        {"name": "Досов", "years": "1980"},
    ]


def test_a_list_without_headings_is_one_column():
    assert cells('Абдиков, Сапар\n\n"жұмысқа қабылдансын"\n'.encode()) == [
        {"either": "Абдиков, Сапар"},
        {"either": '"жұмысқа қабылдансын"'},
    ]
    with pytest.raises(Invalid, match="no headings"):
        read_table("Абдиков;1978\nДосов;1980\n".encode())


def test_a_column_of_queries_keeps_its_phrases():
    assert cells('query\n"жұмысқа қабылдансын"\n"""два слова"""\n"Абдиков, Сапар"\n'.encode()) == [
        {"query": '"жұмысқа қабылдансын"'},
        {"query": '"два слова"'},
        {"query": "Абдиков, Сапар"},
    ]


def test_workbooks_are_read_with_numbers_and_dates_as_written():
    import datetime

    content = workbook(
        [
            ["Тізім"],
            ["Тегі", "Аты", "Туған жылы", "С", "По"],
            ["Әбдіков", "Сапар", datetime.date(1956, 3, 1), 1978, 1986.0],
            [None, None, None, None, None],
            ["Досов", None, 1960, None, None],
        ]
    )
    table = read_table(content, "тізім.xlsx")
    assert [(row.number, dict(row.cells)) for row in table.rows] == [
        (3, {"surname": "Әбдіков", "given": "Сапар", "birth": "1956-03-01", "year_from": "1978", "year_to": "1986"}),
        (5, {"surname": "Досов", "birth": "1960"}),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "batch-empty"),
        (b"\n \n", "batch-empty"),
        (b"PK\x03\x04 no workbook", "batch-kind"),
        (b"\xd0\xcf\x11\xe0 old workbook", "batch-kind"),
        ("Организация;Годы\nЛенин;1978\n".encode(), "batch-columns"),
        (b"a" * (LARGEST + 1), "batch-large"),
        (b"name\n" + b"a\n" * (MOST_ROWS + 20), "batch-large"),
    ],
)
def test_what_is_no_list_is_refused(content, code):
    with pytest.raises(Invalid) as refusal:
        read_table(content, "list.csv")
    assert refusal.value.code == code


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: ("ФИО;Годы\n" + text).encode("utf-8", "replace")))
def test_any_bytes_are_a_list_or_refused(content):
    try:
        table = read_table(content)
    except Invalid:
        return
    assert all(row.cells or row.problem for row in table.rows)
