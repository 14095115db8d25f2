"""How well tolls are put together where it is known which pages tell of one incident.

    python benchmarks/reconciling.py ../shared/data/gva/gold.jsonl build/gate/gva.jsonl [--without RULE]

Gold lines are {id, incident, killed, injured}; readings what `reportedly read` gave. The first incidents of the
pages of one gold incident are reconciled: linking has no part in it. Of the gold incidents, how many have their
dead and injured exactly right (no answer agrees with 0), against the share of single pages; `--without` leaves
a standing rule out.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

from reportedly.linking.origins import origins_of
from reportedly.linking.passages import passages_of
from reportedly.model import Estimate, Reading, Telling, tellings_of
from reportedly.reconciling import reconcile, standings

FIELDS = ("killed", "injured")


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--without", metavar="RULE", choices=sorted(standings.TRIED))
    options = parser.parse_args()
    if options.without:
        standings.TRIED[options.without] = lambda *_: set()
    gold = {line["id"]: line for line in map(json.loads, options.gold.read_text(encoding="utf-8").splitlines())}
    pages, told = _by_incident(options.readings, gold)
    singly = [_right(told_one.incident if told_one else None, gold[page]) for page, told_one in pages.items()]
    fused, several = [], []
    for incident, tellings in told.items():
        found = (
            reconcile(tellings, origins_of([t.report for t in tellings], passages_of(tellings))) if tellings else None
        )
        line = next(line for line in gold.values() if line["incident"] == incident)
        fused.append(_right(found, line))
        if sum(other["incident"] == incident for other in gold.values()) > 1:
            several.append(fused[-1])
    for name, results in (("single pages", singly), ("put together", fused), ("of several pages", several)):
        shares = (f"{field} {sum(r[field] for r in results) / len(results):.4f}" for field in FIELDS)
        print(f"{name:18}", len(results), *shares)


def _by_incident(path: Path, gold: dict[str, Any]) -> tuple[dict[str, Telling | None], dict[str, list[Telling]]]:
    """Each page's first telling, and the first tellings of each gold incident."""
    pages: dict[str, Telling | None] = {}
    told: defaultdict[str, list[Telling]] = defaultdict(list)
    for line in path.read_bytes().splitlines():
        reading = msgspec.json.decode(line, type=Reading)
        first = next(tellings_of(reading), None)
        pages[reading.report.id] = first
        told[gold[reading.report.id]["incident"]] += [first] if first else []
    return pages, dict(told)


def _right(found: Any, line: dict[str, Any]) -> dict[str, bool]:
    estimates: dict[str, Estimate | None] = {field: getattr(found, field, None) for field in FIELDS}
    return {field: ((e.best if e else 0) or 0) == line[field] for field, e in estimates.items()}


if __name__ == "__main__":
    main()
