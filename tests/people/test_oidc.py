"""Signing in by an issuer: what it vouches for is taken only where all that was asked for fits, word for word."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from joserfc import jwk

from reportedly.people import Identity, MissingExtra, OidcError, PeopleError, Refused, Session, SignedIn
from reportedly.people.fetching import MOST_BYTES
from reportedly.people.handshakes import Kept
from reportedly.people.oidc import Oidc, OidcSettings
from tests.people.given import Clock, Team
from tests.people.issuer import CLIENT, SECRET, Issuer

BACK = "https://desk.example.org/sign-in/oidc/back"


@pytest.fixture(scope="module")
def server() -> Iterator[Issuer]:
    made = Issuer()
    yield made
    made.close()


@pytest.fixture
def issuer(server: Issuer) -> Issuer:
    server.honest()
    return server


@pytest.fixture
def settings(issuer: Issuer, tmp_path: Path) -> OidcSettings:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    roles: Any = {"coder": ("recorders",), "administrator": ("desk-admins",)}
    return OidcSettings(issuer=issuer.url, client_id=CLIENT, client_secret_file=file, roles=roles)


def identity(issuer: Issuer, settings: OidcSettings, **changed: object) -> Identity:
    """One whole sign-in, from the desk to the issuer and back."""
    oidc = Oidc(msgspec.structs.replace(settings, **changed), Clock())
    url, kept = oidc.begin(BACK)
    return oidc.finish(kept, issuer.approve(url))


def test_a_person_is_vouched_for(issuer: Issuer, settings: OidcSettings) -> None:
    assert identity(issuer, settings) == Identity(issuer=issuer.url, subject="user-17", name="Amira", role="coder")


def test_nothing_is_asked_before_somebody_signs_in(issuer: Issuer, settings: OidcSettings) -> None:
    oidc = Oidc(settings, Clock())
    assert issuer.asked == []
    url, kept = oidc.begin(BACK)
    assert issuer.asked == ["/.well-known/openid-configuration"]
    oidc.finish(kept, issuer.approve(url))
    assert issuer.asked[2:] == ["/token", "/keys"]


@pytest.mark.parametrize(("algorithm", "key"), [
    ("RS256", jwk.RSAKey.generate_key(2048, {"kid": "one"})),
    ("ES256", jwk.ECKey.generate_key("P-256", {"kid": "one"})),
    ("EdDSA", jwk.OKPKey.generate_key("Ed25519", {"kid": "one"})),
])  # fmt: skip
def test_the_algorithms(issuer: Issuer, settings: OidcSettings, algorithm: str, key: Any) -> None:
    issuer.algorithm, issuer.key = algorithm, key
    assert identity(issuer, settings).name == "Amira"


def test_a_token_that_is_not_signed_or_by_a_shared_secret(issuer: Issuer, settings: OidcSettings) -> None:
    public = issuer.key.as_dict(private=False)
    issuer.published = [public]
    issuer.algorithm = "none"
    with pytest.raises(OidcError, match="doesn't hold"):
        identity(issuer, settings)
    issuer.algorithm, issuer.key = "HS256", jwk.OctKey.import_key(SECRET.ljust(32, "x"), {"kid": "one"})
    for published in ([public], [issuer.key.as_dict(private=True)], [public, issuer.key.as_dict(private=True)]):
        issuer.published = published
        with pytest.raises(OidcError, match="doesn't hold"):
            identity(issuer, settings)


def test_a_token_signed_by_somebody_else(issuer: Issuer, settings: OidcSettings) -> None:
    issuer.published = [jwk.ECKey.generate_key("P-256", {"kid": "one"}).as_dict(private=False)]
    with pytest.raises(OidcError, match="doesn't hold"):
        identity(issuer, settings)
    issuer.published = [jwk.ECKey.generate_key("P-256", {"kid": "two"}).as_dict(private=False)]
    with pytest.raises(OidcError, match="doesn't hold"):
        identity(issuer, settings)


@pytest.mark.parametrize("claims", [
    {"iss": "https://elsewhere.example"}, {"iss": None}, {"aud": "another"}, {"aud": ["another"]}, {"aud": None},
    {"exp": 0}, {"exp": None}, {"exp": "tomorrow"}, {"nonce": "another"}, {"nonce": None}, {"sub": None}, {"sub": ""},
    {"sub": 17}, {"iat": None}, {"iat": 99_999_999_999}, {"nbf": 99_999_999_999}, {"azp": "another"},
    {"aud": [CLIENT, "another"]}, {"preferred_username": None}, {"preferred_username": " "}, {"preferred_username": 3},
], ids=str)  # fmt: skip
def test_a_token_that_says_something_else(issuer: Issuer, settings: OidcSettings, claims: dict[str, Any]) -> None:
    issuer.claims = claims
    with pytest.raises(OidcError):
        identity(issuer, settings)


@pytest.mark.parametrize("claims", [{"aud": [CLIENT]}, {"aud": [CLIENT, "another"], "azp": CLIENT}, {"azp": CLIENT}], ids=str)  # fmt: skip  # noqa: E501
def test_a_token_for_us_among_others(issuer: Issuer, settings: OidcSettings, claims: dict[str, Any]) -> None:
    issuer.claims = claims
    assert identity(issuer, settings).name == "Amira"


def test_a_token_of_another_time(issuer: Issuer, settings: OidcSettings) -> None:
    clock = Clock()
    oidc = Oidc(settings, clock)
    for minutes, good in ((5, True), (6, False)):
        clock.forward(minutes=minutes - 0.1)
        url, kept = oidc.begin(BACK)
        if good:
            oidc.finish(kept, issuer.approve(url))
        else:
            with pytest.raises(OidcError, match="doesn't hold"):
                oidc.finish(kept, issuer.approve(url))


@pytest.mark.parametrize("changed", [
    {"state": "another"}, {"state": ""}, {"iss": "https://elsewhere.example"}, {"code": ""}, {"code": "stolen"},
    {"error": "access_denied"},
], ids=str)  # fmt: skip
def test_an_answer_to_something_else(issuer: Issuer, settings: OidcSettings, changed: dict[str, str]) -> None:
    oidc = Oidc(settings, Clock())
    url, kept = oidc.begin(BACK)
    with pytest.raises(OidcError):
        oidc.finish(kept, {**issuer.approve(url), **changed})


@pytest.mark.parametrize("field", ["verifier", "redirect", "nonce", "state"])
def test_what_was_kept_of_another_sign_in_does_not_fit(issuer: Issuer, settings: OidcSettings, field: str) -> None:
    oidc = Oidc(settings, Clock())
    url, kept = oidc.begin(BACK)
    other: Kept = msgspec.structs.replace(oidc.begin(BACK)[1], redirect="https://elsewhere.example")
    assert getattr(other, field) != getattr(kept, field)
    with pytest.raises(OidcError):
        oidc.finish(msgspec.structs.replace(kept, **{field: getattr(other, field)}), issuer.approve(url))


def test_the_secret_goes_where_the_issuer_takes_it(issuer: Issuer, settings: OidcSettings, tmp_path: Path) -> None:
    issuer.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert identity(issuer, settings).name == "Amira"
    wrong = tmp_path / "wrong"
    wrong.write_text("wrong", encoding="utf-8")
    for file in (wrong, None):
        with pytest.raises(OidcError, match=r"status 401 \(invalid_client\)"):
            identity(issuer, settings, client_secret_file=file)
    with pytest.raises(PeopleError, match="can't be read"):
        identity(issuer, settings, client_secret_file=tmp_path / "none")


@pytest.mark.parametrize("endpoint", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize("url", ["https://elsewhere.example/x", "http://127.0.0.1:1/x", "file:///etc/passwd", "http://a@127.0.0.1/", None])  # fmt: skip  # noqa: E501
def test_no_endpoint_is_elsewhere(issuer: Issuer, settings: OidcSettings, endpoint: str, url: str | None) -> None:
    issuer.metadata = {endpoint: url}
    with pytest.raises(OidcError, match=endpoint):
        identity(issuer, settings)


def test_an_issuer_that_calls_itself_otherwise(issuer: Issuer, settings: OidcSettings) -> None:
    issuer.metadata = {"issuer": f"{issuer.url}/"}
    with pytest.raises(OidcError, match="calls itself"):
        identity(issuer, settings)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
@pytest.mark.parametrize("answer", [
    (302, b""), (500, b"{}"), (200, b"<html>"), (200, b"[]"), (200, b"{}"), (200, b'{"keys": 3}'),
    (200, b'{"keys": [3, {"kty": "EC"}]}'), (200, b" " * (MOST_BYTES + 1)),
], ids=lambda answer: str(answer)[:30])  # fmt: skip
def test_answers_that_are_none(issuer: Issuer, settings: OidcSettings, path: str, answer: tuple[int, bytes]) -> None:
    issuer.raw = {path: answer}
    with pytest.raises(OidcError):
        identity(issuer, settings)
    assert "/elsewhere" not in issuer.asked


def test_nobody_there(settings: OidcSettings) -> None:
    with pytest.raises(OidcError, match="can't be reached"):
        Oidc(msgspec.structs.replace(settings, issuer="http://127.0.0.1:1")).begin(BACK)


@pytest.mark.parametrize(("groups", "role"), [
    ("recorders", "coder"), (["x", "recorders"], "coder"), (["desk-admins", "recorders"], "administrator"),
    (["x"], None), ([], None), (None, None), ({"recorders": 1}, None), ("record", None),
], ids=str)  # fmt: skip
def test_claims_give_roles(issuer: Issuer, settings: OidcSettings, groups: object, role: str | None) -> None:
    issuer.claims = {"groups": groups}
    assert identity(issuer, settings).role == role
    assert identity(issuer, settings, everybody="reader").role == (role or "reader")


def test_claims_within_claims(issuer: Issuer, settings: OidcSettings) -> None:
    issuer.claims = {"realm_access": {"roles": ["recorders"]}, "https://recorders.example/name": "Boris"}
    found = identity(issuer, settings, role_claim="realm_access.roles", name_claim="https://recorders.example/name")
    assert (found.role, found.name) == ("coder", "Boris")
    assert identity(issuer, settings, role_claim="realm_access.roles.deeper").role is None


@pytest.mark.parametrize(("claims", "good"), [
    ({}, True), ({"email": "amira@RECORDERS.example"}, True), ({"email_verified": False}, False),
    ({"email_verified": None}, False), ({"email": None}, False), ({"email": "amira@sub.recorders.example"}, False),
    ({"email": "recorders.example@elsewhere.example"}, False), ({"email": "recorders.example"}, False),
], ids=str)  # fmt: skip
def test_only_people_of_a_domain(issuer: Issuer, settings: OidcSettings, claims: Mapping[str, Any], good: bool) -> None:
    issuer.claims = dict(claims)
    if good:
        assert identity(issuer, settings, domains=("recorders.example",))
    else:
        with pytest.raises(OidcError, match="verified e-mail"):
            identity(issuer, settings, domains=("recorders.example",))


def test_without_the_extra_it_says_what_to_install(settings: OidcSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "joserfc", None)
    with pytest.raises(MissingExtra, match=r"joserfc isn't installed.*reportedly\[team\]"):
        Oidc(settings)


AMIRA = Identity(issuer="https://login.example.org", subject="user-17", name="Amira", role="coder")


def test_who_comes_for_the_first_time_is_added(team: Team) -> None:
    answer = team.people.sign_in_as(AMIRA, "192.0.2.1")
    assert isinstance(answer, SignedIn)
    assert (answer.session.person.name, answer.session.person.via) == ("Amira", "oidc")
    again = team.people.sign_in_as(msgspec.structs.replace(AMIRA, name="Amira Haddad"), replacing=answer.token)
    assert isinstance(again, SignedIn)
    assert again.session.person.name == "Amira", "judgements are signed with the first name"
    assert again.session.person.id == answer.session.person.id
    assert team.people.session(answer.token) is None
    assert isinstance(team.people.sign_in("Amira", ""), Refused)
    with pytest.raises(PeopleError, match="no password here"):
        team.people.invite("Amira", by=team.root)


def test_the_issuer_decides_the_role_each_time(team: Team) -> None:
    first = team.people.sign_in_as(msgspec.structs.replace(AMIRA, role="administrator"))
    assert isinstance(first, SignedIn)
    assert isinstance(team.people.sign_in_as(msgspec.structs.replace(AMIRA, role="reader")), SignedIn)
    session = team.people.session(first.token)
    assert isinstance(session, Session)
    assert session.person.role == "reader"
    assert team.people.sign_in_as(msgspec.structs.replace(AMIRA, role=None)) == Refused(why="no_role")


def test_a_name_that_somebody_else_has_is_not_shared(team: Team) -> None:
    team.add("amira", "administrator")
    assert team.people.sign_in_as(AMIRA) == Refused(why="name_taken")
    team.people.sign_in_as(msgspec.structs.replace(AMIRA, name="Boris"))
    for other in ({"subject": "user-18"}, {"issuer": "https://elsewhere.example"}):
        assert team.people.sign_in_as(msgspec.structs.replace(AMIRA, name="Boris", **other)) == Refused(
            why="name_taken"
        )


def test_what_cannot_be_a_name_lets_nobody_in(team: Team) -> None:
    for name in ("", "A\u202emira", "Аmira"):
        with pytest.raises(PeopleError):
            team.people.sign_in_as(msgspec.structs.replace(AMIRA, name=name))
    assert not team.people.has_users()


def test_who_is_closed_here_stays_closed(team: Team) -> None:
    team.people.sign_in_as(AMIRA)
    team.people.close_user("Amira", by=team.root)
    assert team.people.sign_in_as(AMIRA) == Refused(why="no_role")


def test_alone_nobody_signs_in(alone: Team) -> None:
    with pytest.raises(PeopleError, match="--team"):
        alone.people.sign_in_as(AMIRA)


def test_what_is_kept_is_given_once_and_for_ten_minutes(team: Team) -> None:
    kept = Kept(state="s", nonce="n", verifier="v", redirect=BACK)
    token, other = team.people.keep(kept), team.people.keep(msgspec.structs.replace(kept, state="t"))
    assert team.people.kept("") is None
    assert team.people.kept(token) == kept
    assert team.people.kept(token) is None
    team.clock.forward(minutes=10)
    assert team.people.kept(other) is None
