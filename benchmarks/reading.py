"""How long reading takes, stage by stage, on the development pages: milliseconds of CPU a page.

    python benchmarks/reading.py [--pages N]

The baseline, in the same run, is cutting the page into folded tokens: what any reader must do first.
Pages are taken as reports already gathered; benchmarks/gathering.py measures the way there.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from reportedly.gathering import Defaults, articles, to_report
from reportedly.model import Failure, Report, to_json
from reportedly.reading import parse
from reportedly.reading.lexis import language_of
from reportedly.reading.screen import Screen
from reportedly.running.page import read_report

DATA = Path(__file__).parents[2] / "shared" / "data"
SETS = {"fr": "stream-fr/input.jsonl.gz", "ar": "stream-ar/input.jsonl.gz", "en": "gva/input.jsonl.gz"}


def reports_of(path: Path, code: str, pages: int) -> list[Report]:
    """The first pages of a set that are in its language."""
    found: list[Report] = []
    for article in articles([str(path)]):
        if isinstance(article, Failure):
            continue
        try:
            report = to_report(article, Defaults())
        except Exception as problem:  # a page that can't be gathered isn't measured
            print(f"left out: {problem}")
            continue
        if report.language == code:
            found.append(report)
        if len(found) >= pages:
            break
    return found


def milliseconds(work: Callable[[Report], object], reports: Sequence[Report]) -> float:
    """CPU time a page, the better of two rounds."""
    rounds = []
    for _ in range(2):
        start = time.process_time()
        for report in reports:
            work(report)
        rounds.append(time.process_time() - start)
    return 1000 * min(rounds) / len(reports)


def measure(code: str, reports: Sequence[Report]) -> None:
    """Prints a line for each stage with its ratio to the baseline."""
    language = language_of(code)
    stages: dict[str, Callable[[Report], object]] = {
        "tokens (baseline)": lambda r: language.tokenize(r.text),
        "screen": lambda r: Screen(language, language.tokenize.words(r.text)).any_harm(),
        "accounts": parse,
        "accounts, incidents, JSON": lambda r: to_json(read_report(r)),
    }
    baseline = 0.0
    told = sum(bool(parse(r).accounts) for r in reports)
    print(f"{code}: {len(reports)} pages, {told} with accounts")
    for name, work in stages.items():
        taken = milliseconds(work, reports)
        baseline = baseline or taken
        print(f"  {name:28} {taken:7.2f} ms a page  {taken / baseline:6.1f} x")


def main() -> None:
    """Measures each set that is at hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    options = parser.parse_args()
    for code, name in SETS.items():
        path = DATA / name
        if not path.is_file():
            print(f"{code}: {name} isn't here, not measured")
            continue
        measure(code, reports_of(path, code, options.pages))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
