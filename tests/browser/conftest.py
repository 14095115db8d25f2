"""A real browser without a network, and a server on 127.0.0.1 for the files that it's shown.

Chromium is the system's; playwright only drives it. It may reach 127.0.0.1 and nothing else: names don't
resolve, and what a browser does of itself in the background is off.
"""

from __future__ import annotations

import http.server
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.desks import Watched, copied, reportedly, served, watching
from tests.browser.views import judge_everywhere

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "reportedly" / "desk" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALONE = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-domain-reliability", "--no-first-run", "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip

TWICE = (
    "Gunmen kill six herders near Téra in western Niger\n\nNIAMEY, 14 March 2026 (Northgate Wire) - Gunmen on "
    "motorbikes killed six herders and wounded three others near Téra, in Niger's Tillabéri region, on Friday, the "
    "regional governor said.\n\nThe attackers came at dusk and drove away the cattle, said the governor.\n",
    "Nine people killed in attack on herders in Téra\n\n16 March 2026, Ledger Daily - Armed men killed nine people in "
    "an attack on a herders' camp in the Téra district of Niger on Saturday, a local official told the Ledger.\n\n"
    "Two people were wounded, the official said.\n",
)
"""Two invented pages that come near each other and aren't linked."""


class Answer(NamedTuple):
    """What the test's server says at an address: bytes and their media type."""

    body: bytes
    kind: str = "text/html; charset=utf-8"


Pages = dict[str, Answer | Callable[[str], Answer]]


class Site:
    """Pages at 127.0.0.1 as the desk serves them: its policy on every answer, its built files at /static/."""

    def __init__(self) -> None:
        self.pages: Pages = {}
        self.asked: list[str] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                self._answer(site.answer(self.path))

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                site.asked.append(f"POST {self.path}")
                self._answer(site.answer(self.path))

            def _answer(self, answer: Answer | None) -> None:
                self.send_response(404 if answer is None else 200)
                self.send_header("Content-Security-Policy", POLICY)
                self.send_header("Content-Type", answer.kind if answer else "text/plain")
                self.end_headers()
                self.wfile.write(answer.body if answer else b"")

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name that the base class gives it
                """Nothing: pytest's own lines are enough."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, address: str) -> Answer | None:
        path = address.split("?")[0]
        if path == "/favicon.ico":
            return Answer(b"", "image/x-icon")
        if path.startswith("/static/"):
            return _built(path.removeprefix("/static/"))
        found = self.pages.get(path)
        return found(address) if callable(found) else found

    def show(self, path: str, body: str, *, head: str = "") -> None:
        """Serves a page of the desk's skeleton with this body."""
        self.pages[path] = Answer(skeleton(body, head).encode())


def skeleton(body: str, head: str = "") -> str:
    """A whole page of the desk around `body`, as the templates make it, with the built styles and scripts."""
    names = manifest()
    return (
        '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Test</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="/static/{names["desk.css"]}">'
        f'<script type="module" src="/static/{names["desk.js"]}"></script>{head}</head>'
        f'<body data-keys="on"><main id="main" tabindex="-1">{body}</main></body></html>'
    )


@cache
def manifest() -> dict[str, str]:
    """Which file each of the desk's assets became; `make assets` writes it."""
    named: dict[str, str] = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    return named


def _built(name: str) -> Answer | None:
    kinds = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".json": "application/json"}
    path = STATIC / name
    return Answer(path.read_bytes(), kinds.get(path.suffix, "text/plain")) if path.is_file() else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium")
    assert found, "no Chromium: `make test-browser` says what to install"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=list(ALONE))
        yield running
        running.close()


@pytest.fixture
def site() -> Iterator[Site]:
    serving = Site()
    yield serving
    serving.server.shutdown()
    serving.server.server_close()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens a path of `site`; the test fails at its end where a script failed or the policy refused anything."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def open_(path: str, **options: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        page: Page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto(site.address + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that `make demo` makes of the invented pages: nobody writes to it."""
    store = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    reportedly("add", ROOT / "examples" / "pages", "--store", store, "--jobs", "2")
    return store


@pytest.fixture(scope="session")
def reading_room(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk that all tests which judge nothing share."""
    with served(copied(demo, tmp_path_factory.mktemp("reading"))) as address:
        yield address


@pytest.fixture(scope="session")
def judged_room(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk on whose store people have judged; tests look at it and add nothing but saved searches."""
    with served(judge_everywhere(copied(demo, tmp_path_factory.mktemp("judged")))) as address:
        yield address


@pytest.fixture
def store(demo: Path, tmp_path: Path) -> Path:
    """A store of the test's own with the invented pages."""
    return copied(demo, tmp_path)


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens a browser at a desk's address; whatever goes wrong in it fails the test at its end."""
    with ExitStack() as open_ones:
        yield lambda address, **options: open_ones.enter_context(watching(browser, address, **options))


@pytest.fixture
def alone(browser: Browser, store: Path) -> Iterator[Watched]:
    """A browser at a desk of the test's own, where whoever is at the computer may do everything."""
    with served(store) as address, watching(browser, address) as watched:
        yield watched


@pytest.fixture
def near(store: Path, tmp_path: Path, browser: Browser) -> Iterator[Watched]:
    """A desk where two incidents of Téra come near each other."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number, text in enumerate(TWICE):
        (pages / f"{number}.txt").write_text(text, encoding="utf-8")
    reportedly("add", pages, "--store", store, "--published", "2026-03-16", "--jobs", "1")
    with served(store) as address, watching(browser, address) as watched:
        yield watched
