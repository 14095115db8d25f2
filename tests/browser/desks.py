"""The real desk for tests: the program's own server in its own process, and a browser that notes what goes wrong."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pyotp
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

ROOT = Path(__file__).parents[2]
PASSWORD = "seven green lanterns over the quay"  # noqa: S105 -- of people who are invented
HERE = "127.0.0.1"


def reportedly(*words: str | Path, codes: tuple[int, ...] = (0,)) -> str:
    """What a command of the program prints; the test fails where it ends with another code than these."""
    command = [sys.executable, "-m", "reportedly.cli", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode in codes, done.stderr
    return done.stdout


def copied(store: Path, folder: Path) -> Path:
    """A store of one's own with what is in this one."""
    return Path(shutil.copy(store, folder / "store.sqlite"))


@contextmanager
def served(store: Path, *options: str | Path) -> Iterator[str]:
    """The address of `reportedly desk` for this store, as long as it is needed."""
    command = [sys.executable, "-m", "reportedly.cli", "desk", "--store", str(store), "--port", "0", *map(str, options)]
    errors = store.with_suffix(".errors")
    with errors.open("w") as log, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            found = re.search(r"http://\S+(?=/)", said)
            assert found, said + errors.read_text()
            yield found[0]
        finally:
            process.terminate()
            process.wait(20)
    assert "Traceback" not in errors.read_text(), errors.read_text()[-4000:]


class Watched:
    """A browser of one person, and what happened in it that shouldn't: errors, dialogs, requests to elsewhere."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.refusals_expected = False
        context.set_default_timeout(30_000)
        context.on("page", self._watch)
        self.page: Page = context.new_page()

    def open(self, path: str) -> Page:
        """The page at this path of the desk."""
        self.page.goto(self.address + path)
        return self.page

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._said(said))
        page.on("dialog", self._asked_of_the_person)
        page.on("request", lambda request: self._asked(request.url))

    def _asked_of_the_person(self, dialog: Dialog) -> None:
        self.wrong.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _said(self, said: ConsoleMessage) -> None:
        refused = "the server responded with a status of" in said.text
        expected = self.refusals_expected or "/runs/events" in said.location.get("url", "")
        if said.type == "error" and not (refused and expected):
            self.wrong.append(f"{said.location.get('url')}: {said.text}")

    def _asked(self, url: str) -> None:
        self.asked.append(url)
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname != HERE:
            self.wrong.append(f"asked for {url}")


@contextmanager
def watching(browser: Browser, address: str, **options: Any) -> Iterator[Watched]:
    """A browser of one's own at this desk; the test fails at its end where anything went wrong in it."""
    chosen = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"} | options
    context = browser.new_context(**chosen)
    watched = Watched(context, address)
    try:
        yield watched
    finally:
        context.close()
    assert not watched.wrong, watched.wrong[:10]


def invited(store: Path, name: str, role: str) -> str:
    """Adds a person to a team; the token of their invitation."""
    said = reportedly("people", "add", name, "--role", role, "--store", store)
    found = re.search(r"invitation=([\w-]+)", said)
    assert found, said
    return found[1]


def come_in(watched: Watched, token: str) -> Page:
    """Sets the password of whom the invitation is for, which signs them in."""
    page = watched.open(f"/sign-in?invitation={token}")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(watched.address + "/")
    return page


def second_factor(watched: Watched) -> pyotp.TOTP:
    """Sets up a second factor; what makes its codes."""
    page = watched.open("/me")
    page.get_by_role("button", name="Set up a second factor").click()
    uri = page.get_by_text("otpauth://").inner_text()
    made = pyotp.TOTP(parse_qs(urlsplit(uri).query)["secret"][0])
    page.get_by_label("Code", exact=True).fill(made.now())
    page.get_by_role("button", name="Confirm").click()
    page.locator(".codes").wait_for()
    return made


def texts(page: Page, selector: str) -> Sequence[str]:
    """The words of all that the selector finds, as they are shown."""
    return page.locator(selector).all_inner_texts()


class Focus(NamedTuple):
    """Where the keyboard is: the element's name and words, whether a ring shows it, whether it is in view."""

    tag: str
    text: str
    ringed: bool
    in_view: bool


def focus(page: Page) -> Focus:
    """Where the keyboard is."""
    found = page.evaluate("""() => {
        const at = document.activeElement ?? document.body
        const style = getComputedStyle(at), box = at.getBoundingClientRect()
        return [at.tagName.toLowerCase(), (at.innerText || at.name || '').trim(),
            style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            box.height > 0 && box.bottom > 0 && box.top < innerHeight]
    }""")
    return Focus(*found)


def keys(page: Page, *pressed: str) -> None:
    """Presses keys one after the other."""
    for key in pressed:
        page.keyboard.press(key)


def walk_to(page: Page, words: str) -> None:
    """j until the row with these words is the current one."""
    for _ in range(30):
        keys(page, "j")
        at = focus(page)
        assert at.ringed
        assert at.in_view
        if words in at.text:
            return
    raise AssertionError(f"{words}: no such row")


def told(watched: Watched, path: str) -> Any:
    """What the API says at this path to whoever is at this browser."""
    response = watched.context.request.get(f"{watched.address}/api/v1{path}")
    assert response.ok, response.text()
    return response.json()


def follow(page: Page, *pressed: str) -> str:
    """Presses keys, the last of which leads to another page; its address, once it is there."""
    keys(page, *pressed[:-1])
    with page.expect_navigation():
        page.keyboard.press(pressed[-1])
    page.evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )  # what autofocus takes
    return page.url


def reason(page: Page, why: str) -> str:
    """Writes why, where the keyboard is to be already, and sends the form by the keyboard; where that led."""
    assert focus(page).tag == "textarea"
    page.keyboard.type(why)
    return follow(page, "Control+Enter")
