"""Takes the pictures of the documentation from the demo's invented pages: `make pictures`.

Everything is fixed that could differ from one run to the next: pages, sizes, theme, language, the day and who works.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple
from unittest.mock import patch

import uvicorn
from palette import png
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright
from typer.testing import CliRunner

from reportedly.api import Serving
from reportedly.cli.commands import app
from reportedly.desk import make_desk
from reportedly.desk.views import dossier
from reportedly.running import judging
from reportedly.storing import database
from tests.browser.conftest import ALONE
from tests.browser.desks import watching

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGES, LATER = ROOT / "examples" / "pages", ROOT / "docs" / "tutorial" / "later"
ARABIC = "sha256:" + hashlib.sha256((PAGES / "03-marafi-souq-gaya.html").read_bytes()).hexdigest()
WHO = "Amira Haddad"
ROOM = 12  # pixels
NOW = datetime.datetime(2026, 3, 14, 9, 30, tzinfo=datetime.UTC)


class Shot(NamedTuple):
    """A picture: of which page, as wide as `width`, from the top of `first` to the end of `last`, at most `most` high.

    A path may name an incident by its place: {Gaya}.
    """

    name: str
    path: str
    first: str = "header.bar"
    last: str = "body"
    width: int = 1200
    most: int = 760
    theme: str = "light"
    language: str = "en"
    press: Sequence[str] = ()
    sharp: float = 1.5  # pixels of the picture for each of the page's


FRESH = (
    Shot("inbox", "/", last=".rows li:nth-child(6)"),
    Shot("dossier", "/incidents/{Gaya}", last=".disagreements", width=1280),
    Shot("matrix", "/incidents/{Gaya}", first="h2#accounts", last=".matrix tbody tr:nth-child(6)"),
    Shot("quote", "/incidents/{Gaya}", first="#pane", last="#pane", press=("j", "j", "o"), most=640),
    Shot("claims", "/incidents/{Isiolo}", last=".disagreements", most=900, width=1280),
    Shot("copies", "/incidents/{Tuz Khurmatu}", first="h2#pages", last=".links"),
    Shot("as-known", "/incidents/{Gaya}?as_of=2026-03-06", last=".disagreements", width=1280),
    Shot("table", "/incidents?differs=yes&killed_from=10", most=720),
    Shot("map", "/map", most=860, sharp=1),
    Shot("sources", "/sources", last="tbody tr:last-child"),
    Shot("changes", "/changes?since=2026-03-09", most=640),
    Shot("report-arabic", f"/reports/{ARABIC}", most=720),
    Shot("print", "/incidents/{Gaya}/print", first=".sheet", most=860),
    Shot("inbox-arabic", "/", language="ar", last=".rows li:nth-child(6)"),
    Shot("table-french", "/incidents", language="fr", most=640),
    Shot("dark", "/incidents/{Isiolo}", theme="dark", last=".disagreements", most=900, width=1280),
    Shot("phone", "/incidents/{Gaya}", width=360, most=760),
)
CHOOSING = Shot("value", "/judge/value?incident={Gaya}&field=killed&value=10", last="form.judge")
COMPARED = Shot("compare", "/incidents/{Tuz Khurmatu}", press=("m", "j", "o"), last="main")
SEALED = Shot("sealed", "/incidents/{Gaya}", first="h2#log", last="section:has(#log)")
REOPENED = (
    Shot("inbox-reopened", "/", last=".rows li:has([href$='{Gaya}'])"),
    Shot("reopened", "/incidents/{Gaya}", last=".disagreements", most=900, width=1280),
)


class Camera:
    """Takes pictures of one desk with one browser."""

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self._browser = browser
        self._address = address
        self._folder = folder

    def take(self, *shots: Shot) -> None:
        """Writes these pictures."""
        for shot in shots:
            size = {"width": shot.width, "height": shot.most}
            with watching(self._browser, self._address, viewport=size, device_scale_factor=shot.sharp) as watched:
                cookies = {"lang": shot.language, "theme": shot.theme}
                watched.context.add_cookies([{"name": n, "value": v, "url": self._address} for n, v in cookies.items()])
                page = watched.open(self.path(watched.page, shot.path))
                shot = shot._replace(last=self.path(page, shot.last))
                for key in shot.press:
                    page.keyboard.press(key)
                    page.wait_for_timeout(500)
                page.wait_for_timeout(500)  # what the map takes to be drawn
                (self._folder / f"{shot.name}.png").write_bytes(_taken(page, shot))

    def judge(self, path: str, why: str, **fields: str) -> None:
        """Makes a judgement by the desk's own form."""
        with watching(self._browser, self._address) as watched:
            page = watched.open(self.path(watched.page, path))
            for name, value in fields.items():
                field = page.locator(f"form.judge [name={name}]")
                if field.first.get_attribute("type") in ("radio", "checkbox"):
                    page.locator(f"form.judge [name={name}][value^='{value}']").check()
                elif field.evaluate("field => field.tagName") == "SELECT":
                    field.select_option(value)
                else:
                    field.fill(value)
            page.locator("form.judge textarea").fill(why)
            with page.expect_navigation():
                page.locator("form.judge button[type=submit]").click()
            if "/judge/" in page.url:
                raise RuntimeError(page.locator("main").inner_text())

    def path(self, page: Page, path: str) -> str:
        """The path with incidents' ids for their places."""
        rows = page.request.get(f"{self._address}/api/v1/incidents").json()["rows"]
        for row in rows:
            path = path.replace("{" + row["place"] + "}", row["id"])
        return path


class _Clock(datetime.datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
        """The day of the pictures."""
        return NOW.astimezone(tz)


def make(folder: Path = HERE) -> None:
    """Writes every picture into the folder."""
    os.environ["LOGNAME"] = WHO  # the name of whoever is at this computer
    stopped = SimpleNamespace(datetime=_Clock, date=datetime.date, timedelta=datetime.timedelta, UTC=datetime.UTC)
    with tempfile.TemporaryDirectory() as made, ExitStack() as stack:
        store = Path(made) / "demo.sqlite"
        for module in (judging, dossier):
            stack.enter_context(patch.object(module, "datetime", stopped))
        stack.enter_context(patch.object(database, "now", lambda: NOW.replace(tzinfo=None)))
        _add(PAGES, store)
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(args=list(ALONE), executable_path=shutil.which("chromium"))
        with _served(store) as address:
            camera = Camera(browser, address, folder)
            camera.take(*FRESH)
            _walk(camera, store)
        browser.close()


def _walk(camera: Camera, store: Path) -> None:
    """The tutorial's judgements, and what is to be seen on the way."""
    claim = "sha256:" + hashlib.sha256((PAGES / "14-hadaba-tabanni-tuz.html").read_bytes()).hexdigest()
    camera.judge("/judge/note?incident={Gaya}", "Ask Marafi who the local official is.")
    camera.take(CHOOSING)
    why = "The local official counted a day later than the residents, and says who the dead were."
    camera.judge("/judge/value?incident={Gaya}&field=killed", why, value="10")
    camera.judge("/judge/split?incident={Tuz Khurmatu}", "Four dead, not two; perhaps another patrol.", out=claim)
    camera.take(COMPARED)
    camera.judge("/judge/undo?value=j3", "The same town, the same day, the same patrol.")
    camera.judge("/judge/state?incident={Gaya}", "Reading all three pages.", value="in_progress")
    camera.judge("/judge/state?incident={Gaya}", "All three read; the toll is the official's.", value="ready")
    camera.judge("/judge/state?incident={Gaya}", "For the report of March.", value="sealed")
    camera.take(SEALED)
    _add(LATER, store)
    camera.take(*REOPENED)


def _add(pages: Path, store: Path) -> None:
    """Adds pages to the store in this process, where the clock stands still."""
    done = CliRunner().invoke(app, ["add", str(pages), "--store", str(store)])
    if done.exit_code:
        raise RuntimeError(done.output)


def _taken(page: Page, shot: Shot) -> bytes:
    """The part of the page that the picture shows, as a PNG."""
    top, end = _edge(page, shot.first, "top"), _edge(page, shot.last, "bottom")
    clip: FloatRect = {"x": 0, "y": top, "width": shot.width, "height": min(end - top, shot.most)}
    taken = page.screenshot(full_page=True, clip=clip, animations="disabled", caret="hide")
    blank = page.context.new_page()  # without the desk's policy, which forbids images from data
    packed, wide, high = blank.evaluate(
        """async (data) => {
            const image = new Image()
            image.src = `data:image/png;base64,${data}`
            await image.decode()
            const canvas = new OffscreenCanvas(image.width, image.height)
            const context = canvas.getContext('2d')
            context.drawImage(image, 0, 0)
            const bytes = context.getImageData(0, 0, image.width, image.height).data
            const url = await new Promise((done) => {
                const reader = new FileReader()
                reader.onload = () => done(reader.result)
                reader.readAsDataURL(new Blob([bytes]))
            })
            return [url.split(',')[1], image.width, image.height]
        }""",
        base64.b64encode(taken).decode(),
    )
    blank.close()
    return png(base64.b64decode(packed), wide, high)


def _edge(page: Page, selector: str, edge: str) -> float:
    """How far from the page's top the element begins or ends, with a little room about it."""
    found: float = page.locator(selector).first.evaluate(
        "(element, edge) => element.getBoundingClientRect()[edge] + scrollY", edge
    )
    return max(0, found - ROOM if edge == "top" else found + ROOM)


@contextmanager
def _served(store: Path) -> Iterator[str]:
    """The address of the desk in this process, where the clock stands still, as long as it is needed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(make_desk(Serving(store=store)), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


if __name__ == "__main__":
    make()
