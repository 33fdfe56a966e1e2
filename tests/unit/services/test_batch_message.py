"""Messages of rows of a batch in three languages, made of rows as they are kept."""

from typing import Any

import pytest

from paraq.errors import ParaqError
from paraq.query.parse import parse_leniently
from paraq.services.batch import AnsweredRow
from paraq.services.batch_message import MISTAKES, message_of
from paraq.services.batch_question import question


def failed(cells: dict[str, str]) -> AnsweredRow:
    """Return a row as a batch keeps it whose mistake was found."""
    with pytest.raises(ParaqError) as mistake:
        question(cells)
    return row(cells, "failed", str(mistake.value))


def row(cells: dict[str, str], state: str, message: str) -> AnsweredRow:
    return AnsweredRow(2, cells, "", (None, None), state, "", message, 0, None, ())


@pytest.mark.parametrize(
    ("cells", "written"),
    [
        ({"organisation": "Ленин кеңшары"}, ""),
        ({"name": "Әбдіков С.Ж.", "birth": "белгісіз"}, "белгісіз"),
        ({"name": "Әбдіков С.Ж.", "years": "1986-1978"}, "1986–1978"),
        ({"name": "Әбдіков С.Ж.", "years": "19xx"}, "19xx"),
        ({"name": "Әбдіков С.Ж.", "year_from": "{where}"}, "{where}"),
        ({"query": "(бұйрық", "years": "1978"}, ""),
    ],
)
def test_a_mistake_is_told_in_three_languages_with_what_is_wrong(cells: dict[str, str], written: str) -> None:
    one = failed(cells)
    told = [message_of(one, language) for language in ("kk", "ru", "en")]
    assert len(set(told)) == 3 and all(written in text for text in told)
    assert "There is" not in told[0] + told[1] and "The " not in told[0] + told[1]


def test_a_query_that_was_read_as_plain_words_is_told_so() -> None:
    mistake: Any = parse_leniently("(бұйрық").mistake
    one = row({"query": "(бұйрық"}, "answered", str(mistake))
    assert message_of(one, "ru") == "Знак 1: Скобка не закрыта. Закройте её или уберите. Слова искались как есть, без знаков."


def test_what_does_not_show_in_the_row_stays_as_it_was_written() -> None:
    assert message_of(row({"name": "Әбдіков С.Ж."}, "failed", "The log of the server says why"), "kk").startswith("The log")
    assert message_of(row({"name": "Әбдіков С.Ж."}, "answered", ""), "kk") == ""
    assert all(texts.keys() == {"kk", "ru", "en"} for texts in MISTAKES.values())
