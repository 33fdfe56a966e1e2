import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.text import kazakh, kazakh_lexicon
from paraq.text.kazakh_grammar import read
from paraq.text.kazakh_lexicon import Lexicon

WORDS = st.text(st.sampled_from("абвгғдежзийкқлмнңоөпрстуұүыіэюяьшщһхцчфёә-"), max_size=25)


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("жалақысы", "жалақы"),
        ("жалақыны", "жалақы"),
        ("бұйрығымен", "бұйрық"),
        ("кітабы", "кітап"),
        ("халқының", "халық"),
        ("балаларымыздағылардың", "бала"),
        ("архивінің", "архив"),
        ("кеңшарының", "кеңшар"),
        ("босатылсын", "босат"),
        ("қабылдансын", "қабылда"),
        ("жазылғандығы", "жазылғандық"),
        ("берілген", "бер"),
        ("көркеюін", "көркей"),
        ("жүргізілді", "жүргіз"),
        ("қамтиды", "қамты"),
        ("алма", "алма"),
        ("кісіге", "кісі"),
        ("жатырмыз", "жат"),
        ("тап-таза", "таза"),
        ("заманнан-ақ", "заман"),
    ],
)
def test_inflected_forms_have_the_stem_of_their_lemma(form: str, stem: str) -> None:
    assert kazakh.stem(form) == stem


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("айгүл", "айгүл айгүлдің айгүлге айгүлді"),
        ("жанболат", "жанболат жанболаттың жанболатқа жанболатты"),
        ("мұхтар", "мұхтар мұхтардың мұхтарға"),
        ("қызылорда", "қызылорда қызылордада қызылорданың"),
        ("әбдіков", "әбдіков әбдіковтің әбдіковке әбдіковті"),
        ("назарбаев", "назарбаев назарбаевтың назарбаевқа"),
        ("момышұлы", "момышұлы момышұлының момышұлына"),
        ("қармақшы", "қармақшы қармақшыға қармақшыдағы"),
        ("құдайберген", "құдайберген құдайбергеннің"),
    ],
)
def test_names_lose_case_endings_and_nothing_else(name: str, forms: str) -> None:
    assert {kazakh.stem(form) for form in forms.split()} == {name}


@pytest.mark.parametrize(
    ("written", "restored"),
    [
        ("казакстан", "қазақстан"),
        ("казакстаннын", "қазақстанның"),
        ("бала", "бала"),
        ("кенес", "кеңес"),
        ("xyz", "xyz"),
        # As an OCR for Russian reads them: э for ә, е for ө, and 1 or nothing for і.
        ("эйелмен", "әйелмен"),
        ("кетерілмейді", "көтерілмейді"),
        ("кейнг1", "кейінгі"),
        ("шешмдер", "шешімдер"),
        ("темиров", "темиров"),
    ],
)
def test_letters_are_restored(written: str, restored: str) -> None:
    assert kazakh.restore(written) == restored


def test_an_ending_that_the_list_lacks_is_restored_with_its_word() -> None:
    assert kazakh.stem(kazakh.restore("кадрларымыздагылардын")) == "кадр"


@given(WORDS)
def test_any_word_has_one_stem_and_loses_none_of_its_start(word: str) -> None:
    stem = kazakh.stem(word)
    assert bool(stem) == bool(word)
    assert kazakh.stem(word) == stem


@given(WORDS)
def test_readings_are_stems_with_vowels_and_begin_with_the_word_itself(word: str) -> None:
    readings = read(word)
    assert readings[0].stem == word
    assert len({(reading.stem, reading.kind) for reading in readings}) == len(readings)
    for reading in readings[1:]:
        # я is й with а: an ending may begin in the middle of the letter.
        assert reading.stem[:1] == word[:1] or (word[:1] in {"я", "ю", "и"} and reading.stem == "й")
        assert word.endswith(reading.ending) or {"я", "ю", "и"} & set(word)


def test_participles_take_the_endings_of_nouns() -> None:
    assert ("жаз", "V", ("perf", "loc")) in {reading[:3] for reading in read("жазғанда")}


def test_harmony_and_assimilation_are_required() -> None:
    assert {reading.stem for reading in read("балалер")} == {"балалер", "балале"}
    assert "кітап" not in {reading.stem for reading in read("кітапдар")}


def test_a_plural_explains_nothing_that_its_singular_does_not() -> None:
    forms = ["бала", "балаға", "баланы", "балалар", "балаларға", "балаларды"]
    taken = kazakh_lexicon.cover(kazakh_lexicon.explained({form: read(form) for form in forms}))
    assert ("бала", "N") in taken
    assert ("балалар", "N") not in taken


def test_a_stem_that_ends_like_a_possessive_proves_itself_by_its_own_forms() -> None:
    forms = ["кісі", "кісіге", "кісіні", "кісілер", "кісінің", "кісіден"]
    lexicon = Lexicon.learn({form: read(form) for form in forms})
    assert lexicon.best(read("кісі")).stem == "кісі"


def test_a_lexicon_survives_being_written() -> None:
    forms = ["бала", "балаға", "балалар", "жазды", "жазған", "жазу"]
    lexicon = Lexicon.learn({form: read(form) for form in forms})
    again = Lexicon.parse(lexicon.lines())
    assert list(again.lines()) == list(lexicon.lines())
    assert [again.best(read(form)) for form in forms] == [lexicon.best(read(form)) for form in forms]
