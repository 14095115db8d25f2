"""Made news: readings of invented reports, from a seeded model of incidents, outlets, delays and copying.

    for made in made_readings(accounts=10_000):
        made.reading       # a `Reading`, every value quoted from its text
        made.truth         # incident id within the reading -> which made incident it tells

It is for measuring linking at sizes for which nobody has labelled news, so the truth is known. The period grows with
the number of accounts and its density stays: ten times the accounts are ten times the days. The model, all of it
drawn from `SEED` and the day's number, is this.

- *Incidents*: 40 a day, in `COUNTRIES` countries of 12 divisions of 15 towns, on a made grid (names of syllables, so
  that none is a real place). Two in five of them happen in thirty towns of five countries: there, two incidents of one
  day, one place and one kind occur, as they do in a war. Toll: one dead in 45 of 100, else a long tail to 150; wounded
  likewise. Six kinds of event, twelve armed groups, each at home in two countries; a quarter of incidents name one to
  three of the dead.
- *Reports*: as many as a Pareto tail gives (index 1.1, at most 60): half of the incidents have one, a tenth more than
  ten. English pages of local press had 1.7 an incident, of which 55 % of the incidents had one; world news more.
  Outlets: 90 in three languages; a report comes out 0 to 90 days later (`DELAYS`), most within a day.
- *What they say*: tolls rise for three days to the true one; each report tells one to four accounts (2.5 to 3 on the
  pages of the development sets), by the outlet, the police, a ministry, a hospital, the army, a witness. As a reader
  leaves them: in 15 of 100 reports no place is known, in 10 only the division, in 30 no day is, in 6 a wrong one, in 5
  a wrong figure.
- *Copying*: two in five of an incident's reports print the text of one of two agencies in their language, cut to half
  or more, with up to a tenth of its words replaced; two in three of these credit it.
- *Besides*: one in eight reports tells an earlier incident of the same country as background, one in twelve another
  incident of the same day and country.
- *Text*: 60 to 300 words (development sets: a median of 200 to 350), drawn as often as pages of news have them
  (`linking/common`), three in a hundred from no table; half of some 35 rarer words that an incident has in each
  language, the words of the accounts, the names of two people and a site. So texts are about as alike as real ones:
  the likeness that linking takes of two texts' words has a median of .01 to .03 between incidents, .2 within one.
"""

from __future__ import annotations

import datetime
import itertools
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from made_text import Draft, Vocabulary, in_arabic, made_name

from reportedly.model import Account, Count, Event, Perpetrator, Quote, Reading, Report, Speaker, Victim, When, Where
from reportedly.model.vocabulary import TYPE_OF_SUB_TYPE, Act, SpeakerType
from reportedly.reconciling import page_incidents

SEED = 20_260_101
FIRST_DAY = datetime.date(2024, 1, 1)
COUNTRIES = ("ML", "NE", "BF", "NG", "TD", "SD", "SO", "KE", "CD", "CF", "MZ", "CM", "LY", "EG", "SY", "IQ", "YE", "LB",
             "AF", "PK", "MM", "PH", "CO", "MX", "HT", "UA")  # fmt: skip
DIVISIONS, TOWNS = 12, 15
INCIDENTS_A_DAY = 40
HOT_COUNTRIES, HOT_TOWNS, HOT_SHARE = 5, 6, 0.4
MOST_REPORTS, REPORTS_INDEX = 60, 1.1
DELAYS = ((0, 0.38), (1, 0.34), (2, 0.11), (3, 0.06), (7, 0.05), (21, 0.04), (90, 0.02))  # days at most, share
COPIES, CREDITED = 0.4, 0.67
NO_PLACE, DIVISION_ONLY, NO_DAY, WRONG_DAY, WRONG_FIGURE = 0.15, 0.10, 0.30, 0.06, 0.05
TOPICAL = 0.5  # of an incident's own words are in a text about it
NAMED, BACKGROUND, SECOND = 0.25, 0.125, 0.08
LANGUAGES = ("en", "fr", "ar")
AGENCIES = {"en": ("AFP", "Reuters"), "fr": ("AFP", "Reuters"), "ar": ("فرانس برس", "رويترز")}
KINDS = {
    "airstrike": "Air/drone strike", "shelling": "Shelling/artillery/missile attack",
    "bomb": "Remote explosive/landmine/IED", "suicide": "Suicide bomb", "clash": "Armed clash", "attack": "Attack",
}  # fmt: skip
PHRASES: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "made_words.yml").read_text(encoding="utf-8")
)


class Town(NamedTuple):
    """A made town, its division and country; degrees."""

    name: str
    division: str
    country: str
    latitude: float
    longitude: float
    number: int


class MadeIncident(NamedTuple):
    """What happened, in truth."""

    key: str
    day: datetime.date
    town: Town
    kind: str
    killed: int
    injured: int
    group: tuple[str, str]  # name, key of an actor
    dead: tuple[str, ...]
    details: tuple[str, ...]  # names of people and sites that only this incident has


class MadeReading(NamedTuple):
    """A reading, and which made incident each of its incidents tells."""

    reading: Reading
    truth: dict[str, str]


class Seen(NamedTuple):
    """An incident as one report knows it: what its reader didn't find is None."""

    incident: MadeIncident
    killed: int
    injured: int
    day: datetime.date | None
    where: Where | None
    speakers: tuple[str | None, ...]
    background: bool


def made_readings(accounts: int, seed: int = SEED) -> Iterator[MadeReading]:
    """Readings with about so many accounts, day after day; never holds more than a month of incidents."""
    made = 0
    recent: list[list[MadeIncident]] = []
    for day in itertools.count():
        chance = random.Random(f"{seed} {day}")  # noqa: S311 (nothing secret is made)
        today = [_incident(chance, f"{day}-{number}", day) for number in range(INCIDENTS_A_DAY)]
        recent = [*recent[-30:], today]
        others = [incident for past in recent for incident in past]
        for incident in today:
            for one in _reports(chance, incident, today, others):
                yield one
                made += len(one.reading.accounts)
                if made >= accounts:
                    return


# Incidents


@cache
def _towns() -> dict[str, list[Town]]:
    chance = random.Random(SEED)  # noqa: S311
    towns: dict[str, list[Town]] = {}
    for at, country in enumerate(COUNTRIES):
        for division in range(DIVISIONS):
            name = made_name(chance)
            for number in range(TOWNS):
                latitude = -25 + 2.2 * (at % 13) + 0.15 * division + chance.uniform(-0.4, 0.4)
                longitude = -60 + 70 * (at // 13) + 1.2 * division + chance.uniform(-0.5, 0.5)
                identity = 90_000_000 + (at * DIVISIONS + division) * TOWNS + number
                town = Town(made_name(chance), name, country, round(latitude, 4), round(longitude, 4), identity)
                towns.setdefault(country, []).append(town)
    return towns


@cache
def _groups() -> tuple[tuple[str, str], ...]:
    chance = random.Random(SEED + 1)  # noqa: S311
    names = [made_name(chance) for _ in range(12)]
    return tuple((name, f"made-{name.casefold()}") for name in names)


def _incident(chance: random.Random, key: str, day: int) -> MadeIncident:
    if chance.random() < HOT_SHARE:
        country = COUNTRIES[chance.randrange(HOT_COUNTRIES)]
        town = _towns()[country][chance.randrange(HOT_TOWNS)]
    else:
        country = chance.choice(COUNTRIES)
        town = chance.choice(_towns()[country])
    home = COUNTRIES.index(country) // 2
    group = _groups()[home % 12 if chance.random() < 0.8 else chance.randrange(12)]
    killed = 1 if chance.random() < 0.45 else min(150, int(1 + chance.paretovariate(1.0)))
    named = min(killed, chance.randint(1, 3)) if chance.random() < NAMED else 0
    return MadeIncident(
        key=key,
        day=FIRST_DAY + datetime.timedelta(days=day),
        town=town,
        kind=chance.choice(tuple(KINDS)),
        killed=killed,
        injured=min(400, int(chance.paretovariate(0.8)) - 1),
        group=group,
        dead=tuple(f"{made_name(chance)} {made_name(chance)}" for _ in range(named)),
        details=tuple(f"{made_name(chance)} {made_name(chance)}" for _ in range(3)),
    )


# Reports


def _reports(
    chance: random.Random, incident: MadeIncident, today: Sequence[MadeIncident], recent: Sequence[MadeIncident]
) -> Iterator[MadeReading]:
    count = min(MOST_REPORTS, int(chance.paretovariate(REPORTS_INDEX)))
    agencies: dict[tuple[str, str], tuple[Draft, dict[str, str]]] = {}
    for number in range(count):
        language = chance.choice(LANGUAGES)
        published = incident.day + datetime.timedelta(days=_delay(chance))
        agency = chance.choice(AGENCIES[language]) if count > 1 and chance.random() < COPIES else None
        if agency and (language, agency) in agencies:
            draft, truth = agencies[language, agency]
            draft = draft.cut_and_reworded(chance, _vocabulary(language))
        else:
            told = _told(chance, incident, published, today, recent)
            draft, truth = _draft(chance, language, told), {f"i{at + 1}": t.incident.key for at, t in enumerate(told)}
        if agency:
            agencies.setdefault((language, agency), (draft, truth))
        credit = agency if agency and chance.random() < CREDITED else None
        reading = _reading(f"{incident.key}-{number}", draft, published, _outlet(chance, language), credit)
        yield MadeReading(reading, {one.id: truth[one.id] for one in reading.incidents})


def _delay(chance: random.Random) -> int:
    days, _ = zip(*DELAYS, strict=True)
    at = chance.choices(range(len(DELAYS)), [share for _, share in DELAYS])[0]
    return days[at] if at < 4 else chance.randint(days[at - 1] + 1, days[at])


def _outlet(chance: random.Random, language: str) -> str:
    return f"Outlet {language} {chance.randrange(30) + 1}"


def _told(
    chance: random.Random,
    incident: MadeIncident,
    published: datetime.date,
    today: Sequence[MadeIncident],
    recent: Sequence[MadeIncident],
) -> list[Seen]:
    """What a report tells: its incident, perhaps another of that day there, perhaps an earlier one as background."""
    told = [_seen(chance, incident, published, False)]
    near = [one for one in today if one.town.country == incident.town.country and one != incident]
    if near and chance.random() < SECOND:
        told.append(_seen(chance, chance.choice(near), published, False))
    past = [one for one in recent if one.town.country == incident.town.country and one.day < incident.day]
    if past and chance.random() < BACKGROUND:
        told.append(_seen(chance, chance.choice(past), published, True))
    return told


def _seen(chance: random.Random, incident: MadeIncident, published: datetime.date, background: bool) -> Seen:
    known = min(1.0, 0.55 + 0.15 * (published - incident.day).days + chance.uniform(0, 0.3))
    killed = max(1, round(incident.killed * known))
    if chance.random() < WRONG_FIGURE:
        killed = chance.randint(1, 2 * killed + 2)
    day: datetime.date | None = incident.day
    drawn = chance.random()
    if drawn < NO_DAY:
        day = None
    elif drawn < NO_DAY + WRONG_DAY:
        day = incident.day + datetime.timedelta(days=chance.choice((-7, -1, 1, 2)))
    voices: list[str | None] = [None, *chance.sample(sorted(PHRASES["en"]["speakers"]), chance.randint(0, 3))]
    return Seen(
        incident=incident,
        killed=killed,
        injured=round(incident.injured * known),
        day=day,
        where=_where(chance, incident.town),
        speakers=tuple(voices[: 2 if background else 4]),
        background=background,
    )


def _where(chance: random.Random, town: Town) -> Where | None:
    drawn = chance.random()
    if drawn < NO_PLACE:
        return None
    if drawn < NO_PLACE + DIVISION_ONLY:
        return Where(name=town.division, country=town.country, admin1=town.division, precision="admin1")
    return Where(
        name=town.name, country=town.country, admin1=town.division, latitude=town.latitude, longitude=town.longitude,
        geonames_id=town.number, precision="exact",
    )  # fmt: skip


# Texts and what is read from them


@cache
def _vocabulary(language: str) -> Vocabulary:
    return Vocabulary.of_news(language)


def _draft(chance: random.Random, language: str, told: Sequence[Seen]) -> Draft:
    """A text: a headline, then for each incident a sentence for each account, among words of no meaning."""
    vocabulary, phrases = _vocabulary(language), PHRASES[language]
    matters = [vocabulary.topic(random.Random(f"{seen.incident.key} {language}")) for seen in told]  # noqa: S311
    draft = Draft(title=" ".join(vocabulary.words(chance, 6)) + " " + _local(told[0].incident.town.name, language))
    for at, seen in enumerate(told):
        if seen.background:
            draft.say(phrases["earlier"])
        for speaker in seen.speakers:
            _say(draft, phrases, language, (at, seen, speaker))
            used = chance.sample(matters[at], round(TOPICAL * len(matters[at]) / len(seen.speakers)))
            draft.say(" ".join([*vocabulary.words(chance, chance.randint(8, 40)), *used]) + ".")
        for name in seen.incident.dead[: chance.randint(0, 3)]:
            draft.say(phrases["victim"], {"name": _local(name, language)}, (at, seen, "victim"))
        for detail in seen.incident.details:
            if chance.random() < 0.5:
                draft.say(
                    " ".join([*vocabulary.words(chance, 4), _local(detail, language), *vocabulary.words(chance, 6)])
                    + "."
                )
    draft.say(" ".join(vocabulary.words(chance, round(math.exp(chance.uniform(3, 5))))) + ".")
    return draft


def _say(draft: Draft, phrases: Mapping[str, Any], language: str, account: tuple[int, Seen, str | None]) -> None:
    _, seen, speaker = account
    said = {
        "where": _local(seen.where.name, language) if seen.where and seen.where.name else None,
        "when": seen.day.isoformat() if seen.day else None,
        "killed": _counted(seen.killed, phrases["people"]),
        "injured": _counted(seen.injured, phrases["people"]) if seen.injured else None,
        "event": phrases["events"][seen.incident.kind],
        "agent": _local(seen.incident.group[0], language) if speaker in ("government", "military") else None,
        "speaker": phrases["speakers"][speaker] if speaker else None,
    }
    known = {slot: words for slot, words in said.items() if words}
    draft.say(" ".join(phrases[slot].replace("{}", "{" + slot + "}") for slot in known) + ".", known, account)


def _local(name: str, language: str) -> str:
    return in_arabic(name) if language == "ar" else name


def _counted(number: int, people: Sequence[str]) -> str:
    return f"{number} {people[number != 1]}"


def _reading(identity: str, draft: Draft, published: datetime.date, outlet: str, credit: str | None) -> Reading:
    text = draft.text + (f"\n({credit})" if credit else "")
    language = outlet.split()[1]
    report = Report(id=identity, text=text, title=draft.title, outlet=outlet, language=language, published=published)
    accounts: list[Account] = []
    for (at, seen, speaker), quotes in draft.accounts():
        if speaker == "victim":
            accounts[-1] = _with_name(accounts[-1], quotes["name"])
        else:
            accounts.append(_account(f"a{len(accounts) + 1}", f"i{at + 1}", seen, speaker, quotes))
    return Reading(report=report, accounts=tuple(accounts), incidents=page_incidents(accounts))


def _account(identity: str, incident: str, seen: Seen, speaker: str | None, quotes: Mapping[str, Quote]) -> Account:
    kind = KINDS[seen.incident.kind]
    name, actor = seen.incident.group
    voices: dict[str, SpeakerType] = {"police": "police", "government": "government", "medical": "medical",
                                      "witness": "witness", "military": "military"}  # fmt: skip
    act: Act = "statement" if speaker else "report"
    day, where = seen.day, seen.where
    return Account(
        id=identity,
        incident=incident,
        speaker=Speaker(name=quotes["speaker"].text, type=voices[speaker], quote=quotes["speaker"])
        if speaker
        else None,
        act=act,
        event=Event(type=TYPE_OF_SUB_TYPE[kind], sub_type=kind, quote=quotes["event"]),
        when=When(start=day, end=day, precision="day", quote=quotes["when"]) if day else None,
        where=Where(**{**_fields(where), "name": quotes["where"].text, "quote": quotes["where"]}) if where else None,
        victims=tuple(_victims(seen, quotes)),
        perpetrators=(
            (Perpetrator(name=name, actor=actor, type="armed_group", status="accused", quote=quotes["agent"]),)
            if "agent" in quotes
            else ()
        ),
        weapons=(),
        background=seen.background,
        confidence=0.9,
    )


def _fields(where: Where) -> dict[str, Any]:
    return {name: getattr(where, name) for name in where.__struct_fields__}


def _victims(seen: Seen, quotes: Mapping[str, Quote]) -> Iterator[Victim]:
    yield Victim(outcome="killed", count=Count(seen.killed, seen.killed, str(seen.killed)), quote=quotes["killed"])
    if "injured" in quotes:
        yield Victim(
            outcome="injured", count=Count(seen.injured, seen.injured, str(seen.injured)), quote=quotes["injured"]
        )


def _with_name(account: Account, quote: Quote) -> Account:
    victim = Victim(outcome="killed", count=Count(1, 1), name=quote.text, part_of=0, quote=quote)
    fields = {name: getattr(account, name) for name in account.__struct_fields__}
    return Account(**{**fields, "victims": (*account.victims, victim)})
