"""The archive changes its lists of organisations, places, names and stems; searches follow at once, changes are recorded."""

import csv
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paraq.settings import Settings
from paraq.text import authorities, names_spelling
from tests.integration.guarded_archive import HEAD, READER, TRUSTED, Installation, Person, guarded
from tests.services import checks


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def installation(home: Path) -> Iterator[Installation]:
    with guarded(Settings(home=home), closed=False) as made:
        while made.person(HEAD).get("/v1/search").json()["total"] < 2:
            time.sleep(0.1)
        yield made


@pytest.fixture(autouse=True)
def _searched_by_the_lists_of_this_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PARAQ_HOME", str(home))
    for each in (authorities.installed, names_spelling.installed):
        each.cache_clear()
    yield
    for each in (authorities.installed, names_spelling.installed):
        each.cache_clear()


@pytest.fixture(scope="module")
def head(installation: Installation) -> Person:
    return installation.person(HEAD)


def put(who: Person, path: str, body: dict[str, Any], **headers: str) -> Any:
    return who.request("PUT", path, json=body, headers={**who.headers, **headers})


BODY = {"kind": "organisation", "names": [{"name": "«Таң» шаруа қожалығы", "language": "kk", "start": "1997-03"}]}


def test_an_organisation_is_added_found_by_and_taken_out_again(head: Person) -> None:
    # Words that stand on a sheet are its former name, so that the sheet is found by the later one.
    names = [{"name": "«Таң» шаруа қожалығы", "language": "kk", "start": "1997-03"}, {"name": "жалақысы көтерілсін"}]
    assert head.get("/v1/search", params={"q": 'org:"Таң шаруа қожалығы"'}).json()["total"] == 0
    answer = put(head, "/v1/authorities/tan", {**BODY, "names": names, "before": ["kuandarya"], "note": "Жаңа"})
    assert answer.status_code == 201 and answer.json()["own"] is True
    assert answer.json()["before"] == [{"id": "kuandarya", "name": "Қуаңдария кеңшары"}]
    assert head.get("/v1/search", params={"q": 'org:"Таң шаруа қожалығы"'}).json()["total"] == 1
    assert head.get("/v1/organisations/tan").json()["pages"] == 1
    assert [one["id"] for one in head.get("/v1/organisations", params={"q": "таң шаруа"}).json()["found"]] == ["tan"]
    assert put(head, "/v1/authorities/tan", BODY).status_code == 200
    assert head.request("DELETE", "/v1/authorities/tan").status_code == 204
    assert head.request("DELETE", "/v1/authorities/tan").status_code == 404
    assert head.get("/v1/organisations/tan").status_code == 404


def test_what_comes_with_paraq_is_corrected_and_comes_back(head: Person, home: Path) -> None:
    before = head.get("/v1/authorities/kuandarya").json()
    assert before["own"] is False and len(before["names"]) > 1
    corrected = {"kind": "organisation", "names": [{"name": "Қуаңдария кеңшары", "language": "kk", "start": "1965"}]}
    answer = put(head, "/v1/authorities/kuandarya", corrected).json()
    assert answer["own"] is True and answer["names"] == [{**corrected["names"][0], "end": ""}] and answer["before"] == []
    # A spreadsheet shows the same.
    with (home / "authorities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["from"], row["replaces"]) for row in rows] == [("kuandarya", "1965", "yes")]
    assert head.request("DELETE", "/v1/authorities/kuandarya").status_code == 204
    assert head.get("/v1/authorities/kuandarya").json() == before


def test_rows_written_by_hand_stay_and_add_names(head: Person, home: Path) -> None:
    (home / "authorities.csv").write_text("id,kind,name\nkuandarya,organisation,Куандаринский совхоз\n", encoding="utf-8")
    assert put(head, "/v1/authorities/tan", BODY).status_code == 201
    names = [one["name"] for one in head.get("/v1/authorities/kuandarya").json()["names"]]
    assert {"Қуаңдария кеңшары", "Куандаринский совхоз"} <= set(names)
    head.request("DELETE", "/v1/authorities/tan")
    head.request("DELETE", "/v1/authorities/kuandarya")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"names": []}, 422),
        ({"names": [{"name": " "}]}, 422),
        ({"names": [{"name": "Таң\nтаң"}]}, 422),
        ({"kind": "club"}, 422),
        ({"colour": "red"}, 422),
        ({"names": [{"name": "Таң", "start": "1997-02-30"}]}, 400),
        ({"names": [{"name": "Таң", "start": "1997", "end": "1996-12"}]}, 400),
        ({"before": ["tan"]}, 400),
        ({"after": ["nobody"]}, 400),
    ],
)
def test_mistakes_change_nothing(head: Person, change: dict[str, Any], code: int) -> None:
    answer = put(head, "/v1/authorities/tan", {**BODY, **change})
    assert answer.status_code == code, answer.text
    assert head.get("/v1/authorities/tan").status_code == 404


def test_one_that_others_name_is_not_taken_out(head: Person) -> None:
    put(head, "/v1/authorities/tan", BODY)
    put(head, "/v1/authorities/tan-2", {**BODY, "before": ["tan"]})
    refused = head.request("DELETE", "/v1/authorities/tan")
    assert refused.status_code == 409 and refused.json()["where"] == "tan-2"
    for name in ("tan-2", "tan"):
        assert head.request("DELETE", f"/v1/authorities/{name}").status_code == 204


def test_two_who_change_a_list_do_not_overwrite_each_other(head: Person) -> None:
    for path, body in (
        ("/v1/equivalents", {"groups": [{"names": ["Құрманғазы", "Курмаш"]}]}),
        ("/v1/stem-exceptions/ru", {"exceptions": [{"word": "кеңшар", "stem": "кеңшар"}]}),
    ):
        read = head.get(path).headers["etag"]
        assert put(head, path, body, **{"If-Match": read}).status_code == 200
        assert put(head, path, body, **{"If-Match": read}).status_code == 412
        assert put(head, path, {next(iter(body)): []}, **{"If-Match": head.get(path).headers["etag"]}).status_code == 200


def test_equivalent_names_are_searched_by_at_once(head: Person) -> None:
    shipped = head.get("/v1/equivalents").json()["groups"]
    assert len(shipped) > 100 and not any(one["own"] for one in shipped)
    assert head.get("/v1/search", params={"q": 'name:"Тотиков"'}).json()["total"] == 0
    wanted = {"kind": "stem", "names": ["Абдик", "Тотик"], "note": "бір әулет"}
    answer = put(head, "/v1/equivalents", {"groups": [wanted]})
    assert answer.json()["groups"][0] == {**wanted, "own": True} and len(answer.json()["groups"]) == len(shipped) + 1
    assert head.get("/v1/search", params={"q": 'name:"Тотиков"'}).json()["total"] == 2
    assert put(head, "/v1/equivalents", {"groups": []}).status_code == 200
    assert head.get("/v1/search", params={"q": 'name:"Тотиков"'}).json()["total"] == 0


@pytest.mark.parametrize("names", [["Абдик"], ["Абдик", "Әбдік"], ["Абдик", "То|тик"], ["Абдик", "=1+1"], ["Абдик", ""]])
def test_groups_that_say_nothing_are_refused(head: Person, names: list[str]) -> None:
    assert put(head, "/v1/equivalents", {"groups": [{"names": names}]}).status_code in (400, 422)
    assert not any(one["own"] for one in head.get("/v1/equivalents").json()["groups"])


def test_exceptions_of_stems_say_that_the_index_is_to_be_built_anew(head: Person) -> None:
    wanted = {"exceptions": [{"word": "Тоқтар", "stem": "тоқтар", "note": "given name"}]}
    answer = put(head, "/v1/stem-exceptions/kk", wanted).json()
    assert answer["reindex"] is True
    assert answer["exceptions"][0] == {"word": "тоқтар", "stem": "тоқтар", "note": "given name", "own": True}
    assert put(head, "/v1/stem-exceptions/kk", wanted).json()["reindex"] is False
    assert put(head, "/v1/stem-exceptions/kk", {"exceptions": []}).json()["reindex"] is True


@pytest.mark.parametrize("name", [READER, TRUSTED])
def test_only_who_heads_the_archive_changes_its_lists_and_it_is_recorded(
    installation: Installation, head: Person, name: str
) -> None:
    person = installation.person(name)
    for path, body in (
        ("/v1/authorities/tan", BODY),
        ("/v1/equivalents", {"groups": []}),
        ("/v1/stem-exceptions/kk", {"exceptions": []}),
    ):
        assert person.get(path.replace("tan", "kuandarya")).status_code == 200
        assert put(person, path, body).status_code == 403
    put(head, "/v1/equivalents", {"groups": []})
    done = [line for line in head.get("/v1/audit", params={"limit": 1000}).json()["lines"] if line["action"] == "change"]
    assert done[-1]["actor"] == HEAD and done[-1]["operation"] == "equivalentsPut", done[-1]


def test_every_organisation_is_a_valid_authority_record(head: Person) -> None:
    put(head, "/v1/authorities/tan", {**BODY, "before": ["kuandarya"], "note": "Тарату <комиссиясы> & мирасқор"})
    found = head.get("/v1/organisations", params={"limit": 1000}).json()["found"]
    assert len(found) > 3
    for one in found:
        answer = head.get(f"/v1/organisations/{one['id']}/eac")
        assert checks.mistakes("eac-cpf", answer.content) == []
        assert all(named["name"] in answer.text for named in one["names"])
    record = head.get("/v1/organisations/tan/eac").text
    assert "http://127.0.0.1/v1/organisations/kuandarya/eac" in record and "temporal-earlier" in record
    head.request("DELETE", "/v1/authorities/tan")


def test_a_list_spoilt_by_hand_is_told_and_not_lost(head: Person, home: Path) -> None:
    own = home / "authorities.csv"
    own.write_text("id,kind,name\nx,club,Клуб\n", encoding="utf-8")
    try:
        for path in ("/v1/organisations", "/v1/authorities/kuandarya"):
            answer = head.get(path)
            assert answer.status_code == 400 and "authorities" in answer.json()["type"]
        assert put(head, "/v1/authorities/tan", BODY).status_code == 400
        assert own.read_text(encoding="utf-8").endswith("Клуб\n")
    finally:
        own.unlink()
