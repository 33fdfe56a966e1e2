from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from api.parameters import SearchParameters
from ui.state import LONGEST_CURSOR, LONGEST_QUERY, Asked, read, searched_again


@dataclass
class Address:
    values: dict[str, list[str]] = field(default_factory=dict)

    def get_all(self, key: str) -> list[str]:
        return self.values.get(key, [])


def address(asked: Asked) -> Address:
    return Address({name: value if isinstance(value, list) else [value] for name, value in asked.address().items()})


LABEL = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
LABELS = st.lists(LABEL, max_size=4, unique=True).map(tuple)
ASKED = st.builds(
    Asked,
    q=st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=40),
    every=st.booleans(),
    order=st.sampled_from(["relevance", "date", "reference"]),
    fonds=LABELS,
    type=LABELS,
    language=LABELS,
    group=st.sampled_from(["", "file", "document"]),
    open=LABELS,
    like=LABEL | st.just(""),
    body=LABELS,
    quality=LABELS,
    year_from=st.sampled_from(["", "1930", "1978"]),
    year_to=st.sampled_from(["", "1978", "2020"]),
    after=LABEL | st.just(""),
    start=st.integers(0, 10_000),
)


@given(asked=ASKED)
def test_what_is_written_into_the_address_is_read_from_it(asked: Asked) -> None:
    assert read(address(asked)) == asked


@given(values=st.dictionaries(st.sampled_from([*Asked.__dataclass_fields__, "x"]), st.lists(st.text(max_size=30), max_size=3)))
def test_any_address_shows_a_search_that_the_api_takes(values: dict[str, list[str]]) -> None:
    asked = read(Address(values))
    given_values = {name: value for name, value in asked.parameters().items() if value not in ("", [], False)}
    SearchParameters.model_validate(given_values)


def test_pasted_text_is_cut_to_what_the_api_takes() -> None:
    assert len(read(Address({"q": ["ә" * 5000]})).q) == LONGEST_QUERY


def test_longest_cursor_that_the_api_takes_is_kept() -> None:
    longest = "x" * LONGEST_CURSOR
    assert read(Address({"after": [longest]})).after == SearchParameters(after=longest).after


def test_new_search_begins_at_its_beginning() -> None:
    later = Asked(q="Абдиков", after="cursor", start=40, open=("12",))
    assert later.changed(q="Оспанов") == Asked(q="Оспанов")


def test_years_in_the_wrong_order_are_turned_round() -> None:
    asked = read(Address({"year_from": ["1986"], "year_to": ["1978"]}))
    assert (asked.year_from, asked.year_to) == ("1978", "1986")


@given(asked=ASKED)
def test_search_that_was_kept_is_asked_again_as_it_was(asked: Asked) -> None:
    again = searched_again(asked.kept())
    assert again.kept() == asked.kept()


def test_search_without_words_or_choices_is_none() -> None:
    assert Asked(q="  ", every=True, order="date").empty
    assert not Asked(fonds=("12",)).empty
