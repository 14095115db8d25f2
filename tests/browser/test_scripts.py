"""The desk's scripts in a real browser: keys, the pane, filters, what is sent once, what is veiled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Answer, Site, skeleton

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

ROWS = """
<a href="/elsewhere" data-go="m">Map</a><input type="search" data-search aria-label="Search">
<button data-key="s">Seal <kbd>s</kbd></button><p id="said"></p>
<ol class="rows" data-rows>
  <li class="row" data-row><a data-open href="/one">One</a></li>
  <li class="row" data-row hidden><a data-open href="/never">Hidden</a></li>
  <li class="row" data-row><a data-open href="/two">Two</a></li>
</ol><dialog id="help"><h2>Keys</h2></dialog>
"""


def current(page: Page) -> list[str]:
    return page.locator("[data-row][aria-current=true]").all_inner_texts()


def test_rows_are_walked_and_opened_by_key(site: Site, open_page: Open) -> None:
    site.show("/", ROWS)
    site.show("/two", "second")
    page = open_page("/")
    page.keyboard.press("j")
    assert current(page) == ["One"]
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert current(page) == ["Two"]
    expect(page.locator("[data-row]").nth(2)).to_be_focused()
    page.keyboard.press("k")
    assert current(page) == ["One"]
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/two")


def test_letters_press_controls_but_not_while_one_types(site: Site, open_page: Open) -> None:
    site.show("/", ROWS)
    site.show("/elsewhere", "map")
    page = open_page("/")
    page.evaluate("document.querySelector('[data-key]').addEventListener('click', () => { document.title += '+' })")
    page.keyboard.press("s")
    assert page.title() == "Test+"
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("sj?")
    assert page.locator("[data-search]").input_value() == "sj?"
    assert page.title() == "Test+"
    page.keyboard.press("Escape")
    page.keyboard.press("Control+s")
    assert page.title() == "Test+"
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url("**/elsewhere")


def test_help_lists_what_the_page_offers(site: Site, open_page: Open) -> None:
    site.show("/", ROWS)
    page = open_page("/")
    for _ in range(2):
        page.keyboard.press("?")
        assert page.locator("#help dd").all_inner_texts() == ["Map", "Seal"]
        page.keyboard.press("Escape")
        expect(page.locator("#help")).not_to_be_visible()


def test_keys_can_be_switched_off(site: Site, open_page: Open) -> None:
    site.pages["/"] = Answer(skeleton(ROWS).replace('data-keys="on"', 'data-keys="off"').encode())
    page = open_page("/")
    page.keyboard.press("j")
    assert current(page) == []


def test_the_pane_shows_the_quote_and_leaves_focus(site: Site, open_page: Open) -> None:
    filler = "<p>word</p>" * 80
    site.show("/incidents/1", '<a data-pane href="/incidents/1?show=r1">2 killed</a><div id="pane" class="side"></div>')
    pane = f'<div id="pane">{filler}<mark class="now">two were killed</mark>{filler}</div>'
    shown = f'{pane}<script>document.title="bad"</script>'
    whole = site.pages["/incidents/1"]
    assert isinstance(whole, Answer)
    site.pages["/incidents/1"] = lambda address: Answer(skeleton(shown).encode()) if "show" in address else whole
    page = open_page("/incidents/1")
    page.locator("a[data-pane]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pane mark.now")).to_be_in_viewport()
    expect(page.locator("a[data-pane]")).to_be_focused()
    assert page.url.endswith("/incidents/1?show=r1")
    assert page.title() == "Test"
    page.keyboard.press("Escape")
    assert page.locator("#pane").inner_text() == ""


def results(address: str) -> Answer:
    chosen = "FR" if "country=FR" in address else "all"
    option = f"<option {'selected' if chosen == 'FR' else ''}>FR</option>"
    select = f'<select name="country" id="c"><option value="">All</option>{option}</select>'
    form = f'<form data-auto action="/incidents">{select}</form>'
    count = f'<p id="n" data-renew>{chosen}! <a href="/map">map</a></p>'
    return Answer(skeleton(f'{form}{count}<div id="results">{chosen}</div>').encode())


def test_filters_renew_the_results_and_back_undoes(site: Site, open_page: Open) -> None:
    site.pages["/incidents"] = results
    page = open_page("/incidents")
    page.evaluate("window.kept = true")
    page.locator("select").select_option("FR")
    expect(page.locator("#results")).to_have_text("FR")
    expect(page.locator("#n")).to_have_text("FR! map")
    assert page.url.endswith("/incidents?country=FR")
    page.locator("#n a").focus()
    page.go_back()
    expect(page.locator("#results")).to_have_text("all")
    expect(page.locator("#n a")).to_be_focused()
    assert page.locator("select").input_value() == ""
    assert page.evaluate("window.kept")


def test_a_judgement_is_sent_once(site: Site, open_page: Open) -> None:
    site.show("/", '<form method="post" action="/judge" data-once><button>Keep</button></form>')
    page = open_page("/")
    page.evaluate("""addEventListener('submit', event => {
        window.sent = (window.sent ?? 0) + !event.defaultPrevented; event.preventDefault() })""")
    page.locator("button").dblclick()
    assert page.evaluate("window.sent") == 1


def test_graphic_words_are_veiled_until_asked_for(site: Site, open_page: Open) -> None:
    site.show("/", '<button class="graphic" aria-expanded="false">Show</button><span hidden>words</span>')
    page = open_page("/")
    expect(page.get_by_text("words")).not_to_be_visible()
    page.locator("button").click()
    expect(page.get_by_text("words")).to_be_visible()
    assert page.locator("button").get_attribute("aria-expanded") == "true"
    plain = open_page("/", java_script_enabled=False)
    expect(plain.get_by_text("words")).to_be_visible()


def test_the_theme_is_kept_in_a_cookie(site: Site, open_page: Open) -> None:
    site.show("/", '<select data-theme-choice><option value="auto">a</option><option value="dark">d</option></select>')
    page = open_page("/")
    page.locator("select").select_option("dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(23, 22, 20)"
    assert [(cookie.get("name"), cookie.get("value")) for cookie in page.context.cookies()] == [("theme", "dark")]


def test_progress_is_said_in_the_words_of_the_page(site: Site, open_page: Open) -> None:
    site.pages["/events"] = Answer(
        b'data: {"done": 3, "total": 2000}\n\nevent: end\ndata: {"done": 9}\n\n', "text/event-stream"
    )
    site.show("/", '<p data-live="/events" data-words="{done} of {total}" data-end-words="{done} read"></p>')
    expect(open_page("/").locator("p")).to_have_text("9 read")
