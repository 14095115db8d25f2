"""How linking grows: time, memory and errors over made news (made_news.py), and whether batches change the result.

    python benchmarks/growth.py [--accounts 10000 100000]

For each number of accounts: the readings are written to build/bench, then a process of its own links them, from the
file to the linked incidents. Seconds are of processor time, which a busy machine changes less; whoever waits looks at
the clock, which is printed beside and is what is wanted to stay under three minutes (it says less, since two threads
tell the meaning of headlines). Megabytes are the most that were held at once; F is pairwise over tellings, against the
made truth. Where there are two sizes their times are compared: ten times the accounts may take thirteen times as long.
The smallest is linked once more in five batches through a store, as pages arrive day by day: every incident must come
out the same, but for its id, which tells what was stored first.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from math import comb
from pathlib import Path
from typing import NamedTuple

import msgspec
from made_news import made_readings

from reportedly.model import LinkedIncident, Reading, to_json
from reportedly.running.linking import link_readings, link_store
from reportedly.storing import open_store

WORK = Path(__file__).parents[1] / "build" / "bench"
SIZES = (10_000, 100_000)
MOST_SECONDS, MOST_MEGABYTES, MOST_TIMES = 180, 2_000, 13.0  # for 100,000 accounts; for ten times as many
BATCHES = 5


class Linked(NamedTuple):
    """What linking one size took and gave."""

    accounts: int
    reports: int
    incidents: int
    origins: int
    seconds: float  # of processor time
    waited: float  # seconds by the wall clock
    megabytes: float
    precision: float
    recall: float


def make(accounts: int) -> Path:
    """The file with the readings, beside it one with the truth."""
    WORK.mkdir(parents=True, exist_ok=True)
    file = WORK / f"made-{accounts}.jsonl"
    truth: dict[str, str] = {}
    with file.open("wb") as stream:
        for made in made_readings(accounts):
            stream.write(to_json(made.reading) + b"\n")
            truth |= {f"{made.reading.report.id}#{incident}": key for incident, key in made.truth.items()}
    file.with_suffix(".truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return file


def readings_in(file: Path) -> Iterator[Reading]:
    """The readings, one at a time."""
    decoder = msgspec.json.Decoder(Reading)
    with file.open("rb") as stream:
        yield from map(decoder.decode, stream)


def link(file: Path) -> Linked:
    """Links the file in this process."""
    start, waited = time.process_time(), time.perf_counter()
    reports = accounts = incidents = origins = 0
    found: list[tuple[str, ...]] = []
    for incident in link_readings(readings_in(file)):
        incidents += 1
        origins += incident.origins
        found.append(incident.tellings)
    seconds, waited = time.process_time() - start, time.perf_counter() - waited
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for reading in readings_in(file):
        reports += 1
        accounts += len(reading.accounts)
    truth = json.loads(file.with_suffix(".truth.json").read_text(encoding="utf-8"))
    precision, recall = pairwise(found, truth)
    return Linked(accounts, reports, incidents, origins, seconds, waited, megabytes, precision, recall)


def pairwise(found: Iterable[tuple[str, ...]], truth: dict[str, str]) -> tuple[float, float]:
    """Precision and recall of the pairs of tellings that are said to be of one incident."""
    right = said = 0
    for tellings in found:
        said += comb(len(tellings), 2)
        right += sum(comb(count, 2) for count in Counter(truth[one] for one in tellings).values())
    true = sum(comb(count, 2) for count in Counter(truth.values()).values())
    return right / said if said else 1.0, right / true if true else 1.0


def differing(file: Path) -> tuple[int, int]:
    """How many incidents come out otherwise in batches through a store than all at once, and how many there are."""
    at_once = _anonymous(link_readings(readings_in(file)))
    readings = list(readings_in(file))
    size = -(-len(readings) // BATCHES)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "growth.sqlite") as store:
        for start in range(0, len(readings), size):
            for reading in readings[start : start + size]:
                store.add(reading)
            link_store(store)
        in_batches = _anonymous(store.incidents())
    return len(at_once ^ in_batches), len(at_once)


def _anonymous(incidents: Iterable[LinkedIncident]) -> set[bytes]:
    return {msgspec.json.encode(msgspec.structs.replace(incident, id="")) for incident in incidents}


def _apart(work: str, file: Path) -> list[float]:
    """What one of `WORKS` gives in a process of its own."""
    command = [sys.executable, __file__, "--only", work, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{work} failed on {file}:\n{done.stderr}")
    return list(json.loads(done.stdout))


WORKS: dict[str, Callable[[Path], tuple[float, ...]]] = {"link": link, "differing": differing}


def measure(sizes: Iterable[int]) -> bool:
    """Prints a line for each size and each thing that is wanted; whether all of it holds."""
    taken: list[Linked] = []
    for accounts in sorted(sizes):
        one = Linked(*_apart("link", make(accounts)))  # type: ignore[arg-type]
        taken.append(one)
        f = 2 * one.precision * one.recall / max(one.precision + one.recall, 1e-9)
        print(
            f"{one.accounts:.0f} accounts of {one.reports:.0f} reports: {one.seconds:.1f} s "
            f"({one.waited:.0f} by the clock), {one.megabytes:.0f} MB, "
            f"{one.incidents:.0f} incidents, {one.origins:.0f} origins; "
            f"pairwise F {f:.3f} (precision {one.precision:.3f}, recall {one.recall:.3f})"
        )
    held = [_judged(taken[-1])]
    for less, more in itertools.pairwise(taken):
        times, grown = more.seconds / less.seconds, more.accounts / less.accounts
        most = MOST_TIMES * grown / 10
        held.append(times <= most)
        print(f"  {grown:.1f} x the accounts in {times:.1f} x the time, wanted at most {most:.1f}: {_answer(held[-1])}")
    wrong, incidents = _apart("differing", make(min(sizes)))
    held.append(wrong == 0)
    print(
        f"  in {BATCHES} batches through a store: {wrong:.0f} of {incidents:.0f} incidents differ: {_answer(not wrong)}"
    )
    return all(held)


def _judged(largest: Linked) -> bool:
    share = largest.accounts / 100_000
    fast, small = largest.waited <= MOST_SECONDS * share, largest.megabytes <= MOST_MEGABYTES
    print(f"  {largest.waited:.0f} s by the clock, wanted at most {MOST_SECONDS * share:.0f}: {_answer(fast)}")
    print(f"  {largest.megabytes:.0f} MB, wanted at most {MOST_MEGABYTES}: {_answer(small)}")
    return fast and small


def _answer(holds: bool) -> str:
    return "yes" if holds else "NO"


def main() -> None:
    """Measures each size, or does one piece of work and prints its numbers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--only", nargs=2, metavar=("WORK", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        work, file = given.only
        print(json.dumps(WORKS[work](Path(file))))
    elif not measure(given.accounts):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
