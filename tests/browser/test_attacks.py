"""Every view on a store of hostile pages: nothing of them runs, leads away, breaks the view or turns its words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from reportedly.desk.taming import tame
from tests.browser.attacks import MARKUP, make_store, payloads
from tests.browser.audits import broken, foreign, turned
from tests.browser.desks import Watched, copied, served, watching

pytestmark = pytest.mark.browser

Look = Callable[..., Watched]
SIZES = ({"width": 1280, "height": 900}, {"width": 360, "height": 800})


class Attacked(NamedTuple):
    """A desk on the hostile pages: its store, its address, the addresses of all its views."""

    store: Path
    address: str
    views: tuple[str, ...]


@pytest.fixture(scope="module")
def attacked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    folder = tmp_path_factory.mktemp("attacks")
    store = make_store(folder / "store.sqlite", folder / "pages")
    with served(store) as address, watching(browser, address) as watched:
        yield Attacked(store, address, tuple(_views(watched)))


def told(watched: Watched, path: str) -> Any:
    """What the API says at a path."""
    return json.loads(watched.context.request.get(f"{watched.address}/api/v1{path}").text())


def _views(watched: Watched) -> Iterator[str]:
    yield from ("/", "/incidents?background=any", "/map", "/sources", "/sources?kind=speaker", "/log", "/searches")
    yield "/changes?since=2026-03-01"
    ids = [row["id"] for row in told(watched, "/incidents?background=any&limit=200")["rows"]]
    assert len(ids) > 5
    reports = set()
    for name in ids:
        yield from (f"/incidents/{name}{rest}" for rest in ("", "/history", "/print"))
        yield from (f"/judge/{kind}?incident={name}" for kind in ("value", "split"))
        yield f"/compare?a={name}"
        for page in told(watched, f"/incidents/{name}")["told"]:
            report, account = page["page"]["id"], page["accounts"][0]["id"]
            reports.add(report)
            if report.startswith("claimed"):
                yield f"/incidents/{name}?{urlencode({'show': f'{report}#{account}.victims.0'})}"
    assert len(reports) > 2 * len(payloads())
    ours = [name for name in sorted(reports) if name.startswith("claimed")]
    others = sorted(reports - set(ours))
    yield from (f"/reports/{quote(name, safe='')}" for name in (*ours, *others[::4], "megabyte"))
    yield f"/compare?a={ids[0]}&b={ids[1]}"
    yield f"/judge/merge?incident={ids[0]}&incident={ids[1]}"


def harmless(page: Page, view: str) -> None:
    """Holds the page that is shown to all that must hold, as wide as a laptop and as wide as a phone."""
    wrong = [*foreign(page), *turned(page)]
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wrong += broken(page)
    assert not wrong, (view, wrong[:5])


@pytest.mark.parametrize(("language", "every"), [("en", 1), ("ar", 5)])
def test_every_view_of_hostile_pages(look: Look, attacked: Attacked, language: str, every: int) -> None:
    watched = look(attacked.address, locale=language)
    leads_out: set[str] = set()
    for view in attacked.views[::every]:
        page = watched.open(view)
        assert page.locator("main").count() == 1, view
        harmless(page, view)
        leads_out.update(page.evaluate("[...document.querySelectorAll('a[target=_blank]')].map(link => link.href)"))
    assert every > 1 or leads_out
    assert all(address.startswith("https://evil.example/") for address in leads_out), leads_out


def test_the_map_shows_names_as_names(look: Look, attacked: Attacked) -> None:
    watched = look(attacked.address)
    page = watched.open("/map")
    page.wait_for_selector(".map[data-shown]")
    assert page.locator("#results [data-row]").count() > 5
    page.locator(".numbers button").first.focus()
    page.keyboard.press("Enter")
    page.locator(".map .panel").wait_for()
    harmless(page, "/map")


def test_what_stands_beside_a_hostile_title_keeps_its_place(look: Look, attacked: Attacked) -> None:
    """Signs that turn words round or end what stands about them move nothing outside their own text."""
    watched = look(attacked.address, viewport={"width": 1600, "height": 900})
    page = watched.open(
        next(view for view in attacked.views if view.startswith("/incidents/") and view.count("/") == 2)
    )
    wrong = page.evaluate("""() => [...document.querySelectorAll('main :is(bdi, .quote)')].filter(one => {
        const next = one.nextSibling?.nodeType === 1 ? one.nextSibling : one.nextSibling?.nextSibling
        if (next?.nodeType !== 1 || next.matches('br')) return false
        const a = one.getClientRects(), b = next.getClientRects()
        if (a.length !== 1 || b.length !== 1 || Math.abs(a[0].top - b[0].top) > 5) return false
        return b[0].left < a[0].right - 1
    }).map(one => one.parentElement.outerHTML.slice(0, 200))""")
    assert not wrong


@pytest.mark.parametrize("text", ["".join(MARKUP.values()), "\u202erorret\x00\n\ud7ff\uffff", "x" * 6000])
def test_what_stands_in_an_address_is_text(look: Look, reading_room: str, text: str) -> None:
    watched = look(reading_room)
    watched.refusals_expected = True
    asked = quote(text[:3000], safe="")
    named = ("text", "sort", "after", "country", "outlet", "speaker", "since", "killed_from", "nothing")
    for view in (
        *(f"/incidents?{name}={asked}" for name in named), f"/map?text={asked}&box={asked}", f"/?after={asked}",
        f"/sources?kind={asked}&sort={asked}", f"/sources?after={asked}", f"/changes?since={asked}",
        f"/log?after={asked}", f"/incidents/{asked}", f"/incidents/{asked}/print", f"/reports/{asked}?mark={asked}",
        f"/judge/{asked}", f"/judge/undo?value={asked}&back={asked}", f"/judge/note?incident={asked}",
        f"/compare?a={asked}&b={asked}", f"/{asked}", f"/static/{asked}",
    ):  # fmt: skip
        page = watched.page
        answered = page.goto(reading_room + view)
        assert answered is not None
        assert answered.status < 500, view
        if page.locator("body").count():
            harmless(page, view)


def test_what_people_type_is_text(browser: Browser, attacked: Attacked, tmp_path: Path) -> None:
    with served(copied(attacked.store, tmp_path)) as address, watching(browser, address) as watched:
        dossier = next(view for view in attacked.views if view.startswith("/incidents/") and view.count("/") == 2)
        name = dossier.removeprefix("/incidents/")
        for text in (*MARKUP.values(), "\u202erorret \u2069\u2069 x", "W" * 3000):
            page = watched.open(f"/judge/note?incident={name}&back={quote(dossier)}")
            page.get_by_label("Your note").fill(text)
            page.get_by_role("button", name="Note").click()
            page.wait_for_url("**" + dossier)
            expect(page.locator(".log blockquote").last).to_contain_text(tame(text)[-20:])
        for text in (*MARKUP.values(), "N" * 90):
            page = watched.open("/incidents?" + urlencode({"text": text[:100]}))
            page.get_by_label("Save this search as").fill(text[:100])
            page.get_by_role("button", name="Save").click()
            page.wait_for_url("**/searches")
        page = watched.open(f"/judge/value?incident={name}&field=where")
        page.get_by_label("Value").fill("\u202e<b class=pwned>")
        page.get_by_label("nobody knows").check()
        page.get_by_label("Why?").fill("</textarea><b class=pwned>")
        watched.refusals_expected = True
        page.get_by_role("button", name="Choose a value").click()
        page.locator("[role=alert]").wait_for()
        expect(page.get_by_label("Why?")).to_have_value("</textarea><b class=pwned>")
        harmless(page, "a value that is refused")
        for view in (
            dossier,
            f"{dossier}/print",
            f"{dossier}/history",
            "/log",
            "/searches",
            "/",
            "/judge/undo?value=j1",
        ):
            harmless(watched.open(view), view)


def test_spreadsheets_compute_nothing_of_a_page(look: Look, attacked: Attacked) -> None:
    watched = look(attacked.address)
    text = watched.context.request.get(attacked.address + "/api/v1/incidents.csv?background=any").text()
    rows = list(csv.reader(io.StringIO(text)))
    assert any("HYPERLINK" in cell for row in rows for cell in row)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows[1:] for cell in row if cell.lstrip()[:1] in ("=", "+", "@", "\t") and cell]
    for line in watched.context.request.get(attacked.address + "/api/v1/incidents.jsonl").text().strip().split("\n"):
        json.loads(line)
