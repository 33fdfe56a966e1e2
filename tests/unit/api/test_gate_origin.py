"""Whose word about a request is believed: who sent it, under which host and over which scheme."""

import pytest
from starlette.requests import Request

from api.gate_origin import Origin, networks

PROXIED = Origin(networks("10.0.0.0/8"))


def request(peer: str, *headers: tuple[str, str]) -> Request:
    sent = [(name.encode(), value.encode()) for name, value in (("host", "inner:8000"), *headers)]
    return Request(
        {"type": "http", "method": "GET", "path": "/", "query_string": b"", "scheme": "http", "server": ("inner", 8000),
         "headers": sent, "client": (peer, 5000)}
    )  # fmt: skip


TOLD = (("x-forwarded-host", "archive.example"), ("x-forwarded-proto", "https"), ("x-forwarded-for", "203.0.113.5"))


def test_a_proxy_that_is_known_is_believed() -> None:
    for peer in ("127.0.0.1", "10.1.2.3"):
        asked = request(peer, *TOLD)
        assert (PROXIED.site(asked), PROXIED.address(asked)) == ("https://archive.example", "203.0.113.5")


def test_anybody_else_is_not() -> None:
    asked = request("203.0.113.9", *TOLD)
    assert (PROXIED.site(asked), PROXIED.address(asked)) == ("http://inner:8000", "203.0.113.9")


def test_what_a_stranger_said_to_a_proxy_is_not_believed_either() -> None:
    """The screen's proxy adds its word behind what it was sent, as far as which the API believes."""
    forged = (("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "https"), ("x-forwarded-for", "127.0.0.1"))
    added = (("x-forwarded-host", "archive.example"), ("x-forwarded-proto", "http"), ("x-forwarded-for", "203.0.113.9"))
    asked = request("127.0.0.1", *forged, *added)
    assert (PROXIED.site(asked), PROXIED.address(asked)) == ("http://archive.example", "203.0.113.9")
    assert not PROXIED.is_here(asked)


def test_two_proxies_in_a_row_are_believed_as_far_as_they_are_known() -> None:
    chain = (("x-forwarded-host", "archive.example, inner"), ("x-forwarded-for", "203.0.113.9, 10.0.0.2"))
    assert PROXIED.host(request("127.0.0.1", *chain)) == "archive.example"
    assert Origin().host(request("127.0.0.1", *chain)) == "inner"


@pytest.mark.parametrize("said", ['evil"><script>', "a/b", "a b", "", "x" * 300])
def test_what_is_no_host_is_not_repeated(said: str) -> None:
    asked = request("127.0.0.1", ("x-forwarded-host", said), ("x-forwarded-for", "203.0.113.9"))
    assert PROXIED.site(asked) in ("http://localhost", "http://inner:8000")
