from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.text.authorities import Authorities, expand, installed


def names(phrase: str, year: int | None = None) -> set[str]:
    return {expansion.name for expansion in expand(phrase, year)}


@pytest.mark.parametrize(
    ("phrase", "other"),
    [
        ("Қармақшы", "Кармакчи"),
        ("Кармакчи", "Қармақшы ауданы"),
        ("Жосалы", "Джусалы"),
        ("Джусалы", "Жосалы"),
        ("кеңшар", "совхоз"),
        ("колхоз", "ұжымшар"),
        ("мұрағат", "архив"),
        ("Кзыл-Орда", "Перовск"),
        ("Ақмешіт", "Қызыл-Орда"),
        ("Кармакчинского района", "Кармакчи"),
        ("Ленин кеңшары", "Ленин совхоз"),
        ("Кармакчинский РОНО", "Кармакчинский аудандық білім бөлімі"),
        ("колхоз Акжар", "Қуаңдария кеңшары"),
    ],
)
def test_other_names(phrase: str, other: str) -> None:
    assert other in names(phrase)


@pytest.mark.parametrize("phrase", ["", "Алма", "жоқ мұндай атау", "Әбдіков"])
def test_nothing_is_made_up(phrase: str) -> None:
    assert names(phrase) == set()


def test_relations_and_years() -> None:
    relations = {expansion.name: expansion.relation for expansion in expand("Қызылорда")}
    assert relations["Перовск"] == "predecessor"
    assert relations["Кзыл-Орда"] == "name"
    assert {expansion.relation for expansion in expand("колхоз Акжар")} == {"name", "successor"}
    assert "Перовск" not in names("Қызылорда", 1960)
    assert "Перовск" in names("Қызылорда", 1900)


def test_an_archive_adds_its_own(tmp_path: Path) -> None:
    own = tmp_path / "authorities.csv"
    own.write_text(
        "id,kind,name,language,from,to,before,after,note\n"
        "tan,organisation,«Таң» ТОО,kk,1999,,zhosaly-sovkhoz,,\n"
        "zhosaly-sovkhoz,organisation,Жосалы АҚ,kk,1996,1999,,tan,\n",
        encoding="utf-8",
    )
    both = Authorities.read(Path(str(shipped_path())), own)
    assert "Жосалы АҚ" in {one.name for one in both.expand("Жосалы кеңшары")}
    assert {"«Таң» ТОО"} == {one.name for one in both.expand("Жосалы кеңшары") if one.relation == "successor"}
    assert both.get("tan") is not None


def shipped_path() -> Path:
    from paraq.text.authorities import SHIPPED

    return SHIPPED


@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,2\n",
        "id,kind,name,from\nx,club,Клуб,\n",
        "id,kind,name,from\nx,place,Ауыл,1978 ж.\n",
        "id,kind,name,before\nx,place,Ауыл,nobody\n",
        "id,kind,name,language,from,to,before,after,note\na,place,X,kk,1964-02-31,,,,\n",
        "id,kind,name,language,from,to,before,after,note\na,place,X,kk,1964,1950,,,\n",
    ],
)
def test_a_broken_list_is_refused(tmp_path: Path, content: str) -> None:
    own = tmp_path / "authorities.csv"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(Invalid, match="authority file"):
        Authorities.read(own)


def test_a_list_in_another_encoding_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "authorities.csv"
    own.write_bytes("id,kind,name\nx,place,Ауыл\n".encode("cp1251"))
    with pytest.raises(Invalid, match="authority file"):
        Authorities.read(own)


def test_circles_of_successors_end() -> None:
    assert installed().expand("Қызылорда")
    assert installed().expand("Перовск")


@given(st.text(max_size=60))
def test_any_phrase_can_be_asked(phrase: str) -> None:
    for expansion in expand(phrase):
        assert expansion.name
