"""Where a request comes from: the address of who sent it, and whether it is this machine and this site."""

import ipaddress
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.requests import Request

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# RFC 3986, section 3.2: a host and a port; whatever else a header says is not repeated in an answer.
HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(?::\d{1,5})?|\[[0-9A-Fa-f:]{2,45}\](?::\d{1,5})?")


def networks(named: str) -> tuple[Network, ...]:
    """Return the networks of a list with commas, such as ``10.0.0.0/8, 192.168.1.7``.

    Raises:
        ValueError: One is none.
    """
    return tuple(ipaddress.ip_network(part.strip()) for part in named.split(",") if part.strip())


class Origin:
    """Reads where a request comes from; says of a proxy are believed if it is on this machine or one of those named."""

    def __init__(self, proxies: Sequence[Network] = ()) -> None:
        self._proxies = proxies

    def address(self, request: Request) -> str:
        """Return the address of who sent a request: the last one on its way that is no proxy of ours."""
        peer = request.client.host if request.client else ""
        way = [*self._told(request), peer]
        return next((step for step in reversed(way) if not self._believed(step)), way[0]) if self._believed(peer) else peer

    def is_here(self, request: Request) -> bool:
        """Return whether a request comes from this machine, all its way, and names this machine.

        The name matters: a page of another site whose name leads to this machine is no friend.
        """
        peer = request.client.host if request.client else ""
        return all(_is_loopback(step) for step in (peer, *self._told(request))) and _is_loopback(_name(self.host(request)))

    def host(self, request: Request) -> str:
        """Return the host, with its port if it has one, that the client named."""
        return self._outermost(request, "x-forwarded-host") or request.headers.get("host", "")

    def is_secure(self, request: Request) -> bool:
        """Return whether the client speaks TLS, to us or to a proxy before us."""
        return (self._outermost(request, "x-forwarded-proto") or request.url.scheme).lower() == "https"

    def site(self, request: Request) -> str:
        """Return the scheme and the host as the client named them, ``localhost`` in place of what is no host."""
        host = self.host(request)
        return f"{'https' if self.is_secure(request) else 'http'}://{host if HOST.fullmatch(host) else 'localhost'}"

    def is_same_site(self, request: Request) -> bool:
        """Return whether a request that a browser sent comes from a page of ours; without a sign of a browser it is none."""
        fetched = request.headers.get("sec-fetch-site")
        if fetched:
            return fetched in ("same-origin", "none")
        origin = request.headers.get("origin")
        return origin is None or urlsplit(origin).netloc.lower() == self.host(request).lower()

    def _told(self, request: Request) -> list[str]:
        return _listed(request, "x-forwarded-for")

    def _outermost(self, request: Request, header: str) -> str:
        """Return what the outermost proxy that is believed said; each adds its word behind those of the ones before it."""
        peer = request.client.host if request.client else ""
        said = ""
        for teller, word in zip([peer, *reversed(self._told(request))], reversed(_listed(request, header)), strict=False):
            if not self._believed(teller):
                break
            said = word
        return said

    def _believed(self, address: str) -> bool:
        if _is_loopback(address):
            return True
        try:
            return any(ipaddress.ip_address(address) in network for network in self._proxies)
        except ValueError:
            return False


def is_loopback_host(host: str) -> bool:
    """Return whether a host to listen on can be reached from this machine alone."""
    return _is_loopback(host)


def _listed(request: Request, header: str) -> list[str]:
    """Return the steps of a header that proxies add to, the first one's first."""
    return [step.strip() for line in request.headers.getlist(header) for step in line.split(",") if step.strip()]


def _name(host: str) -> str:
    """Return a host without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_loopback(address: str) -> bool:
    if address.lower() == "localhost":
        return True
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
