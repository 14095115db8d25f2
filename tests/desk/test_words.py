"""How each language of the desk writes numbers, days, places and what changed."""

from __future__ import annotations

import datetime

import pytest

from reportedly.desk.facts import fact_name, fact_parts
from reportedly.desk.map_words import map_words
from reportedly.desk.words import LANGUAGES, words_in
from reportedly.model import Estimate
from reportedly.world.places import open_gazetteer

REPORTS = ("%(n)s report", "%(n)s reports")
DAY = datetime.date(2026, 2, 21)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "لا تقارير"), (1, "تقرير واحد"), (2, "تقريران"), (3, "3 تقارير"), (10, "10 تقارير"), (11, "11 تقريرًا"),
        (99, "99 تقريرًا"), (100, "100 تقرير"), (102, "102 تقرير"), (103, "103 تقارير"), (1111, "1,111 تقريرًا"),
    ],
)  # fmt: skip
def test_arabic_counts_with_six_forms(number: int, told: str) -> None:
    assert words_in("ar").plural(*REPORTS, number) == told


def test_french_none_is_singular() -> None:
    words = words_in("fr")
    assert [words.plural(*REPORTS, n) for n in (0, 1, 2)] == ["0 article", "1 article", "2 articles"]
    assert words.number(12345) == "12\u202f345"


def test_english_is_what_the_templates_say() -> None:
    words = words_in("en")
    assert [words.plural(*REPORTS, n) for n in (0, 1, 2)] == ["0 reports", "1 report", "2 reports"]
    assert words("Not in any catalogue, %(name)s", name="Ann") == "Not in any catalogue, Ann"


def test_scripts_get_all_forms() -> None:
    assert set(words_in("ar").forms("{n} incident", "{n} incidents")) == {"zero", "one", "two", "few", "many", "other"}
    assert words_in("en").forms("{n} incident", "{n} incidents") == {"one": "{n} incident", "other": "{n} incidents"}
    assert all('"legendExact"' in map_words(language) for language in LANGUAGES)


def test_days_are_written_as_each_language_does() -> None:
    assert words_in("en").day(DAY) == "21 February 2026"
    assert words_in("fr").day(DAY) == "21 février 2026"
    assert words_in("fr").day(DAY.replace(day=1)) == "1er février 2026"
    assert words_in("ar").day(DAY) == "21 شباط/فبراير 2026"
    assert words_in("ar").days(DAY, DAY, "month") == "شباط/فبراير 2026"
    assert words_in("ar").days(None, None, None) == ""
    assert words_in("en").days(DAY, DAY + datetime.timedelta(days=2), "day") == "21 February 2026 – 23 February 2026"


def test_digits_are_western_and_a_time_is_one_thing() -> None:
    moment = datetime.datetime(2026, 2, 21, 14, 5, tzinfo=datetime.UTC)
    assert words_in("ar").moment(moment) == "21 شباط/فبراير 2026، \u206614:05 UTC\u2069"
    assert words_in("en").moment(moment) == "21 February 2026, 14:05 UTC"
    assert words_in("ar").number(1234) == "1,234"
    assert "98" in words_in("ar").percent(0.98)
    assert words_in("fr").percent(0.98) == "98\xa0%"
    assert words_in("fr").decimal(0.875) == "0,88"
    assert [words_in("en").change(n) for n in (3, -2, 0)] == ["+3", "−2", "0"]


def test_figures_say_their_range() -> None:
    wide, least, exact = Estimate(2, 7, 12), Estimate(12, 12, None), Estimate(3, 3, 3)
    assert [words_in("en").figure(each) for each in (wide, least, exact)] == ["7 (2 to 12)", "12 (at least 12)", "3"]
    assert words_in("ar").figure(wide) == "7 (من 2 إلى 12)"
    assert words_in("fr").figure(least) == "12 (au moins 12)"


def test_places_are_named_as_recorders_name_them() -> None:
    assert words_in("ar").located("Qasr", None, "SY") == "Qasr، سوريا"
    assert [words_in(language).country("PS") for language in LANGUAGES] == ["Palestine", "Palestine", "فلسطين"]
    assert words_in("en").country("XX") == "XX"
    assert words_in("en").parts("Mali", None, "ML") == ["Mali"]


def test_languages_of_reports_have_names() -> None:
    assert words_in("fr").tongues(("ar", "en")) == "arabe, anglais"
    assert words_in("ar").tongues(("fr", "ar")) == "الفرنسية، العربية"
    assert words_in("en").tongue(None) == ""


def test_what_changed_is_told_in_the_language() -> None:
    words = words_in("fr")
    assert fact_name("killed, security forces", words) == "tués, forces de sécurité"
    assert fact_parts("killed", "4 (3 to 5)", words) == [("", "4 (de 3 à 5)")]
    assert fact_parts("killed", "12 (at least 12)", words) == [("", "12 (au moins 12)")]
    assert fact_parts("when", "2026-02-21 to 2026-02-22", words) == [("", "21 février 2026 – 22 février 2026")]
    assert fact_parts("when", "2026-99-99", words) == [("", "2026-99-99")]
    assert fact_parts("grade", "weak", words) == [("", "faible")]
    assert fact_parts("where", "Attack", words) == [("", "Attack")]
    assert fact_parts("by whom", "الجيش: accused, denied; None: stated; odd", words) == [
        ("الجيش", "accusé, démenti"), ("auteur non nommé", "désigné"), ("", "odd"),
    ]  # fmt: skip
    assert fact_parts("injured", None, words) == []


def test_a_place_in_arabic_letters_is_told_in_latin_ones_too() -> None:
    place = open_gazetteer().resolve("الفاشر")
    assert place is not None
    asked = ("الفاشر", "North Darfur", "SD", place.id)
    assert words_in("en").located(*asked) == f"{place.name} (الفاشر), North Darfur, Sudan"
    assert words_in("fr").parts(*asked)[0] == f"{place.name} (الفاشر)"
    assert words_in("ar").parts(*asked)[0] == "الفاشر"
    assert words_in("en").parts("El Fasher", "North Darfur", "SD", place.id)[0] == "El Fasher"
    assert words_in("en").parts("الفاشر", None, "SD", None) == ["الفاشر", "Sudan"]
    assert words_in("en").parts("الفاشر", None, "SD", 1) == ["الفاشر", "Sudan"]  # an id that isn't there
    assert words_in("en").parts("السودان", None, "SD", open_gazetteer().candidates("Sudan")[0].id) == [
        "Sudan (السودان)"
    ]
