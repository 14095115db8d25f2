"""Signing in as people do it: an invitation, a second factor, what is refused and why, the way back, the way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.desks import PASSWORD, Watched, come_in, invited, second_factor, served

pytestmark = pytest.mark.browser

Look = Callable[..., Watched]


def give(watched: Watched, name: str, password: str, code: str = "") -> str:
    """Fills in the form for signing in; what the page that answers says of it, empty where it lets in."""
    page = watched.page
    for field, value in (("name", name), ("password", password), ("code", code)):
        page.locator(f"form.form input[name={field}][autocomplete]").fill(value)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    alert = page.locator("[role=alert]")
    return alert.inner_text() if alert.count() else ""


def sign_out(watched: Watched) -> None:
    watched.page.locator("details.menu > summary").click()
    watched.page.get_by_role("button", name="Sign out").click()
    watched.page.wait_for_url("**/sign-in")


def test_in_and_out_with_a_second_factor(look: Look, store: Path) -> None:
    token = invited(store, "Amira", "coder")
    with served(store, "--team") as address:
        watched = look(address)
        watched.refusals_expected = True
        page = watched.open(f"/sign-in?invitation={token}")
        page.locator("input[name=password]").fill("amira amira 1")
        page.keyboard.press("Enter")
        assert "A password isn't your own name" in page.locator("[role=alert]").inner_text()
        come_in(watched, token)
        app = second_factor(watched)
        codes = page.locator(".codes code").all_inner_texts()
        used = app.now()
        watched.open("/sources")
        other = watched.context.new_page()
        other.goto(f"{address}/log")
        watched.open("/sources")
        sign_out(watched)
        for shown in (page.go_back(), other.reload()):
            assert shown is None or "Amira" not in shown.text()
        assert "/sign-in" in page.url
        assert "/sign-in" in other.url
        other.close()
        watched.open("/incidents?country=NE&sort=killed")
        assert "isn't right" in give(watched, "Amira", "not this one at all")
        assert "Give the code" in give(watched, "Amira", PASSWORD)
        assert "isn't right" in give(watched, "Amira", PASSWORD, used)  # it confirmed the factor
        assert give(watched, "Amira", PASSWORD, codes[0]) == ""
        assert page.url == f"{address}/incidents?country=NE&sort=killed"
        sign_out(watched)
        assert "isn't right" in give(watched, "Amira", PASSWORD, codes[0])
        assert page.goto(f"{address}/admin") is not None
        assert page.locator("input[name=password]").count() == 1
        for _ in range(6):
            said = give(watched, "Amira", "not this one at all")
        assert "Too many attempts" in said or "Try again in" in said
        page.close()


def test_an_address_that_is_not_there_and_one_for_others(look: Look, store: Path) -> None:
    token = invited(store, "Amira", "coder")
    with served(store, "--team") as address:
        watched = look(address, locale="fr")
        watched.refusals_expected = True
        page = come_in(watched, token)
        watched.open("/nowhere")
        assert page.locator("[role=alert]").inner_text() == "Il n’y a rien à cette adresse."
        watched.open("/admin")
        assert page.locator("[role=alert]").inner_text() == "Votre rôle ne le permet pas."
        for away in ("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"):
            watched.context.clear_cookies()
            page.goto(f"{address}/sign-in?next={away}")
            assert give(watched, "Amira", PASSWORD) == ""
            assert page.url == f"{address}/"
        page.close()
