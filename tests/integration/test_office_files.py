"""Office files of every kind, made and read by the real LibreOffice, which stays warm between them."""

import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from indexer.readers import extract, look, read, warm_office
from indexer.reading import ReadOptions
from paraq.errors import Invalid, Unavailable

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

ROWS = [["Тегі, аты", "Қаңтар", "Ақпан"], ["Жанболатов Сейіт", "4537", "3944"], ["Мырзағалиев Еркін", "8172", "7083"]]
NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("draw", "drawing"),
        ("presentation", "presentation"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    ]
)
COMMENT = "<office:annotation><text:p>Пікір Төребеков</text:p></office:annotation>"
HIDDEN = (
    '<style:style style:name="h" style:family="drawing-page">'
    '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
)
NOTES = (
    '<presentation:notes><draw:page-thumbnail svg:width="14cm" svg:height="8cm" svg:x="3cm" svg:y="2cm" '
    'presentation:class="page"/>'
    '<draw:frame presentation:class="notes" svg:width="16cm" svg:height="12cm" svg:x="2cm" svg:y="14cm"><draw:text-box>'
    "<text:p>Баяндамашы Қожахметов</text:p></draw:text-box></draw:frame></presentation:notes>"
)
BORDER = 'fo:border="0.5pt solid #000000"'
MEDIA = {"fodt": "text", "fods": "spreadsheet", "fodp": "presentation"}
MADE_OF = {"fodt": ("odt", "doc", "docx", "rtf"), "fods": ("ods", "xls", "xlsx"), "fodp": ("odp", "ppt", "pptx")}


def flat(kind):
    """A flat OpenDocument file with a bordered ledger (no borders in presentations) and a sentence."""
    cell = '<style:style style:name="c" style:family="table-cell"><style:table-cell-properties {}/></style:style>'.format(
        BORDER if kind == "fods" else BORDER + ' fo:padding="0.05in"'
    )
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="c" office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in ROWS
    )
    table = f'<table:table table:name="t"><table:table-column table:number-columns-repeated="3"/>{rows}</table:table>'
    if kind == "fods":
        shown = COMMENT.replace("<office:annotation>", '<office:annotation office:display="true">')
        table = table.replace("<text:p>", f"{shown}<text:p>", 1)
    body = {
        "fodt": f"<text:p>Жалақы{COMMENT} ведомосы</text:p>{table}<text:p>Бухгалтер Әбдірахманова</text:p>",
        "fods": table,
        "fodp": '<draw:page draw:name="p"><draw:frame svg:width="20cm" svg:height="9cm" svg:x="1cm" svg:y="1cm"><draw:text-box>'
        "<text:p>Жанболатов Сейіт</text:p><text:p>Ведомость 4537 3944</text:p></draw:text-box></draw:frame></draw:page>"
        '<draw:page draw:name="q" draw:style-name="h"><draw:frame svg:width="20cm" svg:height="9cm" svg:x="1cm" svg:y="1cm">'
        f"<draw:text-box><text:p>Жасырын слайд</text:p></draw:text-box></draw:frame>{COMMENT}{NOTES}</draw:page>",
    }[kind]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.{MEDIA[kind]}"><office:automatic-styles>{cell}{HIDDEN}</office:automatic-styles>'
        f"<office:body><office:{MEDIA[kind]}>{body}</office:{MEDIA[kind]}></office:body></office:document>"
    )


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Files of every office kind under names without an ending."""
    folder = tmp_path_factory.mktemp("office")
    found = {}
    for source, kinds in MADE_OF.items():
        (folder / f"made.{source}").write_text(flat(source), encoding="utf-8")
        for kind in kinds:
            command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind]
            command += ["--outdir", str(folder), str(folder / f"made.{source}")]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            found[kind] = (folder / f"made.{kind}").rename(folder / f"file-{len(found)}")
    return found


def lines(path):
    return [" ".join(line.split()) for page in extract(path, ReadOptions()) for line in page.text.text.splitlines()]


@pytest.mark.parametrize("kind", [kind for kinds in MADE_OF.values() for kind in kinds])
def test_the_kind_is_told_and_pages_have_words_and_rows(kind, made, tmp_path):
    contents = look(made[kind], "misleading.pdf", tmp_path, ReadOptions())
    assert (contents.kind, contents.pages) == (kind, 3 if kind in MADE_OF["fodp"] else 2 if kind in MADE_OF["fods"] else 1)
    page, *further = read(made[kind], contents, range(1, contents.pages + 1), ReadOptions())
    assert "Пікір Төребеков" in " ".join((further[0] if further else page).text.text.split())
    assert page.text.source == "text"
    assert all(page.text.text[word.start : word.end] == word.text for word in page.text.words)
    if kind in MADE_OF["fodp"]:
        assert "Жанболатов Сейіт" in page.text.text
    else:
        assert [" ".join(row) for row in ROWS] == [
            line for line in page.text.text.splitlines() if line and line.split()[0] in _firsts()
        ]


@pytest.mark.parametrize("kind", MADE_OF["fodp"])
def test_pages_of_notes_follow_the_slides_where_something_is_noted(kind, made):
    slide, hidden, notes = (page.text.text for page in extract(made[kind], ReadOptions()))
    assert "Ведомость" in slide and "Жасырын слайд" in hidden
    assert "Баяндамашы Қожахметов" in notes and "Ведомость" not in notes


def _firsts():
    return {row[0].split()[0] for row in ROWS}


def test_the_same_file_gives_the_same_pdf(made, tmp_path):
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    first, second = (look(made["docx"], "1", tmp_path / folder, ReadOptions()).rendition.read_bytes() for folder in ("1", "2"))
    assert first == second and b"/CreationDate(D:20000101000000" in first


def test_one_office_serves_many_files_and_another_takes_over_when_it_is_gone(made, tmp_path):
    assert lines(made["odt"])
    office = warm_office._running[0]
    assert lines(made["xls"]) and lines(made["pptx"])
    assert warm_office._running == [office] and office.is_well
    office._process.kill()
    office._process.wait()
    assert lines(made["docx"])
    assert warm_office._running[0] is not office
    profile = office._profile.as_uri().encode()
    assert not any(profile in line for line in map(_command_line, Path("/proc").glob("[0-9]*")))


def _command_line(process):
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def test_an_office_that_hangs_is_given_up(made, tmp_path, monkeypatch):
    warm_office._end()
    hanging = tmp_path / "soffice"
    # Opens its document as LibreOffice does, then answers no order.
    hanging.write_text(
        '#!/bin/sh\nfor last; do :; done\ntouch "$(dirname "$last")/.~lock.$(basename "$last")#"\nwhile :; do sleep 0.2; done\n'
    )
    hanging.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(warm_office, "SECONDS", 1)
    with pytest.raises(Invalid) as refused:
        lines(made["odt"])
    assert refused.value.code == "office-time"
    assert not warm_office._running[0].is_well
    monkeypatch.undo()
    assert lines(made["odt"])


def test_no_socket_of_an_office_stays_behind(made, tmp_path):
    assert lines(made["odt"])
    socket = warm_office._socket(warm_office._running[0]._profile)
    assert socket.is_socket()
    warm_office._end()
    assert not socket.exists()
    # What a worker leaves that was killed together with its office.
    (tmp_path / f"{warm_office.PROFILES}killed").mkdir()
    left = warm_office._socket(tmp_path / f"{warm_office.PROFILES}killed")
    left.touch()
    warm_office.clear(tmp_path)
    assert not left.exists()


def test_without_libreoffice_the_reason_says_what_to_install(made, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Unavailable) as refused:
        lines(made["xlsx"])
    assert "LibreOffice is not installed" in str(refused.value) and "libreoffice-writer" in refused.value.remedy


def test_a_broken_office_file_is_refused(made, tmp_path):
    broken = tmp_path / "broken.docx"
    content = made["docx"].read_bytes()
    broken.write_bytes(content[: len(content) // 2])
    with pytest.raises(Invalid):
        lines(broken)


def test_nothing_of_a_wide_sheet_is_cut_off_hidden_or_parted_from_its_row(tmp_path):
    names = ["Әбдірахманқызы Гүлнәр", "Константинопольская-Мырзағалиева Анастасия"]
    head = ["№", *(f"Ай-{month}" for month in range(30))]
    rows = [head, *([name, *(str(1_000_000 + 100 * number + month) for month in range(30))] for number, name in enumerate(names))]
    cells = [
        "".join(f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in row)
        for row in rows
    ]
    hidden = ["", ' table:visibility="collapse"', ""]
    table = "".join(f"<table:table-row{how}>{row}</table:table-row>" for row, how in zip(cells, hidden, strict=True))
    sheet = flat("fods")
    start, end = sheet.index("<table:table-row>"), sheet.rindex("</table:table>")
    source = tmp_path / "wide.fods"
    text = (
        sheet[:start]
        .replace('table:name="t"', 'table:name="t" table:print-ranges="t.A1:t.B2"')
        .replace('repeated="3"', 'repeated="31"')
    )
    source.write_text(text + table + sheet[end:], encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=120)
    read_lines = lines(tmp_path / "wide.xlsx")
    for number, name in enumerate(names):
        assert " ".join([name, *(str(1_000_000 + 100 * number + month) for month in range(30))]) in read_lines


def test_numbers_sums_and_hidden_cells_are_printed_whole_in_any_font(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    big = Font(name="Nobody has this font", size=22, bold=True)
    for row in (["ФИО", "Сумма"], ["Кузнецова", 76843.25], ["Шымкентшілер", 1123456], ["Жиыны", "=SUM(B2:B3)"]):
        sheet.append(row)
    for row in range(1, 5):
        for column in "AB":
            sheet[f"{column}{row}"].font = big
    sheet["D2"], sheet["A6"] = "Құпия", "жасырын"
    sheet.column_dimensions["D"].hidden = sheet.row_dimensions[6].hidden = True
    book.create_sheet("Second").append(["Тайный Сидоров", 555])
    book["Second"].sheet_state = "veryHidden"
    path = tmp_path / "ledger"
    book.save(path)
    text = " ".join(page.text.text for page in extract(path, ReadOptions()))
    for fact in ("Кузнецова 76843.25", "Шымкентшілер 1123456", "Жиыны 1200299.25", "Құпия", "жасырын", "Тайный Сидоров 555"):
        assert fact in " ".join(text.split())
    assert "###" not in text
