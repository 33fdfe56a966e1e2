import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.services.scope import digest_of
from paraq.services.scope_query import scope_fields


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ('name:"Әбдіков" year:1978..1986 fonds:12', [("year", "1978..1986", True), ("fonds", "12", True)]),
        ("қор:12 AND жыл:1978", [("fonds", "12", True), ("year", "1978", True)]),
        ("Абдиков -фонд:12", [("fonds", "12", False)]),
        ("fonds:12 OR Абдиков", []),
        ("NOT (fonds:12 Абдиков)", []),
        ("number:45 title:приказ Абдиков", []),
        ('fonds:12 "Абдиков', []),
        ("", []),
    ],
)
def test_where_a_query_looks_is_told_from_what_it_looks_for(query, fields):
    assert [(field.name, field.value, positive) for field, positive in scope_fields(query)] == fields


@given(st.text(alphabet='fonds:12 yearABИ()"-*~', max_size=40))
def test_any_query_has_a_scope(query):
    assert all(field.value for field, _ in scope_fields(query))


def test_the_digest_does_not_hang_on_the_order_of_keys():
    assert digest_of({"a": 1, "b": {"c": "ә", "d": None}}) == digest_of({"b": {"d": None, "c": "ә"}, "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})
