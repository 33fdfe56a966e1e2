"""Log-in by OpenID Connect against a real provider: the whole way there and back, and every answer that is not sound."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from api.app import create_app
from api.parts import open_parts
from paraq.settings import Settings
from tests.fakes.client import Client
from tests.integration.paraq_home import paraq
from tests.services.openid import CLIENT, SECRET, Provider, provider

PASSWORD = "correct horse battery"


@dataclass
class Site:
    """An installation whose people log in at the provider; ``jar`` is one browser."""

    client: Client
    known: Provider
    settings: Settings

    def ask(self, path: str, cookies: dict[str, str]) -> httpx.Response:
        shown = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return self.client.get(path, headers={"Cookie": shown, "Accept-Language": "en"})

    def begin(self, following: str = "/") -> tuple[str, dict[str, str]]:
        """Go to the provider and log in there; return where it sends the browser, and the cookies that this has."""
        away = self.ask(f"/v1/log-in/elsewhere?next={following}", {})
        assert away.status_code == 303
        back = httpx.get(away.headers["location"]).headers["location"]
        return back, dict(away.cookies)

    def end(self, back: str, cookies: dict[str, str]) -> httpx.Response:
        return self.ask(back.removeprefix("http://127.0.0.1"), cookies)


@contextmanager
def site(home: Path, known: Provider, role: str = "reader") -> Iterator[Site]:
    settings = Settings(
        home=home,
        oidc_issuer=known.address,
        oidc_client=CLIENT,
        oidc_secret=SECRET,
        oidc_role=role,  # type: ignore[arg-type]
    )
    with open_parts(settings) as parts:
        assert parts.guard
        if not parts.guard.keeper.guarded():
            parts.guard.keeper.add("chief", PASSWORD, "administrator", None)
        yield Site(Client(create_app(parts)), known, settings)


@pytest.fixture
def known() -> Iterator[Provider]:
    with provider() as found:
        yield found


@pytest.fixture
def here(tmp_path: Path, known: Provider) -> Iterator[Site]:
    with site(tmp_path, known) as found:
        yield found


def refused(answer: httpx.Response, code: str = "oidc") -> bool:
    return (answer.status_code, answer.json()["code"]) == (403, code) and "paraq_session" not in answer.cookies


def test_a_person_comes_in_and_goes_on_to_where_they_wanted(here: Site) -> None:
    away = here.ask("/v1/log-in/elsewhere?next=/v1/search%3Fq%3D1", {})
    asked = {name: values[0] for name, values in parse_qs(urlsplit(away.headers["location"]).query).items()}
    assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://127.0.0.1/v1/log-in/callback" and "openid" in asked["scope"].split()
    back = httpx.get(away.headers["location"]).headers["location"]
    come = here.end(back, dict(away.cookies))
    assert (come.status_code, come.headers["location"]) == (303, "/v1/search?q=1")
    cookie = come.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    me = here.ask("/v1/me", dict(come.cookies)).json()
    assert (me["name"], me["role"], me["fonds"], me["by"]) == ("asel", "reader", [], "session")
    # The verifier, and not the challenge, went to the provider behind the browser's back.
    assert asked["code_challenge"] not in here.known.token_requests[0].values()
    # The second time it is the same account, even under another name there.
    here.known.person["preferred_username"] = "asel.newname"
    again = here.end(*here.begin())
    assert here.ask("/v1/me", dict(again.cookies)).json()["name"] == "asel"


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda claims: claims | {"nonce": "another"}, id="nonce of another log-in"),
        pytest.param(lambda claims: {name: value for name, value in claims.items() if name != "nonce"}, id="no nonce"),
        pytest.param(lambda claims: claims | {"aud": "another-client"}, id="for another client"),
        pytest.param(lambda claims: claims | {"iss": "http://other.example"}, id="of another issuer"),
        pytest.param(lambda claims: claims | {"exp": 1_000_000_000, "iat": 999_999_000}, id="expired"),
        pytest.param(lambda claims: {name: value for name, value in claims.items() if name != "exp"}, id="never expires"),
        pytest.param(lambda claims: claims | {"iat": claims["iat"] + 3600}, id="from the future"),
        pytest.param(lambda claims: {name: value for name, value in claims.items() if name != "sub"}, id="of nobody"),
        pytest.param(lambda claims: claims | {"aud": [CLIENT, "other"], "azp": "other"}, id="given to another client"),
    ],
)
def test_a_token_with_a_wrong_claim_lets_nobody_in(here: Site, spoil: Callable[[dict[str, object]], dict[str, object]]) -> None:
    here.known.spoil = spoil
    assert refused(here.end(*here.begin()))


@pytest.mark.parametrize("forge", ["signed_by_another", "signed_with_public_key", "unsigned"])
def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(here: Site, forge: str) -> None:
    here.known.forged = getattr(here.known, forge)
    assert refused(here.end(*here.begin()))


def test_a_log_in_ends_once_and_in_the_browser_that_began_it(here: Site) -> None:
    back, cookies = here.begin()
    _, others = here.begin()
    assert refused(here.end(back, {}))
    assert refused(here.end(back, others))
    assert refused(here.end(back.replace("state=", "state=x"), cookies))
    assert refused(here.end(back.replace("state=", "state=%D2%9B"), cookies))
    assert here.end(back, cookies).status_code == 303
    assert refused(here.end(back, cookies))


def test_a_code_that_the_provider_did_not_give_lets_nobody_in(here: Site) -> None:
    back, cookies = here.begin()
    state = parse_qs(urlsplit(back).query)["state"][0]
    assert refused(here.end(f"/v1/log-in/callback?state={state}&code=guessed", cookies))
    back, cookies = here.begin()
    assert refused(here.end(back.replace("code=", "error=access_denied&nothing="), cookies))


def test_a_code_stolen_from_another_log_in_is_worth_nothing(here: Site) -> None:
    """PKCE: the code of one log-in does not go with the verifier of another."""
    stolen = parse_qs(urlsplit(here.begin()[0]).query)["code"][0]
    back, cookies = here.begin()
    own = parse_qs(urlsplit(back).query)["code"][0]
    assert refused(here.end(back.replace(own, stolen), cookies))


def test_nobody_is_led_to_another_site(here: Site) -> None:
    for following in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        back, cookies = here.begin(following)
        assert here.end(back, cookies).headers["location"] == "/"


def test_a_name_that_is_taken_is_not_taken_over(here: Site) -> None:
    here.known.person = {"sub": "s-2", "preferred_username": "chief"}
    assert refused(here.end(*here.begin()), "oidc-unknown")


def test_who_was_removed_does_not_come_back_under_another_name(here: Site) -> None:
    assert here.end(*here.begin()).status_code == 303
    assert paraq(here.settings.home, "user", "remove", "asel").returncode == 0
    here.known.person["preferred_username"] = "asel2"
    assert refused(here.end(*here.begin()), "oidc-unknown")


def test_without_a_role_for_newcomers_only_linked_accounts_come_in(tmp_path: Path, known: Provider) -> None:
    with site(tmp_path, known, role="") as here:
        assert refused(here.end(*here.begin()), "oidc-unknown")
        settings = {"PARAQ_OIDC_ISSUER": known.address}
        done = paraq(tmp_path, "user", "add", "dana", "--role", "archivist", "--fonds", "12", "--subject", "s-1", **settings)
        assert done.returncode == 0, done.stderr
        come = here.end(*here.begin())
        me = here.ask("/v1/me", dict(come.cookies)).json()
        assert (me["name"], me["role"], me["fonds"]) == ("dana", "archivist", ["12"])
        # Such an account has no password.
        tried = here.client.request("POST", "/v1/log-in", json={"name": "dana", "password": ""})
        assert tried.status_code == 401


def test_a_provider_that_is_away_or_calls_itself_otherwise_is_named_and_nobody_comes_in(tmp_path: Path, known: Provider) -> None:
    with site(tmp_path, known) as here:
        known.described = lambda: {"issuer": "http://other.example"}  # type: ignore[method-assign]
        answer = here.ask("/v1/log-in/elsewhere", {})
        assert (answer.status_code, answer.json()["code"]) == (503, "oidc-away")
    away = Settings(home=tmp_path, oidc_issuer="http://127.0.0.1:9", oidc_client=CLIENT)
    with open_parts(away) as parts:
        answer = Client(create_app(parts)).get("/v1/log-in/elsewhere")
    assert (answer.status_code, answer.json()["code"]) == (503, "oidc-away")


def test_audit_names_who_came_and_who_was_refused_and_keeps_no_token(here: Site) -> None:
    assert here.end(*here.begin()).status_code == 303
    here.known.forged = here.known.unsigned
    back, cookies = here.begin()
    assert refused(here.end(back, cookies))
    exported = paraq(here.settings.home, "audit", "export").stdout
    assert '"action": "log-in", "operation": "logInCallback", "target": "asel"' in exported
    assert '"action": "refused", "operation": "logInCallback"' in exported
    for secret in (*cookies.values(), *parse_qs(urlsplit(back).query)["code"], SECRET):
        assert secret not in exported
