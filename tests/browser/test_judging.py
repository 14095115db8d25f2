"""Judging in a real browser: what a person sees, and what the store says afterwards; two people at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

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
    reportedly,
    served,
    texts,
    told,
    walk_to,
    watching,
)

pytestmark = pytest.mark.browser

GAYA, ISIOLO, TERA = "Gaya, Dosso, Niger", "Isiolo, Kenya", "Téra"


def rows(watched: Watched, **search: str) -> list[dict[str, Any]]:
    query = "&".join(f"{name}={value}" for name, value in search.items())
    found: list[dict[str, Any]] = told(watched, f"/incidents?{query}")["rows"]
    return found


def incident(watched: Watched, place: str) -> dict[str, Any]:
    (found,) = [row for row in rows(watched, background="any") if row["place"] == place]
    return found


def facts(row: dict[str, Any]) -> dict[str, Any]:
    """What of a row a judgement and its undoing leave as it was."""
    return {name: value for name, value in row.items() if name != "changed"}


def listed(watched: Watched) -> list[dict[str, Any]]:
    return [facts(row) for row in rows(watched, background="any")]


def undo_here(page: Page, words: str) -> str:
    follow(page, "u")
    expect(page.locator("h1")).to_have_text("Undo")
    return reason(page, words)


def test_two_are_merged_by_key_and_brought_back(near: Watched, store: Path) -> None:
    before, shown = listed(near), reportedly("list", "--store", store)
    nine, six = [row for row in before if row["place"] == TERA]
    page = near.open("/")
    walk_to(page, TERA)
    follow(page, "o")
    follow(page, "m")
    expect(page.locator("h1")).to_have_text("Merge with which?")
    keys(page, "j")
    assert TERA in focus(page).text
    assert re.search(r"\d\d?%", focus(page).text)
    assert "/compare?a=" in follow(page, "o")
    for label, ours, theirs in (
        ("killed", "9", "6"),
        ("injured", "2", "3"),
        ("when", "16 March 2026", "13 March 2026"),
    ):
        cells = page.locator("tr", has=page.get_by_role("rowheader", name=label, exact=True)).locator("td")
        assert {cell.removeprefix("differs:").strip() for cell in cells.all_inner_texts()} == {ours, theirs}
        assert cells.first.evaluate("cell => getComputedStyle(cell).textDecorationLine") == "underline"
    follow(page, "m")
    assert page.locator(".head p a").count() == 2
    merged = reason(page, "both outlets describe the same camp")
    expect(page.locator("h1")).to_contain_text(TERA)
    (one,) = [row for row in rows(near) if row["place"] == TERA]
    assert texts(page, ".figure .best") == [str(one["killed"]["best"]), str(one["injured"]["best"])]
    assert (one["reports"], one["origins"]) == (2, 2)
    assert (one["killed"]["low"], one["killed"]["high"]) == (6, 9)
    assert merged.endswith(one["id"])
    (gone,) = {nine["id"], six["id"]} - {one["id"]}
    assert near.open(f"/incidents/{gone}").url == merged
    undo_here(page, "the governor speaks of another day")
    assert listed(near) == before
    assert reportedly("list", "--store", store) == shown
    expect(page.locator(".entry.undone blockquote")).to_have_text("both outlets describe the same camp")


def test_another_is_searched_for_and_escape_leads_back(alone: Watched) -> None:
    here = incident(alone, "Gaya")["id"]
    page = alone.open(f"/incidents/{here}")
    follow(page, "m")
    expect(page.get_by_text("No other incident comes near it.")).to_be_visible()
    keys(page, "/")
    page.keyboard.type("Isiolo")
    follow(page, "Enter")
    walk_to(page, ISIOLO)
    follow(page, "o")
    expect(page.get_by_text("finds nothing that speaks for their being one")).to_be_visible()
    follow(page, "m")
    page.keyboard.type("not sent")
    keys(page, "Escape")
    follow(page, "Escape")
    assert told(alone, "/judgements")["entries"] == []


def test_a_split_takes_pages_out_and_its_undoing_brings_them_back(alone: Watched, store: Path) -> None:
    before, shown = listed(alone), reportedly("list", "--store", store)
    row = incident(alone, "Isiolo")
    page = alone.open(f"/incidents/{row['id']}")
    follow(page, "s")
    assert page.locator("fieldset .choice").count() == row["reports"]
    assert focus(page).in_view
    keys(page, "Tab", "Tab", "Space", "Tab", "Tab")
    taken = page.locator(".choice", has=page.locator("input:checked")).locator(".title").all_inner_texts()
    assert len(taken) == 1
    reason(page, "that one is of the blast in the week before")
    assert taken[0] not in page.locator("#pages ~ ul, section[aria-labelledby=pages]").first.inner_text()
    apart = [row for row in rows(alone, background="any") if row["country"] == "KE"]
    assert sorted(each["reports"] for each in apart) == [1, row["reports"] - 1]
    assert row["id"] in {each["id"] for each in apart}
    undo_here(page, "it was the same blast after all")
    assert listed(alone) == before
    assert reportedly("list", "--store", store) == shown
    expect(page.locator("section[aria-labelledby=pages]")).to_contain_text(taken[0])


def test_taking_every_page_out_is_refused_and_what_was_written_stays(alone: Watched) -> None:
    alone.refusals_expected = True
    page = alone.open(f"/incidents/{incident(alone, 'Bria')['id']}")
    follow(page, "s")
    for box in page.locator("[name=out]").all():
        box.check()
    page.locator("textarea").fill("both are of another clash")
    follow(page, "Tab", "Enter")
    expect(page.get_by_role("alert")).to_contain_text("no report would stay")
    expect(page.locator("textarea")).to_have_value("both are of another clash")
    assert page.locator("[name=out]:checked").count() == 2
    assert told(alone, "/judgements")["entries"] == []


def test_what_is_no_incident_leaves_the_lists_and_comes_back(alone: Watched, store: Path) -> None:
    before = listed(alone)
    row = incident(alone, "Perpignan")
    page = alone.open(f"/incidents/{row['id']}")
    follow(page, "x")
    reason(page, "a scene that was acted for a film")
    expect(page.get_by_text("judged to be no incident")).to_be_visible()
    assert "Perpignan" not in str(told(alone, "/inbox")["rows"])
    assert "Perpignan" not in reportedly("list", "--store", store)
    assert "Perpignan" not in alone.open("/").locator("main").inner_text()
    alone.open(f"/incidents/{row['id']}")
    undo_here(page, "the police confirm it")
    expect(page.get_by_text("judged to be no incident")).not_to_be_visible()
    assert listed(alone) == before
    assert "Perpignan" in alone.open("/").locator("main").inner_text()


def test_a_value_is_chosen_beside_what_is_reported_and_undone(alone: Watched) -> None:
    before, row = listed(alone), incident(alone, "Gaya")
    page = alone.open(f"/incidents/{row['id']}")
    was = texts(page, ".figure .best")
    follow(page, "e")
    page.locator("[name=value]").fill("12")
    page.locator("textarea").focus()
    reason(page, "the hospital's list")
    assert page.locator(".figure .best").first.inner_text() == "12"
    expect(page.get_by_text("the reports say")).to_contain_text(was[0])
    assert incident(alone, "Gaya")["killed"]["best"] == 12
    undo_here(page, "the list was of two attacks")
    assert texts(page, ".figure .best") == was
    assert listed(alone) == before
    assert [entry["undone_by"] for entry in told(alone, "/judgements")["entries"]] == [None, "j2"]


def test_that_nobody_knows_is_chosen_in_ones_own_language(alone: Watched) -> None:
    alone.context.add_cookies([{"name": "lang", "value": "ar", "url": alone.address}])
    alone.refusals_expected = True
    page = alone.open(f"/incidents/{incident(alone, 'Gaya')['id']}")
    follow(page, "e")
    page.locator("textarea").fill("لم يتمكن أحد من العد")
    page.locator("textarea").focus()
    follow(page, "Control+Enter")  # neither a value nor that nobody knows
    assert not re.search("[A-Za-z]", page.get_by_role("alert").inner_text())
    page.get_by_label(words_in("ar")("nobody knows")).check()
    page.locator("textarea").focus()
    reason(page, "")
    expect(page.locator(".figure").first).to_have_text("غير مذكور")
    assert incident(alone, "Gaya")["killed"]["best"] is None


def test_every_field_has_the_control_that_fits_it(alone: Watched) -> None:
    row = incident(alone, "Gaya")
    page = alone.open(f"/judge/value?incident={row['id']}")
    for name, value, given in (("when", "2026-03-04", None), ("where", "Gaya-ville", None), ("grade", "weak", "radio")):
        page.locator(f"nav a[href*='field={name}']").focus()
        follow(page, "Enter")
        control = page.locator(f"[name=value]{'[value=weak]' if given else ''}")
        control.check() if given else control.fill(value)
        page.locator("textarea").fill("the register")
        page.locator("textarea").focus()
        follow(page, "Control+Enter")
        page.goto(f"{alone.address}/judge/value?incident={row['id']}")
    now = incident(alone, "Gaya-ville")
    assert (now["day_start"], now["grade"]) == ("2026-03-04", "weak")


def seal(page: Page) -> None:
    follow(page, "a")
    page.get_by_label("sealed", exact=True).check()
    page.locator("textarea").focus()
    reason(page, "all is read")


def test_what_is_sealed_takes_notes_only_and_says_so(alone: Watched) -> None:
    alone.refusals_expected = True
    row = incident(alone, "Gaya")
    page = alone.open(f"/incidents/{row['id']}")
    late = alone.context.new_page()  # a form that was open before the seal
    late.goto(f"{alone.address}/judge/value?incident={row['id']}")
    seal(page)
    expect(page.get_by_text("takes only notes and approvals")).to_be_visible()
    for letter in ("e", "m", "s", "x"):
        keys(page, letter)
        assert page.url.endswith(row["id"])
    follow(page, "n")
    reason(page, "a reader wrote to us")
    assert "a reader wrote to us" in texts(page, ".log blockquote")
    late.locator("[name=value]").fill("13")
    late.locator("textarea").fill("a later page")
    late.locator("textarea").focus()
    follow(late, "Control+Enter")
    refused = late.get_by_role("alert").first
    expect(refused).to_contain_text("it is sealed and takes only notes and approvals", ignore_case=True)
    expect(late.get_by_role("alert").last).to_contain_text("all is read")
    expect(late.locator("textarea")).to_have_value("a later page")
    assert incident(alone, "Gaya")["killed"] == row["killed"]
    late.get_by_role("link", name="Give it another state first").focus()
    follow(late, "Enter")
    expect(late.get_by_label("in progress")).to_be_checked()
    late.locator("textarea").focus()
    reason(late, "a page came")
    expect(late.locator("[name=value]")).to_have_value("13")
    expect(late.locator("textarea")).to_have_value("a later page")
    late.locator("textarea").focus()
    reason(late, "")
    assert incident(alone, "Gaya")["killed"]["best"] == 13


@pytest.fixture
def coders(store: Path, browser: Browser) -> Iterator[tuple[Watched, Watched]]:
    """Two coders of a team, each with a browser of their own at one desk."""
    tokens = {name: invited(store, name, "coder") for name in ("Awa Invented", "Bo Invented")}
    with ExitStack() as stack:
        address = stack.enter_context(served(store, "--team"))
        awa, bo = (stack.enter_context(watching(browser, address)) for _ in tokens)
        for watched, token in zip((awa, bo), tokens.values(), strict=True):
            come_in(watched, token)
        bo.refusals_expected = True
        yield awa, bo


def choose(watched: Watched, row: dict[str, Any], killed: str, why: str) -> Page:
    """Fills the form of a value; it isn't sent yet."""
    page = watched.open(f"/judge/value?incident={row['id']}&field=killed")
    page.locator("[name=value]").fill(killed)
    page.locator("textarea").fill(why)
    page.locator("textarea").focus()
    return page


def test_two_judge_at_once_and_neither_is_overwritten(coders: tuple[Watched, Watched]) -> None:
    awa, bo = coders
    row = incident(awa, "Gaya")
    hers, his = choose(awa, row, "12", "the hospital's list"), choose(bo, row, "9", "the governor's count")
    follow(hers, "Control+Enter")
    assert incident(awa, "Gaya")["killed"]["best"] == 12
    follow(his, "Control+Enter")
    said = his.get_by_role("alert")
    expect(said).to_contain_text("Not done: it has changed since you looked at it.")
    for words in ("Awa Invented", "12", "the hospital's list", "9"):
        expect(said).to_contain_text(words)
    expect(his.locator("textarea")).to_have_value("the governor's count")
    expect(his.locator("[name=value]")).to_have_value("9")
    expect(his.locator(".head .best")).to_have_text("12")
    assert incident(bo, "Gaya")["killed"]["best"] == 12
    assert [entry["judgement"]["who"] for entry in told(bo, "/judgements")["entries"]] == ["Awa Invented"]
    # sent again, now that he knows: her choice stands against it, and its undoing is a press away
    his.locator("textarea").focus()
    follow(his, "Control+Enter")
    expect(his.get_by_role("alert")).to_contain_text("it contradicts what was decided before and still holds")
    expect(his.get_by_role("alert")).not_to_contain_text("reportedly judge")
    his.get_by_role("alert").get_by_role("link", name="Undo j1").focus()
    follow(his, "Enter")
    expect(his.locator("blockquote")).to_have_text("the hospital's list")
    his.locator("textarea").focus()
    reason(his, "the governor's count is of the day after")
    assert "/judge/value" in his.url
    expect(his.locator("[name=value]")).to_have_value("9")
    expect(his.locator("textarea")).to_have_value("the governor's count")
    his.locator("textarea").focus()
    reason(his, "")
    assert incident(bo, "Gaya")["killed"]["best"] == 9
    hers.reload()
    expect(hers.locator(".figure .best").first).to_have_text("9")
    assert texts(hers, ".log .entry.undone blockquote") == ["the hospital's list"]


def test_a_note_left_meanwhile_is_shown_and_the_second_sends_again(coders: tuple[Watched, Watched]) -> None:
    awa, bo = coders
    row = incident(awa, "Isiolo")
    his = choose(bo, row, "11", "the doctor's count")
    hers = awa.open(f"/incidents/{row['id']}")
    follow(hers, "n")
    reason(hers, "I have asked the doctor")
    follow(his, "Control+Enter")
    expect(his.get_by_role("alert")).to_contain_text("I have asked the doctor")
    assert incident(bo, "Isiolo")["killed"] == row["killed"]
    his.locator("textarea").focus()
    follow(his, "Control+Enter")
    assert his.url.endswith(row["id"])
    assert incident(bo, "Isiolo")["killed"]["best"] == 11
    assert {e["judgement"]["kind"] for e in told(bo, "/judgements")["entries"]} == {"note", "value"}
