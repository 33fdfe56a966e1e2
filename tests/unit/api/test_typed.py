"""Days of every year, as they are kept and as people type them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from api.typed import Yearly

KAZAKH = ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан")
READ = TypeAdapter(Yearly)


@given(st.dates(date(2000, 1, 1), date(2000, 12, 31)))
def test_a_day_of_every_year_is_read_as_it_is_kept_and_as_people_write_it(day: date) -> None:
    kept = f"{day:%m-%d}"
    for typed in (kept, f"{day:%d.%m}", f"{day.day}.{day.month}", f"{day:%d/%m}", f"{day.day} {KAZAKH[day.month - 1]}"):
        assert READ.validate_python(typed) == kept
