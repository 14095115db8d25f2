"""GTD-compatible CSV: its 135 columns, filled from what reports say; whether it is terrorism is a person's to say."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from reportedly.model import Dossier
from reportedly.model.vocabulary import Category, PlacePrecision, Role
from reportedly.sharing.case import Case
from reportedly.sharing.columns import Cell, Column, Table, joined, plain
from reportedly.sharing.days import span
from reportedly.sharing.given import File, Given, LeftOut
from reportedly.sharing.gtd_columns import HEADER, RULES, STAYS_EMPTY, TAGS
from reportedly.sharing.parties import Side, harmed_categories
from reportedly.sharing.regions import GTD_REGIONS, gtd_region
from reportedly.sharing.tolls import estimate_of

UNKNOWN, UNCOUNTED, UNPLACED = -9, -99, 5
"""GTD's codes of what isn't known: of yes or no, of a number of people, of a first-level division."""

ATTACKS = {
    "Armed clash": 2, "Suicide bomb": 3, "Remote explosive/landmine/IED": 3, "Grenade": 3, "Air/drone strike": 3,
    "Shelling/artillery/missile attack": 3, "Abduction/forced disappearance": 6, "Looting/property destruction": 7,
    "Chemical weapon": 8,
}  # fmt: skip
"""GTD's type of attack by ACLED's sub-type; of all others it's 9, unknown."""

ATTACK_NAMES = {2: "Armed Assault", 3: "Bombing/Explosion", 6: "Hostage Taking (Kidnapping)",
                7: "Facility/Infrastructure Attack", 8: "Unarmed Assault", 9: "Unknown"}  # fmt: skip
TARGET_NAMES = {2: "Government (General)", 3: "Police", 4: "Military", 10: "Journalists & Media", 12: "NGO",
                14: "Private Citizens & Property", 15: "Religious Figures/Institutions",
                17: "Terrorists/Non-State Militia", 20: "Unknown"}  # fmt: skip
WEAPON_NAMES = {2: "Chemical", 6: "Explosives", 13: "Unknown"}
_TARGETS: dict[Category | Role, int] = {
    "official": 2, "journalist": 10, "aid_worker": 12, "religious": 15,
    "student": 14, "civilian": 14, "police": 3, "military": 4, "armed_group": 17,
}  # fmt: skip
_SPECIFIC: dict[PlacePrecision, int] = {"exact": 1, "near": 1, "admin2": 3, "admin1": 4, "country": UNPLACED}
_FIRST_NUMBER, _NUMBERS = 5000, 5000  # of our events on one day: behind those that GTD gives
_SOURCES = 3
_LONGEST = datetime.timedelta(31)  # that is told from day to day: longer, no first day is that of an attack


class Attack(Case):
    """An incident as GTD sees it. `number` is its own on its day."""

    def __init__(self, dossier: Dossier, given: Given, number: int = 0) -> None:
        super().__init__(dossier, given)
        self.number = number

    @cached_property
    def date(self) -> tuple[int, int, int] | None:
        """Year, month and day of the beginning, 0 where these aren't known; None where the year isn't."""
        days = span(self.when)
        if days is None:
            return None
        first, last = days
        if self.when and self.when.precision in ("day", None) and last - first < _LONGEST:
            return first.year, first.month, first.day
        return (first.year, first.month if first.month == last.month else 0, 0) if first.year == last.year else None

    @cached_property
    def targets(self) -> list[int]:
        """GTD's types of target, those of the most killed first, three at most."""
        roles = {role for _, account in self.dossier.accounts() for victim in account.victims for role in victim.roles}
        found = [code for kind, code in _TARGETS.items() if kind in roles]
        found += [_TARGETS[category] for category in harmed_categories(self.dossier) if category in _TARGETS]
        return list(dict.fromkeys(found))[:3] or [20]

    @property
    def attack(self) -> int:
        """GTD's type of attack."""
        return ATTACKS.get(self.sub_type or "", 9)

    @property
    def weapon(self) -> int:
        """GTD's type of weapon."""
        return 2 if self.sub_type == "Chemical weapon" else 6 if self.attack == 3 else 13

    def side(self, place: int) -> Side | None:
        """One of those who are named as having done it."""
        named = self.sides.named
        return named[place] if place < len(named) else None

    @property
    def claims(self) -> int:
        """How many claim it."""
        return sum("claimed" in side.statuses for side in self.sides.named)


def gtd(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """The table as one file."""
    taken: set[tuple[tuple[int, int, int], int]] = set()
    table = Table(COLUMNS, lambda dossier: _row(Attack(dossier, given), taken))
    yield File("gtd.csv", table.lines(dossiers, given, left_out))


def _row(attack: Attack, taken: set[tuple[tuple[int, int, int], int]]) -> Iterable[Attack] | str:
    """The incident as a row with a number that none in `taken` has on its day, or why GTD has none for it."""
    if attack.in_passing:
        return attack.in_passing
    if attack.date is None:
        return "its year isn't known"
    number = _number(attack, taken)
    if number is None:
        return "its day has more events than GTD's ids have numbers"
    taken.add((attack.date, number))
    attack.number = number
    return [attack]


def _number(attack: Attack, taken: set[tuple[tuple[int, int, int], int]]) -> int | None:
    """A number on its day that none before it has: it follows from the incident's id, so that others seldom move it."""
    if attack.date is None:
        return None
    start = int(attack.incident.id[:8], 16)
    tried = (_FIRST_NUMBER + (start + step) % _NUMBERS for step in range(_NUMBERS))
    return next((number for number in tried if (attack.date, number) not in taken), None)


def _id(attack: Attack) -> Cell:
    year, month, day = attack.date or (0, 0, 0)
    return f"{year:04}{month:02}{day:02}{attack.number:04}"


def _of_date(place: int) -> Callable[[Attack], Cell]:
    return lambda attack: attack.date[place] if attack.date else None


def _approximate(attack: Attack) -> Cell:
    return attack.days_told if attack.date and not attack.date[2] else None


def _extended(attack: Attack) -> Cell:
    days = span(attack.when)
    if days is None or attack.when is None or attack.when.precision != "day":
        return None
    return int(days[1] - days[0] >= datetime.timedelta(days=1))


def _region(attack: Attack) -> int | None:
    return gtd_region(attack.country_code) if attack.country_code else None


def _region_name(attack: Attack) -> Cell:
    region = _region(attack)
    return GTD_REGIONS[region - 1] if region else None


def _city(attack: Attack) -> Cell:
    return attack.place if attack.place_precision in ("exact", "near") else "Unknown"


def _specificity(attack: Attack) -> Cell:
    if attack.place_precision is None or attack.latitude is None:
        return UNPLACED
    return _SPECIFIC[attack.place_precision]


def _of_point(axis: str) -> Callable[[Attack], Cell]:
    """A coordinate; none where nothing finer than the country is known."""
    return lambda attack: getattr(attack, axis) if _specificity(attack) != UNPLACED else None


def _vicinity(attack: Attack) -> Cell:
    return {"exact": 0, "near": 1}.get(attack.place_precision or "", UNKNOWN)


def _attack_name(attack: Attack) -> Cell:
    return ATTACK_NAMES[attack.attack]


def _target(place: int, name: bool = False) -> Callable[[Attack], Cell]:
    def of(attack: Attack) -> Cell:
        code = attack.targets[place] if place < len(attack.targets) else None
        return TARGET_NAMES[code] if name and code else code

    return of


def _described(attack: Attack) -> Cell:
    told = (
        attack.words.page(victim.description)
        for _, account in attack.dossier.accounts() for victim in account.victims if victim.description
    )  # fmt: skip
    return joined(list(told)[:_SOURCES])


def _name(place: int) -> Callable[[Attack], Cell]:
    def of(attack: Attack) -> Cell:
        side = attack.side(place)
        return side.name if side else "Unknown" if place == 0 else None

    return of


def _uncertain(place: int) -> Callable[[Attack], Cell]:
    """1 where it rests on accusation or suspicion, 0 where it is claimed or stated."""

    def of(attack: Attack) -> Cell:
        side = attack.side(place)
        return int(not {"claimed", "stated"} & set(side.statuses)) if side else None

    return of


def _claim(place: int) -> Callable[[Attack], Cell]:
    def of(attack: Attack) -> Cell:
        side = attack.side(place)
        return (1 if "claimed" in side.statuses else UNKNOWN) if side else None

    return of


def _claimed(attack: Attack) -> Cell:
    return 1 if attack.claims else UNKNOWN


def _competing(attack: Attack) -> Cell:
    return int(attack.claims > 1) if attack.claims else UNKNOWN


def _killed(attack: Attack) -> Cell:
    found = estimate_of(attack.incident.killed)
    return found[1] if found else None


def _attackers(attack: Attack) -> Cell:
    estimate = attack.incident.killed_by_category.get("attacker")
    return estimate.best if estimate else None


def _wounded(attack: Attack) -> Cell:
    found = estimate_of(attack.incident.injured)
    return found[1] if found else None


def _hostages(attack: Attack) -> list[int | None]:
    told = (victim for _, account in attack.dossier.accounts() for victim in account.tops("abducted"))
    return [victim.count.low for victim in told]


def _taken(attack: Attack) -> Cell:
    return 1 if attack.sub_type == "Abduction/forced disappearance" or _hostages(attack) else UNKNOWN


def _how_many_taken(attack: Attack) -> Cell:
    """How many were abducted: where it is told as one number."""
    told = {count for count in _hostages(attack) if count is not None}
    return told.pop() if len(told) == 1 else UNCOUNTED if _taken(attack) == 1 else None


def _notes(attack: Attack) -> Cell:
    incident, notes = attack.incident, []
    for name, estimate in (("killed", incident.killed), ("wounded", incident.injured)):
        found = estimate_of(estimate)
        if found and found[0] != found[2]:
            notes.append(f"Reported {name}: {found[0]} to {found[2]}{'' if estimate.high is not None else ' or more'}.")
    notes += attack.disputes()
    if attack.unreviewed:
        notes.append("Not reviewed by a person.")
    return " ".join(notes) or None


def _source(place: int) -> Callable[[Attack], Cell]:
    def of(attack: Attack) -> Cell:
        reports = attack.dossier.reports
        if place >= len(reports):
            return None
        report = reports[place]
        title = f"“{plain(attack.words.page(report.title))}”" if report.title else None
        day = str(report.published) if report.published else None
        return ", ".join(part for part in (title, plain(report.outlet), day) if part) or None

    return of


VALUES: dict[str, Callable[[Attack], Cell]] = {
    "eventid": _id, "iyear": _of_date(0), "imonth": _of_date(1), "iday": _of_date(2), "approxdate": _approximate,
    "extended": _extended, "country_txt": lambda attack: attack.country, "region": _region, "region_txt": _region_name,
    "provstate": lambda attack: attack.admin1, "city": _city, "latitude": _of_point("latitude"),
    "longitude": _of_point("longitude"), "specificity": _specificity, "vicinity": _vicinity,
    "summary": lambda attack: f"{attack.days_told[:1].upper()}{attack.days_told[1:]}: {attack.account_of()}",
    "suicide": lambda attack: 1 if attack.sub_type == "Suicide bomb" else None,
    "attacktype1": lambda attack: attack.attack, "attacktype1_txt": _attack_name,
    "targtype1": _target(0), "targtype1_txt": _target(0, name=True), "target1": _described,
    "targtype2": _target(1), "targtype2_txt": _target(1, name=True),
    "targtype3": _target(2), "targtype3_txt": _target(2, name=True),
    "gname": _name(0), "gname2": _name(1), "gname3": _name(2),
    "guncertain1": _uncertain(0), "guncertain2": _uncertain(1), "guncertain3": _uncertain(2),
    "nperps": lambda _attack: UNCOUNTED, "nperpcap": lambda _attack: UNCOUNTED,
    "claimed": _claimed, "claimmode": lambda attack: 10 if attack.claims else None,
    "claimmode_txt": lambda attack: "Unknown" if attack.claims else None,
    "claim2": _claim(1), "claim3": _claim(2), "compclaim": _competing,
    "weaptype1": lambda attack: attack.weapon, "weaptype1_txt": lambda attack: WEAPON_NAMES[attack.weapon],
    "weapdetail": lambda attack: attack.weapons, "nkill": _killed, "nkillter": _attackers, "nwound": _wounded,
    "ishostkid": _taken, "nhostkid": _how_many_taken, "addnotes": _notes,
    "scite1": _source(0), "scite2": _source(1), "scite3": _source(2),
    "dbsource": lambda attack: attack.given.release or attack.given.prefix,
}  # fmt: skip


def _column(name: str) -> Column[Attack]:
    rule, fields = RULES.get(name) or (STAYS_EMPTY[name], "")
    return Column(name, rule, fields, VALUES.get(name), TAGS.get(name, ""))


COLUMNS: tuple[Column[Attack], ...] = tuple(map(_column, HEADER))
"""GTD's columns in their order."""
