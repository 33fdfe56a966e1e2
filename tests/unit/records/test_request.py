"""States of requests and the numbers of people."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Conflict, Invalid
from paraq.records.request import BY_HAND, CLOSED, STATES, Asked, RequestRecord, checked_asked, checked_iin, iin_control, moved
from paraq.records.viewer import Viewer

TODAY = date(2026, 11, 24)
ASKED = Asked("1/2026", "2026-11-02", "Жанболатов Сейіт")


def iin(first: str) -> str:
    return first + str(iin_control(first))


@given(st.dates(date(1900, 1, 1), date(2025, 12, 31)), st.integers(0, 9999), st.booleans())
def test_an_iin_tells_the_birth_and_any_wrong_digit_is_seen(born: date, serial: int, woman: bool) -> None:
    century = (3 if born.year < 2000 else 5) + woman
    first = f"{born:%y%m%d}{century}{serial:04}"
    if iin_control(first) == 10:
        return
    number = iin(first)
    assert checked_iin(number) == born.isoformat()
    wrong = number[:11] + str((int(number[11]) + 1) % 10)
    with pytest.raises(Invalid, match="control digit"):
        checked_iin(wrong)


@pytest.mark.parametrize("written", ["", "12345678901", "38051530001a", "٣٨٠٥١٥٣٠٠٠١٢", iin("38133230001")])
def test_what_is_no_iin_is_refused(written: str) -> None:
    with pytest.raises(Invalid):
        checked_iin(written)


def test_the_control_digit_follows_the_published_weights() -> None:
    # 1*3+2*8+3*0+4*5+5*1+6*5+7*3+8*0+9*0+10*0+11*1 = 106; 106 mod 11 = 7
    assert iin_control("38051530001") == 7


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"applicant": " "}, "applicant"),
        ({"received": "2026-11-25"}, "received"),
        ({"received": "24.11.2026"}, "received"),
        ({"year_from": 1986, "year_to": 1978}, "year_from"),
        ({"kind": "else"}, "kind"),
        ({"born": "көктемде"}, "born"),
        ({"iin": "380515300018"}, "iin"),
        ({"iin": "380515300017", "born": "1939-05-15"}, "born"),
        ({"wanted": "a" * 4001}, "wanted"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field(values: dict[str, object], where: str) -> None:
    from dataclasses import replace

    with pytest.raises(Invalid) as refused:
        checked_asked(replace(ASKED, **values), TODAY)  # type: ignore[arg-type]
    assert refused.value.where == where


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_from_a_closed_state_nothing_leads_on_by_hand(state: str) -> None:
    for other in STATES:
        with pytest.raises(Conflict):
            moved(RequestRecord("a", ASKED, state=state), other)  # type: ignore[arg-type]


def test_papers_alone_make_a_request_drafted_checked_signed_or_issued() -> None:
    reached = set().union(*BY_HAND.values())
    assert reached.isdisjoint({"drafted", "checked", "signed", "issued"})


def test_only_those_who_work_on_it_and_heads_see_a_request() -> None:
    record = RequestRecord("a", ASKED, handlers=("asel",))
    assert record.may_be_seen(Viewer("asel", "archivist"))
    assert record.may_be_seen(Viewer("asel/key", "archivist"))
    assert not record.may_be_seen(Viewer("bolat", "archivist"))
    assert not record.may_be_seen(Viewer("asel", "reader"))
    assert record.may_be_seen(Viewer("bolat", "head"))
    assert RequestRecord("a", ASKED).may_be_seen(Viewer("bolat", "archivist"))
