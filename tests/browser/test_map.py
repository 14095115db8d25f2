"""The map and the timeline in a real browser: each filters the other, both the list beneath; by keyboard too."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Answer, Site, skeleton
from tests.browser.outlines import made

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

BODY = (
    '<div class="map" data-outline="/api/v1/outline"></div><div class="timeline"></div>'
    '<div id="results"><a href="/incidents/i1">the page\'s own list</a></div>'
)
SHOWN = re.compile(r"^([\d,]+) of")


def serve(site: Site, outline: dict[str, Any]) -> None:
    site.show("/map", BODY)
    site.pages["/api/v1/outline"] = Answer(json.dumps(outline).encode(), "application/json")


def drawn(page: Page) -> Page:
    page.wait_for_selector(".map[data-shown]")
    return page


def shown(page: Page) -> int:
    found = SHOWN.match(page.locator(".map-status").inner_text())
    assert found
    return int(found[1].replace(",", ""))


def changes(page: Page, act: Callable[[], None]) -> int:
    """How many incidents are shown after `act`, once that is another number than before."""
    before = page.locator(".map-status").inner_text()
    act()
    expect(page.locator(".map-status")).not_to_have_text(before)
    return shown(page)


def test_everything_is_shown_and_what_is_left_out_is_said(site: Site, open_page: Open) -> None:
    outline = made(300)
    serve(site, outline)
    page = drawn(open_page("/map?country=SY&since=2025-02-01"))
    page.goto(site.address + "/map?country=SY")
    drawn(page)
    assert shown(page) == 300
    assert [address for address in site.asked if "outline" in address] == ["/api/v1/outline?country=SY"] * 2
    said = page.locator(".map-status").inner_text()
    assert f"{outline['undated']} without a day" in said
    assert f"{outline['unplaced']} without a place on the map" in said
    assert page.locator("#results [data-row]").count() == 100
    page.locator("#results button").click()
    assert page.locator("#results [data-row]").count() == 200


def test_days_are_chosen_by_key_and_stand_in_the_address(site: Site, open_page: Open) -> None:
    serve(site, made(300))
    page = drawn(open_page("/map"))
    since = page.get_by_role("slider", name="First day")
    since.focus()
    before = since.get_attribute("aria-valuetext")
    fewer = changes(page, lambda: page.keyboard.press("PageUp"))
    assert fewer < 300
    assert since.get_attribute("aria-valuetext") != before
    assert re.search(r"since=2025-\d\d-\d\d$", page.url)
    drawn(open_page(page.url.removeprefix(site.address)))
    assert changes(page, lambda: page.keyboard.press("Escape")) == 300
    assert "since" not in page.url


def test_days_are_chosen_by_pointer(site: Site, open_page: Open) -> None:
    serve(site, made(300))
    page = drawn(open_page("/map"))
    bars = page.locator(".bars").bounding_box()
    assert bars
    middle = bars["y"] + 40
    page.mouse.move(bars["x"] + 0.4 * bars["width"], middle)
    page.mouse.down()
    page.mouse.move(bars["x"] + 0.6 * bars["width"], middle, steps=4)
    assert changes(page, page.mouse.up) < 300
    assert re.search(r"since=2025-\d\d-\d\d&until=2025-\d\d-\d\d", page.url)
    assert changes(page, page.get_by_role("button", name="All days").click) == 300


def test_the_map_filters_by_what_is_in_view(site: Site, open_page: Open) -> None:
    serve(site, made(300))
    page = drawn(open_page("/map"))
    bars = page.locator(".bar-of").count()
    page.locator(".surface").focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    assert changes(page, lambda: page.keyboard.press("+")) < 300
    assert "box=" in page.url
    assert page.locator(".bar-of").count() <= bars
    again = drawn(open_page(page.url.removeprefix(site.address)))
    assert shown(again) == shown(page)
    assert changes(page, lambda: page.keyboard.press("0")) == 300
    assert "box=" not in page.url


def test_a_box_is_drawn(site: Site, open_page: Open) -> None:
    serve(site, made(300))
    page = drawn(open_page("/map"))
    button = page.get_by_role("button", name="Draw a box")
    button.click()
    frame = page.locator(".surface").bounding_box()
    assert frame
    page.mouse.move(frame["x"] + 20, frame["y"] + 200)
    page.mouse.down()
    page.mouse.move(frame["x"] + 300, frame["y"] + 500, steps=4)
    assert changes(page, page.mouse.up) < 300
    assert button.get_attribute("aria-pressed") == "false"
    west, south, east, north = map(float, page.url.split("box=")[1].replace("%2C", ",").split(","))
    assert west < east < 0
    assert south < north


def test_a_number_opens_its_list_and_gives_focus_back(site: Site, open_page: Open) -> None:
    serve(site, made(300))
    page = drawn(open_page("/map"))
    number = page.locator(".count-of").first
    assert re.match(r"\d+ incidents, \d+ killed", number.get_attribute("aria-label") or "")
    number.focus()
    page.keyboard.press("Enter")
    links = page.locator(".panel li a")
    assert re.match(r"/incidents/i\d{5}$", links.first.get_attribute("href") or "")
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).not_to_be_visible()
    expect(number).to_be_focused()
    number.click()
    assert changes(page, page.get_by_role("button", name="Zoom here").click) < 300


def test_the_map_is_not_mirrored_from_right_to_left(site: Site, open_page: Open) -> None:
    serve(site, made(300))
    words = json.dumps({"shown": {"other": "{n} of {all} واقعة"}, "allDays": "كل الأيام"}).replace('"', "&quot;")
    turned = skeleton(BODY.replace('class="map"', f'class="map" data-words="{words}"'))
    site.pages["/ar"] = Answer(turned.replace('lang="en" dir="ltr"', 'lang="ar" dir="rtl"').encode())
    left, right = drawn(open_page("/map")), drawn(open_page("/ar"))
    spots = [page.locator(".count-of").first.bounding_box() for page in (left, right)]
    assert spots[0] == spots[1]
    controls = [page.locator(".map-controls").bounding_box() for page in (left, right)]
    assert controls[0]
    assert controls[1]
    assert controls[0]["x"] > 640 > controls[1]["x"]
    assert "واقعة" in right.locator(".map-status").inner_text()


def test_titles_of_pages_are_text(site: Site, open_page: Open) -> None:
    outline = made(3)
    for row in outline["rows"]:
        row["title"] = "<img src=x onerror=alert(1)><b>bold</b>"
    serve(site, outline)
    page = drawn(open_page("/map"))
    assert page.locator("#results img, #results b").count() == 0
    expect(page.locator("#results [data-open]").first).to_have_text("<img src=x onerror=alert(1)><b>bold</b>")


def test_without_its_data_the_page_keeps_its_own_list(site: Site, open_page: Open) -> None:
    site.show("/map", BODY)
    site.pages["/api/v1/outline"] = Answer(b"not json", "application/json")
    page = open_page("/map")
    expect(page.locator(".map")).to_contain_text("cannot be shown")
    expect(page.locator("#results")).to_have_text("the page's own list")


def test_ten_thousand_incidents(site: Site, open_page: Open) -> None:
    serve(site, made(10_000))
    start = time.perf_counter()
    page = drawn(open_page("/map"))
    first = time.perf_counter() - start
    page.get_by_role("slider", name="First day").focus()
    start = time.perf_counter()
    assert changes(page, lambda: page.keyboard.press("PageUp")) < 10_000
    then = time.perf_counter() - start
    print(f"\n10,000 incidents: drawn after {first:.2f} s, days chosen after {then:.2f} s")  # noqa: T201 -- to be read
    assert page.locator("#results [data-row]").count() == 100
