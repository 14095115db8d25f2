"""Names spelled letter by letter: what an Arabic name may be in Latin letters, and which town of a country it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.world.place_spelling import (
    TABLES,
    UNLIKE,
    Spelled,
    choose_spelled,
    cost,
    plain_arabic,
    plain_latin,
    sketch,
)
from reportedly.world.places import Gazetteer, Kind, open_gazetteer

_LATIN = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèçşğıİñ -'", max_size=20)
_ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوييةىأإؤئءپڤگ ", max_size=20)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def _cost(latin: str, arabic: str) -> int:
    return cost(plain_latin(latin), plain_arabic(arabic))


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Gaya", "غايا"),
        ("Bria", "بريا"),
        ("Suruç", "سوروتش"),
        ("Suruç", "سروج"),
        ("Maroua", "مروة"),
        ("Gombe", "غومبي"),
        ("Gombe", "جومب"),
        ("Tennessee", "تينيسي"),
        ("Lafayette", "لافاييت"),
        ("Perpignan", "بيربينيان"),
        ("Baraki Barak", "براكي براك"),
        ("Chitral", "شيترال"),
        ("Mbaïki", "امبايكي"),
    ],
)
def test_spellings_of_one_name(latin: str, arabic: str) -> None:
    assert sketch(plain_latin(latin)) == sketch(plain_arabic(arabic))
    assert _cost(latin, arabic) <= 3


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("Gaya", "غويا"), ("Gaya", "مايا"), ("Bria", "برياس"), ("Suruç", "سورن"), ("Lomé", "لوما بارا"), ("", "غايا")],
)
def test_spellings_of_other_names(latin: str, arabic: str) -> None:
    assert _cost(latin, arabic) > 3


@st.composite
def _spelled(draw: st.DrawFn) -> tuple[str, str]:
    """A plain Latin name and one of its spellings by the table."""
    latin = plain_latin(draw(_LATIN))
    arabic, at = "", 0
    while at < len(latin):
        table = TABLES["first" if at == 0 else "inside"]
        known = [n for n in range(1, len(latin) - at + 1) if latin[at : at + n] in table]
        known = [2] if latin.startswith(("gn", "ph"), at) else known  # to a sketch one sound each
        length = draw(st.sampled_from(known or [1]))
        letters, _ = draw(st.sampled_from(table.get(latin[at : at + length], (("", 0),))))
        arabic, at = arabic + letters, at + length
    return latin, plain_arabic(arabic)


@given(_spelled())
def test_a_name_spelled_by_the_table_has_its_sketch(pair: tuple[str, str]) -> None:
    """Only names of one sketch are aligned: none that agrees may be lost so."""
    latin, arabic = pair
    assert sketch(latin) == sketch(arabic)


@given(_LATIN, _ARABIC)
def test_a_cost_is_bounded(latin: str, arabic: str) -> None:
    assert 0 <= _cost(latin, arabic) <= UNLIKE


@given(st.lists(st.tuples(_LATIN, st.integers(0, 10**6)), max_size=6), _ARABIC)
def test_the_order_of_places_makes_no_difference(places: list[tuple[str, int]], arabic: str) -> None:
    spelled = [Spelled(plain_latin(name), i, people) for i, (name, people) in enumerate(places)]
    assert choose_spelled(plain_arabic(arabic), spelled) == choose_spelled(plain_arabic(arabic), spelled[::-1])


def test_of_several_the_one_with_ten_times_the_people() -> None:
    large, small, other = Spelled("gaya", 1, 50_000), Spelled("gaia", 2, 900), Spelled("gaia", 3, 9_000)
    assert choose_spelled("غايا", [small, large]) == 1
    assert choose_spelled("غايا", [large, other]) is None
    assert choose_spelled("غايا", [Spelled("gaya", 1, 0), Spelled("gaya", 2, 0)]) is None
    assert choose_spelled("غايا", []) is None


@pytest.mark.parametrize(
    ("name", "country", "kinds", "expected"),
    [
        ("غايا", "NE", ("town",), "Gaya"),
        ("بلدة غايا", "NE", ("town",), "Gaya"),
        ("جيلان بينار", "TR", ("town",), "Ceylanpınar"),
        ("لوغار", "AF", ("admin1",), "Logar"),
        ("كاشين", "MM", ("admin1",), "Kachin"),
        ("غايا", "FR", ("town",), None),  # no town of that country is spelled so
        ("المروة", "SA", ("town",), None),  # places of Arab countries are listed in Arabic
        ("Gaya", "NE", ("town",), None),  # a Latin name is looked for in the list
        ("ميلان", "CH", ("town",), None),  # Milan is larger than Meilen
        ("بون", "NE", ("town",), None),  # too short to tell
    ],
)
def test_a_town_of_the_country(
    gazetteer: Gazetteer, name: str, country: str, kinds: tuple[Kind, ...], expected: str | None
) -> None:
    place = gazetteer.spelled(name, country, kinds=kinds)
    assert (place.name if place else None) == expected


def test_only_within_the_division(gazetteer: Gazetteer) -> None:
    assert gazetteer.spelled("غايا", "NE", admin1="Dosso") is not None
    assert gazetteer.spelled("غايا", "NE", admin1="Zinder") is None
