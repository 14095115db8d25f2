"""Days of publication as pages and inputs write them."""

from __future__ import annotations

import datetime

import pytest

from reportedly.gathering.days import dateline_day, parse_day, stated_day

DAY = datetime.date(2019, 3, 12)


@pytest.mark.parametrize(
    "text",
    [
        "2019-03-12",
        "2019-03-12T23:50:00Z",
        "2019-03-12T00:10:00+02:00",
        "2019-03-12 10:00:00",
        "2019/03/12",
        "20190312",
        "20190312T101500",
        "12 mars 2019",
        "mardi 12 mars 2019 à 10h05",
        "le 12 mars 2019",
        "12 March 2019",
        "March 12, 2019",
        "March 12th, 2019",
        "Tue, 12 Mar 2019 23:50:00 -0500",
        "12-Mar-2019",
        "12 de marzo de 2019",
        "12 مارس 2019",
        "الثلاثاء ١٢ مارس ٢٠١٩",
        "12 آذار/مارس 2019",
        "12 آذار (مارس) 2019",
        "12.03.2019",
        "Published 12 MARS 2019",
    ],
)
def test_the_day_as_written_without_any_zone_applied(text: str) -> None:
    assert parse_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "hier",
        "2019",
        "mars 2019",
        "12/03/2019",
        "2019-13-45",
        "1552345200",
        "31 février 2019",
        "9999-01-01",
        "42",
    ],
)
def test_none_where_unsure(text: str | None) -> None:
    assert parse_day(text) is None


def test_the_language_says_which_comes_first() -> None:
    assert parse_day("12/03/2019", "fr") == DAY
    assert parse_day("12/03/2019", "en") is None
    assert parse_day("03/25/2019") == datetime.date(2019, 3, 25)
    assert parse_day("25/03/2019") == datetime.date(2019, 3, 25)
    assert parse_day("1er mars 2019") == datetime.date(2019, 3, 1)


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 12 mars 2019",
        "Agence-Deux, publié le mardi 12 mars 2019 à 10h05",
        "Mis en ligne le 12/03/2019 à 10:05",
        "mardi 12 mars 2019 à 10h",
        "le samedi 12 mars 2019 à 10h",
        "Posted on March 12, 2019",
        "12 March 2019 | 10:05 GMT",
        "نشر في 12 مارس 2019",
        "Publicado el 12 de marzo de 2019",
    ],
)
def test_lines_that_state_the_day(line: str) -> None:
    assert stated_day(line, "fr") == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Il a été tué le 12 mars 2019 à Qasr.",
        "Le rapport publié hier parle de deux morts",
        "Attaque du 12 mars 2019 : deux morts à Qasr et Lirel",
        "Three men killed on 12 March 2019 were buried in Qasr today",
        "",
    ],
)
def test_lines_of_stories_do_not(line: str) -> None:
    assert stated_day(line, "fr") is None


@pytest.mark.parametrize(
    "line",
    [
        "نادرا (وكالة الشاطئ) 12-3-2019 - قتل جنديان في هجوم",
        "نادرا - 12-3-2019 - قتل جنديان في هجوم",
        "NADRA, Northland, March 12, 2019 (Northland Wire) - Two soldiers were killed",
        "NADRA (Agence du Nord) 12 mars 2019 — Deux soldats ont été tués",
    ],
)
def test_a_dateline_gives_the_day(line: str) -> None:
    assert dateline_day(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Deux soldats tués le 12 mars 2019 à Nadra - selon une source",
        "The attack on 12 March 2019 - the third of the week - killed two",
        "نادرا (وكالة الشاطئ) - قتل جنديان في هجوم يوم 12-3-2019 - بحسب مصدر",
        "NADRA, March 12 - Two soldiers were killed",
        "",
    ],
)
def test_a_day_in_the_story_is_none_of_a_dateline(line: str) -> None:
    assert dateline_day(line, "fr") is None


def test_arabic_days_come_first() -> None:
    assert parse_day("نشر في 3-12-2019") == datetime.date(2019, 12, 3)
    assert parse_day("3-12-2019") is None
