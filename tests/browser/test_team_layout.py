"""How the screens of people lie on a laptop and on a phone, from left to right and from right to left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.audits import broken
from tests.browser.desks import Watched, served
from tests.browser.test_layout import CUT, ORDER, SIZES, SMALL
from tests.browser.views import team_views

pytestmark = pytest.mark.browser

Look = Callable[..., Watched]


@pytest.mark.parametrize(("language", "size"), [("en", "phone"), ("ar", "phone"), ("fr", "laptop"), ("ar", "laptop")])
def test_every_view_of_a_team(look: Look, store: Path, language: str, size: str) -> None:
    wrong: dict[str, list[str]] = {}
    with served(store, "--team") as address:
        watched = look(address, locale=language, **SIZES[size])
        watched.refusals_expected = True
        for view in team_views(watched, store):
            page = view.show(watched)
            found = [*broken(page), *page.evaluate(CUT), *page.evaluate(SMALL), *page.evaluate(ORDER)]
            if found:
                wrong[view.name] = found
        watched.page.close()
    assert not wrong, "\n".join(f"{name}: {line}" for name, lines in wrong.items() for line in lines[:6])
