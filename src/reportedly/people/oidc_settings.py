"""The file of `--oidc`: which issuer vouches for people, and which of its claims give which role. Strings only."""

from __future__ import annotations

import difflib
import ipaddress
from collections.abc import Collection, Hashable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec
import yaml

from reportedly.people.errors import OidcSettingsError
from reportedly.people.roles import ROLES, Role

_SECRET_MOST = 4_096  # bytes


class OidcSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What the file says.

    `name_claim` and `role_claim` are claims of the ID token, or paths to one with dots between (`realm_access.roles`).
    `roles` maps each role to the values of `role_claim` that give it; of several the highest counts. `everybody` is
    the role of who has none of them (None: they aren't let in). `domains`: where there are any, only who has a
    verified e-mail address in one is let in. `hosts`: others than the issuer's own that its endpoints may be on.
    """

    issuer: str
    client_id: str
    client_secret_file: Path | None = None
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    name_claim: str = "preferred_username"
    role_claim: str = "groups"
    roles: dict[Role, tuple[str, ...]] = {}
    everybody: Role | None = None
    domains: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    def secret(self) -> str | None:
        """The client's secret, read anew each time; None for a public client. Raises `OidcSettingsError`."""
        if self.client_secret_file is None:
            return None
        try:
            with self.client_secret_file.open("rb") as file:
                secret = file.read(_SECRET_MOST).decode("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not text"
            raise OidcSettingsError(f"{self.client_secret_file}: can't be read ({reason.lower()})") from error
        if not secret:
            raise OidcSettingsError(f"{self.client_secret_file}: is empty; write the client's secret into it")
        return secret

    def allows(self, url: str) -> bool:
        """Whether an endpoint may be at this address: on the issuer's scheme, host and port, or https on `hosts`."""
        given, own = _parts(url), _parts(self.issuer)
        if given is None or own is None:
            return False
        same = (given.scheme, given.hostname, given.port) == (own.scheme, own.hostname, own.port)
        return same or (given.scheme == "https" and given.port is None and given.hostname in self.hosts)


def read_oidc_settings(path: Path) -> OidcSettings:
    """The settings in the file; raises `OidcSettingsError`, which names the key and the remedy."""
    try:
        return _settings(yaml.load(path.read_bytes(), Loader=_Strings), path.parent)  # noqa: S506 - strings only
    except OSError as error:
        raise OidcSettingsError(f"{path}: can't be read ({(error.strerror or str(error)).lower()})") from error
    except yaml.YAMLError as error:
        raise OidcSettingsError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    except OidcSettingsError as error:
        raise OidcSettingsError(f"{path}: {error}") from None


class _Strings(yaml.CBaseLoader):
    """Strings, lists and mappings of them, and no key twice: YAML would silently keep the last of two."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        names = [key.value for key, _ in node.value]
        twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
        if twice is not None:
            raise OidcSettingsError(f"{twice}: is there twice; keep one")
        return super().construct_mapping(node, deep)


def _settings(content: object, folder: Path) -> OidcSettings:
    if not isinstance(content, dict):
        raise OidcSettingsError("write 'issuer: https://…' and 'client_id: …' into it, a line each")
    for key in content:
        _known("key", str(key), OidcSettings.__struct_fields__)
    for key in ("issuer", "client_id"):
        if not content.get(key):
            raise OidcSettingsError(f"{key}: is missing; the issuer's administrator can tell it")
    given: dict[str, Any] = {key: _text(content, key) for key in ("issuer", "client_id")}
    given |= {key: _text(content, key) for key in ("name_claim", "role_claim") if key in content}
    given |= {key: _texts(content, key) for key in ("scopes", "domains", "hosts") if key in content}
    given["issuer"] = _issuer(given["issuer"])
    if "openid" not in given.get("scopes", ("openid",)):
        raise OidcSettingsError("scopes: 'openid' is missing; without it the issuer vouches for nobody")
    if "client_secret_file" in content:
        given["client_secret_file"] = folder / _text(content, "client_secret_file")
    for key in ("domains", "hosts"):
        given[key] = tuple(name.casefold() for name in given.get(key, ()))
    if "everybody" in content:
        given["everybody"] = _known("role", _text(content, "everybody"), ROLES)
    given["roles"] = _roles(content.get("roles", {}))
    if not given["roles"] and "everybody" not in given:
        raise OidcSettingsError("roles: is missing, so that nobody would be let in; or give everybody a role")
    return OidcSettings(**given)


def _roles(content: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(content, dict):
        raise OidcSettingsError("roles: write the roles below it, each with the values that give it")
    return {_known("role", role, ROLES): _texts(content, role) for role in content}


def _issuer(url: str) -> str:
    """The issuer's address; raises `OidcSettingsError` for one that isn't, or that anybody on the way could change."""
    parts = _parts(url)
    if parts is None or parts.query or parts.fragment or parts.username is not None:
        raise OidcSettingsError(f"issuer: {url!r} isn't an address such as https://login.example.org")
    if parts.scheme == "http" and not _is_loopback(parts.hostname or ""):
        raise OidcSettingsError(f"issuer: {url!r} isn't encrypted; write https://")
    return url


def _parts(url: str) -> SplitResult | None:
    """The parts of an http or https address with the port None where it is the scheme's own; None for others."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        return None
    if port == {"http": 80, "https": 443}[parts.scheme]:
        return parts._replace(netloc=f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname)
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _text(content: Mapping[str, Any], key: str) -> str:
    value = content[key]
    if not isinstance(value, str) or not value.strip():
        raise OidcSettingsError(f"{key}: write one piece of text")
    return value.strip()


def _texts(content: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of strings; of `scopes` also one string of several words, as OIDC writes them."""
    value = content[key]
    if isinstance(value, str):
        value = value.split() if key == "scopes" else [value]
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise OidcSettingsError(f"{key}: write a list of pieces of text, as [one, two]")
    return tuple(item.strip() for item in value)


def _known(what: str, word: str, known: Collection[str]) -> str:
    if word not in known:
        (close,) = difflib.get_close_matches(word, known, n=1, cutoff=0.0)
        raise OidcSettingsError(f"unknown {what} {word!r}; the nearest known one is {close!r}")
    return word
