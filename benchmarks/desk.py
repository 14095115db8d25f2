"""How long a person waits at the desk: every list, search and judgement of a large store, timed.

    python benchmarks/desk.py [--accounts 100000] [--store FILE]

A store of made news (made_news.py) is filled and linked once and kept in build/bench; that takes some ten minutes for
100,000 accounts, of some 8,000 incidents. Then each method of the store that the desk's views ask is timed by the
clock, `ROUNDS` times over a spread of searches drawn from `SEED`, on a connection that has the file open already. What
is wanted is a median under `MOST_MILLISECONDS`, since a page of the desk is to be there in 300 ms with all that is
around the query; and under `MOST_TO_JUDGE` for linking one judgement, which is what a person waits for when they
judge. Judgements are made in a copy, so that the kept store stays as it is.

The second table is of the desk itself (desk_views.py): every view asked for by HTTP, wanted under `MOST_OF_A_VIEW` at
the median, forms sent, and how long a browser takes to paint the first screen.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from desk_views import desk_of, judgements, painted, views
from made_news import made_readings

from reportedly.model.search import SORTS, Row, Search
from reportedly.running.judging import Signed, merge, note, set_state, undo
from reportedly.running.linking import link_store, linker
from reportedly.storing import Store, open_store

WORK = Path(__file__).parents[1] / "build" / "bench"
ACCOUNTS, SEED = 100_000, 20_260_701
ROUNDS, JUDGEMENTS, MERGES = 40, 20, 12
OTHERS = 500  # judgements that are there already
MOST_MILLISECONDS, MOST_TO_JUDGE = 100, 300
MOST_OF_A_VIEW, MOST_OF_A_SCREEN = 300, 1_000
DEEP = 20  # pages of a list that are turned one after another
WORDS = (
    "killed market",
    "قتلى",
    "tués",
    "النيجر",
    "Niger",
    "mali air strike",
    "سوق",
    "civil",
    "police hospital",
    "zzz",
)


class Timed(NamedTuple):
    """What was asked of the store so often, and milliseconds by the clock."""

    name: str
    milliseconds: Sequence[float]
    most: float

    def __str__(self) -> str:
        ordered = sorted(self.milliseconds)
        high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
        held = "" if self.held else f"  wanted under {self.most}: NO"
        return f"| {self.name} | {len(ordered)} | {statistics.median(ordered):.1f} | {high:.1f} |{held}"

    @property
    def held(self) -> bool:
        return statistics.median(self.milliseconds) < self.most


def make(accounts: int) -> Path:
    """The store, made where it isn't there yet or this program links otherwise than the one that made it."""
    WORK.mkdir(parents=True, exist_ok=True)
    file = WORK / f"desk-{accounts}-{hashlib.sha256(linker().encode()).hexdigest()[:8]}.sqlite"
    if file.is_file():
        return file
    making = file.with_suffix(".making")
    making.unlink(missing_ok=True)
    with open_store(making) as store:
        start = time.perf_counter()
        for made in made_readings(accounts):
            store.add(made.reading)
        print(f"{store.counts()['reports']} pages made and added in {time.perf_counter() - start:.0f} s")
        start = time.perf_counter()
        print(f"{link_store(store)} {time.perf_counter() - start:.0f} s")
    making.rename(file)
    return file


def searches(store: Store) -> list[Search]:
    """A spread of them: every order, each filter alone, some together, words in three scripts and of no meaning."""
    chance, facets = random.Random(SEED), store.facets(Search())  # noqa: S311
    first = datetime.date(2024, 1, 1)
    found = [Search(sort=sort, descending=falling) for sort in SORTS for falling in (True, False)]
    found += [Search(text=words) for words in WORDS]
    found += [Search(country=(value,)) for value, _ in facets.country[:8]]
    found += [Search(outlet=value) for value, _ in facets.outlet[:4]]
    found += [Search(speaker=value) for value, _ in facets.speaker[:4]]
    found += [Search(language=(value,)) for value, _ in facets.language]
    found += [Search(event=(value,), sort="killed") for value, _ in facets.event[:4]]
    found += [Search(grade=("contested",)), Search(differs=True), Search(background=None), Search(killed_from=10)]
    for _ in range(12):
        since = first + datetime.timedelta(days=chance.randrange(300))
        found.append(
            Search(
                since=since,
                until=since + datetime.timedelta(days=chance.randrange(1, 60)),
                country=(chance.choice(facets.country)[0],),
                text=chance.choice(("", "", *WORDS)),
                sort=chance.choice(SORTS),
            )
        )
    return found


def of_the_store(store: Store) -> Iterator[Timed]:
    """Every method that the desk's views ask, over the spread of searches."""
    spread = searches(store)
    yield timed("listing", [partial(store.listing, search) for search in spread])
    words = [Search(text=text) for text in WORDS]
    yield timed("listing, by words", [partial(store.listing, search) for search in words])
    yield timed(f"listing, page {DEEP}", [partial(_deep, store, search) for search in spread[:8]], DEEP)
    yield timed("facets", [partial(store.facets, search) for search in spread])
    yield timed("facets of everything", [partial(store.facets, Search(background=None))] * 10)
    yield timed("outline", [partial(store.outline, search) for search in spread])
    yield timed("outline of everything", [partial(store.outline, Search(background=None))] * 10)
    yield timed("inbox", [store.inbox] * ROUNDS)
    waiting = [row.id for row in store.inbox().rows]
    yield timed("why those of the inbox are one", [partial(store.strongest, waiting)] * ROUNDS)
    yield timed("sources, outlets", [partial(store.sources, "outlet")] * 10)
    yield timed("sources, speakers", [partial(store.sources, "speaker")] * 10)
    yield timed("version", [store.version] * ROUNDS)
    rows = _some(store)
    yield timed("incident", [partial(store.incident, row.id) for row in rows])
    incidents = [store.incident(row.id) for row in rows]
    yield timed("tellings of an incident", [partial(store.tellings, one) for one in incidents])


def of_judging(store: Store) -> Iterator[Timed]:
    """Judgements of incidents large and small, each with the linking that follows."""
    me = Signed("A. Coder", "as the list of the hospital has it")
    chance, rows = random.Random(SEED), _some(store)  # noqa: S311
    for row in chance.choices(store.outline(Search()), k=OTHERS):
        note(store, row.id, me)
    yield timed("the log of judgements", [store.judgements] * 10)
    yield timed("judge: a note", [partial(note, store, row.id, me) for row in rows], most=MOST_TO_JUDGE)
    states = [partial(set_state, store, row.id, "in_progress", me) for row in rows]
    yield timed("judge: a state", states, most=MOST_TO_JUDGE)
    some = chance.sample([row for row in store.outline(Search()) if 3 <= row.reports <= 20], k=2 * MERGES)
    pairs = list(zip(some[::2], some[1::2], strict=True))
    merges = [partial(merge, store, [row.id for row in two], me) for two in pairs]
    yield timed("judge: a merge", merges, most=MOST_TO_JUDGE)
    numbers = [judged.entry.id for judged in store.judgements() if judged.entry.kind == "merge"]
    yield timed("judge: its undoing", [partial(undo, store, number, me) for number in numbers], most=MOST_TO_JUDGE)


def timed(
    name: str, calls: Sequence[Callable[[], object]], times: int = 1, *, most: float = MOST_MILLISECONDS
) -> Timed:
    """What the calls took, one after another; of one that asks `times` times, each time's share."""
    taken = []
    for call in calls:
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000 / times)
    return Timed(name, taken, most)


def _deep(store: Store, search: Search) -> None:
    after = None
    for _ in range(DEEP):
        after = store.listing(search, after=after).next


def _some(store: Store) -> list[Row]:
    """The two incidents of which most reports tell, and `JUDGEMENTS` drawn from all, the same each time."""
    most = store.listing(Search(sort="reports"), limit=2).rows
    return [*most, *random.Random(SEED).sample(store.outline(Search()), k=JUDGEMENTS)]  # noqa: S311


def measure(file: Path) -> bool:
    """Prints a line for each thing that a person may ask; whether all are answered in time."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        copy = Path(shutil.copy(file, folder))
        start = time.perf_counter()
        with open_store(copy) as store:
            print(f"opened in {time.perf_counter() - start:.1f} s (longer where the tables are brought up to date)")
            counts = store.counts()
            print(", ".join(f"{counts[name]} {name}" for name in ("reports", "accounts", "incidents")), end="")
            print(f"; {copy.stat().st_size / 1e6:.0f} MB")
            print("| asked | times | median, ms | 95th percentile, ms |\n|-|-|-|-|")
            held = []
            for one in (*of_the_store(store), *of_judging(store)):
                print(one, flush=True)
                held.append(one.held)
        shutil.copy(file, copy)
        held += [one.held for one in of_views(copy)]
    return all(held)


def of_views(file: Path) -> list[Timed]:
    """Every view of the desk by HTTP, and what a person waits for when they judge; prints as it goes."""
    with open_store(file) as store:
        spread, rows = searches(store), _some(store)
        found = [row for row in store.outline(Search()) if 3 <= row.reports <= 20]
        some = [row.id for row in random.Random(SEED).sample(found, k=2 * MERGES)]  # noqa: S311
        with desk_of(file) as (address, starting):
            print(
                f"the desk told its address after {starting.told:.1f} s, showed the inbox after {starting.first:.1f} s"
            )
            asked = chain(
                views(address, store, spread, rows), judgements(address, list(zip(some[::2], some[1::2], strict=True)))
            )
            print("| asked by HTTP | times | median, ms | 95th percentile, ms |\n|-|-|-|-|")
            done = []
            for one in asked:
                done.append(timed(one.name, one.calls, most=MOST_OF_A_VIEW))
                print(done[-1], flush=True)
            if paints := painted(address):
                done.append(Timed("first screen in Chromium", paints, MOST_OF_A_SCREEN))
                print(done[-1])
    return done


def main() -> int:
    """0 where everything is answered in time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=ACCOUNTS)
    parser.add_argument("--store", type=Path, help="a store that is there, in place of made news; it stays as it is")
    options = parser.parse_args()
    return 0 if measure(options.store or make(options.accounts)) else 1


if __name__ == "__main__":
    sys.exit(main())
