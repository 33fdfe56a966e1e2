import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.encoding import decode, repair

KAZAKH = "Бұйрық № 5. Әбдіқадыр Үсенұлы Ғабитов жұмысқа механизатор болып қабылдансын, жалақысы штат кестесі бойынша төленсін."
RUSSIAN = "Приказ № 5. Принять на работу механизатором Габитова Абдыкадыра Усеновича с окладом согласно штатному расписанию."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "kz1048", "ptcp154"])
def test_kazakh_in_any_encoding(encoding):
    assert decode(KAZAKH.encode(encoding)).lstrip("\ufeff") == KAZAKH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251", "kz1048", "cp866", "koi8-r", "iso8859-5", "mac-cyrillic"])
def test_russian_in_any_encoding(encoding):
    # KOI8 has no number sign.
    text = RUSSIAN.replace("№ ", "")
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("right", ["kz1048", "ptcp154"])
def test_kazakh_read_as_windows_russian_is_repaired(right):
    wrong = KAZAKH.encode(right).decode("cp1251", "replace")
    assert wrong != KAZAKH
    assert repair(wrong) == KAZAKH


def test_russian_read_as_western_is_repaired():
    assert repair("Приказ о приёме".encode("cp1251").decode("cp1252")) == "Приказ о приёме"


@pytest.mark.parametrize("text", [KAZAKH, RUSSIAN, "Мюллер, Böll и Гёте", "Crème brûlée à la carte", "Київ і Гомель", ""])
def test_right_texts_stay_as_they_are(text):
    assert repair(text) == text


@given(st.binary(max_size=300))
def test_any_bytes_become_text(content):
    assert isinstance(decode(content), str)


@given(st.text(max_size=200))
def test_repair_never_moves_a_letter(text):
    assert len(repair(text)) == len(text)


def test_a_text_of_several_encodings_is_read_line_by_line() -> None:
    rows = "ФИО;Годы\nДосова;1960\nӘбдіков;1970\n".splitlines(keepends=True)
    assert decode(b"".join(row.encode(encoding) for row, encoding in zip(rows, ("utf-8", "cp1251", "utf-8"), strict=True))) == (
        "".join(rows)
    )
    whole = "Приказ № 5 о приёме на работу Досовой"
    assert decode(whole.encode()[:-1]) == whole[:-1] + "\ufffd"
    assert decode(f"{whole}\n{whole}".encode()[:-1]) == f"{whole}\n{whole[:-1]}\ufffd"
