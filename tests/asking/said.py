"""An invented page, and what a second reader may say of it."""

from __future__ import annotations

import datetime
from typing import Any

from reportedly.model import Report

TITLE = "Attaque au marché de Gaya"
BODY = (
    "Au moins 12 personnes, dont trois enfants, ont été tuées samedi à Gaya, au Niger, a annoncé le ministère de la "
    "Défense. Deux soldats ont été blessés par l'explosion d'une grenade.\n\n"
    "Le groupe Étoile a revendiqué l'attaque et affirme avoir tué vingt soldats, a rapporté l'agence Agence-Deux."
)


def report(body: str = BODY, title: str | None = TITLE, language: str | None = "fr") -> Report:
    """The page."""
    text = f"{title}\n\n{body}" if title else body
    return Report(id="p1", text=text, title=title, language=language, published=datetime.date(2026, 3, 8))


def victims(quote: str, low: int | None, high: int | None, **others: Any) -> dict[str, Any]:
    """A group of people in an answer."""
    plain: dict[str, Any] = {
        "outcome": "killed", "low": low, "high": high, "name": None, "category": "unknown", "roles": [],
        "group": None, "part_of": None, "quote": quote,
    }  # fmt: skip
    return plain | others


def account(*harmed: dict[str, Any], **others: Any) -> dict[str, Any]:
    """An account in an answer."""
    plain: dict[str, Any] = {
        "incident": 1, "speaker": None, "act": "report", "event": None, "when": None, "where": None,
        "victims": list(harmed), "perpetrators": [], "weapons": [], "background": False,
    }  # fmt: skip
    return plain | others


def ministry() -> dict[str, Any]:
    """What the page has the ministry say."""
    return account(
        victims("Au moins 12 personnes", 12, None),
        victims("trois enfants", 3, 3, category="civilian", roles=["child"], part_of=0),
        speaker={"type": "government", "via": None, "quote": "ministère de la Défense"},
        act="statement",
        event={"sub_type": "Grenade", "quote": "explosion d'une grenade"},
        when="samedi",
        where="Gaya",
        weapons=["grenade"],
    )


def group() -> dict[str, Any]:
    """What the page has the group claim."""
    return account(
        victims("vingt soldats", 20, 20, category="military"),
        speaker={"type": "armed_group", "via": "Agence-Deux", "quote": "groupe Étoile"},
        act="claim_of_responsibility",
        perpetrators=[{"type": "armed_group", "status": "claimed", "quote": "groupe Étoile"}],
    )
