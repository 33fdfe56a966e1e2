import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.text.tokens import pieces

# Letters, signs and breaks that decide between words, so that random text meets every rule.
ALPHABET = st.sampled_from("абвіңАӘlI1!|03aA'’-‐/.,_ \n\r\t\u00ad\u200b\u0301№«»ь٤ىА\u0308𝔸漢ﬁİß")
TEXTS = st.one_of(st.text(), st.text(ALPHABET, max_size=60))


def words(text: str) -> list[str]:
    return [piece.surface for piece in pieces(text) if not piece.whole]


def wholes(text: str) -> list[str]:
    return [piece.surface for piece in pieces(text) if piece.whole]


@pytest.mark.parametrize(
    ("text", "expected", "whole"),
    [
        ("С.Ж. Әбдіков", ["С", "Ж", "Әбдіков"], []),
        ("№ 45-к бұйрық", ["45", "к", "бұйрық"], ["45-к"]),
        ("жол-жол", ["жол", "жол"], ["жол-жол"]),
        ("С.-Петербург", ["С", "Петербург"], []),
        ("Кзыл-Орда", ["Кзыл", "Орда"], ["Кзыл-Орда"]),
        ("а/о «Ақжар»", ["а", "о", "Ақжар"], ["ао"]),
        ("12 марта 1978 г.", ["12", "марта", "1978", "г"], []),
        ("12.03.1978", ["12", "03", "1978"], []),
        ("1978-1986 жж.", ["1978", "1986", "жж"], []),
        ("1 250,50 теңге", ["1", "250", "50", "теңге"], ["1250.50"]),
        ("780312300123", ["780312300123"], []),
        ("АҚШ-тың 1978-ші", ["АҚШ", "1978"], []),
        ("«Қуаңдария»-ның", ["Қуаңдария"], []),
        ("20-го", ["20"], []),
        ("КазССР-нің", ["КазССР"], []),
        ("П Р И К А З № 5", [*"ПРИКАЗ", "5"], ["ПРИКАЗ"]),
        ("п р и к а з ы в а ю:", [*"приказываю"], ["приказываю"]),
        ("С Ж Ә Әбдіков", ["С", "Ж", "Ә", "Әбдіков"], []),
        ("A'bdikov jan'", ["A'bdikov", "jan'"], []),
        ("'quote' об’явление", ["quote", "об'явление"], []),
        ("snake_case __init__ ___", ["snake", "case", "init"], []),
        ("со\u00adвхоз ко\u200bлхоз", ["совхоз", "колхоз"], []),
        ("и\u0306од", ["йод"], []),
        ("б!р т|л", ["б!р", "т|л"], []),
        ("Ура! Иә|жоқ", ["Ура", "Иә|жоқ"], []),
        ("", [], []),
        ("№ 45 – к, № 46 - к", ["45", "к", "46", "к"], ["45к", "46к"]),
        ("12.03.1978г. 1980гг 2005жылдардан", ["12", "03", "1978", "г", "1980", "гг", "2005", "жылдардан"], []),
        ("1.250.000,75 тг", ["1", "250", "000", "75", "тг"], ["1250000.75"]),
        ("1978.03.12", ["1978", "03", "12"], []),
        ("Петров¹ м² Н₂О", ["Петров", "1", "м", "2", "Н2О"], []),
        ("ﬁnance Ｈ４５ Ⅲ ½", ["finance", "H45", "III", "½"], []),
        ("Петро\u0301в", ["Петров"], []),
    ],
)
def test_words(text: str, expected: list[str], whole: list[str]) -> None:
    assert words(text) == expected
    assert wholes(text) == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("дирек-\nтор", ["директор"]),
        ("дирек- \r\n  тор", ["директор"]),
        ("дирек¬\nтор", ["директор"]),
        ("дирек\u00ad\nтор", ["директор"]),
        ("ДИРЕК-\nТОР", ["ДИРЕКТОР"]),
        ("жол-\nжол", ["жол", "жол"]),
        ("1978-\n1986", ["1978", "1986"]),
        ("Алма-\nАта", ["Алма", "Ата"]),
        ("дирек-\n\nтор", ["дирек", "тор"]),
        ("дирек -\nтор", ["дирек", "тор"]),
        ("бір-\nлес-\nтік", ["бірлестік"]),
    ],
)
def test_line_ends(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_list_of_words_keeps_the_hyphen_of_a_compound() -> None:
    known = {"ұлттық", "мәдени"}.__contains__
    assert [piece.surface for piece in pieces("ұлттық-\nмәдени", known) if not piece.whole] == ["ұлттық", "мәдени"]
    assert words("ұлттық-\nмәдени") == ["ұлттықмәдени"]


def test_a_word_broken_at_the_end_of_a_column_is_one_if_it_is_listed() -> None:
    known = {"председатель", "пред", "седатель"}.__contains__
    assert [piece.surface for piece in pieces("пред-\n\n  седатель, қол-\n\nхат", known)] == ["председатель", "қол", "хат"]


def test_a_broken_word_spans_both_lines() -> None:
    (piece,) = pieces("дирек-\nтор")
    assert (piece.start, piece.end) == (0, 10)


@given(TEXTS)
def test_any_text_gives_words_in_their_places(text: str) -> None:
    found = pieces(text)
    ends = 0
    for piece in found:
        assert 0 <= piece.start < piece.end <= len(text)
        assert any(letter.isalnum() for letter in piece.surface)
        if not piece.whole:
            assert piece.start >= ends
            ends = piece.end
    assert [piece.start for piece in found] == sorted(piece.start for piece in found)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_letters_are_never_lost(text: str) -> None:
    assert words(text)


@given(TEXTS)
def test_what_is_left_out_are_no_letters(text: str) -> None:
    covered = {at for piece in pieces(text) for at in range(piece.start, piece.end)}
    left = {sign for at, sign in enumerate(text) if at not in covered}
    assert not any(sign.isalnum() for sign in left)


@pytest.mark.parametrize(
    "unit", ["а", "а-", "а'", "1 ", "1 000 ", "а-\n", "_", "!", "а!", "\u0301", "а/", "«а»-ның ", "1,", "'", "-\n"]
)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        best = float("inf")
        # What the collector does for other tests' garbage is no part of it.
        gc.collect()
        gc.disable()
        for _ in range(3):
            start = time.process_time()
            pieces(text)
            best = min(best, time.process_time() - start)
        gc.enable()
        return best

    seconds(1000)
    short, long = max(seconds(20_000), 0.002), seconds(160_000)
    # Eight times the text may take eight times as long; sixty-four times would be quadratic.
    assert long < short * 30
