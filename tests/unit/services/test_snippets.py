"""The piece of a text that a hit shows, and the marks that come first because they stand in it."""

from paraq.services.answers import Mark
from paraq.services.snippets import best_cluster, snippet

TEXT = "Джанбулатов встал. " + "а " * 200 + "Принять Джанбулатова Сейта на работу. " + "б " * 200 + "Сейт лёг."


def marks() -> tuple[Mark, ...]:
    found = []
    for word, term in (("Джанбулатов ", "фамилия"), ("Джанбулатова", "фамилия"), ("Сейта", "имя"), ("Сейт ", "имя")):
        start = TEXT.index(word)
        found.append(Mark(start, start + len(word.strip()), (), "form", term))
    return tuple(found)


def test_the_words_that_stand_together_are_shown_and_come_first() -> None:
    first, last = best_cluster(marks())
    piece, places = snippet(TEXT, marks(), first)
    assert "Принять Джанбулатова Сейта на работу." in piece
    assert [piece[start:end] for start, end in places] == ["Джанбулатова", "Сейта"]
    assert [TEXT[mark.start : mark.end] for mark in marks()[first:last]] == ["Джанбулатова", "Сейта"]


def test_without_marks_a_text_begins_at_its_beginning() -> None:
    assert snippet(TEXT, (), 0)[0].startswith("Джанбулатов встал")
    assert best_cluster(()) == (0, 0)
