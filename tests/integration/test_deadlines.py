"""The archive changes its rules of deadlines and its calendar by API: what is registered stays, what is open is reckoned anew."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from paraq.settings import Settings
from tests.integration.guarded_archive import HEAD, READER, TRUSTED, Installation, Person, guarded

RULES, CALENDAR = "/v1/deadlines", "/v1/holidays"
TODAY = date.today()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with guarded(Settings(home=tmp_path_factory.mktemp("deadlines")), closed=False) as installation:
        yield installation


@pytest.fixture(scope="module")
def head(archive: Installation) -> Person:
    return archive.person(HEAD)


def put(who: Person, path: str, body: dict[str, Any], **headers: str) -> Any:
    return who.request("PUT", path, json=body, headers={**who.headers, "Accept-Language": "ru", **headers})


def rules(who: Person) -> list[dict[str, Any]]:
    found = who.get(RULES).json()["rules"]
    return [{name: value for name, value in rule.items() if name != "requests"} for rule in found]


def calendar(who: Person) -> dict[str, Any]:
    return {name: value for name, value in who.get(CALENDAR).json().items() if name not in ("own", "moved")}


def added(who: Person, **more: Any) -> dict[str, Any]:
    answer = who.request("POST", "/v1/requests", json={"applicant": "Абдиков Серик", "kind": "pay", **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def ended(who: Person, request: dict[str, Any]) -> None:
    path, body = f"/v1/requests/{request['request_id']}/state", {"state": "refused", "note": "қайтарып алды"}
    assert who.request("POST", path, json=body, headers={**who.headers, "If-Match": "*"}).is_success


def test_a_new_rule_is_followed_by_what_comes_and_old_requests_keep_theirs(archive: Installation, head: Person) -> None:
    old = added(head)
    read = head.get(RULES)
    assert read.json()["own"] is False and [rule["requests"] for rule in read.json()["rules"]] == [0, 1]
    assert {(one["rule"], one["due"]) for one in read.json()["today"]} == {(old["rule"], old["due"])}
    # Days as people type them.
    pay = rules(head)[1] | {"name": "төлем 10", "since": f"{TODAY:%d.%m.%Y}", "answer": 10, "kinds": ["pay"], "basis": "Заң 1"}
    answer = put(head, RULES, {"rules": [*rules(head), pay]}, **{"If-Match": read.headers["etag"]})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["own"] is True and told["rules"][2]["since"] == TODAY.isoformat()
    due = {one["kind"]: one for one in told["today"]}
    assert due["pay"]["due"] < due["land"]["due"] == old["due"] and due["pay"]["rule"] == "төлем 10"
    assert added(head)["due"] == due["pay"]["due"] and added(head, kind="land")["due"] == old["due"]
    assert head.get(f"/v1/requests/{old['request_id']}").json()["due"] == old["due"]
    # Somebody else's change is not written over.
    late = put(head, RULES, {"rules": rules(head)}, **{"If-Match": read.headers["etag"]})
    assert (late.status_code, late.json()["code"]) == (412, "list-changed")
    lines = head.get("/v1/audit", params={"action": "change", "limit": 1000}).json()["lines"]
    (line,) = (line for line in lines if line["operation"] == "deadlinesPut" and line["status"] == 200)
    assert (line["target"], line["detail"]) == ("deadlines", f"төлем 10 10 working {TODAY.isoformat()}..")


@pytest.mark.parametrize(
    ("change", "status", "code", "said"),
    [
        ({"since": "32.01.2027"}, 400, "deadline-date", "3.since: напишите день полностью"),
        ({"since": "ертең"}, 400, "deadline-date", "3.since"),
        ({"until": "1 января 2021"}, 400, "deadline-order", "3.until"),
        ({"answer": 0}, 400, "deadline-answer", "3.answer: «На ответ, дней» – целое число от 1 до 1000"),
        ({"basis": ""}, 400, "deadline-basis", "3.basis: укажите основание"),
        ({"kinds": ["gold"]}, 400, "deadline-kinds", "3.kinds"),
        ({"name": "working-2020"}, 400, "deadline-twice", "3.name"),
        ({"days": "lunar"}, 400, "deadline-days", "working (рабочие)"),
        ({"answer": "15"}, 422, "validation", ""),
        ({"colour": "red"}, 422, "validation", ""),
    ],
)
def test_mistakes_name_row_and_field_and_change_nothing(
    head: Person, change: dict[str, Any], status: int, code: str, said: str
) -> None:
    before = head.get(RULES)
    rule = rules(head)[1] | {"name": "жаңа", "since": "2027-01-01"} | change
    answer = put(head, RULES, {"rules": [*rules(head)[:2], rule, *rules(head)[2:]]})
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert said in answer.json()["detail"]
    assert head.get(RULES).headers["etag"] == before.headers["etag"]


def test_what_requests_hold_fast_stays(head: Person) -> None:
    added(head, kind="land", received="2019-05-06")
    known = rules(head)
    for wrong, code in (
        (known[1:], "deadline-used"),
        ([known[0] | {"answer": 5}, *known[1:]], "deadline-used"),
        ([known[0] | {"until": "2019-05-05"}, *known[1:]], "deadline-days-used"),
        (known[:1], "deadline-none"),
    ):
        answer = put(head, RULES, {"rules": wrong})
        assert (answer.status_code, answer.json()["code"]) == (409 if "used" in code else 400, code), answer.text
    # Its basis, its warning and a last day after the last request may change.
    changed = [known[0] | {"until": "06.05.2019", "warn": 9, "basis": "Стандарт"}, *known[1:]]
    assert put(head, RULES, {"rules": changed}).json()["rules"][0]["until"] == "2019-05-06"


def test_a_new_free_day_moves_open_requests_and_no_closed_one(head: Person) -> None:
    kept, closed = added(head, kind="land"), added(head, kind="land")
    longer = added(head, kind="land")
    extended = head.request("POST", f"/v1/requests/{longer['request_id']}/extension", json={"reason": "екі ұйым"}).json()
    ended(head, closed)
    due = date.fromisoformat(kept["due"])
    before = calendar(head)
    off = before["days_off"] + [{"day": f"{due:%d.%m.%Y}", "name": "ауыстырылған"}]
    answer = put(head, CALENDAR, before | {"days_off": off}, **{"If-Match": head.get(CALENDAR).headers["etag"]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["own"] is True and answer.json()["moved"] >= 2
    assert {"day": due.isoformat(), "name": "ауыстырылған"} in answer.json()["days_off"]
    now = head.get(f"/v1/requests/{kept['request_id']}").json()
    assert now["due"] > kept["due"] and now["version"] == kept["version"] + 1
    assert head.get(f"/v1/requests/{longer['request_id']}").json()["due"] > extended["due"]
    assert head.get(f"/v1/requests/{closed['request_id']}").json()["due"] == closed["due"]
    history = head.get(f"/v1/requests/{kept['request_id']}/history").json()["changes"]
    assert {"before": kept["due"], "after": now["due"]} in [one["detail"] for one in history if one["what"] == "reckoned"]
    # Taken back, everything is as it was: no closed request was reckoned by that day.
    again = put(head, CALENDAR, before)
    assert again.json()["moved"] == answer.json()["moved"]
    assert head.get(f"/v1/requests/{kept['request_id']}").json()["due"] == kept["due"]
    lines = head.get("/v1/audit", params={"action": "change", "limit": 1000}).json()["lines"]
    assert [line["detail"] for line in lines if line["operation"] == "holidaysPut"][-1].startswith(f"-{due.isoformat()} moved=")


def test_a_day_by_which_closed_requests_were_reckoned_is_not_taken_away(head: Person) -> None:
    old = added(head, kind="land", received=(TODAY - timedelta(days=400)).isoformat())
    before = calendar(head)
    rest = before | {"yearly": [one for one in before["yearly"] if one["day"] != "03-08"]}
    # While it is open it is reckoned anew; once it is closed what was reckoned stays.
    assert put(head, CALENDAR, rest).status_code == 200
    assert put(head, CALENDAR, before).status_code == 200
    ended(head, old)
    for gone in (
        rest,
        before | {"yearly": [one | ({"until": TODAY.year - 2} if one["day"] == "03-08" else {}) for one in before["yearly"]]},
    ):
        refused = put(head, CALENDAR, gone)
        assert (refused.status_code, refused.json().get("code")) == (409, "holiday-used"), refused.text
    until_now = [one | ({"until": TODAY.year} if one["day"] == "03-08" else {}) for one in before["yearly"]]
    assert put(head, CALENDAR, before | {"yearly": until_now}).status_code == 200


@pytest.mark.parametrize(
    ("name", "row", "code"),
    [
        ("yearly", {"day": "31 ақпан", "since": 2027}, "holiday-day"),
        ("yearly", {"day": "21.03", "since": 2027}, "holiday-twice"),
        ("yearly", {"day": "22 қыркүйек", "since": 2027, "until": 2026}, "holiday-years"),
        ("days_off", {"day": "16.05", "name": "айт"}, "holiday-date"),
        ("days_off", {"day": "16.05.2028", "name": ""}, "holiday-name"),
        ("workdays", {"day": "27.11.2026", "name": "x"}, "holiday-worked"),
    ],
)
def test_mistakes_of_the_calendar_name_their_row(head: Person, name: str, row: dict[str, Any], code: str) -> None:
    before = calendar(head)
    answer = put(head, CALENDAR, before | {name: [*before[name], row]})
    assert (answer.status_code, answer.json()["code"]) == (400, code), answer.text
    assert (
        answer.json()["where"].startswith(f"{name}.{len(before[name]) + 1}.")
        and answer.json()["where"] in answer.json()["detail"]
    )
    assert calendar(head) == before


def test_days_of_every_year_are_typed_as_people_write_them(head: Person) -> None:
    before = calendar(head)
    for typed in ("22.09", "22 қыркүйек", "22 сентября", "09-22"):
        answer = put(head, CALENDAR, before | {"yearly": [*before["yearly"], {"day": typed, "since": 2027}]})
        assert answer.status_code == 200, answer.text
        assert {"day": "09-22", "since": 2027, "until": None, "moves": True} in answer.json()["yearly"], answer.text
    assert put(head, CALENDAR, before).status_code == 200


@pytest.mark.parametrize("name", [READER, TRUSTED])
def test_only_an_administrator_changes_them(archive: Installation, head: Person, name: str) -> None:
    person = archive.person(name)
    for path, body in ((RULES, {"rules": rules(head)}), (CALENDAR, calendar(head))):
        assert person.get(path).status_code == (200 if name == TRUSTED else 403)
        assert put(person, path, body).status_code == 403
