from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.text.names import alternatives, initial_of, name_key, read_name, terms
from paraq.text.names_families import same_surname
from paraq.text.names_spelling import Equivalents, installed, root_of, variants
from paraq.text.skeleton import key_of


@pytest.mark.parametrize(
    ("written", "surname", "given", "patronymic", "initials", "sex"),
    [
        ("Әбдіков Серік Жанұлы", "Әбдіков", "Серік", "Жанұлы", (), "m"),
        ("Серік Жанұлы Әбдіков", "Әбдіков", "Серік", "Жанұлы", (), "m"),
        ("Серік Әбдіков", "Әбдіков", "Серік", "", (), "m"),
        ("Абдиков, Серик", "Абдиков", "Серик", "", (), "m"),
        ("С.Ж. Әбдіков", "Әбдіков", "", "", ("с", "ж"), "m"),
        ("Әбдіков С. Ж.", "Әбдіков", "", "", ("с", "ж"), "m"),
        ("Zhanbolat Dzh.", "Zhanbolat", "", "", ("dzh",), ""),
        ("Әбдікова Гүлнар Серік қызы", "Әбдікова", "Гүлнар", "Серікқызы", (), "f"),
        ("Кунаеву Динмухамеду Ахмедовичу", "Кунаеву", "Динмухамеду", "Ахмедовичу", (), "m"),
        ("Сейтова Мария Ивановна", "Сейтова", "Мария", "Ивановна", (), "f"),
        ("Ахмет Байтұрсынұлы", "", "Ахмет", "Байтұрсынұлы", (), "m"),
        ("Жанболат", "", "Жанболат", "", (), ""),
        ("Айтматов", "Айтматов", "", "", (), "m"),
        ("", "", "", "", (), ""),
        ("12 №", "", "", "", (), ""),
    ],
)
def test_reading(written: str, surname: str, given: str, patronymic: str, initials: tuple[str, ...], sex: str) -> None:
    name = read_name(written)
    assert (name.surname, name.given, name.patronymic, name.initials, name.sex) == (surname, given, patronymic, initials, sex)


@pytest.mark.parametrize(
    "pair",
    [
        "Жанболат Джанбулатов",
        "Қонаев Кунаев",
        "Кунаева Қонай",
        "Әбдірахманов Абдрахманов",
        "Бөкейханов Букейханов",
        "Мұхамбет Магомет",
        "Жүсіпов Юсупов",
        "Оспанов Усманов",
        "Сәтбаев Сатпаев",
        "Серік Серікұлы",
        "Жанболат Жанболату",
        "Досмағанбет Досмагамбетов",
        "Досмагамбетовой Досмағанбетова",
        "Тлеуова Тілеуқызы",
        "Юсупбекова Жүсіпбеков",
        "Сәрсенұлы Сарсеновича",
        "Сәрсенұлы Сарсеновичем",
        "Сарсеновичу Сәрсенұлы",
        "Тәжіқызы Тажиевне",
        "Ивановной Иванқызы",
        "Ивановна Ивановны",
    ],
)
def test_other_spellings_are_among_what_is_asked(pair: str) -> None:
    one, other = pair.split()
    assert name_key(other) in alternatives(one) or key_of(other.lower()) in alternatives(one)


def test_terms_of_a_name() -> None:
    asked = terms(read_name("Әбдіков Серік Жанұлы"))
    assert asked.surname[0] == "абдиков"
    assert "абдик" in asked.surname
    assert "абдиков" in asked.fuzzy
    assert asked.others[0][0] == "серик"
    assert "с" in asked.others[0]
    assert "ж" in asked.others[1]
    assert terms(read_name("С. Әбдіков")).others == (("с",),)
    assert terms(read_name("Алиев")).fuzzy[0] == "алиев"
    assert terms(read_name("Ким")).fuzzy == ()
    assert terms(read_name("")).surname == ()


@pytest.mark.parametrize(
    ("name", "initial"), [("Серік", "с"), ("Zhanar", "ж"), ("S'oqan", "ш"), ("Ғали", "г"), ("Юсуп", "иу"), ("", "")]
)
def test_initials(name: str, initial: str) -> None:
    assert initial_of(name) == initial


def test_roots() -> None:
    assert root_of(name_key("Жанболатов")) == root_of(name_key("Жанболатұлы")) == root_of(name_key("Жанболат"))
    assert root_of(name_key("Қонаев")) == root_of(name_key("Қонай"))
    assert same_surname("Әбдіков", "Abdikova")
    assert same_surname("Қонаев", "Кунаева")
    assert not same_surname("Қонаев", "Қонай")
    assert not same_surname("Ахметов", "Әлиев")


def test_an_archive_adds_equivalents(tmp_path: Path) -> None:
    own = tmp_path / "names.csv"
    own.write_text("\ufeffkind,names,note\nstem,Ақсүйек | Белая Кость,\nstem,Кутеп|Құттыбек,family books\n", encoding="utf-8")
    known = Equivalents.read(own)
    assert name_key("Құттыбеков") in variants(name_key("Кутепов"), known)
    assert name_key("Құттыбеков") not in variants(name_key("Кутепов"))
    assert known.knows(name_key("Кутеп"))


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"\xff\xfe\x00", b"kind,names,note\nstem\n"])
def test_a_broken_list_is_refused(tmp_path: Path, content: bytes) -> None:
    own = tmp_path / "names.csv"
    own.write_bytes(content)
    with pytest.raises(Invalid, match="equivalent names"):
        Equivalents.read(own)


def test_the_shipped_list_is_sound() -> None:
    assert installed().knows(name_key("Мұхамбет"))
    assert name_key("Магомет") in variants(name_key("Мұхамбет"))


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    name = read_name(text)
    asked = terms(name)
    assert bool(asked.surname) == bool(name.surname or name.given)
    assert all(asked.surname) and all(all(part) for part in asked.others)


@given(st.text("абвгдежзийклмнопрстуәғқңөұүі", min_size=3, max_size=14))
def test_a_name_is_among_its_variants(name: str) -> None:
    found = variants(name_key(name))
    assert found[0] == name_key(name)
    assert len(found) == len(set(found))


def test_the_archives_own_list_stands_beside_the_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "equivalents.csv").write_text("kind,names,note\nstem,Кутеп|Құттыбек,\n", encoding="utf-8")
    monkeypatch.setenv("PARAQ_HOME", str(tmp_path))
    installed.cache_clear()
    try:
        assert name_key("Құттыбеков") in alternatives("Кутепов")
        assert name_key("Магомет") in alternatives("Мұхамбет")
    finally:
        installed.cache_clear()
