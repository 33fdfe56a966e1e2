"""A small OpenID Connect provider for tests: real HTTP, keys, codes with PKCE and signed tokens; each fault can be asked for."""

import base64
import contextlib
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "paraq-test", "a secret that the test's provider knows"
Claims = dict[str, Any]


@dataclass
class Provider:
    """What the provider knows, and what it says wrongly when a test wants it to.

    Attributes:
        address: Its issuer.
        person: Claims about who logs in.
        spoil: Changes the claims of the next token.
        key: With which it signs.
        forged: Makes the tokens instead.
        secret: What it takes for the client's secret.
    """

    address: str = ""
    person: Claims = field(default_factory=lambda: {"sub": "s-1", "preferred_username": "asel"})
    spoil: Callable[[Claims], Claims] = lambda claims: claims
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    forged: Callable[[Claims], str] | None = None
    secret: str = SECRET
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    token_requests: list[dict[str, str]] = field(default_factory=list)

    def described(self) -> Claims:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the browser is sent back, as if the person had logged in and agreed."""
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, Claims]:
        self.token_requests.append(form)
        expected = base64.b64encode(f"{CLIENT}:{quote(self.secret)}".encode()).decode()
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        if authorization != f"Basic {expected}":
            return 401, {"error": "invalid_client"}
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "nonce": asked["nonce"], "iat": now, "exp": now + 300, **self.person}
        claims = self.spoil(claims)
        signed = self.forged(claims) if self.forged else jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": signed}

    def signed_by_another(self, claims: Claims) -> str:
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, RSAKey.generate_key(2048))

    def signed_with_public_key(self, claims: Claims) -> str:
        """The old trick: the provider's public key taken for a shared secret."""
        told = f"{encoded({'alg': 'HS256', 'kid': 'one'})}.{encoded(claims)}"
        seal = hmac.new(self.key.as_pem(private=False), told.encode(), hashlib.sha256).digest()
        return f"{told}.{base64.urlsafe_b64encode(seal).decode().rstrip('=')}"

    def unsigned(self, claims: Claims) -> str:
        return f"{encoded({'alg': 'none'})}.{encoded(claims)}."


def encoded(part: Claims) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


@contextlib.contextmanager
def provider() -> Iterator[Provider]:
    """Run a provider on a free port of this machine."""
    known = Provider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            if address.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(address.query).items()}
                self.send_response(302)
                self.send_header("Location", known.authorize(asked))
                self.end_headers()
            elif address.path == "/keys":
                self._say(200, {"keys": [known.key.as_dict(private=False)]})
            else:
                self._say(200, known.described())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(*known.token(form, self.headers["Authorization"] or ""))

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

        def _say(self, status: int, told: Claims) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    known.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
