"""Working through lists by keyboard alone: each row is judged where it stands, and one comes back to it or the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from reportedly.desk.words import words_in
from tests.browser.desks import (
    Watched,
    come_in,
    focus,
    follow,
    invited,
    keys,
    reason,
    served,
    told,
    walk_to,
    watching,
)
from tests.browser.test_judging import TERA, incident

pytestmark = pytest.mark.browser

GAYA, ISIOLO = "Gaya, Dosso, Niger", "Isiolo, Kenya"


def headlines(page: Page) -> list[str]:
    return page.locator("[data-rows] [data-row] a[data-open]").all_inner_texts()


def done(page: Page) -> str:
    return page.get_by_role("status").filter(has=page.locator("b")).inner_text()


def undo(page: Page) -> None:
    follow(page, "u")
    reason(page, "a slip")


def is_list(watched: Watched, page: Page, path: str) -> None:
    assert page.url.removeprefix(watched.address).split("?")[0] == path
    at = focus(page)
    assert at.tag in ("li", "tr")
    assert at.ringed
    assert at.in_view
    expect(page.locator("[data-row][aria-current=true]")).to_be_focused()


def test_the_inbox_is_worked_through_without_opening_a_row(alone: Watched) -> None:
    page = alone.open("/")
    before = headlines(page)
    at = next(number for number, words in enumerate(before) if GAYA in words)
    walk_to(page, GAYA)
    follow(page, "n")  # a note leaves it where it is
    reason(page, "asked the outlet")
    is_list(alone, page, "/")
    assert GAYA in focus(page).text
    assert done(page).startswith("j1: note")
    follow(page, "e")
    page.keyboard.type("12")
    page.locator("textarea").focus()
    reason(page, "the hospital's list")
    is_list(alone, page, "/")
    assert GAYA in focus(page).text
    assert "j2: killed, 12" in done(page)
    assert incident(alone, "Gaya")["killed"]["best"] == 12
    follow(page, "a")  # it leaves the inbox: the next one is the current one
    page.locator("textarea").focus()
    reason(page, "read all three pages")
    is_list(alone, page, "/")
    assert "j3: in progress" in done(page)
    assert headlines(page) == [words for words in before if GAYA not in words]
    assert before[at + 1] in focus(page).text
    undo(page)
    is_list(alone, page, "/")
    assert "j4: undo j3" in done(page)
    assert headlines(page) == before
    assert GAYA in focus(page).text
    follow(page, "j", "x")
    reason(page, "an exercise")
    is_list(alone, page, "/")
    assert before[at + 2] in focus(page).text
    assert "j5: not an incident" in done(page)
    keys(page, "k")
    assert GAYA in focus(page).text
    kinds = [entry["judgement"]["kind"] for entry in told(alone, "/judgements")["entries"]]
    assert kinds == ["not_an_incident", "undo", "state", "value", "note"]


def test_a_row_is_split_and_brought_back_from_the_inbox(alone: Watched) -> None:
    page = alone.open("/")
    before = headlines(page)
    walk_to(page, ISIOLO)
    follow(page, "s")
    keys(page, "Space")
    page.locator("textarea").focus()
    reason(page, "that one is of the week before")
    is_list(alone, page, "/")
    assert done(page).startswith("j1: split")
    assert len(headlines(page)) == len(before) + 1
    undo(page)
    is_list(alone, page, "/")
    assert headlines(page) == before


def test_the_last_row_judged_leads_to_the_one_before(alone: Watched) -> None:
    page = alone.open("/")
    before = headlines(page)
    keys(page, *("j" for _ in before))
    assert before[-1] in focus(page).text
    follow(page, "x")
    reason(page, "a film")
    is_list(alone, page, "/")
    assert before[-2] in focus(page).text


def test_two_are_merged_from_the_inbox(near: Watched) -> None:
    page = near.open("/")
    before = headlines(page)
    walk_to(page, TERA)
    follow(page, "m")
    expect(page.locator("h1")).to_have_text("Merge with which?")
    keys(page, "j")
    follow(page, "o")
    follow(page, "m")
    reason(page, "both tell of the same camp")
    is_list(near, page, "/")
    assert done(page).startswith("j1: merge")
    assert len(headlines(page)) == len(before) - 1
    undo(page)
    is_list(near, page, "/")
    assert headlines(page) == before
    walk_to(page, TERA)
    follow(page, "m")
    follow(page, "Escape")
    is_list(near, page, "/")


def test_what_comes_near_is_judged_from_the_dossier_and_never_the_dossier_in_its_place(near: Watched) -> None:
    here, other = (row["id"] for row in told(near, "/incidents")["rows"] if row["place"] == TERA)
    page = near.open(f"/incidents/{here}")
    for _ in range(40):
        keys(page, "j")
        if page.evaluate("document.activeElement.closest('.links') !== null"):
            break
    keys(page, "s")  # of one report: nothing to split, and the dossier's own is not meant
    assert page.url.endswith(here)
    follow(page, "n")
    assert page.locator("[name=incident]").input_value() == other
    reason(page, "compare with the other camp")
    is_list(near, page, f"/incidents/{here}")
    assert done(page).startswith("j1: note")


def test_the_table_is_worked_through_with_its_filters(alone: Watched) -> None:
    path = "/incidents?country=NE&background=any&sort=killed"
    page = alone.open(path)
    walk_to(page, "Gaya")
    for letter, says in (("n", "j1: note"), ("a", "j2: in progress")):
        follow(page, letter)
        page.locator("textarea").focus()
        reason(page, "looked at it")
        is_list(alone, page, "/incidents")
        assert "country=NE&background=any&sort=killed" in page.url
        assert done(page).startswith(says)
        assert "Gaya" in focus(page).text
    follow(page, "u")
    follow(page, "Escape", "Escape")  # out of the field, then out of the form
    is_list(alone, page, "/incidents")


def test_what_is_sealed_has_accept_and_note_alone(alone: Watched) -> None:
    row = incident(alone, "Gaya")
    page = alone.open("/incidents")
    walk_to(page, "Gaya")
    follow(page, "a")
    page.get_by_label("sealed", exact=True).check()
    page.locator("textarea").focus()
    reason(page, "all is read")
    assert "j1: sealed" in done(page)
    for letter in ("e", "m", "s", "x"):
        keys(page, letter)
        is_list(alone, page, "/incidents")
    shown = page.locator("[data-row][aria-current=true] [data-key]")
    assert [one.get_attribute("data-key") for one in shown.all()] == ["a", "n"]
    follow(page, "n")
    assert page.locator("[name=incident]").input_value() == row["id"]


def test_the_same_in_arabic(alone: Watched) -> None:
    words = words_in("ar")
    alone.context.add_cookies([{"name": "lang", "value": "ar", "url": alone.address}])
    page = alone.open("/")
    before = headlines(page)
    walk_to(page, "Gaya")
    why = page.locator("[data-row][aria-current=true] .why").inner_text()
    assert "Gaya" in why
    assert words("why one") in why
    keys(page, "?")
    assert words("Note") in page.locator("#help").inner_text()
    keys(page, "Escape")
    page.evaluate(  # the keyboard's layout: the key of e has ث
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'ش', code: 'KeyA', bubbles: true}))"
    )
    page.wait_for_url("**/judge/state?**")
    page.locator("textarea").focus()
    reason(page, "قرأنا الصفحات الثلاث")
    is_list(alone, page, "/")
    assert f"j1: {words('in progress')}" in done(page)
    assert len(headlines(page)) == len(before) - 1
    undo(page)
    is_list(alone, page, "/")
    assert headlines(page) == before


def test_its_line_comes_and_goes_without_moving_anything(alone: Watched) -> None:
    page = alone.open("/")
    tops = "() => [...document.querySelectorAll('[data-row]')].map(row => row.getBoundingClientRect().top + scrollY)"
    before = page.evaluate(tops)
    first, second = page.locator("[data-row] .judging").nth(0), page.locator("[data-row] .judging").nth(1)
    expect(first).to_be_hidden()
    keys(page, "j")
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    assert page.evaluate(tops) == before
    keys(page, "j", "Tab", "Tab")
    assert focus(page).text.startswith("Accept and go on")
    expect(first).to_be_hidden()
    page.set_viewport_size({"width": 640, "height": 450})
    before = page.evaluate(tops)
    keys(page, "j")
    expect(page.locator("[data-row] .judging").nth(2)).to_be_visible()
    assert page.evaluate(tops) == before


def test_those_it_could_be_merged_with_are_judged_where_they_stand(near: Watched) -> None:
    page = near.open("/")
    walk_to(page, TERA)
    follow(page, "m")
    expect(page.locator("h1")).to_have_text("Merge with which?")
    keys(page, "j", "?")
    for words in ("Accept and go on", "Choose a value", "Merge", "Not an incident", "Note"):
        assert words in page.locator("#help").inner_text()
    keys(page, "Escape")
    other = page.locator("[data-row][aria-current=true] a[data-open]").get_attribute("href") or ""
    follow(page, "n")
    assert page.locator("[name=incident]").input_value() in other
    reason(page, "ask who was there")
    is_list(near, page, "/compare")
    assert done(page).startswith("j1: note")
    assert page.locator("[data-row][aria-current=true] a[data-open]").get_attribute("href") == other
    undo(page)
    is_list(near, page, "/compare")
    follow(page, "m")  # with the one that is asked about, as o
    assert page.url.endswith(other)
    follow(page, "Escape")
    is_list(near, page, "/")


def test_the_list_beneath_the_map_is_worked_through(alone: Watched) -> None:
    page = alone.open("/map?background=any")
    page.wait_for_selector(".map[data-shown]")
    before = headlines(page)
    at = next(number for number, words in enumerate(before) if "Gaya" in words)
    walk_to(page, "Gaya")
    keys(page, "?")
    for words in ("Accept and go on", "Choose a value", "Merge", "Split", "Not an incident", "Note"):
        assert words in page.locator("#help").inner_text()
    keys(page, "Escape")
    follow(page, "n")
    assert page.locator("[name=incident]").input_value() == incident(alone, "Gaya")["id"]
    reason(page, "asked the outlet")
    page.wait_for_selector(".map[data-shown]")
    is_list(alone, page, "/map")
    assert "background=any" in page.url
    assert done(page).startswith("j1: note")
    assert "Gaya" in focus(page).text
    follow(page, "x")
    reason(page, "an exercise")
    page.wait_for_selector(".map[data-shown]")
    assert headlines(page) == [words for words in before if "Gaya" not in words]
    assert before[at + 1] in focus(page).text
    undo(page)
    page.wait_for_selector(".map[data-shown]")
    assert headlines(page) == before
    keys(page, "j")
    here = focus(page).text
    page.evaluate("document.dispatchEvent(new CustomEvent('desk:results'))")
    page.wait_for_timeout(500)
    assert focus(page).text == here  # the list was made anew, and the row is the current one still
    is_list(alone, page, "/map")


def test_on_the_map_too_what_is_sealed_has_accept_and_note_alone(alone: Watched) -> None:
    page = alone.open("/map")
    walk_to(page, "Gaya")
    follow(page, "a")
    page.get_by_label("sealed", exact=True).check()
    page.locator("textarea").focus()
    reason(page, "all is read")
    page.wait_for_selector(".map[data-shown]")
    is_list(alone, page, "/map")
    letters = page.locator("[data-row][aria-current=true] [data-key]")
    assert [one.get_attribute("data-key") for one in letters.all()] == ["a", "n"]


def test_readers_have_no_such_keys(store: Path, browser: Browser) -> None:
    token = invited(store, "Awa Invented", "reader")
    with served(store, "--team") as address, watching(browser, address) as watched:
        page = come_in(watched, token)
        assert page.locator("[data-row]").count() > 3
        assert page.locator(".judging").count() == 0
        before = page.url
        keys(page, "j", "n", "a", "x")
        assert page.url == before
        watched.open("/map").wait_for_selector(".map[data-shown]")
        assert page.locator("#results [data-row]").count() > 3
        assert page.locator(".judging, template").count() == 0


def test_counts_follow_the_filters_and_the_keyboard_stays(alone: Watched) -> None:
    page = alone.open("/incidents")
    status = page.locator("#count")
    expect(status).to_have_attribute("role", "status")
    assert page.locator("#results").get_attribute("aria-live") is None
    assert page.locator("#results").locator("#count").count() == 0
    all_of_them, grades = status.inner_text(), page.locator("[name=grade]").count()
    field = page.locator("[name=country][value=NE]")
    field.focus()
    keys(page, "Space")
    expect(status).not_to_have_text(all_of_them)
    expect(status).to_have_text("1 incident")
    assert page.locator("[name=grade]").count() < grades
    expect(field).to_be_focused()
    expect(field).to_be_checked()
    assert (
        page.locator("#elsewhere a[download]").first.get_attribute("href")
        == "/api/v1/incidents.csv?country=NE&sort=day"
    )
    assert page.locator("form.keep [name=query]").input_value() == "country=NE&sort=day"
    page.go_back()
    expect(status).to_have_text(all_of_them)
    expect(field).not_to_be_checked()
    assert page.locator("[name=grade]").count() == grades


def test_the_box_of_the_map_is_there_again_after_the_table(alone: Watched) -> None:
    page = alone.open("/map?country=NE&box=0,10,5,15")
    page.wait_for_selector(".map[data-shown]")
    page.get_by_role("link", name="As a table").focus()
    follow(page, "Enter")
    assert "box=0%2C10%2C5%2C15" in page.url
    expect(page.get_by_text("narrows down the map alone")).to_be_visible()
    page.locator("[name=state][value=new]").focus()
    keys(page, "Space")
    page.wait_for_url("**state=new**")
    page.get_by_role("link", name="On the map").focus()
    follow(page, "Enter")
    page.wait_for_selector(".map[data-shown]")
    assert "box=0%2C10%2C5%2C15" in page.url
    assert "state=new" in page.url


def test_what_is_chosen_on_the_map_goes_to_the_table(alone: Watched) -> None:
    page = alone.open("/map")
    page.wait_for_selector(".map[data-shown]")
    page.locator(".map .surface").focus()
    keys(page, "+")
    page.wait_for_url("**box=**")
    link = page.get_by_role("link", name="As a table")
    assert (link.get_attribute("href") or "").partition("?")[2] == page.url.partition("?")[2]
