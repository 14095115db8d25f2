"""From the web to a release, over a week: three invented outlets publish, correct and withdraw, and are followed.

Real sockets, the real reader and the weights that are shipped; only the clock is set. Outlets, people and events are
invented.
"""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from reportedly.gathering.web import Fetcher, politeness_of, read_sources
from reportedly.model import LinkedIncident
from reportedly.running import judging, pipeline
from reportedly.running.fetching import Fetching
from reportedly.running.giving import given_by_the_world
from reportedly.running.judging import Signed
from reportedly.running.known import changes, history, known_on
from reportedly.running.linking import link_store
from reportedly.running.releasing import release
from reportedly.running.settings import Settings
from reportedly.running.verifying import texts_of
from reportedly.running.watching import Watching
from reportedly.sharing.clearing import Policy
from reportedly.sharing.verifying import problems
from reportedly.storing import KeptPages, Store, folder_of, open_store
from tests.gathering.web.clocks import TestClock
from tests.gathering.web.fetching import lookup, polite
from tests.gathering.web.server import Server, page
from tests.running.webbed import HOUR, read_here

LEDGER, COURRIER, MARSAD = "ledger.example", "courrier.example", "marsad.example"
ME = Signed("A. Recorder", "read in all its pages")


class Item(NamedTuple):
    """A page as its outlet's feed names it."""

    path: str
    day: int
    title: str
    words: str


class Outlet:
    """An invented outlet on the server: what it has published, and its feed."""

    def __init__(self, server: Server, host: str, language: str) -> None:
        self.server, self.host, self.language = server, host, language
        self.items: dict[str, Item] = {}
        self.tell()

    def publish(self, item: Item) -> None:
        """The page is there, in these words; one of this path is corrected."""
        self.items[item.path] = item
        paragraphs = "".join(f"<p>{words}</p>" for words in item.words.split("\n"))
        body = (
            f"<!doctype html><html lang='{self.language}'><head><meta charset='utf-8'><title>{item.title}</title>"
            f"<meta property='article:published_time' content='2026-03-{item.day:02}T07:00:00Z'></head>"
            f"<body><article><h1>{item.title}</h1>{paragraphs}</article></body></html>"
        )
        self.server.says[self.host + item.path] = page(body.encode())
        self.tell()

    def withdraw(self, path: str) -> None:
        """The page is gone for good."""
        del self.items[path]
        self.server.says[self.host + path] = page(b"", status=410)
        self.tell()

    def tell(self) -> None:
        """The feed as it is now, each outlet's in a format of its own."""
        kind, text = {LEDGER: self._rss, COURRIER: self._atom, MARSAD: self._json}[self.host]()
        self.server.says[self.host + "/feed"] = page(text.encode(), kind=kind)

    def _rss(self) -> tuple[str, str]:
        items = "".join(
            f"<item><title>{item.title}</title><link>{self.server.url(item.path, self.host)}</link>"
            f"<pubDate>{item.day} Mar 2026 07:00:00 +0000</pubDate></item>"
            for item in self.items.values()
        )
        return "application/rss+xml", f"<rss version='2.0'><channel><title>Ledger</title>{items}</channel></rss>"

    def _atom(self) -> tuple[str, str]:
        items = "".join(
            f"<entry><id>{item.path}</id><title>{item.title}</title><link href='{item.path}'/>"
            f"<published>2026-03-{item.day:02}T07:00:00Z</published></entry>"
            for item in self.items.values()
        )
        named = "<feed xmlns='http://www.w3.org/2005/Atom'><id>c</id><title>Courrier</title>"
        return "application/atom+xml", f"{named}{items}</feed>"

    def _json(self) -> tuple[str, str]:
        items = [
            {
                "id": item.path,
                "url": self.server.url(item.path, self.host),
                "title": item.title,
                "date_published": f"2026-03-{item.day:02}T07:00:00Z",
            }
            for item in self.items.values()
        ]
        document = {"version": "https://jsonfeed.org/version/1.1", "title": "Marsad", "items": items}
        return "application/feed+json", json.dumps(document, ensure_ascii=False)


class Week:
    """The three outlets, and a store that follows them."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.ledger = Outlet(server, LEDGER, "en")
        self.courrier = Outlet(server, COURRIER, "fr")
        self.marsad = Outlet(server, MARSAD, "ar")
        self.clock = TestClock()
        self.store = folder / "store.sqlite"
        self._file = folder / "sources.yml"
        self._file.write_text(
            "".join(
                f"- name: {name}\n  language: {each.language}\n  feeds: {server.url('/feed', each.host)}\n"
                f"  allowed: ['{each.host}']\n  delay: 0.1\n"
                for name, each in (
                    ("The Harbour Ledger", self.ledger),
                    ("Courrier du Delta", self.courrier),
                    ("Marsad", self.marsad),
                )
            ),
            encoding="utf-8",
        )

    def until(self, day: int) -> None:
        """Follows them up to the evening of this day of March, a pass every six hours, each in a run of its own."""
        end = ((day - 1) * 24 + 15) * HOUR  # the clock begins at eight
        while self.clock.at < end:
            self.clock.at = min(self.clock.at + 6 * HOUR, end)
            self.passes()

    def passes(self) -> list[str]:
        """One pass; what went wrong."""
        followed = read_sources(self._file)
        kept = KeptPages(folder_of(self.store))
        polite_to = politeness_of(polite(), followed)
        with (
            open_store(self.store) as store,
            kept.alone(),
            Fetcher(polite_to, clock=self.clock, lookup=lookup) as fetcher,
        ):
            watching = Watching(followed, Fetching(store, kept, fetcher, Settings.of(), self.clock))
            found = [said for said in watching.once() if said is not None]
            link_store(store)
            return found


DJIBO = "Eleven civilians were killed on Saturday when gunmen attacked a market in Djibo, in northern Burkina Faso"
DJIBO_FR = "Onze civils ont été tués samedi dans l’attaque d’un marché à Djibo, dans le nord du Burkina Faso"
DJIBO_AR = "قتل 14 مدنيا السبت في هجوم شنه مسلحون على سوق في مدينة جيبو شمالي بوركينا فاسو، بحسب مصدر طبي"
BAIDOA = "Two police officers were killed on Monday when a roadside bomb hit their vehicle in Baidoa, Somalia"
GAO_FR = "Quatre soldats maliens ont été tués dimanche dans une embuscade près de Gao"


@pytest.fixture
def week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Week]:
    monkeypatch.setattr(pipeline, "run_ordered", read_here)
    with Server() as server:
        yield Week(server, tmp_path)


def told(week: Week) -> None:
    """The first days: the market in Djibo by one outlet, a second, a third with more; an ambush; a bomb."""
    week.courrier.publish(Item("/djibo", 1, "Attaque à Djibo", f"{DJIBO_FR}, selon le ministère de la Défense."))
    week.until(1)
    week.ledger.publish(Item("/djibo", 2, "Market attack in Djibo", f"{DJIBO}, the ministry of defence said."))
    week.courrier.publish(Item("/gao", 2, "Embuscade près de Gao", f"{GAO_FR}, a annoncé l’armée malienne."))
    week.until(2)
    week.marsad.publish(Item("/djibo", 3, "هجوم على سوق في جيبو", f"{DJIBO_AR}."))
    corrected = DJIBO.replace("Eleven", "Fourteen")
    week.ledger.publish(Item("/djibo", 2, "Market attack in Djibo", f"{corrected}, the ministry of defence said."))
    week.ledger.publish(Item("/baidoa", 3, "Police killed in Baidoa", f"{BAIDOA}, a police commander said."))
    week.until(4)


def withdrawn(week: Week) -> None:
    """The Courrier takes both of its pages away, on the 5th; they are read again on the 8th and the 9th."""
    week.courrier.withdraw("/djibo")
    week.courrier.withdraw("/gao")
    week.until(10)


def by_place(store: Store) -> dict[str, LinkedIncident]:
    found = {(each.where.name or "") if each.where else "": each for each in store.incidents()}
    assert len(found) == len(list(store.incidents()))
    return found


def released(store: Store, folder: Path, last: Path | None = None) -> dict[str, bytes]:
    """The files of a release in which nothing is wrong."""
    release(store, folder, given_by_the_world(), Policy(), last)
    assert list(problems(folder)) == []
    assert list(problems(folder, texts_of(store))) == []
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_a_week_of_three_outlets_from_their_feeds_to_two_releases(week: Week, tmp_path: Path) -> None:
    told(week)
    with open_store(week.store) as store:
        known = by_place(store)
        assert set(known) == {"Djibo", "Gao", "Baidoa"}
        djibo = known["Djibo"]
        assert (djibo.killed.low, djibo.killed.high) == (14, 14), "what the ministry said first is brought up to date"
        assert (len(djibo.reports), djibo.languages) == (3, ("ar", "en", "fr"))
        assert best_on(store, djibo, 1, 2, 3) == [11, 11, 14]
        (day, correction) = next(stage for stage in history(store, djibo) if stage[1].revised)
        assert (day, correction.revised) == (march(3), page_of(store, "ledger", "/djibo"))
        for each in known.values():
            judging.set_state(store, each.id, "ready", ME)
        first = released(store, tmp_path / "first")
        assert released(store, tmp_path / "again") == first
    withdrawn(week)
    with open_store(week.store) as store:
        now = by_place(store)
        assert set(now) == {"Djibo", "Baidoa"}
        assert store.find(djibo.id).now == now["Djibo"].id != djibo.id, "it was founded by the page that is gone"
        assert (now["Djibo"].killed.low, now["Djibo"].killed.high) == (14, 14)
        found = {change.id: change for change in changes(store, march(5))}
        assert set(found) == {now["Djibo"].id, known["Baidoa"].id, known["Gao"].id}
        changed = found[now["Djibo"].id]
        assert (changed.kind, changed.other) == ("changed", djibo.id)
        assert changed.gone == page_of(store, "courrier", "/djibo")
        assert found[known["Gao"].id].kind == "withdrawn"
        assert set(found[known["Baidoa"].id].fields) == {"judged"}
        assert best_on(store, now["Djibo"], 1, 2, 3) == [11, 11, 14]
        released(store, tmp_path / "second", tmp_path / "first")
    with (tmp_path / "second" / "CHANGES.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["incident_id"], row["change"], row["field"]): row for row in csv.DictReader(file)}
    assert {name for name, _, _ in rows} == {djibo.id, now["Djibo"].id, known["Gao"].id}, "Baidoa is as it was"
    assert (known["Gao"].id, "withdrawn", "") in rows
    assert rows[djibo.id, "merged", ""]["other_id"] == now["Djibo"].id
    assert rows[now["Djibo"].id, "revised", "incident_id"]["before"] == djibo.id
    fewer = rows[now["Djibo"].id, "revised", "reports"]
    assert (fewer["before"], fewer["after"], fewer["reason"]) == ("3", "2", "1 report tells of it no longer")
    week.clock.at += 60 * 24 * HOUR
    week.passes()
    with open_store(week.store) as store:
        assert by_place(store) == now, "everything was asked for again, and nothing is new"


def march(day: int) -> datetime.date:
    return datetime.date(2026, 3, day)


def best_on(store: Store, incident: LinkedIncident, *days: int) -> list[int | None]:
    """The best figure of the killed as known on each of these days of March."""
    found = [known_on(store, incident, march(day)) for day in days]
    return [then.incident.killed.best if then else None for then in found]


def page_of(store: Store, outlet: str, path: str) -> tuple[str, ...]:
    """The id of the outlet's page, alone."""
    pages = (reading.report for reading in store.readings())
    return tuple(each.id for each in pages if each.url and outlet in each.url and each.url.endswith(path))
