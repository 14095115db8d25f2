"""The tutorial is followed from its first command to its last: what it says is printed and shown, is."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient
from typer.testing import CliRunner

from reportedly.api import Serving
from reportedly.cli.commands import app
from reportedly.desk import make_desk
from tests.walkthrough import Step, steps

ROOT = Path(__file__).parents[1]
TUTORIAL = ROOT / "docs" / "tutorial"
PAGES = ("README.md", "reading.md", "deciding.md", "sharing.md")
DEMO = Path("build/demo.sqlite")
PROGRAM = ".venv/bin/reportedly"
MOVING = ("j", "k", "o", "g", "?")
"""Keys that are on every page, in its script."""


class Newcomer:
    """Somebody who does as the tutorial says, in a folder of their own."""

    def __init__(self) -> None:
        self.printed = ""
        self.keys = set(MOVING)
        self.screen: Any = None
        self._desk: TestClient | None = None

    def take(self, step: Step) -> None:
        """Takes a step; fails where what the tutorial says isn't so."""
        getattr(self, f"_{step.kind}")(step)

    def close(self) -> None:
        """Closes the desk."""
        if self._desk is not None:
            self._desk.__exit__(None, None, None)

    def _run(self, step: Step) -> None:
        words = shlex.split(step.text)
        if words == ["make", "desk"]:
            self._desk = TestClient(make_desk(Serving(store=DEMO)), "http://127.0.0.1")
            self._desk.__enter__()
            return
        if words == ["make", "demo"]:
            words = [PROGRAM, "add", "examples/pages", "--store", str(DEMO)]
        assert words[0] == PROGRAM, step.text
        done = CliRunner().invoke(app, words[1:], env={"COLUMNS": "80"})
        assert done.exit_code == 0, done.output
        self.printed = done.output

    def _print(self, step: Step) -> None:
        printed = _plain(self.printed)
        for piece in step.text.split("…"):
            assert _plain(piece) in printed, printed

    def _on(self, step: Step) -> None:
        self._look(self._path(step.text))

    def _open(self, step: Step) -> None:
        quotes = self.screen.xpath("//td//*[contains(@class, 'quote')]")
        quote = next(quote for quote in quotes if step.text in quote.text_content())
        self._look(quote.xpath("preceding::a[@data-pane]")[-1].get("href"))

    def _see(self, step: Step) -> None:
        if self.screen is not None:
            words = re.compile(rf"(?<!\w){re.escape(_plain(step.text))}(?!\w)")
            shown = [_plain(self.screen.text_content()), _plain(" ".join(self.screen.itertext()))]
            assert any(words.search(text) for text in shown), f"{step.text}: not on the screen: {shown[1]}"

    def _form(self, step: Step) -> None:
        self._look(self._path(step.text))
        (form,) = self.screen.xpath("//form[contains(@class, 'judge')]")
        data: dict[str, list[str]] = {}
        for hidden in form.xpath(".//input[@type='hidden']"):
            data.setdefault(hidden.get("name"), []).append(hidden.get("value"))
        for label, value in step.fields:
            name, sent = _field(form, label, value)
            data[name] = [sent]
        response = self.desk.post(form.get("action"), data=data)
        assert response.status_code == 200, html.fromstring(response.content).xpath("string(//*[@role='alert'])")

    @property
    def desk(self) -> TestClient:
        assert self._desk is not None, "the desk isn't open yet"
        return self._desk

    def _look(self, path: str) -> None:
        response = self.desk.get(path)
        assert response.status_code == 200, path
        self.screen = html.fromstring(response.content)
        self.keys |= set(self.screen.xpath("//@data-key | //@data-go"))
        for part in self.screen.xpath("//head | //dialog | //header[contains(@class, 'bar')]//form | //datalist"):
            part.drop_tree()

    def _path(self, path: str) -> str:
        rows = self.desk.get("/api/v1/incidents", params={"background": "any"}).json()["rows"]
        ids = {row["place"]: row["id"] for row in rows}
        return re.sub(r"\{(.+?)\}", lambda named: ids[named[1]], path)


def _field(form: Any, label: str, value: str) -> tuple[str, str]:
    """The name of the field with this label, and what a browser sends where this is chosen or written there."""
    for choice in form.xpath(".//fieldset[normalize-space(legend) = $label]//label", label=label):
        if value in _plain(choice.text_content()):
            (given,) = choice.xpath(".//input")
            return given.get("name"), given.get("value")
    for told in form.xpath(".//label[not(contains(@class, 'choice'))]"):
        if _plain(told.text) == label:
            (field,) = told.xpath(".//input | .//textarea | .//select")
            options = [o.get("value") for o in field.xpath("./option") if _plain(o.text_content()) == value]
            assert options or field.tag != "select", f"{label} has no {value}"
            return field.get("name"), options[0] if options else value
    raise AssertionError(f"no field {label}: {value}")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[\u2066-\u2069]", "", text)).strip()


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newcomer]:
    """Somebody in a folder with what the tutorial presumes: the invented pages, and pages of their own."""
    for folder in ("examples", "docs"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    pages = ROOT / "examples" / "pages"
    for made in ("build", "my-pages"):
        (tmp_path / made).mkdir()
    shutil.copy(pages / "01-courrier-marche-gaya.html", tmp_path / "my-pages")
    shutil.copy(pages / "05-northgate-isiolo-toll.txt", tmp_path / "letter.txt")
    monkeypatch.chdir(tmp_path)
    found = Newcomer()
    yield found
    found.close()


@pytest.mark.thorough
def test_the_tutorial_is_so(newcomer: Newcomer) -> None:
    for name in PAGES:
        for step in steps(TUTORIAL / name):
            try:
                newcomer.take(step)
            except AssertionError as error:
                raise AssertionError(f"docs/tutorial/{name}:{step.line}: {step.kind} {step.text}: {error}") from error
    named = {key for name in PAGES for key in re.findall(r"`([a-z?])`", (TUTORIAL / name).read_text(encoding="utf-8"))}
    assert named <= newcomer.keys


def test_every_page_of_the_tutorial_is_followed() -> None:
    assert sorted(PAGES) == sorted(path.name for path in TUTORIAL.glob("*.md"))
    kinds = {step.kind for name in PAGES for step in steps(TUTORIAL / name)}
    assert kinds == {"run", "print", "on", "open", "form", "see"}


def test_what_make_does_is_what_the_test_does() -> None:
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "reportedly add $(PAGES) --store $(DEMO_STORE)" in made
    assert f"DEMO_STORE := {DEMO}" in made
    assert "reportedly desk --store $(DEMO_STORE)" in made
