import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.query.plan import Among, AnyOf, Between
from paraq.query.values import dates, number_value, numbers


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("1978", 1978, 1978),
        ("1978..1986", 1978, 1986),
        ("1978-1986", 1978, 1986),
        ("1978–", 1978, None),
        ("..1986", None, 1986),
        (">60", 61, None),
        ("<=60", None, 60),
        ("197*", 1970, 1979),
    ],
)
def test_ranges_of_numbers(value: str, low: int | None, high: int | None) -> None:
    assert numbers("year", value) == Between("year", low, high)


@pytest.mark.parametrize("value", ["", "..", "abc", "1986..1978", "19780", "1978..1986..1990"])
def test_wrong_ranges_of_numbers(value: str) -> None:
    with pytest.raises(Invalid):
        numbers("year", value)


def test_a_day_is_asked_for_as_such() -> None:
    assert dates("1978-03-12") == dates("12.03.1978") == dates("12/3/1978") == Among("date", ("1978-03-12",))


def test_a_month_has_its_days_and_itself() -> None:
    month = dates("1980-02")
    assert isinstance(month, Among)
    assert month.values == ("1980-02", *(f"1980-02-{day:02}" for day in range(1, 30)))
    assert dates("02.1980") == month


def test_a_year_has_its_months() -> None:
    year = dates("1978")
    assert isinstance(year, Among)
    assert {"1978", "1978-01", "1978-12-31"} <= set(year.values)
    assert len(year.values) == 365 + 12 + 1


def years(first: int, last: int) -> Among:
    """Return the plan of pages that name a time in one of these years."""
    return Among("date", tuple(f"{year}-" for year in range(first, last + 1)))


def test_ranges_of_dates() -> None:
    span = dates("1978-03-30..1978-05-01")
    assert isinstance(span, Among)
    assert "1978-04" in span.values
    assert "1978-03" not in span.values
    assert dates("1970..1990") == AnyOf((Between("year", 1970, 1990), years(1970, 1990)))


def test_ranges_of_dates_open_at_an_end() -> None:
    assert dates("1950..") == AnyOf((Between("year", 1950, None), years(1950, 2099)))
    assert dates("..31.12.1950") == AnyOf((Between("year", None, 1950), years(1700, 1950)))
    late = dates("1950-11..")
    assert isinstance(late, AnyOf)
    days, own, named = late.parts
    assert isinstance(days, Among)
    assert {"1950-11", "1950-11-30", "1950-12-31"} <= set(days.values)
    assert not {"1950", "1950-10-31"} & set(days.values)
    assert own == Between("year", 1951, None)
    assert named == years(1951, 2099)


def test_dates_in_words_may_be_quarters_and_spans() -> None:
    assert dates("II квартал 1961") == dates("1961-04..1961-06")
    assert dates("1961 жылдың 1 тоқсаны") == dates("с января по март 1961 г.") == dates("1961-01..1961-03")
    assert dates("12 марта 1961 - 3 мая 1961") == dates("1961-03-12..1961-05-03")
    assert dates("1970-1990") == dates("1970–1990 гг.") == dates("1970..1990")


def test_dates_before_and_after() -> None:
    assert dates(">1950") == dates("1951..") and dates(">=1950") == dates("1950..")
    assert dates("< 12.03.1950") == dates("..11.03.1950") and dates("<=1950-03") == dates("..31.03.1950")
    for value in ("<0001", "<=0001-01-01", ">=9998"):
        assert dates(value)


def test_long_ranges_of_dates_keep_their_ends() -> None:
    span = dates("1978-11-30..1985-01-02")
    assert isinstance(span, AnyOf)
    first, last, between, named = span.parts
    assert isinstance(first, Among)
    assert isinstance(last, Among)
    assert {"1978-11-30", "1978-12"} <= set(first.values)
    assert "1978-11-29" not in first.values
    assert last.values == ("1985-01-01", "1985-01-02")
    assert between == Between("year", 1979, 1984)
    assert named == years(1979, 1984)


@pytest.mark.parametrize("value", ["", "..", "abc", ">", "<abc", ">1978..1980", "1978-13", "31.02.1978", "1986..1978", "0000"])
def test_wrong_dates(value: str) -> None:
    with pytest.raises(Invalid):
        dates(value)


@given(st.text(max_size=15))
def test_any_value_is_a_plan_or_a_mistake(value: str) -> None:
    for read in (dates, lambda text: numbers("year", text)):
        try:
            read(value)
        except Invalid as error:
            assert error.what


def test_numbers_of_orders_have_one_spelling() -> None:
    assert number_value("45-к") == number_value("№ 45 К") == number_value("45k") == "45к"
    assert number_value("N 45-к") == number_value("No. 45-к") == number_value("№ 45к") == "45к"
    assert number_value("7 л/с") == number_value("7лс") == "7лс"
    assert number_value("12/3") == "12/3" != number_value("123")
