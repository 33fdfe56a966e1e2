from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.pagetext import Line, Piece, page_text
from indexer.readers.tables import in_rows
from paraq.records.model import Box


def word(text, left, top, width=80, height=30):
    return Piece(text, Box(left, top, width, height))


def grid(rows, columns, height=100):
    return [[Box(column * 200, 100 + row * height, 200, height) for column in range(columns)] for row in range(rows)]


def texts(lines):
    return [" ".join(piece.text for piece in line.pieces) for line in lines if line.pieces]


def test_columns_become_rows_and_the_words_around_stay():
    names = Line([word("Сейіт", 10, 110), word("Әсел", 10, 210)])
    sums = Line([word("4537", 210, 110), word("7456", 210, 210)])
    lines = [Line([word("Ведомость", 10, 10)]), names, sums, Line([word("Бухгалтер", 10, 400)])]
    assert texts(in_rows(lines, [grid(2, 2)])) == ["Ведомость", "Сейіт 4537", "Әсел 7456", "Бухгалтер"]


def test_all_lines_of_a_cell_come_before_the_next_cell():
    lines = [Line([word("Жанболатов", 10, 110), word("4537", 210, 110)]), Line([word("Сейіт", 10, 150)])]
    assert texts(in_rows(lines, [grid(2, 2)])) == ["Жанболатов Сейіт 4537"]


def test_records_that_no_rule_parts_are_lines():
    columns = [Line([word(f"{column}{row}", column * 200 + 10, 110 + row * 50) for row in range(4)]) for column in range(3)]
    assert texts(in_rows(columns, [grid(1, 3, 400)])) == [" ".join(f"{column}{row}" for column in range(3)) for row in range(4)]


def test_two_texts_side_by_side_are_not_mixed():
    lines = [Line([word(f"қаз{row}", 10, 110 + row * 50), word(f"рус{row}", 210, 110 + row * 50)]) for row in range(4)]
    assert texts(in_rows(lines, [grid(1, 2, 400)])) == ["қаз0 қаз1 қаз2 қаз3 рус0 рус1 рус2 рус3"]


def test_a_frame_is_no_table_and_writing_on_its_side_stays():
    framed = [Line([word("бір", 10, 110)]), Line([word("екі", 10, 210)])]
    assert in_rows(framed, [grid(2, 1)]) == framed
    sideways = [Line([word("Сейіт", 10, 110, 30, 80), word("Әсел", 10, 210, 30, 80)]), Line([word("4537", 210, 110, 30, 80)])]
    assert in_rows(sideways, [grid(2, 2)]) == sideways


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900), st.booleans()), max_size=40), st.integers(0, 4))
def test_no_word_is_lost_whatever_stands_where(places, columns):
    lines = [Line()]
    for number, (left, top, ends) in enumerate(places):
        lines[-1].pieces.append(word(str(number), left, top))
        if ends:
            lines.append(Line())
    page = page_text(in_rows(lines, [grid(3, columns)]), "text", (1000, 1000))
    assert sorted(int(each.text) for each in page.words) == list(range(len(places)))
    assert all(page.text[each.start : each.end] == each.text for each in page.words)
