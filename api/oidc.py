"""Log-in at an OpenID Connect provider: authorization code with PKCE, the answer checked by Authlib and joserfc."""

import secrets
import threading
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from paraq.catalogue.tables import now
from paraq.errors import Conflict, Forbidden, Invalid, Unavailable
from paraq.records.accounts import AccountRecord, checked_name
from paraq.records.viewer import Role
from paraq.services.accounts import Gatekeeper, digest, subject_of

# Who needs longer at the provider has gone away.
UNDER_WAY: Final = timedelta(minutes=10)
TIMEOUT: Final = httpx.Timeout(10.0)
# Signed by a key pair of the provider; a secret shared with us could not prove who signed.
ALGORITHMS: Final = ("RS256", "ES256", "PS256", "EdDSA")


class Oidc:
    """One provider. What it says of itself is fetched when first needed, its keys whenever one is unknown."""

    def __init__(self, keeper: Gatekeeper, issuer: str, client: str, secret: str, role: Role | None) -> None:
        self._keeper = keeper
        self._issuer = issuer.rstrip("/")
        self._client = client
        self._secret = secret
        self._role = role
        self._described: dict[str, Any] = {}
        self._lock = threading.Lock()

    def begin(self, callback: str, following: str) -> tuple[str, str]:
        """Return the provider's address to go to, and the state that the browser has to keep.

        Raises:
            Unavailable: The provider does not answer.
        """
        verifier, nonce, state = (secrets.token_urlsafe(32) for _ in range(3))
        self._keeper.book.begin_foreign(digest(state), nonce, verifier, following, now() + UNDER_WAY)
        address = prepare_grant_uri(
            self._provider()["authorization_endpoint"],
            self._client,
            "code",
            redirect_uri=callback,
            scope="openid profile",
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        return str(address), state

    def end(self, callback: str, state: str, kept: str, code: str) -> tuple[AccountRecord, str]:
        """Return whose log-in this was, and the address to go on to.

        Raises:
            Forbidden: It is no log-in that this browser began, the provider's answer is not sound, or there is no account.
            Unavailable: The provider does not answer.
        """
        under_way = (
            self._keeper.book.end_foreign(digest(state))
            if state and secrets.compare_digest(state.encode(), kept.encode())
            else None
        )
        if under_way is None or not code:
            raise Forbidden("This log-in was not begun here, or took too long", code="oidc")
        nonce, verifier, following = under_way
        try:
            claims = self._claims(self._id_token(callback, code, verifier), nonce)
        except (httpx.HTTPStatusError, AuthlibBaseError, JoseError, ValueError, KeyError, TypeError) as error:
            raise Forbidden("The provider's answer is not sound", where=type(error).__name__, code="oidc") from error
        return self._account(claims), following

    def _id_token(self, callback: str, code: str, verifier: str) -> str:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": callback, "code_verifier": verifier}
        try:
            answer = httpx.post(
                self._provider()["token_endpoint"], data=form, auth=(quote(self._client), quote(self._secret)), timeout=TIMEOUT
            )
        except httpx.HTTPError as error:
            raise Unavailable("The provider of the log-in does not answer", where=self._issuer, code="oidc-away") from error
        return str(answer.raise_for_status().json()["id_token"])

    def _provider(self) -> dict[str, Any]:
        with self._lock:
            if not self._described:
                described = self._fetched(f"{self._issuer}/.well-known/openid-configuration")
                if str(described.get("issuer", "")).rstrip("/") != self._issuer:
                    raise Unavailable("The provider calls itself by another name", where=self._issuer, code="oidc-away")
                self._described = described
            return self._described

    def _fetched(self, address: str) -> dict[str, Any]:
        try:
            answer = httpx.get(address, timeout=TIMEOUT).raise_for_status()
            fetched: dict[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Unavailable("The provider of the log-in does not answer", where=self._issuer, code="oidc-away") from error
        return fetched

    def _claims(self, id_token: str, nonce: str) -> dict[str, Any]:
        keys = KeySet.import_key_set(self._fetched(self._provider()["jwks_uri"]))  # type: ignore[arg-type]
        decoded = jwt.decode(id_token, keys, algorithms=list(ALGORITHMS))
        wanted = {
            "iss": {"essential": True, "value": self._provider()["issuer"]},
            "aud": {"essential": True, "value": self._client},
            "sub": {"essential": True},
        }
        claims = CodeIDToken(decoded.claims, decoded.header, wanted, {"nonce": nonce, "client_id": self._client})
        claims.validate(leeway=30)
        return dict(claims)

    def _account(self, claims: dict[str, Any]) -> AccountRecord:
        subject = subject_of(self._issuer, str(claims["sub"]))
        known = self._keeper.book.by_subject(subject)
        if known is not None and known.removed is None:
            return known
        if known is not None or self._role is None:
            raise Forbidden("There is no account for this person", code="oidc-unknown")
        try:
            name = checked_name(str(claims.get("preferred_username") or claims["sub"]))
            return self._keeper.book.add(name, self._role, (), subject=subject)
        except (Conflict, Invalid) as error:
            raise Forbidden("There is no account for this person, and none can be made", code="oidc-unknown") from error
