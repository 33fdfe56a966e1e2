import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.stages.headings import described_by_text


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("«Ленин» кеңшары\nБҰЙРЫҚ № 14\n1978 жылғы 14 наурыз\nЖұмысқа қабылдау туралы", "order", "1978-03-14"),
        ("Совхоз имени Ленина\nП Р И К А З  № 7\n«3» мая 1961 г.", "order", "1961-05-03"),
        ("П Р О Т О К О Л\nсобрания от 12.04.1955", "minutes", "1955-04-12"),
        ("Расчётно-платёжная ведомость за март 1984 года", "pay_ledger", ""),
        ("ПОХОЗЯЙСТВЕННАЯ КНИГА\nна 1967-1969 годы", "household_book", ""),
        ("ШЕШІМ\n2019 жылғы 5 қаңтар", "decision", "2019-01-05"),
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
