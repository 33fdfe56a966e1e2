import pytest

from indexer.ocr.merge import added, with_alternatives
from indexer.readers.believe import believable, lost_kazakh, worth
from indexer.readers.pagetext import Line, Piece, page_text
from paraq.records.model import Box

KAZAKH = "Кеңшардың құрылыс бөлімінде механизатор болып жұмыс істеген, еңбекақысы толық төленген деп жазылған."
RUSSIAN = "Принять на работу в совхоз механизатором с первого апреля согласно поданному заявлению и трудовой книжке."


def page(*lines, confidence=100.0):
    made = []
    for row, words in enumerate(lines):
        made.append(Line([Piece(word, Box(at * 100, row * 50, 90, 40), confidence) for at, word in enumerate(words.split())]))
    return page_text(made, "text", (1000, 500))


def test_text_and_places_agree():
    text = page_text(
        [
            Line([Piece("бір", Box(0, 0, 9, 9)), Piece("екі", Box(10, 0, 9, 9), 50)]),
            Line(),
            Line([Piece("үш", Box(0, 20, 9, 9))], True),
        ],
        "ocr",
        (100, 50),
    )
    assert text.text == "бір екі\n\nүш"
    assert [text.text[word.start : word.end] for word in text.words] == ["бір", "екі", "үш"]
    assert text.confidence == pytest.approx((3 * 100 + 3 * 50 + 2 * 100) / 8, abs=0.1)


def test_a_page_without_words_says_so():
    empty = page_text([Line()], "ocr", (10, 10))
    assert (empty.text, empty.source, empty.confidence) == ("", "none", 0.0)
    assert empty.note


@pytest.mark.parametrize(
    "text", [KAZAKH, RUSSIAN, "This is what a letter in English looks like, and it is believed.", "№ 12", "هذا نص عربي"]
)
def test_writing_is_believed(text):
    assert believable(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "".join(chr(ord(sign) + 3) if sign.isalpha() else sign for sign in RUSSIAN),
        RUSSIAN.translate(str.maketrans("аеорсухкнтв", "aeopcyxkhtb")),
        " ".join(word[::-1] + "щъ" for word in KAZAKH.split()),
        "\ufffd\ufffd\ue001\ue002 " * 20,
    ],
)
def test_garbage_is_not(text):
    assert not believable(text)


def test_kazakh_without_its_letters_is_noticed():
    assert lost_kazakh(KAZAKH.translate(str.maketrans("әғқңөұүі", "агкноууи")))
    assert not lost_kazakh(KAZAKH)
    assert not lost_kazakh(RUSSIAN)


def test_the_better_reading_is_worth_more():
    assert worth(KAZAKH) > worth("".join(chr(ord(sign) + 3) if sign.isalpha() else sign for sign in KAZAKH))


def test_the_other_reading_is_kept_at_its_place():
    merged = with_alternatives(page("кеңшар ленин"), page("кенщар ленин"))
    assert [word.alternatives for word in merged.words] == [("кенщар",), ()]


def test_words_are_added_only_where_none_stood():
    merged = added(page("бір екі"), page("бiр екі үшінші", "төртінші", confidence=90))
    assert merged.text == "бір екі\n\nүшінші\nтөртінші"
    assert added(page("бір екі"), page("бір екі үшінші төртінші", confidence=40)).text == "бір екі"
