"""A small OIDC issuer on 127.0.0.1, over real HTTP: it signs ID tokens and checks what a client must prove.

What it says can be changed field by field, so that each lie is tried alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import warnings
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwk, jwt

from tests.people.given import NOON

CLIENT, SECRET = "the-desk", "s3cret & more:%"


class Issuer:
    """The issuer. `claims` and `metadata` are laid over what it would say; `key` signs in `algorithm`."""

    def __init__(self) -> None:
        self.honest()
        issuer = self

        class Handler(_Handler):
            of = issuer

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def honest(self) -> None:
        """As at the beginning: every field says what it should."""
        self.key: Any = jwk.ECKey.generate_key("P-256", {"kid": "one"})
        self.algorithm = "ES256"
        self.published: list[Any] | None = None  # None: the public half of `key`
        self.claims: dict[str, Any] = {}
        self.metadata: dict[str, Any] = {}
        self.raw: dict[str, tuple[int, bytes]] = {}  # path -> what is answered in place of all else
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def approve(self, url: str) -> dict[str, str]:
        """What a browser comes back with from the address that `Oidc.begin` gave, once the person agreed."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query, strict_parsing=True).items()}
        assert url.startswith(f"{self.url}/authorize?")
        assert (query["response_type"], query["client_id"]) == ("code", CLIENT)
        assert query["code_challenge_method"] == "S256"
        code = f"code-{len(self._codes)}"
        self._codes[code] = query
        return {"code": code, "state": query["state"], "iss": self.url}

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            **self.metadata,
        }

    def keys(self) -> dict[str, Any]:
        return {"keys": self.published if self.published is not None else [self.key.as_dict(private=False)]}

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The answer to a code, as RFC 6749 and RFC 7636 have it: for one client, with its verifier, once."""
        query = self._codes.pop(form.get("code", ""), None)
        basic = "Basic " + base64.b64encode(b"the-desk:s3cret%20%26%20more%3A%25").decode()
        if authorization != basic and form.get("client_secret") != SECRET:
            return 401, {"error": "invalid_client"}
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        )
        if query is None or query["code_challenge"] != challenge or query["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.sign(query["nonce"])}

    def sign(self, nonce: str) -> str:
        at = int(NOON.timestamp())
        claims = {
            "iss": self.url, "sub": "user-17", "aud": CLIENT, "iat": at, "exp": at + 300, "nonce": nonce,
            "preferred_username": "Amira", "groups": ["recorders"], "email": "amira@recorders.example",
            "email_verified": True, **self.claims,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": self.algorithm, "kid": "one"}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if self.algorithm == "none":
                return ".".join(_part(part) for part in (header, claims)) + "."
            return jwt.encode(header, claims, self.key, algorithms=[self.algorithm])


class _Handler(BaseHTTPRequestHandler):
    of: Issuer

    def do_GET(self) -> None:
        if self.path.startswith("/authorize?"):
            self._ask()
            return
        answers = {"/.well-known/openid-configuration": self.of.discovery, "/keys": self.of.keys}
        self._answer(200, answers[self.path]() if self.path in answers else {})

    def _ask(self) -> None:
        """The page on which a person agrees, or doesn't."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        back, refused = query["redirect_uri"], {"error": "access_denied", "state": query["state"]}
        agreed = self.of.approve(f"{self.of.url}{self.path}")
        links = ((f"{back}?{urlencode(answer)}", words) for answer, words in ((agreed, "Agree"), (refused, "Refuse")))
        page = "".join(f'<p><a href="{escape(address)}">{words}</a></p>' for address, words in links).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer(*self.of.exchange(form, self.headers.get("authorization", "")))

    def _answer(self, status: int, answer: dict[str, Any]) -> None:
        self.of.asked.append(self.path)
        status, body = self.of.raw.get(self.path, (status, json.dumps(answer).encode()))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"{self.of.url}/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Nothing to standard error."""


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
