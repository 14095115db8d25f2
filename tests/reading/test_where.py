"""Places: against the gazetteer and what stands beside them, never finer than the words."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.model import Where
from reportedly.reading.lexis import gazetteer, language_of
from reportedly.reading.spot import Spot, compatible
from reportedly.reading.where import PlaceReader
from tests.reading.tagging import parsed


def spots(body: str, language: str) -> list[Spot]:
    """The places of all sentences of a page of this body."""
    page = parsed(("قتل\n\n" if language == "ar" else "Attack\n\n") + body, language)
    reader = PlaceReader(gazetteer(), page.report.text, language_of(language).lexicon.clitics)
    reader.survey(page.sentences)
    return [spot for sentence in page.sentences for spot in reader.spots(sentence)]


def first(body: str, language: str) -> tuple[str | None, str | None, str | None]:
    where = spots(body, language)[0].where
    return where.country, where.admin1, where.precision


@pytest.mark.parametrize(
    ("language", "body", "precision"),
    [
        ("fr", "Trois soldats ont été tués dans la province de Raqqa.", "admin1"),
        ("fr", "Trois soldats ont été tués dans la ville de Raqqa.", "exact"),
        ("fr", "Trois soldats ont été tués près de Raqqa.", "near"),
        ("en", "Three soldiers were killed in Raqqa province.", "admin1"),
        ("en", "Three soldiers were killed in the town of Raqqa.", "exact"),
        ("en", "Three soldiers were killed near Raqqa.", "near"),
        ("ar", "قتل ثلاثة جنود في محافظة الرقة.", "admin1"),
        ("ar", "قتل ثلاثة جنود في مدينة الرقة.", "exact"),
    ],
)
def test_a_province_is_not_the_town_of_its_name(language: str, body: str, precision: str) -> None:
    assert first(body, language) == ("SY", "Ar-Raqqah", precision)


def test_only_towns_have_coordinates() -> None:
    province, town = (spots(f"Three soldiers were killed in {words}.", "en")[0].where
                      for words in ("Raqqa province", "the town of Raqqa"))  # fmt: skip
    assert (province.latitude, province.longitude) == (None, None)
    assert town.latitude == pytest.approx(35.95, abs=0.1)


@pytest.mark.parametrize(
    ("language", "body", "where"),
    [
        ("fr", "Trois soldats ont été tués dans le village de Zorblania, dans la région de Mopti, au Mali.",
         ("ML", "Mopti", "exact")),
        ("en", "Three soldiers were killed in the village of Zorblania, in Helmand province.",
         ("AF", "Helmand", "exact")),
        ("en", "Three soldiers were killed in the village of Zorblania, Afghanistan.", ("AF", None, "exact")),
        ("ar", "قتل ثلاثة جنود في قرية الزربلانية في محافظة الرقة.", ("SY", "Ar-Raqqah", "exact")),
    ],
)  # fmt: skip
def test_a_village_that_no_list_has_lies_in_what_stands_beside_it(
    language: str, body: str, where: tuple[str, str | None, str]
) -> None:
    found = spots(body, language)[0]
    assert first(body, language) == where
    assert (found.place, found.where.geonames_id, found.where.latitude) == (None, None, None)


def test_a_place_told_as_near_lends_its_country_only() -> None:
    assert first("Three soldiers were killed in the village of Zorblania, near Mosul.", "en") == ("IQ", None, "exact")


def test_a_word_that_describes_a_village_is_not_its_name() -> None:
    assert spots("قتل ثلاثة جنود في القرية الحدودية.", "ar") == []


def test_a_metropolis_is_meant_by_its_name_wherever_the_page_is_set() -> None:
    body = "The Canadian police said three people were killed in London. Canada's army was there."
    assert first(body, "en")[0] == "GB"


@pytest.mark.parametrize(
    ("language", "words", "where"),
    [
        ("en", "Three people were killed in Tripoli, Lebanon.", "LB"),
        ("en", "Three people were killed in Tripoli.", "LY"),
        ("en", "Three people were killed in Paris, Texas.", "US"),
        ("fr", "Trois personnes ont été tuées à Tripoli, au Liban.", "LB"),
    ],
)
def test_what_is_named_right_behind_a_town_says_which_it_is(language: str, words: str, where: str) -> None:
    assert first(words, language)[0] == where


def test_the_page_decides_between_towns_of_one_name() -> None:
    body = "Three people were killed in Hyderabad, Pakistan."
    assert first(body, "en")[0] == "PK"


def test_a_town_may_be_called_as_a_word_of_some_rule() -> None:
    assert first("Three people were killed in Hit, Iraq.", "en")[0] == "IQ"
    assert [s.where.name for s in spots("Three people were killed in Hit on Friday.", "en")] == ["Hit"]
    assert spots("Gunmen hit three people on Friday. Hit and run is common.", "en") == []


def test_every_place_quotes_its_words() -> None:
    body = "Trois soldats ont été tués près de Raqqa, en Syrie."
    assert [s.where.quote.text for s in spots(body, "fr") if s.where.quote] == ["Raqqa", "Syrie"]


def place(precision: Any, country: str | None = "SY", admin1: str | None = None, **more: Any) -> Where:
    return Where(name=more.pop("name", "X"), country=country, admin1=admin1, precision=precision, **more)


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        (place("exact", geonames_id=1), place("exact", geonames_id=1), True),
        (place("exact", geonames_id=1, name="A"), place("exact", geonames_id=2, name="B"), False),
        (place("exact", geonames_id=1, name="A"), place("exact", name="B"), True),
        (place("exact", geonames_id=1, name="A"), place("near", geonames_id=2, name="B"), True),
        (place("admin1", admin1="Aleppo"), place("exact", admin1="Homs"), False),
        (place("country"), place("exact", admin1="Homs"), True),
        (place("country", "IQ"), place("exact"), False),
        (place("exact", None), place("country"), True),
    ],
    ids=["one town", "two towns", "a village unknown", "near one of them", "two divisions", "a country and its town",
         "two countries", "no country"],
)  # fmt: skip
def test_whether_two_places_may_be_one(one: Where, other: Where, may: bool) -> None:
    assert compatible(one, other) is compatible(other, one) is may


@pytest.mark.parametrize(
    ("coarse", "inside"),
    [
        (place("country"), True),
        (place("admin1", admin1="Homs"), True),
        (place("admin1", admin1="Aleppo"), False),
        (place("country", "IQ"), False),
        (place("country", None), False),
        (place("near"), False),
        (place("exact", admin1="Homs"), False),
    ],
)
def test_what_a_place_may_lie_in(coarse: Where, inside: bool) -> None:
    assert place("exact", admin1="Homs").may_lie_in(coarse) is inside


def test_a_page_without_places_has_none() -> None:
    assert spots("Three soldiers were killed.", "en") == []


def test_what_a_market_is_for_is_no_name() -> None:
    places = [
        spot.where.name for spot in spots("قتل ثلاثة أشخاص في هجوم على سوق للماشية في مدينة غايا في النيجر", "ar")
    ]
    assert "سوق للماشية" not in places


def test_a_quarter_is_named_without_the_word_for_it() -> None:
    (spot,) = spots("Three soldiers were killed in the Kolvani neighborhood.", "en")
    assert (spot.where.name, spot.site) == ("Kolvani", True)


@pytest.mark.parametrize(
    ("language", "body", "where"),
    [
        ("fr", "Trois soldats ont été tués dans la province du Logar, au sud de la capitale Kaboul.", "Logar"),
        ("en", "Three soldiers were killed in Diyala province, north of Baghdad.", "Diyala"),
        ("ar", "قتل ثلاثة جنود في هجوم بمحافظة ديالى شمال شرق بغداد.", "محافظة ديالى"),
        ("ar", "قتل ثلاثة جنود في كمين في ولاية عين الدفلى جنوب غرب العاصمة الجزائر.", "ولاية عين الدفلى"),
    ],
)
def test_a_bearing_behind_a_place_only_says_where_that_one_lies(language: str, body: str, where: str) -> None:
    first, second = spots(body, language)
    assert (first.where.name, first.bearing, second.bearing) == (where, False, True)


def test_a_bearing_alone_is_where_it_happened() -> None:
    (spot,) = spots("Three soldiers were killed north of Baghdad.", "en")
    assert not spot.bearing


@pytest.mark.parametrize("town", ["غايا", "بريا"])
def test_a_town_that_no_list_has_in_arabic_is_found_by_its_letters(town: str) -> None:
    country = {"غايا": "النيجر", "بريا": "أفريقيا الوسطى"}[town]
    where = spots(f"قتل ثلاثة جنود في هجوم على بلدة {town} في {country}.", "ar")[0].where
    assert where.geonames_id is not None
    assert where.latitude is not None
    assert where.name == town


def test_a_mountain_is_no_town_of_its_name() -> None:
    where = spots("قتل ثلاثة جنود في هجوم في جبل غايا في النيجر.", "ar")[0].where
    assert where.geonames_id is None


def test_words_behind_a_definite_place_word_describe_it() -> None:
    found = spots("قتل ثلاثة جنود في هجوم على الطريق المؤدية إلى بلدة غايا في النيجر.", "ar")
    assert "المؤدية" not in " ".join(spot.where.name or "" for spot in found)


@pytest.mark.parametrize(
    "words",
    [
        "قرية تبعد عشرين كيلومترا عن حلب",
        "منطقة تخضع لسيطرة الجيش",
        "حي يقطنه عمال",
        "قرية يوجد بها مخيم",
        "منطقة ذات كثافة",
    ],
)
def test_what_is_said_of_a_place_is_not_its_name(words: str) -> None:
    found = spots(f"قتل ثلاثة جنود في هجوم على {words} في سوريا.", "ar")
    assert not any(words.split()[1] in (spot.where.name or "") for spot in found)


@pytest.mark.parametrize(
    ("language", "body", "country"),
    [
        ("en", "Russian troops shelled the city of Kherson on Tuesday and killed three people.", "UA"),
        ("en", "Pakistani jets bombed a camp in Paktika and killed three people.", "AF"),
        ("fr", "L'armée russe a bombardé la ville de Kherson et tué trois personnes.", "UA"),
        ("ar", "قصف الجيش الروسي مدينة خيرسون فقتل ثلاثة أشخاص.", "UA"),
        ("en", "Nigerian troops killed three people in Maiduguri.", "NG"),
        ("en", "Malian troops killed three people in Yorbessa.", "ML"),  # a village that no gazetteer has
        ("en", "Russia's war: Russian troops shelled the port of Taganrog and killed three people.", "RU"),
    ],
)
def test_who_only_came_tells_of_no_country(language: str, body: str, country: str) -> None:
    page = parsed(("قتل\n\n" if language == "ar" else "Attack\n\n") + body, language)
    reader = PlaceReader(gazetteer(), page.report.text, language_of(language).lexicon.clitics)
    reader.survey(page.sentences)
    most = reader.country_most_told()
    assert most is not None
    assert most.country == country
