"""axe-core on every view: nothing that it knows to be wrong for people who don't see, hear or point."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.desks import Watched, copied, served, watching
from tests.browser.views import team_views, views

pytestmark = pytest.mark.browser

Look = Callable[..., Watched]
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [("en", "light"), ("ar", "dark")]


def violations(page: Page) -> list[str]:
    """What axe finds, a line each; its script is evaluated, since the policy of the pages lets none in."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async rules => (await axe.run(document, { runOnly: rules })).violations.flatMap(each => each.nodes.map(
            node => `${each.id}, ${each.impact}: ${node.html.slice(0, 160)}; ${node.failureSummary.slice(0, 200)}`))""",
        RULES,
    )
    return list(found)


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_every_view(look: Look, judged_room: str, language: str, scheme: str) -> None:
    watched = look(judged_room, locale=language, color_scheme=scheme)
    watched.refusals_expected = True
    wrong = {view.name: found for view in views(watched) if (found := violations(view.show(watched)))}
    assert not wrong, "\n".join(f"{name}: {line}" for name, lines in wrong.items() for line in lines[:4])


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_every_view_of_a_team(browser: Browser, demo: Path, tmp_path: Path, language: str, scheme: str) -> None:
    store = copied(demo, tmp_path)
    with (
        served(store, "--team") as address,
        watching(browser, address, locale=language, color_scheme=scheme) as watched,
    ):
        watched.refusals_expected = True
        wrong = {view.name: found for view in team_views(watched, store) if (found := violations(view.show(watched)))}
    assert not wrong, "\n".join(f"{name}: {line}" for name, lines in wrong.items() for line in lines[:4])
