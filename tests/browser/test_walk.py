"""The way from the inbox to a sealed incident, by the keyboard alone: no test here touches a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desks import Watched, focus, follow, keys, texts, walk_to

pytestmark = pytest.mark.browser

GAYA = "Gaya, Dosso, Niger"


def state(page: Page) -> str:
    return page.locator("header.head [data-state]").get_attribute("data-state") or ""


def test_from_the_inbox_to_sealed(alone: Watched) -> None:
    page = alone.open("/")
    walk_to(page, GAYA)
    dossier = follow(page, "o")
    expect(page.locator("h1")).to_contain_text(GAYA)
    assert state(page) == "new"
    # a value: what it is, why; sent with Ctrl Enter from where one has just written
    follow(page, "e")
    assert focus(page).tag == "input"
    assert focus(page).ringed
    page.keyboard.type("12")
    keys(page, "Tab", "Tab")
    assert focus(page).tag == "textarea"
    page.keyboard.type("the hospital counted on the next day")
    assert follow(page, "Control+Enter") == dossier
    expect(page.locator(".figure .best").first).to_have_text("12")
    expect(page.get_by_text("the reports say")).to_be_visible()
    # a note
    follow(page, "n")
    assert focus(page).tag == "textarea"
    page.keyboard.type("asked the outlet for its source")
    assert follow(page, "Control+Enter") == dossier
    assert texts(page, ".log blockquote")[-1] == "asked the outlet for its source"
    # state by state
    for then in ("in_progress", "ready", "sealed"):
        follow(page, "a")
        assert focus(page).ringed
        assert page.evaluate("document.activeElement.value") == then
        keys(page, "Tab")
        page.keyboard.type("read all three pages")
        assert follow(page, "Control+Enter") == dossier
        assert state(page) == then
    assert follow(page, "g", "i") == alone.address + "/"
    assert GAYA not in page.locator("main").inner_text()
    keys(page, "j")
    assert focus(page).ringed


def test_rows_of_every_list_are_walked_and_their_own_keys_come_first(alone: Watched) -> None:
    page = alone.open("/")
    walk_to(page, GAYA)
    dossier = follow(page, "Enter")
    for reason in ("first note", "second note"):
        follow(page, "n")
        page.keyboard.type(reason)
        assert follow(page, "Control+Enter") == dossier
    walk_to(page, "Courrier")  # an account
    keys(page, "Tab")
    assert focus(page).tag == "a"
    walk_to(page, "first note")  # over the pages to the log
    follow(page, "u")
    expect(page.locator("blockquote")).to_have_text("first note")
    assert focus(page).tag == "textarea"
    page.keyboard.type("wasn't so")
    assert follow(page, "Control+Enter") == dossier
    assert page.locator(".entry.undone blockquote").inner_text() == "first note"


def test_every_account_opens_beside_by_key(alone: Watched) -> None:
    page = alone.open("/")
    walk_to(page, GAYA)
    follow(page, "o")
    rows = page.locator(".matrix [data-row]")
    for at in range(rows.count()):
        keys(page, "j")
        expect(rows.nth(at)).to_be_focused()
        quoted = rows.nth(at).locator(".quote").first.inner_text()
        keys(page, "o")
        expect(page.locator("#pane .says .quote")).to_have_text(quoted)
        expect(page.locator("#pane mark.now").first).to_be_in_viewport()
        expect(rows.nth(at)).to_be_focused()
    keys(page, "Escape")
    expect(page.locator("#pane")).to_be_empty()


def test_help_shows_the_keys_of_the_page(alone: Watched) -> None:
    page = alone.open("/")
    keys(page, "?")
    shown = texts(page, "#help dd")
    assert {"next and previous row", "open the row", "Incidents", "Sources"} <= set(shown)
    assert shown.count("Note") == 1
    assert "For print" not in shown
    keys(page, "Escape")
    expect(page.locator("#help")).not_to_be_visible()
    walk_to(page, GAYA)
    follow(page, "o")
    keys(page, "?")
    shown = texts(page, "#help dd")
    assert {"Note", "Merge", "Split", "Choose a value", "Accept and go on", "For print"} <= set(shown)
    assert len(shown) == len(set(shown))
    assert focus(page).in_view
    assert "/judge/note" in follow(page, "Escape", "n")


def test_escape_leaves_a_form_and_first_the_field(alone: Watched) -> None:
    page = alone.open("/")
    walk_to(page, GAYA)
    dossier = follow(page, "o")
    follow(page, "n")
    page.keyboard.type("not sent")
    keys(page, "Escape")
    assert page.locator("textarea").input_value() == "not sent"
    assert follow(page, "Escape") == dossier
    expect(page.get_by_text("None yet.")).to_be_visible()


def test_tab_goes_from_the_top_of_each_page_through_what_can_be_pressed(alone: Watched) -> None:
    for path in ("/", "/incidents", "/map", "/sources", "/changes?since=2026-03-01", "/log", "/searches"):
        page = alone.open(path)
        keys(page, "Tab")
        assert focus(page).text == "Skip to the content"
        assert focus(page).ringed
        assert focus(page).in_view
        keys(page, "Enter")
        expect(page.locator("#main")).to_be_focused()
        keys(page, "Tab")
        inside = page.evaluate("document.activeElement.closest('main, footer, dialog') !== null")
        assert inside, path
        for _ in range(12):
            at = focus(page)
            if at.tag == "body":  # beyond the last
                break
            assert at.ringed, (path, at)
            assert at.in_view, (path, at)
            keys(page, "Tab")


@pytest.mark.parametrize("path", ["/incidents?country=Niger", "/map?country=Niger"])
def test_a_jump_within_a_list_asks_for_nothing_anew(alone: Watched, path: str) -> None:
    page = alone.open(path)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    keys(page, "Tab", "Enter")
    page.wait_for_url("**#main")
    page.evaluate("fetch('/static/manifest.json')")  # behind whatever the jump asked for
    assert [address for address in asked if "/static/" not in address] == []


def test_keys_are_switched_off_and_what_has_no_letter_stays(alone: Watched) -> None:
    page = alone.open("/")
    page.locator("summary").focus()
    keys(page, "Enter")
    page.get_by_label("Single-letter keys").focus()
    page.keyboard.type("Off")
    keys(page, "Enter")
    page.get_by_role("button", name="Keep").focus()
    follow(page, "Enter")
    expect(page.locator("body")).to_have_attribute("data-keys", "off")
    keys(page, "j")
    assert focus(page).tag == "body"
    page.locator("[data-open]").first.focus()
    follow(page, "Enter")
    keys(page, "n")
    assert "/incidents/" in page.url
    page.get_by_role("link", name="Note").focus()
    assert "/judge/note" in follow(page, "Enter")
    page.keyboard.type("sent without a letter")
    assert "/incidents/" in follow(page, "Control+Enter")
