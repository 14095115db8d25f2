"""Who may come in, in a real browser: what administrators and people do on their screens, and what holds afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.desks import PASSWORD, Watched, come_in, focus, invited, keys, reportedly, served, told, walk_to
from tests.people.issuer import CLIENT, SECRET, Issuer

pytestmark = pytest.mark.browser

Look = Callable[..., Watched]
ANOTHER = "nine copper kettles on a slow train"
COPYING = ["clipboard-read", "clipboard-write"]


@pytest.fixture
def team(store: Path) -> Iterator[str]:
    """The address of a team's desk."""
    with served(store, "--team") as address:
        yield address


def pressed(page: Page, *going: str) -> None:
    """Presses keys, the last of which sends a form; until its answer is there."""
    keys(page, *going[:-1])
    with page.expect_navigation():
        page.keyboard.press(going[-1])


def of_row(page: Page, name: str, button: str) -> None:
    """Walks to a person's row and presses one of its buttons."""
    page.locator("#main").focus()
    walk_to(page, name)
    page.locator("[data-row]").filter(has_text=name).get_by_role("button", name=button).focus()
    pressed(page, "Enter")


def said(page: Page) -> str:
    return page.locator("main .notice").first.inner_text()


def newest(page: Page) -> str:
    """The newest entry of the log, without its time."""
    return page.locator("ol.log > li").first.inner_text().partition(" · ")[2]


def enters(watched: Watched, name: str, password: str) -> bool:
    """Whether the form for signing in lets this person in."""
    page = watched.open("/sign-in")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(password)
    pressed(page, "Enter")
    return "/sign-in" not in page.url


def may(watched: Watched) -> set[str]:
    """What the API says that who is at this browser may do."""
    return set(told(watched, "/me")["rights"])


def by_token(address: str, secret: str, path: str, asked: Any = None) -> int:
    """The status with which the API answers a program."""
    headers = {"Authorization": f"Bearer {secret}"}
    with httpx.Client(base_url=f"{address}/api/v1", headers=headers, trust_env=False) as program:
        answer = program.get(path) if asked is None else program.post(path, json=asked)
        return answer.status_code


def test_an_administrator_invites_changes_and_closes(team: str, look: Look, store: Path) -> None:
    boss, theirs = look(team), look(team)
    boss.refusals_expected = theirs.refusals_expected = True
    boss.context.grant_permissions(COPYING)
    come_in(boss, invited(store, "Amira", "administrator"))
    page = boss.open("/admin")
    page.get_by_label("Name").focus()
    page.keyboard.type("Bérénice")
    pressed(page, "Tab", "c", "Tab", "Enter")
    link = page.locator("#invitation").inner_text()
    assert link.startswith(f"{team}/sign-in?invitation=")
    assert newest(page) == "added · Bérénice · coder · by Amira"
    page.get_by_role("button", name="Copy").focus()
    keys(page, "Enter")
    expect(page.locator("[data-copy-from]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == link

    come_in(theirs, link.partition("invitation=")[2])
    assert may(theirs) >= {"read", "judge"}
    page = boss.open("/admin")
    page.locator("[data-row]").filter(has_text="Bérénice").get_by_label("Role").focus()
    pressed(page, "r", "Tab", "Enter")
    assert newest(page) == "role · Bérénice · coder to reader · by Amira"
    assert may(theirs) == {"read"}
    theirs.open("/judge/note?incident=x")
    assert said(theirs.page) == "Your role may not do this."

    of_row(page, "Bérénice", "Sign out everywhere")
    assert newest(page) == "signed out everywhere · Bérénice · by Amira"
    assert may(theirs) == set()
    theirs.open("/incidents")
    assert "/sign-in" in theirs.page.url
    assert enters(theirs, "Bérénice", PASSWORD)

    of_row(page, "Bérénice", "Close the account")
    assert newest(page) == "closed · Bérénice · by Amira"
    assert may(theirs) == set()
    assert not enters(theirs, "Bérénice", PASSWORD)
    of_row(page, "Bérénice", "Reopen")
    assert enters(theirs, "Bérénice", PASSWORD)


def test_what_an_administrator_is_refused_stands_beside_the_form(team: str, look: Look, store: Path) -> None:
    boss = look(team)
    boss.refusals_expected = True
    come_in(boss, invited(store, "Amira", "administrator"))
    page = boss.open("/admin")
    of_row(page, "Amira", "Close the account")
    assert said(page) == "Amira: is the last administrator; make somebody else one first"
    page.get_by_label("Name").fill("AMIRA")
    pressed(page, "Enter")
    assert "somebody has this name" in said(page)
    assert page.get_by_label("Name").input_value() == "AMIRA"
    assert [user["active"] for user in told(boss, "/users")] == [True]


def test_a_person_changes_their_password(team: str, look: Look, store: Path) -> None:
    here, there = look(team), look(team)
    here.refusals_expected = there.refusals_expected = True
    come_in(here, invited(store, "Amira", "coder"))
    assert enters(there, "Amira", PASSWORD)
    page = here.open("/me")

    def change(old: str, new: str) -> str:
        page.get_by_label("Present password").focus()
        page.keyboard.type(old)
        keys(page, "Tab")
        page.keyboard.type(new)
        pressed(page, "Enter")
        return said(page)

    assert change("not this one at all", ANOTHER) == "The password isn't right."
    assert change(PASSWORD, "amira amira 1").startswith("A password isn't your own name")
    assert enters(there, "Amira", PASSWORD)
    assert change(PASSWORD, ANOTHER).startswith("Your password is changed.")
    assert may(here) >= {"judge"}
    assert may(there) == set()
    assert not enters(there, "Amira", PASSWORD)
    assert enters(there, "Amira", ANOTHER)
    assert "password changed · Amira" in reportedly("people", "log", "--store", store)


def test_who_lost_a_machine_signs_out_everywhere(team: str, look: Look, store: Path) -> None:
    here, there = look(team), look(team)
    here.refusals_expected = True
    come_in(here, invited(store, "Amira", "reader"))
    assert enters(there, "Amira", PASSWORD)
    page = here.open("/me")
    page.get_by_role("button", name="Sign out everywhere").focus()
    pressed(page, "Enter")
    assert page.url == f"{team}/sign-in"
    assert may(there) == may(here) == set()


def test_a_token_does_what_it_is_for_until_it_is_withdrawn(team: str, look: Look, store: Path) -> None:
    watched = look(team)
    watched.refusals_expected = True
    come_in(watched, invited(store, "Amira", "coder"))
    page = watched.open("/me")
    form = page.locator("form:has(input[name=action][value=token])")
    assert form.locator("option").all_inner_texts() == ["reader", "coder"]
    form.get_by_label("Name").focus()
    page.keyboard.type("nightly export")
    pressed(page, "Enter")
    secret = page.locator("#token").inner_text()
    note = {"kind": "note", "why": "seen", "incidents": [told(watched, "/incidents")["rows"][0]["id"]]}
    assert by_token(team, secret, "/incidents") == 200
    assert by_token(team, secret, "/judgements", note) == 403
    assert by_token(team, secret, "/users") == 403
    page = watched.open("/me")
    assert secret not in page.content()
    page.get_by_role("button", name="End").focus()
    assert focus(page).ringed
    pressed(page, "Enter")
    assert "nightly export" not in page.locator("main").inner_text()
    assert by_token(team, secret, "/incidents") == 401


def test_without_scripts_an_invitation_is_chosen_whole(team: str, look: Look, store: Path) -> None:
    boss = look(team, java_script_enabled=False)
    page = come_in(boss, invited(store, "Amira", "administrator"))
    boss.open("/admin")
    page.get_by_label("Name").fill("Boris")
    pressed(page, "Enter")
    expect(page.locator("#invitation")).to_contain_text(f"{team}/sign-in?invitation=")
    expect(page.locator("#invitation")).to_have_css("user-select", "all")
    expect(page.locator("[data-copy-from]")).to_be_hidden()


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    made = Issuer()
    now = int(time.time())
    made.claims = {"iat": now, "exp": now + 300}
    yield made
    made.close()


@pytest.fixture
def vouched(store: Path, tmp_path: Path, issuer: Issuer) -> Iterator[str]:
    """The address of a desk that people come to by this issuer."""
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    settings = tmp_path / "oidc.yml"
    settings.write_text(
        f"issuer: {issuer.url}\nclient_id: {CLIENT}\nclient_secret_file: {tmp_path / 'secret'}\n"
        "roles:\n  coder: [recorders]\n", encoding="utf-8",
    )  # fmt: skip
    with served(store, "--team", "--oidc", settings) as address:
        yield address


def by_issuer(watched: Watched, answer: str = "Agree") -> Page:
    """Goes to the issuer by the keyboard, and says there whether it may vouch."""
    page = watched.open("/sign-in")
    page.get_by_role("link", name="Sign in with your organisation").focus()
    pressed(page, "Enter")
    page.get_by_role("link", name=answer).focus()
    pressed(page, "Enter")
    return page


def test_signing_in_by_an_issuer(vouched: str, look: Look, store: Path) -> None:
    watched = look(vouched)
    watched.refusals_expected = True
    page = by_issuer(watched)
    page.wait_for_url(f"{vouched}/")
    me = told(watched, "/me")
    assert (me["name"], me["role"]) == ("Amira", "coder")
    assert may(watched) >= {"read", "judge"}
    watched.open("/me")
    assert page.locator("input[type=password], input[name=code]").count() == 0  # they are the issuer's
    expect(page.get_by_label("Until")).to_be_visible()
    reportedly("people", "close", "Amira", "--store", store)
    assert may(watched) == set()
    assert "your account here is closed" in said(by_issuer(watched))
    assert may(watched) == set()


def test_an_issuer_lets_not_in(vouched: str, look: Look, store: Path, issuer: Issuer) -> None:
    watched = look(vouched)
    watched.refusals_expected = True
    page = by_issuer(watched, "Refuse")
    assert "access_denied" in said(page)
    page.goto(page.url)  # what came back counts once
    assert "begun elsewhere, or too long ago" in said(page)
    invited(store, "Amira", "reader")
    assert "Somebody else here has the name" in said(by_issuer(watched))
    issuer.claims |= {"groups": ["cooks"], "sub": "user-18", "preferred_username": "Boris"}
    assert "gives you no role here" in said(by_issuer(watched))
    assert may(watched) == set()
