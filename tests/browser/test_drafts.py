"""A session that is over takes nothing that was typed: its writer signs in again and finds it, nobody else does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desks import PASSWORD, Watched, come_in, follow, invited, keys, reportedly, served, told

pytestmark = pytest.mark.browser

Look = Callable[..., Watched]
WHY = "The hospital counted again on 12 March; قالوا إن العدد تسعة."


@pytest.fixture
def team(store: Path) -> Iterator[str]:
    """The address of a team's desk."""
    with served(store, "--team") as address:
        yield address


def give(page: Page, name: str) -> None:
    """Signs in at the door where the browser stands."""
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    follow(page, "Enter")


def value_form(watched: Watched) -> Page:
    """The form for a value of the first incident, filled in."""
    page = watched.open(f"/judge/value?incident={told(watched, '/incidents')['rows'][0]['id']}&field=injured")
    page.locator("input[name=value]").fill("9")
    page.locator("textarea[name=why]").fill(WHY)
    return page


def kept(page: Page) -> str:
    """All that the tab keeps."""
    return str(page.evaluate("JSON.stringify({ ...sessionStorage })"))


def test_what_was_typed_is_there_again(look: Look, store: Path, team: str) -> None:
    watched = look(team)
    come_in(watched, invited(store, "Amira", "coder"))
    page = value_form(watched)
    at = page.url
    reportedly("people", "sign-out", "Amira", "--store", store)
    assert "/sign-in?next=" in follow(page, "Control+Enter")
    assert told_judgements(watched) is None
    give(page, "Amira")
    assert page.url == at
    expect(page.locator("main [role=status]")).to_contain_text("What you had typed is filled in again")
    expect(page.locator("input[name=value]")).to_have_value("9")
    expect(page.locator("textarea[name=why]")).to_have_value(WHY)
    assert kept(page) == "{}"
    page.locator("textarea[name=why]").focus()
    follow(page, "Control+Enter")
    (entry,) = told(watched, "/judgements")["entries"]
    assert (entry["judgement"]["why"], entry["judgement"]["value"]) == (WHY, 9)
    assert kept(page) == "{}"
    page.goto(at)
    expect(page.locator("textarea[name=why]")).to_have_value("")


def told_judgements(watched: Watched) -> object:
    """What the API says of judgements to whoever is at this browser; None where nobody is signed in."""
    answer = watched.context.request.get(f"{watched.address}/api/v1/judgements")
    return None if answer.status == 401 else answer.json()


def test_nobody_else_finds_it(look: Look, store: Path, team: str) -> None:
    watched = look(team)
    boris = invited(store, "Boris", "coder")
    come_in(watched, boris)
    watched.context.clear_cookies()
    come_in(watched, invited(store, "Amira", "coder"))
    page = value_form(watched)
    at = page.url
    reportedly("people", "sign-out", "Amira", "--store", store)
    follow(page, "Control+Enter")
    assert WHY[:20] in kept(page)
    give(page, "Boris")
    assert page.url == at
    expect(page.locator("textarea[name=why]")).to_have_value("")
    assert kept(page) == "{}"


def test_no_password_is_kept_and_signing_out_lets_go(look: Look, store: Path, team: str) -> None:
    watched = look(team)
    watched.refusals_expected = True
    come_in(watched, invited(store, "Amira", "administrator"))
    page = watched.open("/me")
    page.locator("input[name=old]").fill("not this one at all")
    page.locator("input[name=new]").fill("nine copper kettles on a slow train")
    page.locator("input[name=new]").focus()
    reportedly("people", "sign-out", "Amira", "--store", store)
    assert "/sign-in?next=" in follow(page, "Enter")
    assert kept(page) == "{}"
    give(page, "Amira")
    page = value_form(watched)
    reportedly("people", "sign-out", "Amira", "--store", store)
    follow(page, "Control+Enter")
    assert PASSWORD not in kept(page)
    page.goto(f"{team}/sign-in")
    give(page, "Amira")
    assert WHY[:20] in kept(page)  # it waits for its own form
    page.locator("details.menu > summary").focus()
    keys(page, "Enter")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in")
    assert kept(page) == "{}"
