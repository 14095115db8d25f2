"""An inbox that is open while pages are added in another process: it counts along, and leads to what came."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from reportedly.storing import open_store
from tests.browser.desks import Watched, served, watching

pytestmark = pytest.mark.browser

NEWS = (
    "Five killed in attack on Maradi market\n\n"
    "Gunmen killed five people at a market in Maradi, Niger, on Thursday, 12 March 2026, the mayor said.\n"
)
QUIET = "The council of {n} met on Monday to talk about the price of bread. " * 40
COUNT = re.compile(r"Pages are being added: (\d+) read")


def counted(page: Page, beyond: int) -> int:
    """How many pages the line says are read, once they are more."""
    line = page.locator("[data-live]")
    page.wait_for_function(
        "([line, beyond]) => parseInt((line.textContent.match(/added: (\\d+) read/) ?? [])[1] ?? '-1') > beyond",
        arg=[line.element_handle(), beyond],
        timeout=60_000,
    )
    found = COUNT.match(line.inner_text())
    return int(found[1]) if found else beyond


def test_the_inbox_counts_along_and_leads_to_what_came(browser: Browser, store: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(1500):
        (pages / f"{n:04}.txt").write_text(QUIET.format(n=n))
    (pages / "news.txt").write_text(NEWS)
    with served(store) as address, watching(browser, address) as watched:
        page = watched.open("/")
        expect(page.locator("[data-live]")).to_be_hidden()  # the run that made the store is over
        expect(page.get_by_text("Maradi")).to_have_count(0)
        command = [sys.executable, "-m", "reportedly.cli", "add", str(pages), "--store", str(store)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as adding:
            first = counted(page, 0)
            assert counted(page, first) > first
            assert adding.wait(120) == 0
        expect(page.locator("[data-live]")).to_have_text("Done: 1,501 new, 0 not readable.", timeout=15_000)
        page.get_by_role("link", name="Show what has changed").click()
        expect(page.locator(".rows").get_by_text("Maradi")).to_be_visible()
        expect(page.locator("[data-live]")).to_be_hidden()


def test_a_desk_opened_in_the_middle_says_so_at_once(alone: Watched, store: Path) -> None:
    with open_store(store) as opened, opened.run("add", ["pages/"]) as run:
        run.enter("linking", added=3, known=1, failed=2)
        page = alone.open("/")
        expect(page.locator("[data-live]")).to_have_text("Pages are being added: 6 read, 3 new, 2 not readable")
        expect(page.get_by_role("link", name="Show what has changed")).to_be_hidden()
    expect(page.locator("[data-live]")).to_have_text("Done: 3 new, 2 not readable.")
