import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.services.scope import digest_of
from paraq.services.scope_query import any_of, query_of, scope_parts


@pytest.mark.parametrize(
    ("query", "scope"),
    [
        ('name:"Әбдіков" year:1978..1986 fonds:12', 'year:"1978..1986" fonds:"12"'),
        ("қор:12 AND жыл:1978", 'fonds:"12" year:"1978"'),
        ("Абдиков -фонд:12", '-fonds:"12"'),
        ("Абдиков год:(1978 1980) -(фонд:12 ИЛИ вид:акт)", '(year:"1978" OR year:"1980") -(fonds:"12" OR type:"act")'),
        ("(fonds:12 year:1978) OR (fonds:13 AND -year:1980)", '((fonds:"12" year:"1978") OR (fonds:"13" AND -year:"1980"))'),
        ("fonds:12 OR Абдиков", ""),
        ("NOT (fonds:12 Абдиков)", ""),
        ("number:45 title:приказ Абдиков", ""),
        ('fonds:12 "Абдиков', ""),
        ("", ""),
    ],
)
def test_where_a_query_looks_is_told_from_what_it_looks_for(query, scope):
    assert query_of(scope_parts(query)) == scope


def test_a_part_of_the_scope_tells_the_values_of_which_it_takes_any():
    years, other = scope_parts("год:(1978 1980) (fonds:12 OR year:1981)")
    assert (any_of(years, "year"), any_of(other, "year"), any_of(other, "fonds")) == (("1978", "1980"), (), ())


@given(st.text(alphabet='fonds:12 yearABИЛ()"-*~', max_size=40))
def test_any_query_has_a_scope(query):
    written = query_of(scope_parts(query))
    assert query_of(scope_parts(written)) == written


def test_the_digest_does_not_hang_on_the_order_of_keys():
    assert digest_of({"a": 1, "b": {"c": "ә", "d": None}}) == digest_of({"b": {"d": None, "c": "ә"}, "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})
