"""What a release costs: time and memory of making one, beside reading the same incidents, and how both grow.

    python benchmarks/release.py [--accounts 2500 10000]

Stores of made news (desk.py makes and keeps them in build/bench) are gone over in processes of their own, in turns:
once only to read every incident with all that stands behind it, as a release has to, once to make a release of all of
them, with every format. Seconds are of processor time, the least of `ROUNDS`; megabytes are the most that were held at
once. What is wanted: that each incident more takes no more than `MOST_TIMES` what reading it takes (what any release
begins with, such as loading pyarrow, is left out so), time that grows with the incidents, and memory that doesn't: four
times the incidents may take `MOST_GROWN` times the memory.
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
from collections.abc import Callable, Iterable, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from reportedly.running.giving import given_by_the_world
from reportedly.running.releasing import release
from reportedly.sharing.clearing import Policy
from reportedly.sharing.verifying import problems
from reportedly.storing import open_store

SIZES, ROUNDS = (2_500, 10_000), 3
MOST_TIMES, MOST_GROWN, MOST_SLOWER = 12.0, 1.25, 1.25


class Done(NamedTuple):
    """What one piece of work took, over so many incidents."""

    incidents: int
    seconds: float  # of processor time
    megabytes: float
    written: float = 0.0  # megabytes


def read(file: Path) -> Done:
    """Reads every incident with what stands behind it."""
    with open_store(file, create=False) as store:
        start = time.process_time()
        incidents = sum(1 for _ in store.dossiers())
        return Done(incidents, time.process_time() - start, _most())


def make(file: Path) -> Done:
    """Makes a release of every incident."""
    with open_store(file, create=False) as store, tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        made = release(store, Path(folder) / "made", given_by_the_world(), Policy(unreviewed=True))
        seconds, megabytes = time.process_time() - start, _most()
        files = [path for path in (Path(folder) / "made").rglob("*") if path.is_file()]
        return Done(made.incidents, seconds, megabytes, sum(path.stat().st_size for path in files) / 1e6)


def check(file: Path) -> Done:
    """Checks a release as a stranger does; raises `SystemExit` where something is wrong with it."""
    with open_store(file, create=False) as store, tempfile.TemporaryDirectory() as folder:
        made = release(store, Path(folder) / "made", given_by_the_world(), Policy(unreviewed=True))
        start = time.process_time()
        wrong = list(problems(Path(folder) / "made"))
        if wrong:
            raise SystemExit("\n".join(wrong[:10]))
        return Done(made.incidents, time.process_time() - start, _most())


def _most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


WORKS: dict[str, Callable[[Path], Done]] = {"read": read, "make": make, "check": check}


def _apart(work: str, file: Path) -> Done:
    """One of `WORKS` in a process of its own."""
    command = [sys.executable, __file__, "--only", work, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{work} failed on {file}:\n{done.stderr}")
    return Done(*json.loads(done.stdout))


def measure(files: Iterable[Path], rounds: int = ROUNDS) -> bool:
    """Prints a line for each size and each thing that is wanted; whether all of it holds."""
    pairs, held = list[tuple[Done, Done]](), list[bool]()
    for file in files:
        turns = [(_apart("read", file), _apart("make", file)) for _ in range(rounds)]
        reading, making = (min(works, key=lambda one: one.seconds) for works in zip(*turns, strict=True))
        checking = _apart("check", file)
        pairs.append((reading, making))
        print(
            f"{making.incidents} incidents: read in {reading.seconds:.1f} s, {reading.megabytes:.0f} MB; released in "
            f"{making.seconds:.1f} s, {making.megabytes:.0f} MB ({making.written:.0f} MB written); "
            f"checked in {checking.seconds:.1f} s, {checking.megabytes:.0f} MB; "
            f"{making.seconds / reading.seconds:.1f} x the time of reading"
        )
    for (less_read, less), (more_read, more) in itertools.pairwise(pairs):
        times = (more.seconds - less.seconds) / (more_read.seconds - less_read.seconds)
        held.append(_held(f"each incident more: {times:.1f} x the time of reading it", times, MOST_TIMES))
        grown = more.incidents / less.incidents
        slower = more.seconds / less.seconds / grown
        held.append(_held(f"{grown:.1f} x the incidents: each takes {slower:.2f} x the time", slower, MOST_SLOWER))
        larger = more.megabytes / less.megabytes
        held.append(_held(f"{grown:.1f} x the incidents in {larger:.2f} x the memory", larger, MOST_GROWN))
    return all(held)


def _held(said: str, found: float, most: float) -> bool:
    print(f"  {said}, wanted at most {most}: {'yes' if found <= most else 'NO'}")
    return found <= most


def _stores(accounts: Sequence[int]) -> list[Path]:
    """Stores of so many accounts, made in another process: what begins in this one starts with its most of memory."""
    from desk import make as made_store

    with get_context("spawn").Pool(1) as apart:
        return apart.map(made_store, accounts)


def main() -> None:
    """Measures each size, or does one piece of work and prints its numbers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--store", type=Path, nargs="+", help="stores that are there, in place of made news")
    parser.add_argument("--only", nargs=2, metavar=("WORK", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        work, file = given.only
        print(json.dumps(WORKS[work](Path(file))))
        return
    if not given.store:
        given.store = _stores(sorted(given.accounts))
    if not measure(given.store):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
