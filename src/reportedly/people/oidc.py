"""Signing in by an OIDC issuer: authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0).

    oidc = Oidc(read_oidc_settings(path))
    url, kept = oidc.begin("https://desk.example.org/sign-in/oidc/back")     # send the browser there
    cookie = people.keep(kept)
    ...                                                                 # the browser comes back with ?code=…&state=…
    kept = people.kept(cookie)
    answer = people.sign_in_as(oidc.finish(kept, query), address)

The browser comes back from another site: the cookie must be `SameSite=Lax`, and what answers it a page, not a redirect,
where the session's own cookie is `Strict`. Nothing is fetched but when somebody signs in, and from nowhere but the
issuer's host.
"""

from __future__ import annotations

import base64
import hashlib
import threading
import warnings
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from reportedly.people import fetching, issuing, keys
from reportedly.people.database import Clock, now
from reportedly.people.errors import OidcError, team_library
from reportedly.people.handshakes import Kept
from reportedly.people.oidc_settings import OidcSettings, read_oidc_settings
from reportedly.people.persons import Identity
from reportedly.people.roles import ROLES, Role

__all__ = ["Identity", "Kept", "Oidc", "OidcSettings", "read_oidc_settings"]

ALGORITHMS = ("RS256", "ES256", "EdDSA")
"""By which an ID token may be signed: never by a shared secret, never not at all."""
LEEWAY_SECONDS = 60  # by which the issuer's clock may differ
_KEY_TYPES = ("RSA", "EC", "OKP")
_quiet = threading.Lock()  # `warnings` are the whole process's


class Oidc:
    """An issuer, as its settings have it. Raises `MissingExtra` where joserfc isn't installed."""

    def __init__(self, settings: OidcSettings, clock: Clock = now) -> None:
        team_library("joserfc")
        self._settings = settings
        self._now = clock

    def begin(self, redirect: str) -> tuple[str, Kept]:
        """Where to send the browser, and what to keep until it comes back to the address `redirect`.

        Raises `OidcError` where the issuer gives no usable answer.
        """
        kept = Kept(state=keys.fresh(), nonce=keys.fresh(), verifier=keys.fresh(), redirect=redirect)
        endpoint = self._endpoint(self._discover(), "authorization_endpoint")
        challenge = base64.urlsafe_b64encode(hashlib.sha256(kept.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code", "client_id": self._settings.client_id, "redirect_uri": redirect,
            "scope": " ".join(self._settings.scopes), "state": kept.state, "nonce": kept.nonce,
            "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}", kept

    def finish(self, kept: Kept, answer: Mapping[str, str]) -> Identity:
        """Whom the issuer vouches for; `answer` is the query with which the browser came back.

        Raises `OidcError` where it isn't the answer to what was asked, where the issuer or the settings let the person
        not in, and where the ID token isn't the issuer's, for us, for this sign-in, and of now.
        """
        if not keys.same(kept.state, answer.get("state", "")):
            raise OidcError(issuing.ANOTHER_SIGN_IN.of())
        if answer.get("iss", self._settings.issuer) != self._settings.issuer:  # RFC 9207
            raise OidcError(issuing.ANOTHER_ISSUER.of())
        if answer.get("error"):
            raise OidcError(issuing.NOT_LET_IN.of(issuer=self._settings.issuer, error=_plain(answer["error"])))
        if not answer.get("code"):
            raise OidcError(issuing.NO_CODE.of(issuer=self._settings.issuer))
        metadata = self._discover()
        claims = self._claims(self._fetch_token(metadata, kept, answer["code"]), metadata, kept)
        return self._identity(claims)

    def _discover(self) -> dict[str, Any]:
        metadata = fetching.get(f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        if metadata.get("issuer") != self._settings.issuer:
            raise OidcError(issuing.OTHER_NAME.of(issuer=self._settings.issuer, other=_plain(metadata.get("issuer"))))
        return metadata

    def _endpoint(self, metadata: Mapping[str, Any], name: str) -> str:
        url = metadata.get(name)
        if not isinstance(url, str):
            raise OidcError(issuing.NO_ENDPOINT.of(issuer=self._settings.issuer, name=name))
        if not self._settings.allows(url):
            raise OidcError(issuing.ENDPOINT_ELSEWHERE.of(issuer=self._settings.issuer, name=name, address=_plain(url)))
        return url

    def _fetch_token(self, metadata: Mapping[str, Any], kept: Kept, code: str) -> str:
        settings, secret, headers = self._settings, self._settings.secret(), {}
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": kept.redirect,
            "code_verifier": kept.verifier, "client_id": settings.client_id,
        }  # fmt: skip
        methods = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if secret is not None and "client_secret_basic" in methods:
            pair = f"{quote(settings.client_id, safe='')}:{quote(secret, safe='')}"  # RFC 6749, 2.3.1
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        elif secret is not None:
            form["client_secret"] = secret
        token = fetching.post(self._endpoint(metadata, "token_endpoint"), form, headers).get("id_token")
        if not isinstance(token, str):
            raise OidcError(issuing.NO_ID_TOKEN.of(issuer=settings.issuer))
        return token

    def _claims(self, token: str, metadata: Mapping[str, Any], kept: Kept) -> dict[str, Any]:
        """What the ID token says, once all is checked that OpenID Connect Core 1.0, 3.1.3.7 asks for."""
        own, jwt, errors = self._settings.client_id, team_library("joserfc.jwt"), team_library("joserfc.errors")
        published = fetching.get(self._endpoint(metadata, "jwks_uri"))
        registry = jwt.JWTClaimsRegistry(
            now=int(self._now().timestamp()), leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self._settings.issuer}, aud={"essential": True, "value": own},
            nonce={"essential": True, "value": kept.nonce}, sub={"essential": True}, exp={"essential": True},
            iat={"essential": True},
        )  # fmt: skip
        try:
            with _quiet, warnings.catch_warnings():
                warnings.simplefilter("ignore", errors.SecurityWarning)  # of the name EdDSA, which issuers still use
                claims: dict[str, Any] = jwt.decode(token, _key_set(published), algorithms=list(ALGORITHMS)).claims
            registry.validate(claims)
        except (errors.JoseError, ValueError, TypeError, KeyError) as error:
            raise OidcError(issuing.ID_TOKEN_WRONG.of(issuer=self._settings.issuer, error=_plain(error))) from error
        audience, party = claims["aud"], claims.get("azp")
        if party not in (None, own) or (party is None and isinstance(audience, list) and len(audience) > 1):
            raise OidcError(issuing.ID_TOKEN_OF_ANOTHER.of(issuer=self._settings.issuer))
        return claims

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        settings = self._settings
        if settings.domains and _domain(claims) not in settings.domains:
            raise OidcError(issuing.NO_ADDRESS.of(issuer=settings.issuer, domains=", ".join(settings.domains)))
        name = _claim(claims, settings.name_claim)
        if not claims["sub"]:
            raise OidcError(issuing.OF_NOBODY.of(issuer=settings.issuer))
        if not isinstance(name, str) or not name.strip():
            raise OidcError(issuing.NO_CLAIM.of(issuer=settings.issuer, claim=settings.name_claim))
        return Identity(issuer=settings.issuer, subject=claims["sub"], name=name, role=self._role(claims))

    def _role(self, claims: Mapping[str, Any]) -> Role | None:
        value = _claim(claims, self._settings.role_claim)
        values = value if isinstance(value, list) else [value]
        given = [role for role, giving in self._settings.roles.items() if any(item in giving for item in values)]
        return max(given, key=ROLES.index, default=self._settings.everybody)


def _key_set(published: Mapping[str, Any]) -> Any:
    """The issuer's public keys for signing; a shared secret among them would be nobody's proof."""
    found = published.get("keys")
    usable = [
        key for key in (found if isinstance(found, list) else [])
        if isinstance(key, dict) and key.get("kty") in _KEY_TYPES and key.get("use", "sig") == "sig"
    ]  # fmt: skip
    return team_library("joserfc.jwk").KeySet.import_key_set({"keys": usable})


def _claim(claims: Mapping[str, Any], path: str) -> Any:
    """The claim of this name, or the one to which the path with dots leads; None where there is none."""
    if path in claims:
        return claims[path]
    value: Any = claims
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _domain(claims: Mapping[str, Any]) -> str | None:
    address = claims.get("email")
    if not isinstance(address, str) or claims.get("email_verified") is not True:
        return None
    before, _, domain = address.rpartition("@")
    return domain.casefold() if before else None


def _plain(said: object) -> str:
    """What somebody else said, short and on one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(said)[:400]).split())[:100]
