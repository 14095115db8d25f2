"""The regions into which the standards put the world's countries, and ISO 3166's numbers.

ACLED's regions follow its list of countries; UCDP's the numbers of its states (200 to 399 Europe, 400 to 626 Africa,
630 to 699 Middle East, 700 to 999 Asia, 2 to 199 the Americas), where releases don't differ; GTD's the list in its
codebook (region; as of 2018). A country that isn't here stays without a region.
"""

from __future__ import annotations

from functools import cache

from babel.core import get_global

_ACLED = {
    "Western Africa": "BJ BF CV CI GM GH GN GW LR ML MR NE NG SH SN SL TG",
    "Middle Africa": "AO CM CF TD CG CD GQ GA ST",
    "Eastern Africa": "BI KM DJ ER ET KE MG MW MU YT MZ RE RW SC SO SS TZ UG ZM ZW",
    "Southern Africa": "BW SZ LS NA ZA",
    "Northern Africa": "DZ EG LY MA SD TN",
    "Middle East": "BH IR IQ IL JO KW LB OM PS QA SA SY TR AE YE",
    "Caucasus and Central Asia": "AM AZ GE KZ KG TJ TM UZ",
    "South Asia": "AF BD BT IN MV NP PK LK",
    "Southeast Asia": "BN KH ID LA MY MM PH SG TH TL VN",
    "East Asia": "CN HK JP KP KR MO MN TW",
    "Europe": "AL AD AT BY BE BA BG HR CY CZ DK EE FI FR DE GR HU IS IE IT XK LV LI LT LU MT MD MC ME MK NL NO PL PT "
    "RO RU SM RS SK SI ES SE CH UA GB VA",
    "North America": "CA US",
    "Central America": "BZ CR SV GT HN MX NI PA",
    "South America": "AR BO BR CL CO EC GY PY PE SR UY VE",
    "Caribbean": "AG BS BB CU DM DO GD HT JM KN LC VC TT",
    "Oceania": "AU FJ KI MH FM NR NZ PW PG WS SB TO TV VU",
}
_UCDP = {  # without those that releases put into one region or another: EG, TR, CY
    "Africa": "Western Africa|Middle Africa|Eastern Africa|Southern Africa|Northern Africa",
    "Middle East": "Middle East",
    "Asia": "South Asia|Southeast Asia|East Asia|Oceania",
    "Europe": "Europe",
    "Americas": "North America|Central America|South America|Caribbean",
}
_UCDP_OTHERWISE = {
    **dict.fromkeys(("EG", "TR", "CY"), None),
    **dict.fromkeys(("AM", "AZ", "GE"), "Europe"),
    **dict.fromkeys(("KZ", "KG", "TJ", "TM", "UZ"), "Asia"),
}
GTD_REGIONS = (
    "North America", "Central America & Caribbean", "South America", "East Asia", "Southeast Asia", "South Asia",
    "Central Asia", "Western Europe", "Eastern Europe", "Middle East & North Africa", "Sub-Saharan Africa",
    "Australasia & Oceania",
)  # fmt: skip
_GTD = {
    "Western Africa": 11, "Middle Africa": 11, "Eastern Africa": 11, "Southern Africa": 11, "Northern Africa": 10,
    "Middle East": 10, "Caucasus and Central Asia": 7, "South Asia": 6, "Southeast Asia": 5, "East Asia": 4,
    "Europe": 8, "North America": 1, "Central America": 2, "South America": 3, "Caribbean": 2, "Oceania": 12,
}  # fmt: skip
_EAST = "AL BY BA BG HR CZ EE HU XK LV LT MK MD ME PL RO RU RS SK SI UA".split()  # noqa: SIM905 (a list of codes)
_GTD_OTHERWISE = {
    "MX": 1, "SD": 11, "MU": 6, "EH": 10, "GI": 8, **dict.fromkeys(_EAST, 9), **dict.fromkeys(("GP", "KY", "MQ"), 2),
    **dict.fromkeys(("FK", "GF"), 3), **dict.fromkeys(("NC", "PF", "WF"), 12),
}  # fmt: skip


def acled_region(country: str) -> str | None:
    """ACLED's region of the country (alpha-2)."""
    return _by_country().get(country)


def ged_region(country: str) -> str | None:
    """UCDP's region of the country."""
    if country in _UCDP_OTHERWISE:
        return _UCDP_OTHERWISE[country]
    own = _by_country().get(country)
    return next((region for region, parts in _UCDP.items() if own in parts.split("|")), None) if own else None


def gtd_region(country: str) -> int | None:
    """The number of GTD's region of the country: 1 is the first of `GTD_REGIONS`."""
    own = _by_country().get(country)
    return _GTD_OTHERWISE.get(country, _GTD[own] if own else None)


def iso_number(country: str) -> int | None:
    """The country's number in ISO 3166-1, as CLDR has it; None for one that has none (Kosovo's isn't ISO's)."""
    return _numbers().get(country) if country != "XK" else None


@cache
def _by_country() -> dict[str, str]:
    return {country: region for region, countries in _ACLED.items() for country in countries.split()}


@cache
def _numbers() -> dict[str, int]:
    aliases = get_global("territory_aliases")
    return {codes[0]: int(alias) for alias, codes in aliases.items() if alias.isdecimal() and len(codes) == 1}
