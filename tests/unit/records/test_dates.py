from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.records.dates import find_dates, iso_date, parse_date

DAYS = st.dates(date(1800, 1, 1), date(2090, 12, 31))
RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
KAZAKH = "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split()  # noqa: SIM905
ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()  # noqa: SIM905


@pytest.mark.parametrize(
    "written",
    [
        "1978 ж. 12 наурыз",
        "12.03.1978",
        "12 марта 1978 г.",
        "«12» март 1978 жыл",
        "1978 жылғы 12 наурыздағы № 45-к бұйрық",
        "12/III-1978",
        "12.III.1978 г.",
        "1978-03-12",
        "March 12, 1978",
        "12 мар. 1978",
        "1978 ж. 12 нау.",
        "12 III 1978",
        "12th of March 1978",
        "12-інші наурыз 1978 жыл",
        "1978 жылғы наурыздың 12-сі",
        "1978 жылғы наурыздың 12-сінде",
        "1978 жылғы наурыз айының 12 күні",
        "12 числа марта месяца 1978 года",
        "1978 года марта 12 дня",
        "марта 12 дня 1978 года",
        "двенадцатое марта одна тысяча девятьсот семьдесят восьмого года",
        "12 March 1978",
        "“ 12 ” марта 1978 года",
        "12-наурыз 1978 ж.",
        "1978 жылдың 12-ші наурызында",
        "12/3-1978",
        "1978 жылы 12 наурыз",
        "12 navrьz 1978 çьl",
        "12 НАУРЫЗ 1978 Ж.",
        "1978.03.12",
        "12,03,1978",
        "12/Ш-1978 г.",
        "«12»_марта_1978 г.",
        "«12» ____марта____ 1978 г.",
        "12 мар-\nта 1978 г.",
        "12 маpта 1978 г.",
        "12 nauryz 1978 jyl",
        "1978 jylğy 12 naýryz",
        "1978-інші жылдың 12-інші наурызында",
        "12 марта 1978-го года",
        "1978 года, марта 12-го дня",
        "1978 ж. наурыздың он екісінде",
        "бір мың тоғыз жүз жетпіс сегізінші жылы наурыздың он екісі күні",
        "12 марта (27 февраля) 1978 г.",
    ],
)
def test_one_day_in_many_ways(written: str) -> None:
    assert [match.iso for match in find_dates(written)][:1] == ["1978-03-12"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("март 1978 г.", ["1978-03"]),
        ("1978 жылғы наурыз айы", ["1978-03"]),
        ("в 1978 году", ["1978"]),
        ("1978-1986 жж.", ["1978", "1986"]),
        ("31 февраля 1978 г.", ["1978"]),
        ("31.02.1978", []),
        ("«31» февраля", []),
        ("00.13.1978", []),
        ("тел. 12.03.45.67", []),
        ("№ 1978", []),
        ("1978", []),
        ("1950 теңге", []),
        ("30.04.1961 және 01.05.1961", ["1961-04-30", "1961-05-01"]),
        ("29.02.2000", ["2000-02-29"]),
        ("29.02.1900", []),
        ("с 1 по 5 мая 1970 г.", ["1970-05-01", "1970-05-05"]),
        ("12–14 наурыз 1978 ж.", ["1978-03-12", "1978-03-14"]),
        ("1 марта - 15 апреля 1978 г.", ["1978-03-01", "1978-04-15"]),
        ("01.03.1978-15.04.1978", ["1978-03-01", "1978-04-15"]),
        ("там 1978 адам", []),
        ("тел. 12-03-78", []),
        ("№ 12/03-78", []),
        ("2018-інші жылы", ["2018"]),
        ("12-15.03.1978", ["1978-03-12", "1978-03-15"]),
        ("с 12.03 по 15.04.1978", ["1978-03-12", "1978-04-15"]),
        ("12.03.-15.04.1978", ["1978-03-12", "1978-04-15"]),
        ("в 1978-м году", ["1978"]),
        ("1978 ж. наурызда екісі келді", ["1978-03"]),
        ("1,12,1978 және 1.250.000", []),
        ("7 ноября (25 октября) 1917 г.", ["1917-11-07", "1917-10-25"]),
        ("1978.03.12.5", []),
    ],
)
def test_what_is_known_and_no_more(written: str, expected: list[str]) -> None:
    assert [match.iso for match in find_dates(written)] == expected


def test_a_date_broken_at_the_end_of_a_line_stands_where_it_was() -> None:
    text = "Бүгін 12 нау-\nрызда 1978 ж. мың тоғыз жүз жет-\nпісінші жылы қойылды; 13 мар-\nта 1978 г."
    assert [(text[one.start : one.end], one.iso) for one in find_dates(text)] == [
        ("12 нау-\nрызда 1978", "1978-03-12"),
        ("мың тоғыз жүз жет-\nпісінші жылы", "1970"),
        ("13 мар-\nта 1978", "1978-03-13"),
    ]


def test_a_year_of_two_figures_is_a_guess() -> None:
    (alone,) = find_dates("12.03.78")
    assert (alone.iso, alone.guessed) == ("1978-03-12", True)
    assert find_dates("12.03.05")[0].iso == "2005-03-12"
    assert [one.iso for one in find_dates("12.03.05 г., 1911 г.")] == ["1905-03-12", "1911"]
    (told,) = find_dates("12.03.05", year=1904)
    assert (told.iso, told.guessed) == ("1905-03-12", False)


@given(DAYS, st.integers(0, 6))
def test_every_day_is_read_in_every_form(day: date, form: int) -> None:
    year, month, number = day.year, day.month, day.day
    written = (
        f"{number:02}.{month:02}.{year}",
        f"{number} {RUSSIAN[month - 1]} {year} г.",
        f"{year} жылғы {number} {KAZAKH[month - 1]}",
        f"{year} ж. {number} {KAZAKH[month - 1]}да",
        f"«{number}» {KAZAKH[month - 1]} {year} ж.",
        f"{number}/{ROMAN[month - 1]}-{year}",
        day.isoformat(),
    )[form]
    (match,) = find_dates(f"Бұйрық, {written}, Ақжар")
    assert match.iso == day.isoformat()
    assert match.precision == "day"
    assert parse_date(written) == day.isoformat()


@given(st.integers(-5, 12000), st.none() | st.integers(-5, 40), st.none() | st.integers(-5, 40))
def test_only_real_days(year: int, month: int | None, day: int | None) -> None:
    iso = iso_date(year, month, day)
    if len(iso) == 10:
        date.fromisoformat(iso)
    assert len(iso) in (0, 4, 7, 10)


@given(st.text(max_size=300) | st.text("0123456789 ./-_IVXжг.«»нмаурызт\n", max_size=200))
def test_any_text_is_searched(text: str) -> None:
    matches = find_dates(text)
    ends = 0
    for match in matches:
        assert ends <= match.start < match.end <= len(text)
        ends = match.end
        assert {"day": 10, "month": 7, "year": 4}[match.precision] == len(match.iso)
    assert not parse_date(text) or matches or text.strip() == parse_date(text)


@pytest.mark.parametrize(
    ("written", "month"),
    [
        (written, number)
        for number, names in enumerate(
            (
                "янв қаң",
                "февр ақп",
                "мар нау",
                "апр сәу",
                "мам",
                "июн мау",
                "июл шіл",
                "авг там",
                "сент қыркуйек",
                "окт қаз",
                "нояб қар",
            ),
            start=1,
        )
        for written in names.split()
    ],
)
def test_shortened_months_between_a_day_and_a_year(written: str, month: int) -> None:
    assert [match.iso for match in find_dates(f"9 {written}. 1953 ж.")] == [f"1953-{month:02}-09"]
