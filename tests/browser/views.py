"""Every view of the desk, each in the state in which it shows most: for tests of what must hold on all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from playwright.sync_api import Page, expect

from tests.browser.desks import PASSWORD, Watched, come_in, invited, keys, reportedly

NOTHING = "?text=nosuchword"


class View(NamedTuple):
    """A view: its name in messages, its address, and what is done there before it is looked at."""

    name: str
    path: str
    act: Callable[[Page], object] | None = None

    def show(self, watched: Watched) -> Page:
        """Opens it in this browser."""
        page = watched.open(self.path)
        if self.act:
            self.act(page)
        return page


def judge_everywhere(store: Path) -> Path:
    """Writes judgements of every kind into a store: notes in two scripts, a value, a state, an entry that is undone."""
    ids = [json.loads(line)["id"] for line in reportedly("list", "--store", store, "--json").splitlines()]

    def judge(kind: str, *said: str, why: str) -> None:
        reportedly("judge", kind, *said, "--why", why, "--store", store)

    for why in ("Asked the outlet for its source; no answer yet.", "اتصلنا بمستشفى Gaya ولم يرد أحد حتى 12 مارس."):
        judge("note", ids[0], why=why)
    judge("value", ids[0], "killed", "12", why="the hospital counted on the next day")
    judge("state", ids[0], "in_progress", why="read all three pages")
    judge("state", ids[1], "second_opinion", why="two tolls that can't both be")
    judge("undo", "j1", why="they did answer")
    return store


def told(watched: Watched, path: str) -> Any:
    """What the API says at a path."""
    return json.loads(watched.context.request.get(f"{watched.address}/api/v1{path}").text())


def _drawn(page: Page) -> None:
    page.wait_for_selector(".map[data-shown]")


def _open_number(page: Page) -> None:
    _drawn(page)
    page.locator(".numbers button").first.focus()
    keys(page, "Enter")
    page.locator(".map .panel").wait_for()


def _open_menu(page: Page) -> None:
    page.locator("details.menu > summary").focus()
    keys(page, "Enter")
    page.locator(".menu-body").wait_for()


def _ask_for_help(page: Page) -> None:
    page.locator("[data-help]").focus()
    keys(page, "Enter")
    expect(page.locator("#help")).to_be_visible()


def _refused(page: Page) -> None:
    page.locator("input[name=value]").fill("12")
    page.locator("input[name=unknown]").check()
    page.locator("textarea").fill("because")
    keys(page, "Control+Enter")
    page.locator("[role=alert]").wait_for()


def _save(page: Page) -> None:
    page.evaluate("document.querySelector('details.fold').open = true")
    page.locator("form.keep input[name=name]").fill("قتلى Niger")
    keys(page, "Enter")
    page.wait_for_url("**/searches")


def views(watched: Watched) -> Iterator[View]:
    """The views of the desk for one person alone, on the invented pages."""
    rows = told(watched, "/incidents?background=any&limit=50&sort=reports")["rows"]
    first, other = rows[0]["id"], rows[1]["id"]
    dossier = told(watched, f"/incidents/{first}")
    judged = next(row["id"] for row in rows if row["judged"] > 2)
    line = dossier["told"][0]
    value = f"{line['page']['id']}#{line['accounts'][0]['id']}.victims.0"
    reports = {page["page"]["language"]: page["page"]["id"] for row in rows for page in _told(watched, row["id"])}
    yield from _lists()
    yield View("dossier", f"/incidents/{first}")
    yield View("judged dossier", f"/incidents/{judged}")
    yield View("pane", f"/incidents/{first}?{urlencode({'show': value})}")
    yield View("as of", f"/incidents/{first}?as_of={dossier['days'][0]}")
    yield View("history", f"/incidents/{first}/history")
    yield View("print", f"/incidents/{first}/print")
    yield View("candidates", f"/compare?a={first}&text=Niger")
    yield View("compare", f"/compare?a={first}&b={other}")
    yield from (View(f"judge {kind}", f"/judge/{kind}?incident={first}") for kind in ("split", "state", "note"))
    yield View("judge value, refused", f"/judge/value?incident={first}", _refused)
    yield View("merge", f"/judge/merge?incident={first}&incident={other}")
    yield View("undo", "/judge/undo?value=j2")
    yield from (View(f"report {language}", f"/reports/{quote(name, safe='')}") for language, name in reports.items())
    yield View("nothing here", "/nowhere")
    yield View("not understood", "/changes?since=yesterday")


def _lists() -> Iterator[View]:
    yield View("inbox", "/")
    yield View("menu", "/", _open_menu)
    yield View("help", "/", _ask_for_help)
    yield View("incidents", "/incidents?background=any&differs=yes")
    yield View("nothing found", f"/incidents{NOTHING}")
    yield View("searches", "/incidents?country=NE", _save)
    yield View("map", "/map", _drawn)
    yield View("a number of the map", "/map", _open_number)
    yield View("outlets", "/sources")
    yield View("speakers", "/sources?kind=speaker")
    yield View("changes", "/changes?since=2026-03-01")
    yield View("log", "/log")


def _told(watched: Watched, incident: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(watched, f"/incidents/{incident}")["told"]
    return found


def team_views(watched: Watched, store: Path) -> Iterator[View]:
    """The views of a team: before and behind the door, as its administrator sees them, each after the one before."""
    token = invited(store, "أمينة", "administrator")
    invited(store, "Bérénice", "coder")
    yield View("sign in", "/sign-in")
    yield View("sign in, refused", "/sign-in", _wrong_password)
    yield View("invitation", f"/sign-in?invitation={token}")
    come_in(watched, token)
    yield View("my account", "/me")
    yield View("a token", "/me", _make_token)
    yield View("second factor", "/me", _begin_second_factor)
    yield View("people", "/admin")
    yield View("invited", "/admin", _invite)


def _wrong_password(page: Page) -> None:
    page.locator("input[name=name]").fill("nobody")
    page.locator("input[name=password]").fill(PASSWORD)
    keys(page, "Enter")
    page.locator("[role=alert]").wait_for()


def _make_token(page: Page) -> None:
    form = page.locator("form:has(input[name=action][value=token])")
    form.locator("input[name=name]").fill("nightly export")
    keys(page, "Enter")
    page.locator(".notice").wait_for()


def _begin_second_factor(page: Page) -> None:
    page.locator("form:has(input[name=action][value=begin]) button").click()
    page.get_by_text("otpauth://").wait_for()


def _invite(page: Page) -> None:
    page.locator("button[value=invite]").last.click()
    page.locator(".notice").wait_for()
