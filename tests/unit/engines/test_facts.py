from paraq.engines.facts import dates_in, numbers_in, times_in


def test_dates_are_read_as_they_are_written() -> None:
    text = "1978 жылғы 12 наурыз. «5» мая 1980 года, 3.04.1965 ж. 2001-02-03; 99.99.1999; 12 желтоқсанда 1991 ж."
    assert dates_in(text) == ("1978-03-12", "1980-05-05", "1965-04-03", "2001-02-03", "1991-12-12")


def test_numbers_of_orders_are_read() -> None:
    text = "№ 45-к бұйрық, №12; № 7 л/с; № 33 от 5 мая; № 12/3, № 45 - К, N 8"
    assert numbers_in(text) == ("45к", "12", "7лс", "33", "12/3", "8")


def test_times_are_as_exact_as_they_are_written() -> None:
    text = "12.03.1978; 1979 ж. наурыз; 05.1980; 1938–1940 гг. II квартал 1981 г.; 1982 жыл"
    months = ("1981-04", "1981-05", "1981-06")
    assert times_in(text) == ("1978-03-12", "1979-03", "1980-05", "1938", "1940", "1981", "1982", "1939", *months)
