"""The gate attacked: forged sites, guessed passwords, ended sessions, keys beyond their scope, bodies that are too much."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from api.app import create_app
from api.parts import open_parts
from paraq.errors import Conflict, Forbidden
from paraq.services.accounts import FREE_TRIES, network_of
from paraq.settings import Settings
from tests.fakes.client import Client
from tests.integration.guarded_archive import BESIDE, HEAD, OPEN, PASSWORD, READER, TRUSTED, Installation, guarded


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with guarded(Settings(home=tmp_path_factory.mktemp("gate")), closed=True) as found:
        yield found


SEARCH = {"name": "x", "query": "Абдиков"}


@pytest.mark.parametrize("signs", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_a_page_of_another_site_changes_nothing(there: Installation, signs: dict[str, str]) -> None:
    person = there.person(READER)
    answer = person.request("POST", "/v1/saved-searches", json=SEARCH, headers=person.headers | signs)
    assert (answer.status_code, answer.json()["code"]) == (403, "other-site")


def test_an_ended_session_is_worth_nothing_and_none_can_be_chosen(there: Installation) -> None:
    person = there.person(READER)
    assert person.get("/v1/me").status_code == 200
    assert there.person(HEAD).request("DELETE", f"/v1/users/{READER}/sessions").status_code == 204
    assert person.get("/v1/me").status_code == 401
    chosen = {"Cookie": "paraq_session=chosen-by-somebody"}
    answer = Client(there.app).request("POST", "/v1/log-in", json={"name": READER, "password": PASSWORD}, headers=chosen)
    assert answer.cookies["paraq_session"] != "chosen-by-somebody"
    assert "httponly" in answer.headers["set-cookie"].lower() and "samesite=lax" in answer.headers["set-cookie"].lower()
    assert Client(there.app).get("/v1/me", headers=chosen).status_code == 401


def test_guessing_is_slowed_down_also_for_names_that_do_not_exist(there: Installation) -> None:
    def tried(name: str) -> httpx.Response:
        wrong = {"name": name, "password": "wrong"}
        return Client(there.app).request("POST", "/v1/log-in", json=wrong, headers={"Accept-Language": "ru"})

    for name in ("trusted", "nobody-here"):
        # The waits double, so that they outgrow what a busy machine needs to look at a password.
        asked = [tried(name) for _ in range(10)]
        assert [one.status_code for one in asked[:5]] == [401] * 5
        late = [one for one in asked if one.status_code == 429]
        assert late and int(late[0].headers["retry-after"]) >= 1
        assert re.search(r"Повторите через \d+ с$", late[0].json()["detail"])


def test_keys_do_what_their_scope_their_owner_and_their_term_allow(there: Installation) -> None:
    keeper = there.house.gatekeeper
    key, shown = keeper.add_key("x", HEAD, ["read"], timedelta(days=1))
    assert shown.encode() not in b"".join(path.read_bytes() for path in there.house.settings.home.glob("catalogue.db*"))

    def status(method: str, path: str, token: str, **options: object) -> int:
        return Client(there.app).request(method, path, headers={"Authorization": f"Bearer {token}"}, **options).status_code

    assert status("GET", "/v1/search", shown) == 200
    assert status("GET", "/v1/users", shown) == 403
    _, other = keeper.add_key("x", READER, ["read", "write", "admin"], timedelta(days=1))
    assert status("GET", "/v1/users", other) == 403
    _, short = keeper.add_key("x", HEAD, ["read"], timedelta(microseconds=1))
    assert status("GET", "/v1/search", short) == 401
    keeper.book.revoke(key.key_id)
    assert status("GET", "/v1/search", shown) == 401


def test_a_good_key_does_not_make_up_for_a_bad_session(there: Installation) -> None:
    _, shown = there.house.gatekeeper.add_key("x", HEAD, ["read"], timedelta(days=1))
    both = {"Authorization": f"Bearer {shown}", "Cookie": "paraq_session=none"}
    assert Client(there.app).get("/v1/me", headers=both).status_code == 401


def test_bodies_that_are_too_large_or_too_deep_are_refused(there: Installation) -> None:
    person = there.person(READER)
    kind = person.headers | {"Content-Type": "application/json"}
    for path in ("/v1/saved-searches", "/v1/log-in"):
        assert person.request("POST", path, content=b" " * ((1 << 20) + 1), headers=kind).status_code == 413
        deep = b"[" * 100_000 + b"]" * 100_000
        assert person.request("POST", path, content=deep, headers=kind).status_code in (400, 422)


@pytest.mark.parametrize("sent", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_of_another_media_type_is_told_which_is_taken(there: Installation, sent: str) -> None:
    def told(path: str, kind: str, language: str = "ru") -> tuple[int, str | None, str]:
        person = there.person(HEAD)
        headers = person.headers | {"Accept-Language": language} | ({"Content-Type": kind} if kind else {})
        answer = person.request("POST", path, content=json.dumps(SEARCH).encode(), headers=headers)
        return answer.status_code, answer.headers.get("Accept"), answer.json().get("detail", "")

    taken = "application/json"
    assert told("/v1/saved-searches", sent)[:2] == (415, taken)
    assert told("/v1/saved-searches", sent)[2].endswith("Пришлите его с Content-Type: application/json")
    assert told("/v1/saved-searches", sent, "kk")[2].endswith("Content-Type: application/json деп жіберіңіз")
    assert told("/v1/saved-searches", f"{taken}; charset=utf-8")[0] == 201
    assert told("/v1/log-in", "text/plain")[:2] == (415, f"{taken}, application/x-www-form-urlencoded")
    assert told("/v1/transfers/inventory", taken)[:2] == (415, "multipart/form-data")


@pytest.mark.parametrize("wrong", [{"require_all": 0}, {"query": 5}, {"more": 1}])
def test_values_of_another_type_are_refused(there: Installation, wrong: dict[str, object]) -> None:
    assert there.person(READER).request("POST", "/v1/saved-searches", json=SEARCH | wrong).status_code == 422


def test_a_whole_number_may_be_written_as_a_decimal(there: Installation) -> None:
    def announced(size: object) -> int:
        body = {"name": "x", "files": [{"path": "a", "size": size}]}
        return there.person(HEAD).request("POST", "/v1/transfers/uploads", json=body).status_code

    assert announced(5.0) == 201
    assert [announced(size) for size in (5.5, "5", True, 1e300, None)] == [422] * 5
    evidence = {"page_id": "a-1", "spans": [[1.0, 5.0]], "region": [1.0, 2, 3, 4]}
    assert there.person(HEAD).request("POST", "/v1/requests/none/evidence", json=evidence).status_code == 404


def test_each_wrong_field_of_a_body_is_named_with_its_place_and_its_reason(there: Installation) -> None:
    def told(body: bytes) -> dict[str, str]:
        person = there.person(HEAD)
        headers = person.headers | {"Accept-Language": "kk", "Content-Type": "application/json"}
        answer = person.request("POST", "/v1/transfers/uploads", content=body, headers=headers)
        assert answer.status_code == 422
        return {one["parameter"]: one["reason"] for one in answer.json()["errors"]}

    assert told(b'{"name": "", "files": [{"path": "a", "size": 1}, {"path": 5, "more": 1}], "x": 1}') == {
        "name": "кемінде 1 таңба",
        "files[1].path": "мәтін керек",
        "files[1].size": "міндетті параметр берілмеген",
        "files[1].more": "мұндай параметр жоқ",
        "x": "мұндай параметр жоқ",
    }
    assert told(b'{"name": ') == {"body": "JSON түрінде оқылмайды"}
    assert told(b"[]") == {"body": "JSON нысаны керек"}


def test_methods_that_are_used_are_all_named(there: Installation) -> None:
    person = there.person(HEAD)
    assert person.request("OPTIONS", "/v1/batches").headers["allow"] == "GET, POST"
    assert person.get("/v1/transfers/retry").headers["allow"] == "POST"


def test_a_stranger_who_guesses_does_not_lock_out_whom_they_name(there: Installation) -> None:
    keeper = there.house.gatekeeper

    def guess(address: str) -> str:
        try:
            keeper.log_in(TRUSTED, "wrong", address)
        except Forbidden as error:
            return error.code
        return ""

    # The waits double, so that they outgrow what a busy machine needs to look at a password.
    asked = [guess("203.0.113.7") for _ in range(FREE_TRIES + 5)]
    assert asked[:FREE_TRIES] == ["log-in-wrong"] * FREE_TRIES and "log-in-throttled" in asked
    token, account = keeper.log_in(TRUSTED, PASSWORD, "198.51.100.1")
    assert token and account.name == TRUSTED


def test_who_chooses_other_addresses_of_one_network_is_one(there: Installation) -> None:
    assert network_of("2001:db8:1:2::7") == network_of("2001:db8:1:2:ffff::1") != network_of("2001:db8:1:3::7")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1") != network_of("192.0.2.2")
    assert network_of("unknown") == "unknown"


def test_the_last_administrator_stays(there: Installation) -> None:
    head = there.person(HEAD)
    keeper = there.house.gatekeeper
    answer = head.request("PATCH", f"/v1/users/{HEAD}", json={"role": "reader"})
    assert (answer.status_code, answer.json()["code"]) == (409, "last-administrator")
    with pytest.raises(Conflict, match="no administrator"):
        keeper.book.remove(HEAD)
    keeper.add("second", PASSWORD, "administrator", None)
    keeper.book.remove("second")
    with pytest.raises(Conflict, match="no administrator"):
        keeper.set_rights(HEAD, "archivist", None)
    keeper.set_rights(HEAD, "administrator", ("12",))
    keeper.set_rights(HEAD, "administrator", None)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/requests", {"applicant": "x", "names": ["x" * 1001]}),
        ("/v1/requests", {"applicant": "x", "attachments": ["x" * 1001]}),
        ("/v1/requests/none/evidence", {"page_id": "a-1", "amounts": [["x" * 1001, "1"]]}),
        ("/v1/requests/none/searches", {"query": "x", "filters": {"fonds": ["x" * 201]}}),
        ("/v1/requests/none/searches", {"query": "x", "filters": {"x" * 65: ["x"]}}),
        ("/v1/saved-searches", SEARCH | {"filters": {"fonds": ["x" * 201]}}),
    ],
)
def test_each_item_of_a_list_has_a_greatest_length(there: Installation, path: str, body: dict[str, object]) -> None:
    assert there.person(HEAD).request("POST", path, json=body).status_code == 422


def test_every_list_and_text_of_a_body_is_bounded(there: Installation) -> None:
    """No schema of a body lets a text, a list or an object be as large as anybody likes."""
    described = there.app.openapi()  # type: ignore[attr-defined]
    schemas = described["components"]["schemas"]
    bodies = {name for name in schemas if name.endswith("In") or name in ("UserChange", "EvidenceValues")}
    assert len(bodies) > 20
    assert [where for name in sorted(bodies) for where in unbounded(schemas[name], schemas, name)] == []


def test_every_number_that_is_asked_for_is_bounded(there: Installation) -> None:
    """A number that no catalogue can count to is refused, and neither a catalogue nor an engine is asked for it."""
    described = there.app.openapi()  # type: ignore[attr-defined]
    given = [
        (f"{method} {path} {one['name']}", one["schema"])
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        for one in operation.get("parameters", ())
    ]
    numbers = [(name, one) for name, schema in given for one in parts_of(schema) if one.get("type") == "integer"]
    assert len(numbers) > 40
    assert [name for name, one in numbers if "maximum" not in one] == []


def parts_of(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [schema, *schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())]


BOUNDS = {
    "string": {"maxLength", "enum", "const", "pattern", "format"},
    "integer": {"maximum", "enum", "const"},
    "array": {"maxItems"},
}


def unbounded(schema: dict[str, Any], schemas: dict[str, Any], where: str) -> Iterator[str]:
    """Yield the places of a schema at which anything as large as one likes fits."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    for part in ("anyOf", "oneOf", "allOf"):
        for one in schema.get(part, ()):
            yield from unbounded(one, schemas, where)
    kind = schema.get("type")
    if kind in BOUNDS and not BOUNDS[kind] & set(schema):
        yield where
    if kind == "array":
        yield from unbounded(schema["items"], schemas, f"{where}[]")
    if kind == "object":
        for name, one in schema.get("properties", {}).items():
            yield from unbounded(one, schemas, f"{where}.{name}")
        if isinstance(more := schema.get("additionalProperties"), dict):
            yield from unbounded(more, schemas, f"{where}{{}}")


def test_pages_of_other_sites_are_let_in_only_where_the_archive_names_them(tmp_path: Path) -> None:
    asked = {"Origin": "https://viewer.example", "Access-Control-Request-Method": "PUT"}
    asked |= {"Access-Control-Request-Headers": "authorization, if-match"}
    for named, allowed in (("", None), ("https://viewer.example, https://b.example", "https://viewer.example"), ("*", "*")):
        with open_parts(Settings(home=tmp_path / "home", cors=named)) as parts:
            client = Client(create_app(parts))
            before = client.request("OPTIONS", "/v1/pages/a-1/text", headers=asked)
            assert before.headers.get("access-control-allow-origin") == allowed
            shown = client.get("/v1/search", headers={"Origin": "https://viewer.example", "Host": "127.0.0.1"})
            assert shown.headers.get("access-control-allow-origin") == allowed
            other = client.get("/v1/search", headers={"Origin": "https://evil.example", "Host": "127.0.0.1"})
            assert other.headers.get("access-control-allow-origin") == ("*" if named == "*" else None)
            # Never with the cookies of whoever sits before that page.
            assert "access-control-allow-credentials" not in {*before.headers, *shown.headers}


@pytest.mark.parametrize("wrong", ["viewer.example", "https://a.example/path", "null", "https://*"])
def test_what_is_no_site_is_refused_as_a_setting(wrong: str) -> None:
    with pytest.raises(ValidationError):
        Settings(cors=wrong)


def test_harvesters_are_told_of_the_archive_as_it_calls_itself(tmp_path: Path) -> None:
    told = {"archive_name": "Сырдария ауданының архиві", "archive_mail": "archive@syrdarya.example"}
    with open_parts(Settings(home=tmp_path, **told)) as parts:
        client = Client(create_app(parts))
        identified = client.get("/v1/oai?verb=Identify", headers={"Host": "127.0.0.1"}).text
    for name, value in (("repositoryName", told["archive_name"]), ("adminEmail", told["archive_mail"])):
        assert f"<oai:{name}>{value}</oai:{name}>" in identified


def test_pictures_of_one_sheet_are_one_look_and_what_is_asked_in_vain_is_none(there: Installation) -> None:
    person, record = there.person(READER), there.house.audit
    before = max((line.number for line in record.lines()), default=0)
    sheet, closed = f"{there.documents[OPEN.title]}-1", f"{there.documents[BESIDE.title]}-1"
    tiles = [f"/v1/iiif/pages/{sheet}/{left},0,256,256/256,256/0/default.jpg" for left in (0, 256)]
    seen = [person.get(path).status_code for path in (*tiles, f"/v1/pages/{sheet}/cut", f"/v1/pages/{sheet}/text")]
    assert seen == [200] * 4
    assert [person.get(f"/v1/pages/{closed}/cut").status_code for _ in range(2)] == [404] * 2
    told = [(line.event.operation, line.event.target.partition(" ")[0], line.event.status) for line in record.lines(before)]
    # Text is read, not looked at; and each try to see what is closed stays on record.
    assert told == [("iiifPicture", sheet, 200), ("pageText", sheet, 200), *[("pageCut", closed, 404)] * 2]
