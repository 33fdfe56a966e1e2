"""The answer to a batch as CSV and XLSX: rows, pages with references and evidence, and who stands in which year in what."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, Final, Literal

from paraq.query.match import EVIDENCE
from paraq.records.reference import format_reference
from paraq.services.batch import AnsweredRow, FoundPage
from paraq.services.batch_message import message_of
from paraq.services.cells import is_formula

Language = Literal["kk", "ru", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("kk", "ru", "en")
# Excel refuses longer cells.
LONGEST_CELL: Final = 32_000
NOTHING: Final = "nothing"
OTHER: Final = "other"

# Each text in the order of LANGUAGES.
_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "rows": ("Жолдар", "Строки", "Rows"),
    "pages": ("Беттер", "Страницы", "Pages"),
    "matrix": ("Жылдар", "По годам", "Matrix"),
    "row": ("Жол №", "№ строки", "Row"),
    "label": ("Аты-жөні не сұрау", "ФИО или запрос", "Name or query"),
    "birth": ("Туған жылы", "Год рождения", "Year of birth"),
    "organisation": ("Ұйым", "Организация", "Organisation"),
    "years": ("Жылдар", "Годы", "Years"),
    "state": ("Күйі", "Состояние", "State"),
    "total": ("Табылған бет", "Найдено страниц", "Pages found"),
    "listed": ("Тізімде", "В списке", "Listed"),
    "wider": ("Ұйымсыз, жылсыз", "Без организации и лет", "Without organisation and years"),
    "message": ("Хабар", "Сообщение", "Message"),
    "query": ("Ізделген сұрау", "Выполненный запрос", "Query as searched"),
    "reference": ("Архивтік шифр", "Архивный шифр", "Reference"),
    "title": ("Тақырып", "Заголовок", "Title"),
    "type": ("Құжат түрі", "Вид документа", "Type"),
    "date": ("Күні", "Дата", "Date"),
    "year": ("Жыл", "Год", "Year"),
    "evidence": ("Дәлел", "Основание", "Evidence"),
    "written": ("Құжатта жазылуы", "Как в документе", "As written"),
    "birth_there": ("Туған жылы бар", "Год рождения на странице", "Year of birth on the page"),
    "path": ("Файл", "Файл", "File"),
    "number": ("Беті", "Страница", "Page"),
    "page_id": ("Бет коды", "Код страницы", "Page id"),
    "exact": ("жазылғандай", "как написано", "as written"),
    "form": ("басқа тұлға", "другая форма", "other form"),
    "spelling": ("басқа жазылу", "другое написание", "other spelling"),
    "ocr": ("OCR", "OCR", "OCR"),
    "initial": ("бас әріп", "инициал", "initial"),
    "yes": ("иә", "да", "yes"),
    "no": ("жоқ", "нет", "no"),
    "early": ("туғанға дейін", "до рождения", "before birth"),
    "waiting": ("күтуде", "ожидает", "waiting"),
    "answered": ("жауап бар", "отвечено", "answered"),
    "failed": ("қате", "ошибка", "failed"),
    NOTHING: ("ештеңе жоқ", "ничего", "nothing"),
    OTHER: ("басқа құжат", "другой документ", "other document"),
    "undated": ("жылы белгісіз", "без года", "undated"),
    "order": ("бұйрық", "приказ", "order"),
    "minutes": ("хаттама", "протокол", "minutes"),
    "decision": ("шешім", "решение", "decision"),
    "directive": ("өкім", "распоряжение", "directive"),
    "resolution": ("қаулы", "постановление", "resolution"),
    "pay_ledger": ("жалақы ведомосі", "ведомость зарплаты", "pay ledger"),
    "household_book": ("шаруашылық кітабы", "похозяйственная книга", "household book"),
    "award_list": ("марапат тізімі", "наградной список", "award list"),
    "land_act": ("жер актісі", "земельный акт", "land act"),
    "act": ("акт", "акт", "act"),
    "application": ("өтініш", "заявление", "application"),
    "certificate": ("анықтама", "справка", "certificate"),
    "letter": ("хат", "письмо", "letter"),
    "list": ("тізім", "список", "list"),
    "report": ("есеп", "отчёт", "report"),
}
ROW_COLUMNS: Final = ("row", "label", "birth", "organisation", "years", "state", "total", "listed", "wider", "message", "query")
PAGE_COLUMNS: Final = (
    "reference",
    "title",
    "type",
    "date",
    "year",
    "evidence",
    "written",
    "birth_there",
    "path",
    "number",
    "page_id",
)
Cell = str | int | None


def text(name: str, language: Language) -> str:
    """Return a heading or a word of the answer; a kind of document without a name of its own stays a code."""
    known = _TEXTS.get(name)
    return known[LANGUAGES.index(language)] if known else name


def harmless(value: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula, without signs that a workbook cannot hold."""
    if not isinstance(value, str):
        return value
    kept = "".join(sign if sign.isprintable() or sign == " " else " " for sign in value)[:LONGEST_CELL]
    return f"'{kept}" if is_formula(value) or is_formula(kept) else kept


def best(evidence: Iterable[str]) -> str:
    """Return the surest of some tags."""
    return min(evidence, key=EVIDENCE.index, default="")


def matrix_of(row: AnsweredRow) -> dict[tuple[int | None, str], Counter[str]]:
    """Return a row's pages counted by year and kind of document, each by the surest way in which it names what was asked.

    A year that was asked for and has no page is there with the kind ``nothing``. The year is None for pages without one.
    """
    cells: defaultdict[tuple[int | None, str], Counter[str]] = defaultdict(Counter)
    for found in row.pages:
        cells[found.year, found.page.description.type or OTHER][best(found.evidence)] += 1
    there = {year for year, _ in cells}
    for year in asked_years(row):
        if year not in there and row.state == "answered":
            cells[year, NOTHING] = Counter()
    return dict(cells)


def asked_years(row: AnsweredRow) -> range:
    """Return the years that a row asks for, none if an end is open or a year in it is wrong."""
    low, high = row.years
    return range(low, high + 1) if low is not None and high is not None else range(0)


def csv_lines(rows: Iterable[AnsweredRow], language: Language) -> Iterator[str]:
    """Return the answer as CSV, a line for each page of a row, and one for a row without pages; with a mark for Excel."""
    yield "\ufeff" + _line([text(name, language) for name in (*ROW_COLUMNS, *PAGE_COLUMNS)])
    for row in rows:
        cells = _row_cells(row, language)
        for page in row.pages:
            yield _line([*cells, *_page_cells(page, language)])
        if not row.pages:
            yield _line([*cells, *[None] * len(PAGE_COLUMNS)])


def write_workbook(path: Path, rows: Iterable[AnsweredRow], again: Iterable[AnsweredRow], language: Language) -> None:
    """Write the answer as XLSX with the sheets of rows, pages and years; few rows are in memory at a time.

    Args:
        path: Where to.
        rows: The rows.
        again: The same rows once more, because the years of all must be known before the first is written.
        language: Of headings, references and kinds of document.
    """
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    of_rows = book.create_sheet(text("rows", language))
    of_pages = book.create_sheet(text("pages", language))
    of_rows.append(_heading(of_rows, ROW_COLUMNS, language))
    of_pages.append(_heading(of_pages, ("row", "label", *PAGE_COLUMNS), language))
    years: set[int] = set()
    undated = False
    for row in rows:
        of_rows.append(_cells(of_rows, _row_cells(row, language)))
        for page in row.pages:
            of_pages.append(_cells(of_pages, [row.number, row.label, *_page_cells(page, language)]))
        found = {year for year, _ in matrix_of(row)}
        undated = undated or None in found
        years |= found - {None}  # type: ignore[arg-type]
    columns: list[int | None] = [*sorted(years), *([None] if undated else [])]
    _write_matrix(book.create_sheet(text("matrix", language)), again, columns, language)
    book.save(path)


def _write_matrix(sheet: Any, rows: Iterable[AnsweredRow], years: Sequence[int | None], language: Language) -> None:
    sheet.freeze_panes = "C2"
    named = [text("row", language), text("label", language)]
    sheet.append(_cells(sheet, [*named, *[text("undated", language) if year is None else year for year in years]]))
    for row in rows:
        by_year: defaultdict[int | None, list[str]] = defaultdict(list)
        for (year, kind), counts in sorted(matrix_of(row).items(), key=lambda cell: cell[0][1]):
            ways = ", ".join(f"{text(tag, language)} {counts[tag]}" for tag in EVIDENCE if counts[tag])
            by_year[year].append(f"{text(kind, language)}: {ways}" if ways else text(kind, language))
        sheet.append(_cells(sheet, [row.number, row.label, *["; ".join(by_year[year]) or None for year in years]]))


def _row_cells(row: AnsweredRow, language: Language) -> list[Cell]:
    cells = row.cells
    years = cells.get("years") or "–".join(filter(None, (cells.get("year_from"), cells.get("year_to"))))
    organisation = cells.get("organisation", "")
    state = text(row.state, language)
    asked: list[Cell] = [row.number, row.label, cells.get("birth", ""), organisation, years, state]
    return [*asked, row.total, len(row.pages), row.wider, message_of(row, language), row.query]


def _page_cells(found: FoundPage, language: Language) -> list[Cell]:
    page, about = found.page, found.page.description
    written = "; ".join(f"{text(tag, language)}: {', '.join(found.evidence[tag])}" for tag in EVIDENCE if tag in found.evidence)
    birth = "" if found.birth is None else text("yes" if found.birth else "early" if found.early else "no", language)
    return [
        format_reference(about.reference, page.sheet, language),
        about.title,
        text(about.type, language) if about.type else "",
        about.date,
        found.year,
        text(best(found.evidence), language) if found.evidence else "",
        written,
        birth,
        page.path,
        page.number,
        page.page_id,
    ]


def _line(cells: Sequence[Cell]) -> str:
    line = StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return line.getvalue()


def _heading(sheet: Any, columns: Sequence[str], language: Language) -> list[Any]:
    # Written before the first row, as a sheet that is written once wants it.
    sheet.freeze_panes = "A2"
    for place, name in enumerate(columns):
        sheet.column_dimensions[chr(ord("A") + place)].width = 28 if name in {"label", "reference", "title", "written"} else 14
    return _cells(sheet, [text(name, language) for name in columns])


def _cells(sheet: Any, values: Sequence[Cell]) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell

    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet, value=harmless(value))
        if isinstance(value, str):
            # Never a formula, whatever it begins with.
            cell.data_type = "s"
        cells.append(cell)
    return cells
