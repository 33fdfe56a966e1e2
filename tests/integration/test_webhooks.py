"""Webhooks told to a real receiver: what, to whom, signed how, how often, and never where they must not lead."""

import base64
import hashlib
import hmac
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.gate_origin import networks
from api.parts import open_parts
from api.posting import Posting
from paraq.catalogue.tables import now
from paraq.cli import run
from paraq.errors import Conflict, Forbidden, Invalid, ParaqError, Unavailable
from paraq.records.model import Description, Reference
from paraq.records.viewer import OPERATOR
from paraq.services.webhooks import WAITS
from paraq.settings import Settings
from paraq.wiring import House, open_house
from tests.fakes.client import Client
from tests.integration.guarded_archive import FONDS, HEAD, PASSWORD, READER, TRUSTED, Person, fill, take_in
from tests.services.receiver import Message, Receiver, receiver

LOOPBACK = "127.0.0.0/8"


def settings_of(home: Path, **more: Any) -> Settings:
    return Settings(home=home, **({"webhooks": True, "webhook_networks": LOOPBACK} | more))


@pytest.fixture
def there() -> Iterator[Receiver]:
    with receiver() as running:
        yield running


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_house(settings_of(tmp_path)) as opened:
        fill(opened, closed=False)
        opened.publishing.apply_all()
        yield opened


def until(true: Callable[[], object]) -> None:
    """Wait for what another thread does; the test's own time limit ends what never comes."""
    while not true():
        time.sleep(0.05)


def new_document(house: House, fonds: str, text: str) -> str:
    about = Description("Жаңа бұйрық", "order", "Ленин кеңшары", "1979", Reference(fonds, "1", "46"))
    return take_in(house, f"{fonds}/{len(text)}.png", about, (text,), 1)


def told(house: House, there: Receiver) -> list[dict[str, Any]]:
    """Tell what is due and return what came of it."""
    before = len(there.messages)
    house.webhooks.turn(Posting(networks(LOOPBACK)))
    return [json.loads(message.body) for message in there.messages[before:]]


def signature_of(message: Message, secret: str) -> str:
    """Return the signature as Standard Webhooks says, written anew from its text."""
    key = base64.b64decode(secret.split("_", 1)[1])
    signed = b".".join([message.headers["webhook-id"].encode(), message.headers["webhook-timestamp"].encode(), message.body])
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def test_a_running_api_tells_what_happens(tmp_path: Path, there: Receiver) -> None:
    with open_house(settings_of(tmp_path)) as house:
        fill(house, closed=False)
    with open_parts(settings_of(tmp_path)) as parts, open_house(settings_of(tmp_path)) as house:
        found = house.gatekeeper.book.find(HEAD)
        assert found
        head = Person(create_app(parts), house.gatekeeper.begin(found[0]))
        asked = {"address": f"{there.address}/hook?of=paraq", "events": ["saved-search.new", "transfer.done"]}
        made = head.request("POST", "/v1/webhooks", json=asked)
        assert made.status_code == 201, made.text
        search = head.request("POST", "/v1/saved-searches", json={"name": "x", "query": "Құрманов"}).json()["search_id"]
        page = f"{new_document(house, '12', 'Құрманов тракторист')}-1"
        until(lambda: len(there.messages) == 2)
        by_type = {json.loads(message.body)["type"]: json.loads(message.body)["data"] for message in there.messages}
        assert by_type["saved-search.new"]["pages"] == [page]
        assert by_type["saved-search.new"]["search_id"] == search
        assert (by_type["transfer.done"]["files"], by_type["transfer.done"]["searchable_pages"]) == (1, 1)
        for message in there.messages:
            assert message.path == "/hook?of=paraq"
            assert message.headers["webhook-signature"] == signature_of(message, made.json()["secret"])
            assert abs(int(message.headers["webhook-timestamp"]) - time.time()) < 60
            assert "Құрманов" not in message.body.decode()
        address = f"{made.headers['location']}/deliveries"
        until(lambda: {one["state"] for one in head.get(address).json()["deliveries"]} == {"done"})
        assert head.request("DELETE", made.headers["location"]).status_code == 204
        assert head.get(address).status_code == 404


def test_a_secret_is_told_once_and_kept_nowhere(house: House, there: Receiver, tmp_path: Path) -> None:
    _, secret = house.webhooks.add(there.address, ["transfer.done"], "operator")
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("catalogue.db*"))
    assert secret.encode() not in kept and secret.split("_")[1].encode() not in kept
    assert (tmp_path / "webhook.key").stat().st_mode & 0o077 == 0


def test_they_are_off_unless_switched_on(tmp_path: Path, there: Receiver) -> None:
    with open_house(settings_of(tmp_path)) as house:
        house.webhooks.add(there.address, ["transfer.done"], "operator")
        new_document(house, "12", "text")
    with open_house(Settings(home=tmp_path)) as house:
        assert told(house, there) == []
        with pytest.raises(Forbidden):
            house.webhooks.add(there.address, ["transfer.done"], "operator")


class TestNothingIsToldToWhoMayNotKnow:
    @pytest.mark.parametrize(("owner", "pages"), [(READER, 0), (TRUSTED, 1)])
    def test_closed_pages(self, house: House, there: Receiver, owner: str, pages: int) -> None:
        found = house.gatekeeper.book.find(owner)
        assert found
        house.saved.add("x", "Құрманов", viewer=found[0].viewer())
        house.webhooks.add(there.address, ["saved-search.new"], owner)
        new_document(house, FONDS, "Құрманов тракторист")
        house.access.apply_if_due()
        house.publishing.apply_all()
        assert [len(one["data"]["pages"]) for one in told(house, there)] == [1] * pages

    def test_searches_of_others(self, house: House, there: Receiver) -> None:
        house.saved.add("x", "Құрманов", viewer=OPERATOR)
        house.webhooks.add(there.address, ["saved-search.new"], HEAD)
        new_document(house, "12", "Құрманов тракторист")
        house.publishing.apply_all()
        assert told(house, there) == []

    def test_transfers_of_all_fonds(self, house: House, there: Receiver) -> None:
        with pytest.raises(Forbidden):
            house.webhooks.add(there.address, ["transfer.done"], TRUSTED)

    def test_rights_that_ended_before_it_was_told(self, house: House, there: Receiver) -> None:
        house.webhooks.add(there.address, ["transfer.done"], HEAD)
        new_document(house, "12", "text")
        house.gatekeeper.set_rights(HEAD, "administrator", ("12",))
        assert told(house, there) == []

    def test_accounts_that_were_removed(self, house: House, there: Receiver) -> None:
        house.gatekeeper.add("left", PASSWORD, "archivist", None)
        hook, _ = house.webhooks.add(there.address, ["transfer.done"], "left")
        new_document(house, "12", "text")
        house.catalogue.accounts.remove("left")
        assert told(house, there) == []
        assert [one.state for one in house.webhooks.deliveries(hook.webhook_id)] == ["dropped"]


def test_what_does_not_arrive_is_told_again_ever_more_seldom_under_one_id_and_after_a_restart(
    tmp_path: Path, there: Receiver
) -> None:
    there.answers = [500, 302, 404, 503]
    with open_house(settings_of(tmp_path)) as house:
        hook, _ = house.webhooks.add(there.address, ["transfer.done"], "operator")
        new_document(house, "12", "text")
        new_document(house, "12", "longer text")
    moment = now()
    for wait in (timedelta(0), *WAITS[:4]):
        with open_house(settings_of(tmp_path)) as house:
            posting, before = Posting(networks(LOOPBACK)), len(there.messages)
            early = moment + wait - timedelta(seconds=1)
            assert not wait or not house.webhooks.turn(posting, at=lambda: early)  # noqa: B023
            moment += wait
            assert house.webhooks.turn(posting, at=lambda: moment)  # noqa: B023
            assert len(there.messages) > before
    # Four tries failed, and held the second message back; the fifth and the second message arrived.
    assert len(there.messages) == 6
    assert len({message.headers["webhook-id"] for message in there.messages}) == 2
    assert all(message.path == "/" for message in there.messages)
    with open_house(settings_of(tmp_path)) as house:
        assert {one.state for one in house.webhooks.deliveries(hook.webhook_id)} == {"done"}


@pytest.mark.parametrize("answer", [410, 500])
def test_it_is_given_up_in_the_end_and_this_is_told(house: House, there: Receiver, answer: int) -> None:
    there.answers = [answer] * 20
    hook, _ = house.webhooks.add(there.address, ["transfer.done"], "operator")
    new_document(house, "12", "text")
    moment = now()
    for _ in range(20):
        house.webhooks.turn(Posting(networks(LOOPBACK)), at=lambda: moment)  # noqa: B023
        moment += timedelta(days=1)
    assert len(there.messages) == (1 if answer == 410 else len(WAITS) + 1)
    (one,) = house.webhooks.deliveries(hook.webhook_id)
    assert (one.state, one.told) == ("failed", f"HTTP {answer}")


def test_one_process_tells_at_a_time(house: House, there: Receiver, tmp_path: Path) -> None:
    house.webhooks.add(there.address, ["transfer.done"], "operator")
    new_document(house, "12", "text")
    with open_house(settings_of(tmp_path)) as other, other._only("webhook", "tells"), pytest.raises(Conflict):
        house.webhooks.turn(Posting(networks(LOOPBACK)))
    assert len(told(house, there)) == 1


class TestAddresses:
    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1",
            "localhost",
            "10.1.2.3",
            "192.168.0.1",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "2130706433",
            "0x7f.1",
            "[::1]",
            "[::ffff:10.0.0.1]",
            "[fe80::1]",
            "[fd00::1]",
            "[64:ff9b::a00:1]",
            "[2002:7f00:1::]",
            "[::]",
        ],
    )
    def test_private_ones_are_refused(self, host: str) -> None:
        with pytest.raises(Invalid) as refused:
            Posting().check(f"https://{host}/x")
        assert refused.value.code == "webhook-private"

    @pytest.mark.parametrize("host", ["8.8.8.8", "[2606:4700::1111]"])
    def test_public_ones_are_not_but_for_lack_of_tls(self, host: str) -> None:
        Posting().check(f"https://{host}/x")
        with pytest.raises(Invalid) as refused:
            Posting().check(f"http://{host}/x")
        assert refused.value.code == "webhook-plain"

    @pytest.mark.parametrize(
        "address",
        ["ftp://8.8.8.8/", "file:///etc/passwd", "https://", "https://a:b@8.8.8.8/", "https://8.8.8.8/a b",
         "https://8.8.8.8:0x/", "https://8.8.8.8/\r\nX: y",
         "gopher://8.8.8.8", "javascript:1", "", "https://8.8.8.8/#x", "https://8.8.8.8/" + 2000 * "a"],
    )  # fmt: skip
    def test_what_is_none_is_refused(self, address: str) -> None:
        with pytest.raises(Invalid) as refused:
            Posting().check(address)
        assert refused.value.code == "webhook-address"

    def test_a_name_that_leads_elsewhere_the_second_time_is_looked_up_once(
        self, there: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        port, looked_up = int(there.address.rpartition(":")[2]), []

        def rebinding(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
            # Both httpcore and the socket module look names up here.
            looked_up.append(host)
            address = "127.0.0.1" if looked_up.count("rebind.example") == 1 and host == "rebind.example" else host
            address = "127.0.0.9" if address == "rebind.example" else address
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

        monkeypatch.setattr(socket, "getaddrinfo", rebinding)
        posting = Posting(networks("127.0.0.1/32"))
        assert posting.send(f"http://rebind.example:{port}/", {}, b"{}") == 204
        assert looked_up.count("rebind.example") == 1
        assert there.messages[0].headers["host"] == f"rebind.example:{port}"
        with pytest.raises(Invalid):
            posting.send(f"http://rebind.example:{port}/", {}, b"{}")

    def test_one_private_address_among_public_ones_is_one_too_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("8.8.8.8", "10.0.0.1")]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *rest, **more: both)
        with pytest.raises(Invalid):
            Posting().check("https://both.example/")

    def test_who_answers_byte_by_byte_is_given_up(self) -> None:
        with dripping() as address, pytest.raises(Unavailable):
            began = time.monotonic()
            try:
                Posting(networks(LOOPBACK), seconds=0.5).send(address, {}, b"{}")
            finally:
                assert time.monotonic() - began < 5

    def test_nobody_there_is_told_plainly(self) -> None:
        with pytest.raises(ParaqError) as refused:
            Posting(networks(LOOPBACK)).send("http://127.0.0.1:1/", {}, b"{}")
        assert "does not answer" in str(refused.value)


@contextmanager
def dripping() -> Iterator[str]:
    import threading

    server = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = server.accept()
        try:
            while True:
                connection.sendall(b"H")
                time.sleep(0.1)
        except OSError:
            connection.close()

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
    finally:
        server.close()
        thread.join(5)


def test_the_command_makes_lists_and_removes_them(
    tmp_path: Path, there: Receiver, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(*arguments: str) -> tuple[int, str]:
        code = run(["webhook", *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    monkeypatch.setenv("PARAQ_HOME", str(tmp_path))
    code, said = asked("add", there.address, "--event", "transfer.done")
    assert code == 2 and "PARAQ_WEBHOOKS" in said
    monkeypatch.setenv("PARAQ_WEBHOOKS", "true")
    code, said = asked("add", "https://10.0.0.1/", "--event", "transfer.done")
    assert code == 2 and "PARAQ_WEBHOOK_NETWORKS" in said
    monkeypatch.setenv("PARAQ_WEBHOOK_NETWORKS", LOOPBACK)
    name = json.loads(asked("add", there.address, "--event", "transfer.done", "--json")[1])["webhook_id"]
    assert [one["webhook_id"] for one in json.loads(asked("list", "--json")[1])["webhooks"]] == [name]
    assert json.loads(asked("deliveries", name, "--json")[1]) == {"deliveries": []}
    assert asked("remove", name)[0] == 0
    assert asked("remove", name)[0] == 3


@pytest.mark.parametrize("name", [READER, TRUSTED])
def test_only_administrators_make_them(tmp_path: Path, there: Receiver, name: str) -> None:
    with open_house(settings_of(tmp_path)) as house:
        fill(house, closed=False)
        found = house.gatekeeper.book.find(name)
        assert found
        token = house.gatekeeper.begin(found[0])
    with open_parts(settings_of(tmp_path)) as parts:
        asked = {"address": there.address, "events": ["saved-search.new"]}
        assert Person(create_app(parts), token).request("POST", "/v1/webhooks", json=asked).status_code == 403
        assert Client(create_app(parts)).request("POST", "/v1/webhooks", json=asked).status_code == 401
