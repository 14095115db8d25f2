"""Runs of fetching for tests: a server on 127.0.0.1, a clock that is set, invented outlets and their pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reportedly.gathering.web import Fetcher
from reportedly.model import Reading
from reportedly.model.errors import InputError
from reportedly.running.fetching import Fetching, Wanted
from reportedly.running.pipeline import Task
from reportedly.running.settings import Settings
from reportedly.storing import KeptPages, Store, folder_of, open_store
from tests.gathering.web.clocks import TestClock
from tests.gathering.web.fetching import lookup, polite

HOUR = 3_600.0
DAY = 24 * HOUR
HOSTS = frozenset({"127.0.0.1", "outlet.example", "m.outlet.example", "www.outlet.example", "other.example"})
SETTINGS = Settings.of(published=datetime.date(2026, 2, 27), language="en")


def story(killed: str = "Three", *, link: str = "", beside: str = "") -> bytes:
    """An invented page; `beside` is furniture of which nothing is read."""
    return (
        f"<!doctype html><html lang='en'><head><title>Attack near Qasr Wasita</title>{link}</head><body><article>"
        "<h1>Attack near Qasr Wasita</h1>"
        f"<p>{killed} civilians were killed on Thursday when gunmen attacked a market in Ouagadougou, the ministry of "
        "defence said in a statement.</p><p>The ministry said the attackers fled towards the border after the raid, "
        f"and that soldiers were looking for them.</p></article><!-- {beside} --></body></html>"
    ).encode()


@contextmanager
def fetching(path: Path, clock: TestClock | None = None) -> Iterator[Fetching]:
    """A run into the store at `path`, made where it's missing."""
    clock = clock or TestClock()
    kept = KeptPages(folder_of(path))
    with (
        open_store(path) as store,
        kept.alone(),
        Fetcher(polite(allowed=HOSTS), clock=clock, lookup=lookup) as fetcher,
    ):
        yield Fetching(store, kept, fetcher, SETTINGS, clock)


def fetch(run: Fetching, *urls: str) -> list[str]:
    """What went wrong."""
    return [said for said in run.fetch(Wanted(url=url) for url in urls) if said is not None]


def read_here(
    function: Callable[[Task], Reading], tasks: Iterable[Task], **_given: object
) -> Iterator[Reading | InputError]:
    """In place of workers, which take a second to start."""
    for task in tasks:
        try:
            yield function(task)
        except InputError as error:
            yield error


def killed(store: Store) -> list[int | None]:
    """The figure of every page that gives one now, in the order of pages."""
    readings = list(store.readings())
    return [incident.killed.best for reading in readings for incident in reading.incidents]
