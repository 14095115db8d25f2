"""Scenes: which place and country an incident has of all that a page tells, and which one that it only recalls."""

from __future__ import annotations

import datetime

import pytest

from reportedly.model import Incident, Report, Where
from reportedly.running.page import read_report

_DAY = datetime.date(2026, 3, 11)  # a Wednesday


def incidents(text: str, language: str = "en") -> tuple[Incident, ...]:
    """The incidents of a page, headline and body."""
    title = text.partition("\n\n")[0]
    return read_report(Report(id="x", text=text, title=title, language=language, published=_DAY)).incidents


def scene(text: str, language: str = "en") -> Where:
    """Where the page's first incident happened."""
    where = incidents(text, language)[0].where
    assert where is not None
    return where


@pytest.mark.parametrize(
    ("body", "admin1"),
    [
        ("TOLEDO, Ohio - Two men were shot on Monday in the 3300 block of North Detroit Avenue.", "Ohio"),
        ("Two men were shot on Monday on Detroit Avenue, Toledo police in Ohio said.", "Ohio"),
        ("Two men were shot on Monday at a Fresno nightclub.", "California"),
        ("Two men were shot on Monday on Durandal Street, Fresno police said.", "California"),
    ],
)
def test_a_street_lies_in_the_town_that_is_told_with_it(body: str, admin1: str) -> None:
    where = scene(f"Two men shot in nightclub\n\n{body}")
    assert (where.country, where.admin1) == ("US", admin1)
    assert where.latitude is not None


def test_a_site_has_no_coordinates_where_no_town_is_told() -> None:
    where = scene("Two men shot\n\nTwo men were shot on Monday on Durandal Street, police said.")
    assert (where.name, where.latitude) == ("Durandal Street", None)


@pytest.mark.parametrize(("state", "admin1"), [("Ind.", "Indiana"), ("Tenn.", "Tennessee"), ("Pa.", "Pennsylvania")])
def test_an_abbreviated_state_tells_its_towns_from_namesakes(state: str, admin1: str) -> None:
    assert scene(f"Two shot\n\nTwo men were shot in Lebanon, {state}, on Monday.").admin1 == admin1


def test_a_small_town_far_from_all_that_the_page_tells_is_another_place_of_its_name() -> None:
    where = scene("Two shot\n\nTwo men were shot on Monday at Wallace Park in Indianapolis.")
    assert where.admin1 == "Indiana"


def test_surnames_tell_of_no_country() -> None:
    body = "Paul Whitby, 24, and Jane Whitby, 27, were shot dead on Monday in Toledo, Ohio. Whitby was a nurse."
    assert scene(f"Two shot\n\n{body}").country == "US"


@pytest.mark.parametrize(
    ("body", "country"),
    [
        ("Deux hommes ont été tués par balles mardi à Valence, a indiqué le procureur.", "FR"),
        ("Deux hommes ont été tués par balles mardi à Valence, en Espagne.", "ES"),
    ],
)
def test_a_page_that_names_no_country_tells_of_its_readers(body: str, country: str) -> None:
    assert scene(f"Deux hommes tués\n\n{body}", "fr").country == country


def test_what_is_recalled_without_a_place_happened_in_the_country_of_the_news() -> None:
    news, recalled = incidents(
        "Bomb kills nine in Mardan\n\nA bomb killed nine people on Tuesday at a market in Mardan, Pakistan.\n\n"
        "In October a similar attack killed 14 people."
    )
    assert recalled.where is not None
    assert (recalled.where.name, recalled.where.country, recalled.where.precision) == (None, "PK", "country")
    assert news.where is not None
    assert news.where.precision == "exact"


def test_what_is_recalled_of_a_place_as_known_happened_there() -> None:
    *_, recalled = incidents(
        "Drone hits base\n\nA drone hit the Durandal base in Mardan, Pakistan, on Tuesday, wounding two soldiers.\n\n"
        "In October a similar attack on the base killed 14 people."
    )
    assert recalled.where is not None
    assert recalled.where.country == "PK"
    assert recalled.where.name is not None


def test_what_is_recalled_of_another_country_stays_there() -> None:
    *_, recalled = incidents(
        "Bomb kills nine in Mardan\n\nA bomb killed nine people on Tuesday at a market in Mardan, Pakistan.\n\n"
        "In October a similar attack in Kabul, Afghanistan, killed 14 people."
    )
    assert recalled.where is not None
    assert recalled.where.country == "AF"
