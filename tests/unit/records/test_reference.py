import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.records.model import Reference
from paraq.records.reference import (
    format_reference,
    format_sheets,
    label,
    parse_reference,
    sheet_label,
)
from paraq.records.reference_path import reference_of_path

NUMBER = st.integers(1, 9999).map(str)
LABELS = st.builds(
    lambda head, number, tail: head + number + tail, st.sampled_from(["", "Р-"]), NUMBER, st.sampled_from(["", "а", " л/с"])
)
FILES = st.builds(lambda number, tail: number + tail, NUMBER, st.sampled_from(["", "а", " т. 2"]))
SHEETS = st.lists(st.builds(lambda number, tail: number + tail, NUMBER, st.sampled_from(["", "об"])), max_size=5, unique=True)


@pytest.mark.parametrize(
    ("written", "reference", "sheets"),
    [
        ("Қор 12, тізімдеме 1, іс 45, 12–13-парақтар", ("12", "1", "45"), ("12", "13")),
        ("Ф. 12. Оп. 1. Д. 45. Л. 12–13 об.", ("12", "1", "45"), ("12", "13об")),
        ("Ф.Р-12, оп.1 л/с, д.45а, л. 12а, 15-17", ("Р-12", "1 л/с", "45а"), ("12а", "15", "16", "17")),
        ("ф. 12 оп. 1лс д. 45 лл. 3, 5об, 7", ("12", "1 л/с", "45"), ("3", "5об", "7")),
        ("Қор P-12, тізбе 2, іс 3, 5-п.", ("Р-12", "2", "3"), ("5",)),
        ("қор 7, тізімдеме 1 ж/қ, іс 9, 4 (артқы беті) парақ", ("7", "1 ж/қ", "9"), ("4об",)),
        ("Fonds 12, inventory 1, file 45, sheets 12-13", ("12", "1", "45"), ("12", "13")),
        ("Ф. 5. Оп. 2. Д. 7 т. 2. Л. 9.", ("5", "2", "7 т. 2"), ("9",)),
        ("Фонд № 12", ("12", "", ""), ()),
        ("Негіздеме: Қор 12, тізімдеме 1,\nіс 45.", ("12", "1", "45"), ()),
    ],
)
def test_citations_are_read(written: str, reference: tuple[str, str, str], sheets: tuple[str, ...]) -> None:
    assert parse_reference(written) == (Reference(*reference), sheets)


@pytest.mark.parametrize(
    ("language", "sheets", "cited"),
    [
        ("kk", ["12", "13"], "Қор 12, тізімдеме 1, іс 45, 12–13-парақтар"),
        ("kk", ["12"], "Қор 12, тізімдеме 1, іс 45, 12-парақ"),
        ("kk", ["12", "12"], "Қор 12, тізімдеме 1, іс 45, 12-парақ"),
        ("kk", ["12об"], "Қор 12, тізімдеме 1, іс 45, 12 (артқы беті) парақ"),
        ("kk", [], "Қор 12, тізімдеме 1, іс 45"),
        ("ru", ["12", "13об"], "Ф. 12. Оп. 1. Д. 45. Л. 12–13 об."),
        ("ru", ["12", "15"], "Ф. 12. Оп. 1. Д. 45. Л. 12, 15."),
        ("en", ["12", "13", "15об"], "Fonds 12, inventory 1, file 45, sheets 12–13, 15 verso"),
        ("en", ["12"], "Fonds 12, inventory 1, file 45, sheet 12"),
    ],
)
def test_citations_are_written(language: str, sheets: list[str], cited: str) -> None:
    assert format_reference(Reference("12", "1", "45"), sheets, language) == cited


def test_what_is_unknown_is_left_out() -> None:
    assert format_reference(Reference(), "", "kk") == ""
    assert format_reference(Reference(), "12", "ru") == "Л. 12."
    assert format_reference(Reference("12"), (), "ru") == "Ф. 12."


@pytest.mark.parametrize("text", ["", "нет шифра", "іс 45", "x" * 100_000])
def test_no_reference_is_said(text: str) -> None:
    with pytest.raises(Invalid, match="No archival reference"):
        parse_reference(text)


@given(LABELS, LABELS, FILES, SHEETS, st.sampled_from(["kk", "ru", "en"]))
def test_what_is_written_is_read_back(fonds: str, inventory: str, file: str, sheets: list[str], language: str) -> None:
    reference = Reference(fonds, inventory, file)
    cited = format_reference(reference, sheets, language)
    read, sides = parse_reference(cited)
    assert read == reference
    assert format_reference(read, sides, language) == cited


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    label(text)
    sheet_label(text)
    reference_of_path(text)
    format_reference(Reference(text), [text])
    try:
        parse_reference(text)
    except Invalid as error:
        assert error.remedy


@pytest.mark.parametrize(
    ("path", "reference", "sheet"),
    [
        ("Ф.12/Оп.1/Д.45/0012об.jpg", ("12", "1", "45"), "12об"),
        ("Қ.12/Т.1/Іс.45/0012об.jpg", ("12", "1", "45"), "12об"),
        ("Ф.12/Оп.1/Д.45/0012об-0013.jpg", ("12", "1", "45"), "12об-13"),
        ("Ф.12/Оп.1/Д.45/0012_0013.jpg", ("12", "1", "45"), "12об-13"),
        ("Ф.12/Оп.1/Д.45/45-0012.jpg", ("12", "1", "45"), ""),
        ("Қ12_Т1_Іс45_П12а.tif", ("12", "1", "45"), "12а"),
        ("Ф.Р-12/Оп.1 л-с/Д.45а/003.jpg", ("Р-12", "1 л/с", "45а"), "3"),
        ("transfer/ф-12/оп-1/д-45/л-3.jpg", ("12", "1", "45"), "3"),
        ("F12_Op1_D45_L0012.tif", ("12", "1", "45"), "12"),
        ("Қор 12/Тізімдеме 1/Іс 45/12а.jpg", ("12", "1", "45"), "12а"),
        ("Ф.12/Оп.1/Д.45/приказы.pdf", ("12", "1", "45"), ""),
        ("Ф.12/Оп.1/Д.45.pdf", ("12", "1", "45"), ""),
        ("letters/2024.docx", ("", "", ""), ""),
        ("fonds 3/inventory 2/file 1/7.png", ("3", "2", "1"), "7"),
        ("Ф12\\Оп1\\Д45\\7.png", ("12", "1", "45"), "7"),
        ("f12_op1_d46_l12ob.png", ("12", "1", "46"), "12об"),
        ("Қор 7/Тізімдеме 2/Іс 3/1 артқы беті.png", ("7", "2", "3"), "1об"),
        ("Қор 7/Тізімдеме 2/Іс 3/001-сырты.png", ("7", "2", "3"), "1об"),
        ("Ф.12/Оп.1/Д.45/012_об.jpg", ("12", "1", "45"), "12об"),
        ("Ф.12/Оп.1/Д.45/Л.12-об.jpg", ("12", "1", "45"), "12об"),
        ("Ф.12/Оп.1 л_с/Д.45 том 2/1.jpg", ("12", "1 л/с", "45 т. 2"), "1"),
        ("Ф.12/Оп.1/Д.45а, т.2/12а.jpg", ("12", "1", "45а т. 2"), "12а"),
    ],
)
def test_paths_tell_references(path: str, reference: tuple[str, str, str], sheet: str) -> None:
    assert reference_of_path(path) == (Reference(*reference), sheet)


def test_an_archive_has_patterns_of_its_own() -> None:
    assert reference_of_path("arch/12-1-45_7.tif", ("{fonds}-{inventory}-{file}_{sheet}",)) == (Reference("12", "1", "45"), "7")
    with pytest.raises(Invalid, match="no part"):
        reference_of_path("a", ("{fond}/{file}",))
    with pytest.raises(Invalid, match="no part"):
        reference_of_path("a", ("{file}/{file}",))


@pytest.mark.parametrize(
    ("sheets", "joined"),
    [(["13", "12"], "12–13"), (["12", "12об", "13"], "12–13"), (["1", "3", "2", "7"], "1–3, 7"), (["12а", "12"], "12, 12а")],
)
def test_neighbours_are_joined(sheets: list[str], joined: str) -> None:
    assert format_sheets(sheets) == joined
