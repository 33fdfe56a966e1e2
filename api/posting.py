"""Sends what webhooks tell: to public addresses only, unless others are allowed, and to none but those that were checked."""

import ipaddress
import re
import socket
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

import httpcore

from api.gate_origin import Network
from paraq.errors import Invalid, Unavailable
from paraq.services.webhooks import LONGEST_ADDRESS

# A receiver has only to take a message in; what it does with it comes after its answer.
SECONDS: Final = 10.0
SCHEMES: Final = {"http": 80, "https": 443}
# RFC 6052: behind these stands an IPv4 address, which a gateway may reach.
NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
VISIBLE: Final = re.compile(r"[!-~]+")


class Posting:
    """Sends to addresses that are public, or in one of ``allowed``; without TLS only to the latter."""

    def __init__(self, allowed: Sequence[Network] = (), seconds: float = SECONDS) -> None:
        self._allowed = allowed
        self._seconds = seconds

    def check(self, address: str) -> None:
        """Refuse an address to which nothing would be sent today.

        Raises:
            Invalid: It is no address of the web, its host has none, or it leads to a machine that is not to be reached.
        """
        scheme, host, port = _parts(address)
        self._reachable(host, port, scheme)

    def send(self, address: str, headers: Mapping[str, str], body: bytes) -> int:
        """Send a POST and return the status of its answer, whose body is not read; redirections are not followed.

        Raises:
            Invalid: The address is none, or leads now to a machine that is not to be reached.
            Unavailable: Nobody answers.
        """
        scheme, host, port = _parts(address)
        backend = _Checked(self._reachable(host, port, scheme), time.monotonic() + self._seconds)
        limits = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._seconds)}
        try:
            with (
                httpcore.ConnectionPool(network_backend=backend) as pool,
                pool.stream("POST", address, headers=list(headers.items()), content=body, extensions=limits) as answer,
            ):
                return answer.status
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            reason = str(error) or type(error).__name__
            raise Unavailable("The receiver does not answer", where=f"{host}: {reason}", code="webhook-silent") from error

    def _reachable(self, host: str, port: int, scheme: str) -> list[str]:
        """Return the addresses of a host, all of them checked: it is not looked up again, so they cannot change."""
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise Invalid("The host of a webhook has no address", where=host, code="webhook-host") from error
        for address in found:
            self._check_address(address, host, scheme)
        return list(dict.fromkeys(found))

    def _check_address(self, address: str, host: str, scheme: str) -> None:
        number = ipaddress.ip_address(address.partition("%")[0])
        if any(number in network for network in self._allowed):
            return
        if scheme != "https":
            raise Invalid("A webhook needs https", where=host, code="webhook-plain")
        if not is_public(number):
            raise Invalid(
                "A webhook may not lead to a private address",
                where=host,
                remedy="Name its network in PARAQ_WEBHOOK_NETWORKS if it may",
                code="webhook-private",
            )


def is_public(number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Return whether an address belongs to a machine of the public internet, whatever it is wrapped in."""
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo or (None, None))[1]
        if number in NAT64:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return number.is_global and not number.is_multicast


def _parts(address: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(address)
        port = parts.port or SCHEMES.get(parts.scheme, 0)
    except ValueError:
        port = 0
    if not port or not parts.hostname or parts.username is not None or parts.fragment or not VISIBLE.fullmatch(address):
        raise Invalid("A webhook needs an address of the web without a name in it", where="address", code="webhook-address")
    if len(address) > LONGEST_ADDRESS:
        raise Invalid(f"An address has at most {LONGEST_ADDRESS} characters", where="address", code="webhook-address")
    return parts.scheme, parts.hostname, port


class _Checked(httpcore.NetworkBackend):
    """Connects to addresses that were checked, whatever the host is called, and gives up at the end of its time."""

    def __init__(self, addresses: Sequence[str], until: float) -> None:
        self._addresses = addresses
        self._until = until
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the addresses that answers."""
        for address in self._addresses[:-1]:
            with suppress(httpcore.NetworkError, httpcore.TimeoutException):
                return self._connected(address, port, local_address, socket_options)
        return self._connected(self._addresses[-1], port, local_address, socket_options)

    def _connected(self, address: str, port: int, local_address: str | None, options: Any) -> "_Ending":
        left = max(self._until - time.monotonic(), 0.001)
        return _Ending(self._backend.connect_tcp(address, port, left, local_address, options), self._until)


class _Ending(httpcore.NetworkStream):
    """A connection that lasts until a moment, also with one who answers byte by byte."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is left of the time long."""
        return self._stream.read(max_bytes, self._left(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write what is left of the time long."""
        self._stream.write(buffer, self._left(httpcore.WriteTimeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> "_Ending":
        """Begin TLS with the name of the host."""
        left = self._left(httpcore.ConnectTimeout)
        return _Ending(self._stream.start_tls(ssl_context, server_hostname, left), self._until)

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection."""
        return self._stream.get_extra_info(info)

    def _left(self, late: type[httpcore.TimeoutException]) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise late("It took too long")
        return left
