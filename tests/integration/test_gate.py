"""The gate attacked: forged sites, guessed passwords, ended sessions, keys beyond their scope, bodies that are too much."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from paraq.settings import Settings
from tests.fakes.client import Client
from tests.integration.guarded_archive import HEAD, PASSWORD, READER, Installation, guarded


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
    for name in ("trusted", "nobody-here"):
        # The waits double, so that they outgrow what a busy machine needs to look at a password.
        asked = [Client(there.app).request("POST", "/v1/log-in", json={"name": name, "password": "wrong"}) for _ in range(10)]
        assert [one.status_code for one in asked[:5]] == [401] * 5
        late = [one for one in asked if one.status_code == 429]
        assert late and int(late[0].headers["retry-after"]) >= 1


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


@pytest.mark.parametrize("wrong", [{"require_all": 0}, {"query": 5}, {"more": 1}])
def test_values_of_another_type_are_refused(there: Installation, wrong: dict[str, object]) -> None:
    assert there.person(READER).request("POST", "/v1/saved-searches", json=SEARCH | wrong).status_code == 422


def test_methods_that_are_used_are_all_named(there: Installation) -> None:
    person = there.person(HEAD)
    assert person.request("OPTIONS", "/v1/batches").headers["allow"] == "GET, POST"
    assert person.get("/v1/transfers/retry").headers["allow"] == "POST"
