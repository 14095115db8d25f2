"""The file of `--oidc`: strings only, nothing unknown, no secret over an open line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.people import OidcSettingsError
from reportedly.people.oidc import OidcSettings, read_oidc_settings

WHOLE = """\
issuer: https://login.example.org/realms/recorders
client_id: reportedly
client_secret_file: oidc-secret
scopes: openid profile email groups
name_claim: name
role_claim: realm_access.roles
roles:
  coder: recorders
  administrator: [desk-admins, 12:30, no]
everybody: reader
domains: [Recorders.example]
hosts: [keys.example.org]
"""
SHORT = "issuer: https://login.example.org\nclient_id: reportedly\n"


def read(folder: Path, text: str) -> OidcSettings:
    path = folder / "oidc.yml"
    path.write_text(text, encoding="utf-8")
    return read_oidc_settings(path)


def test_a_whole_file(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == OidcSettings(
        issuer="https://login.example.org/realms/recorders", client_id="reportedly",
        client_secret_file=tmp_path / "oidc-secret", scopes=("openid", "profile", "email", "groups"),
        name_claim="name", role_claim="realm_access.roles",
        roles={"coder": ("recorders",), "administrator": ("desk-admins", "12:30", "no")},
        everybody="reader", domains=("recorders.example",), hosts=("keys.example.org",),
    )  # fmt: skip


def test_a_short_file(tmp_path: Path) -> None:
    settings = read(tmp_path, SHORT + "everybody: coder\n")
    assert settings == OidcSettings(issuer="https://login.example.org", client_id="reportedly", everybody="coder")
    assert settings.secret() is None


@pytest.mark.parametrize(("text", "said"), [
    (SHORT + "rolls:\n  coder: x\n", "unknown key 'rolls'; the nearest known one is 'roles'"),
    (SHORT + "roles:\n  coders: x\n", "unknown role 'coders'; the nearest known one is 'coder'"),
    (SHORT + "everybody: admin\n", "unknown role 'admin'; the nearest known one is 'administrator'"),
    (SHORT + "client_id: again\n", "client_id: is there twice"),
    (SHORT, "roles: is missing"),
    (SHORT + "roles:\n", "write the roles below it"),
    (SHORT + "roles:\n  coder: {a: b}\n", "coder: write a list"),
    (SHORT + "everybody: [reader]\n", "everybody: write one piece"),
    (SHORT + "everybody: reader\nscopes: [email]\n", "'openid' is missing"),
    (SHORT + "everybody: reader\ndomains: [[a]]\n", "domains: write a list"),
    ("client_id: x\n", "issuer: is missing"),
    ("issuer: https://login.example.org\n", "client_id: is missing"),
    ("issuer: http://login.example.org\nclient_id: x\neverybody: reader\n", "isn't encrypted"),
    ("issuer: ftp://login.example.org\nclient_id: x\neverybody: reader\n", "isn't an address"),
    ("issuer: https://me@login.example.org\nclient_id: x\neverybody: reader\n", "isn't an address"),
    ("issuer: https://login.example.org?a=b\nclient_id: x\neverybody: reader\n", "isn't an address"),
    ("issuer: https://login.example.org:x\nclient_id: x\neverybody: reader\n", "isn't an address"),
    ("- a\n- b\n", "write 'issuer"), ("", "write 'issuer"), ("a: [", "not YAML"),
])  # fmt: skip
def test_what_does_not_hold_together_says_what_to_write(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(OidcSettingsError, match=said.replace("[", r"\[")) as wrong:
        read(tmp_path, text)
    assert str(wrong.value).startswith(f"{tmp_path / 'oidc.yml'}: ")
    assert "\n" not in str(wrong.value)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(OidcSettingsError, match="no such file"):
        read_oidc_settings(tmp_path / "none.yml")


@pytest.mark.parametrize(
    "issuer", ["http://127.0.0.1:9000", "http://[::1]:9000", "http://localhost", "https://a.example"]
)
def test_plain_http_is_for_this_machine(tmp_path: Path, issuer: str) -> None:
    assert read(tmp_path, f"issuer: '{issuer}'\nclient_id: x\neverybody: reader\n").issuer == issuer


def test_the_secret_is_read_from_its_file(tmp_path: Path) -> None:
    settings = read(tmp_path, WHOLE)
    for content, said in ((None, "can't be read"), (b"  \n", "is empty"), (b"\xff\xfe", "not text")):
        if content is not None:
            (tmp_path / "oidc-secret").write_bytes(content)
        with pytest.raises(OidcSettingsError, match=said):
            settings.secret()
    (tmp_path / "oidc-secret").write_text("one two\n", encoding="utf-8")
    assert settings.secret() == "one two"


@pytest.mark.parametrize(("url", "good"), [
    ("https://login.example.org/x", True), ("https://login.example.org:443/x", True),
    ("https://keys.example.org/x", True), ("https://keys.example.org:8443/x", False),
    ("https://login.example.org:8443/x", False), ("http://login.example.org/x", False),
    ("http://keys.example.org/x", False), ("https://login.example.org.elsewhere.example/", False),
    ("https://login.example.org@elsewhere.example/", False), ("https://elsewhere.example/#login.example.org", False),
    ("//login.example.org/x", False), ("", False), ("https://[", False),
])  # fmt: skip
def test_which_endpoints_are_the_issuers(tmp_path: Path, url: str, good: bool) -> None:
    assert read(tmp_path, WHOLE).allows(url) == good
