import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.catalogue.cited import Cited
from paraq.records.model import Description, Reference
from paraq.services.batch import AnsweredRow, FoundPage
from paraq.services.batch_result import csv_lines, harmless, matrix_of, write_workbook
from paraq.services.cells import FORMULA


def found(number: int, year: int | None, kind: str, **evidence: list[str]) -> FoundPage:
    about = Description("=Приказ", kind, "Совхоз", str(year or ""), Reference("12", "1", "45"))
    page = Cited(f"d-{number}", "d", number, str(number), "12/45.pdf", about)
    return FoundPage(page, year, evidence, None, False)


def row(number: int, *pages: FoundPage, years: tuple[int | None, int | None] = (None, None), label: str = "Досов") -> AnsweredRow:
    return AnsweredRow(number, {"name": label}, label, years, "answered", 'name:"Досов"', "", len(pages), None, pages)


ROWS = [
    row(
        2,
        found(1, 1978, "order", spelling=["Әбдіков"], exact=["Абдиков"]),
        found(2, 1978, "order", ocr=["Абдлков"]),
        found(3, 1979, "pay_ledger", initial=["С"]),
        years=(1977, 1979),
    ),
    row(3, found(4, None, "", exact=["Досов"]), label="=cmd|' /C calc'!A0"),
    row(4, label="Нет"),
]


def test_the_matrix_counts_pages_by_year_kind_and_surest_evidence():
    cells = {cell: dict(counts) for cell, counts in matrix_of(ROWS[0]).items()}
    assert cells == {
        (1977, "nothing"): {},
        (1978, "order"): {"exact": 1, "ocr": 1},
        (1979, "pay_ledger"): {"initial": 1},
    }
    assert {cell: dict(counts) for cell, counts in matrix_of(ROWS[1]).items()} == {(None, "other"): {"exact": 1}}
    assert matrix_of(ROWS[2]) == {}


def test_csv_has_a_line_for_each_page_and_one_for_rows_without():
    lines = list(csv_lines(ROWS, "ru"))
    assert lines[0].startswith("\ufeff")
    read = list(csv.reader(io.StringIO("".join(lines).removeprefix("\ufeff")), delimiter=";"))
    assert [line[0] for line in read] == ["№ строки", "2", "2", "2", "3", "4"]
    first = dict(zip(read[0], read[1], strict=True))
    assert first["Архивный шифр"] == "Ф. 12. Оп. 1. Д. 45. Л. 1."
    assert first["Основание"] == "как написано"
    assert first["Как в документе"] == "как написано: Абдиков; другое написание: Әбдіков"
    assert first["Заголовок"] == "'=Приказ"
    assert read[4][1].startswith("'=cmd")


def test_workbooks_have_rows_pages_and_years(tmp_path: Path):
    path = tmp_path / "answer.xlsx"
    write_workbook(path, ROWS, ROWS, "en")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Rows", "Pages", "Matrix"]
    matrix = [list(line) for line in book["Matrix"].iter_rows(values_only=True)]
    assert matrix[0] == ["Row", "Name or query", 1977, 1978, 1979, "undated"]
    assert matrix[1] == [2, "Досов", "nothing", "order: as written 1, OCR 1", "pay ledger: initial 1", None]
    assert [cell.value for cell in book["Pages"]["C"]] == [
        "Reference",
        *[f"Fonds 12, inventory 1, file 45, sheet {number}" for number in range(1, 5)],
    ]
    every = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in every)
    assert not any(isinstance(cell.value, str) and cell.value.startswith("=") for cell in every)


@pytest.mark.parametrize("start", FORMULA)
def test_nothing_is_a_formula(start):
    assert str(harmless(start + "1+1")).startswith("'")


@given(st.text(max_size=50))
def test_any_text_is_a_harmless_cell(text):
    cell = str(harmless(text))
    assert not cell.startswith(FORMULA)
    assert not any(ord(sign) < 32 for sign in cell)
