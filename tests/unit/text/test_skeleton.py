import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.text.grams import grams_of
from paraq.text.skeleton import is_yanalif, key_of, skeleton

KAZAKH = st.text("абвгғдежзийкқлмнңоөпрстуұүфхшыі", min_size=1, max_size=20)


@pytest.mark.parametrize(
    "spellings",
    [
        "әбдіков абдиков абдыков abdikov a'bdikov ábdikov äbdıkov ٴابدىكوۆ",
        "қызылорда кызылорда qyzylorda kyzylorda",
        "жанболатов джанболатов zhanbolatov dzhanbolatov janbolatov djanbolatov",
        "асхат askhat ashat",
        "мұхамедов муxамедов mukhamedov muhamedov",
        "уѣздъ уезд",
        "ѳедоръ федор",
        "ӯлы ұлы",
        "ющенко yushchenko",
        "жаңғырық жангырык zhangyryk zhanghyryk",
        "ермек yermek ermek",
        "нұрғалиев нургалиев nurgaliyev nurgaliev nurǵalıev nurğaliev",
    ],
)
def test_spellings_of_one_word_have_one_key(spellings: str) -> None:
    from paraq.text.scripts import cyrillic_restored

    assert len({key_of(cyrillic_restored(spelling)) for spelling in spellings.split()}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "әбдіков әбдікова әбдіковқа әбдіковтың әбдіковтан әбдіковпен әбдікову әбдіковым әбдіковой abdikovtyn abdikova",
        "жансүгіровтің жансүгіров жансугировым",
        "алтынсарин алтынсариннің алтынсаринге алтынсарину алтынсарина",
        "темірхан темірханға темірханның темирхану",
        "жанболат жанболатқа жанболаттың жанболатпен",
        "кармакчинский кармакчинского кармакчинская кармакчинском",
        "жанұлы жанұлының жанұлына",
    ],
)
def test_cases_and_gender_have_one_key(forms: str) -> None:
    assert len({key_of(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["ахметов ахмет", "әлиев әлімов", "омаров оразов", "алма алматы", "сұлтан сұлу", "қасымов қасенов"]
)
def test_different_names_have_different_keys(pair: str) -> None:
    one, other = pair.split()
    assert key_of(one) != key_of(other)


def test_yanalif_needs_its_text() -> None:
    assert is_yanalif("Bykil dynije proletarlarь, ʙirigiꞑder! Qazaƣьstan")
    assert not is_yanalif("Qazaqstan Respýblıkasynyń Úkimeti")
    assert not is_yanalif("Қазақстан ь ə")
    assert key_of("ajdarov", True) == key_of("айдаров")
    assert key_of("çangirov", True) == key_of("жәңгіров")


@given(KAZAKH)
def test_a_russian_keyboard_does_not_change_the_key(word: str) -> None:
    assert key_of(word.translate(str.maketrans("әғқңөұүі", "агкноууи"))) == key_of(word)


@given(KAZAKH)
def test_equal_skeletons_have_equal_keys(word: str) -> None:
    assert key_of(skeleton(word)) == key_of(word)


@given(st.text(min_size=1, max_size=64))
def test_any_word_has_a_key(word: str) -> None:
    assert key_of(word)
    assert key_of(word, True)


@given(st.text(min_size=1, max_size=64))
def test_grams_cover_a_word(word: str) -> None:
    grams = grams_of(word).split()
    assert grams
    assert max(len(gram) for gram in grams) <= max(4, min(len(word) + 2, 4))
    assert grams[0].startswith("_")
    assert grams[-1].endswith("_")


def test_grams_fold_kazakh_letters() -> None:
    assert grams_of("қазақ") == grams_of("казак") == "_каз каза азак зак_"
    assert grams_of("ал") == "_ал_"
