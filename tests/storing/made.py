"""Stores made by hypothesis, for tests of lists; and what a list should be, by looking at every incident."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import msgspec
from babel import Locale
from hypothesis import strategies as st

from reportedly.model import Disagreement, Estimate, Event, LinkedIncident, Reading, Telling, When, Where
from reportedly.model.search import SORTS, Search
from reportedly.model.vocabulary import GRADES, STATES, SUB_TYPES
from reportedly.running import linking
from reportedly.scripts.terms import terms_of, words_of
from reportedly.storing import Store, open_store
from tests import stories

COUNTRIES, OUTLETS, LANGUAGES = ("SY", "NE", "FR"), ("Le Fil", "The Wire", "البرق"), ("fr", "en", "ar")
SPEAKERS = ("un médecin", "la police", None)
EVENTS = tuple((kind, sub) for kind in ("Battles", "Explosions/Remote violence") for sub in SUB_TYPES[kind][:2])
WORDS = (
    "Qasr",
    "personnes",
    "المدنيين",
    "wasita tuées",
    "médecin",
    "Niger",
    "النيجر",
    "nowhere",
    "battles",
    "«»",
    "qa",
)
DAYS = st.dates(datetime.date(2026, 3, 1), datetime.date(2026, 3, 9))


class Known(NamedTuple):
    """An incident with what it is found by that isn't in it."""

    incident: LinkedIncident
    dismissed: bool
    languages: frozenset[str]
    outlets: frozenset[str]
    speakers: frozenset[str]
    terms: frozenset[str]


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """What is made of an incident."""
    event = draw(st.none() | st.sampled_from(EVENTS))
    start = draw(st.none() | DAYS)
    end = start and start + datetime.timedelta(days=draw(st.integers(0, 3)))
    figures = st.none() | st.sampled_from((0, 1, 7, 7, 40, 2**70))
    where = Where(name=draw(st.sampled_from(("Qasr", "Gaya"))), country=draw(st.none() | st.sampled_from(COUNTRIES)))
    differs = Disagreement(field="killed", kind="contradiction", values=(), explanation="")
    return {
        "event": Event(type=event[0], sub_type=event[1]) if event else None,
        "when": When(start=start, end=end, precision="day") if start else None,
        "where": draw(st.none() | st.just(where)),
        "background": draw(st.booleans()),
        "killed": Estimate(best=draw(figures)),
        "injured": Estimate(best=draw(figures)),
        "grade": draw(st.sampled_from(GRADES)),
        "disagreements": draw(st.sampled_from(((), (differs,)))),
        "state": draw(st.sampled_from(STATES)),
        "unseen": draw(st.sampled_from(((), ("x#i1",)))),
        "stirred": draw(st.none() | st.integers(-3, 3)),
        "reopened": draw(st.sampled_from(((), ("j1 is in doubt",)))),
    }


@st.composite
def pages(draw: st.DrawFn, number: int) -> Reading:
    """The page with this number, of one or two incidents."""
    places = draw(st.lists(st.sampled_from(sorted(stories.PLACES)), min_size=1, max_size=2, unique=True))
    told = [
        stories.Told(place, draw(st.integers(1, 5)), draw(st.integers(1, 9)), draw(st.sampled_from(SPEAKERS)))
        for place in places
    ]
    extra = draw(st.sampled_from(("", "للمدنيين. ", "Le Niger. ")))
    page = stories.page(
        f"p{number:02}", draw(st.integers(5, 9)), *told, extra=extra, outlet=draw(st.sampled_from(OUTLETS))
    )
    report = msgspec.structs.replace(page.report, language=draw(st.sampled_from(LANGUAGES)))
    return msgspec.structs.replace(page, report=report)


searches = st.builds(
    Search,
    text=st.sampled_from(("", "", "", *WORDS)),
    since=st.none() | DAYS,
    until=st.none() | DAYS,
    country=st.lists(st.sampled_from(COUNTRIES), max_size=2).map(tuple),
    grade=st.just(()) | st.lists(st.sampled_from(GRADES), min_size=2, max_size=4).map(tuple),
    state=st.just(()) | st.lists(st.sampled_from(STATES), min_size=2, max_size=5).map(tuple),
    event=st.just(()) | st.sampled_from([(name,) for event in EVENTS for name in event]),
    language=st.just(()) | st.lists(st.sampled_from(LANGUAGES), max_size=2).map(tuple),
    outlet=st.none() | st.sampled_from(OUTLETS),
    speaker=st.none() | st.sampled_from(SPEAKERS),
    killed_from=st.none() | st.sampled_from((-(2**80), 0, 7, 2**80)),
    killed_to=st.none() | st.sampled_from((-(2**80), 7, 50, 2**80)),
    differs=st.none() | st.booleans(),
    background=st.none() | st.booleans(),
    dismissed=st.booleans(),
    sort=st.sampled_from(SORTS),
    descending=st.booleans(),
)


@contextmanager
def store_of(draw: Callable[[st.SearchStrategy[Any]], Any], empty: Path) -> Iterator[Store]:
    """A store with made pages, linked, of which made incidents came; `empty` is one without any, to be copied."""
    path = empty.with_name("made.sqlite")
    for file in empty.parent.glob("made.sqlite*"):
        file.unlink()
    shutil.copy(empty, path)
    drawn: dict[str, dict[str, Any]] = {}

    def heeding(incident: LinkedIncident, _log: object) -> LinkedIncident:
        return msgspec.structs.replace(incident, **drawn.setdefault(incident.id, draw(changes())))

    def dismissal(_incident: LinkedIncident, _log: object) -> str | None:
        said: str | None = draw(st.sampled_from((None, None, "j1")))
        return said

    with (
        mock.patch.object(linking, "scored", stories.scored),
        mock.patch.object(linking, "heeding", heeding),
        mock.patch.object(linking, "dismissal", dismissal),
        open_store(path) as store,
    ):
        for number in range(draw(st.integers(0, 9))):
            store.add(draw(pages(number)))
            if draw(st.integers(0, 4)) == 0:
                linking.link_store(store)
        linking.link_store(store)
        yield store


def everything(store: Store) -> list[Known]:
    """Every incident, by looking at its tellings."""
    shown = {incident.id for incident in store.incidents()}
    return [
        Known(
            incident=incident,
            dismissed=incident.id not in shown,
            languages=frozenset(told.report.language or "" for told in tellings),
            outlets=frozenset(told.report.outlet or "" for told in tellings),
            speakers=frozenset(a.speaker.name for t in tellings for a in t.accounts if a.speaker and a.speaker.name),
            terms=frozenset(terms_of(_texts(incident, tellings))),
        )
        for incident in store.incidents(dismissed=True)
        for tellings in [store.tellings(incident)]
    ]


def _texts(incident: LinkedIncident, tellings: list[Telling]) -> Iterator[str]:
    yield from (telling.report.text for telling in tellings)
    for where in (incident.where, *(account.where for telling in tellings for account in telling.accounts)):
        if where is not None:
            yield from (where.name or "", where.admin1 or "")
    if incident.where and incident.where.country:
        yield from (Locale(language).territories[incident.where.country] for language in LANGUAGES)
    if incident.event:
        yield from (incident.event.type or "", incident.event.sub_type or "")


def is_found(known: Known, search: Search) -> bool:
    """Whether the search is for this incident."""
    incident, where, when, event = known.incident, known.incident.where, known.incident.when, known.incident.event
    killed = incident.killed.best if (incident.killed.best or 0) < 2**63 else None
    names = (event.type, event.sub_type) if event else ()
    return all((
        search.dismissed or not known.dismissed,
        search.background in (None, incident.background),
        search.differs in (None, bool(incident.disagreements)),
        search.since is None or (when is not None and when.end is not None and when.end >= search.since),
        search.until is None or (when is not None and when.start is not None and when.start <= search.until),
        not search.country or (where is not None and where.country in search.country),
        not search.grade or incident.grade in search.grade,
        not search.state or incident.state in search.state,
        not search.event or not set(search.event).isdisjoint(names),
        not search.language or not known.languages.isdisjoint(search.language),
        search.outlet is None or search.outlet in known.outlets,
        search.speaker is None or search.speaker in known.speakers,
        search.killed_from is None or (killed is not None and killed >= search.killed_from),
        search.killed_to is None or (killed is not None and killed <= search.killed_to),
        _has_words(known, search.text),
    ))  # fmt: skip


def _has_words(known: Known, text: str) -> bool:
    *whole, last = words_of(text) or [()]
    begun = not last or any(term.startswith(form) for form in last for term in known.terms)
    return begun and all(not known.terms.isdisjoint(forms) for forms in whole)


def in_order(found: list[Known], search: Search) -> list[str]:
    """The ids in the order of the search: what isn't known last, of equals by id."""

    def value(known: Known) -> Any:
        incident = known.incident
        of = {
            "day": incident.when.start if incident.when else None,
            "killed": incident.killed.best if (incident.killed.best or 0) < 2**63 else None,
            "injured": incident.injured.best if (incident.injured.best or 0) < 2**63 else None,
            "reports": len(incident.reports),
            "origins": incident.origins,
            "stirred": abs(incident.stirred) if incident.stirred is not None else None,
            "changed": 0,
        }
        return of[search.sort]

    known_ones = sorted((value(k), k.incident.id) for k in found if value(k) is not None)
    unknown = sorted(k.incident.id for k in found if value(k) is None)
    if search.descending:
        return [key for _, key in reversed(known_ones)] + unknown[::-1]
    return [key for _, key in known_ones] + unknown
