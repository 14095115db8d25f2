"""Is `confidence` what it says? Values that were read, each with whether it is right, and reliability tables.

A figure of the killed is right where it is the coder's toll, or on the hand-labelled pages what the labels
let some account say; giving none is right where the coder has no dead, or somebody else on the page counts
them. A perpetrator is right where the coder lists one by that name. Rows whose toll is disputed are left
out, as are accounts of a page's other incidents. Half of every set, by a hash, is for fitting
(`training/confidence.py`); the tables are of the other half.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from reportedly.model import Account, Perpetrator, Reading
from reportedly.reconciling.tolls import figure
from reportedly.scripts import fold

BINS = 10
MOST_ERROR = 0.05  # of the expected calibration error
TOLLS, PAGES, MUC = ("wad", "gva"), ("pages-fr", "pages-ar"), ("muc", "muc-held-back")
SETS = (*TOLLS, *PAGES, *MUC)
MUC_TO_LEARN = "muc-to-learn"  # the texts that the gate doesn't read
Json = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """A value that was read, and whether it is right; `who` None is the account's figure of the killed."""

    set: str
    reading: Reading
    account: Account
    who: Perpetrator | None
    right: bool
    held_back: bool

    @property
    def confidence(self) -> float | None:
        """What the reading said it was."""
        return self.account.confidence if self.who is None else self.who.confidence


def readings_in(path: Path) -> Iterator[Reading]:
    """The readings of a file of JSON lines; pages that couldn't be read are left out."""
    for line in path.read_bytes().splitlines():
        if b'"accounts"' in line:
            yield msgspec.json.decode(line, type=Reading)


def judged(name: str, readings: Iterable[Reading], data: Path) -> Iterator[Judged]:
    """Every value of this set's readings that its labels can judge, killed counts and perpetrators."""
    judge = _judge_of(name, data)
    for reading in readings:
        for account, who, right in judge(reading):
            yield Judged(name, reading, account, who, right, _held_back(name, reading.report.id))


def table(told: Sequence[tuple[float, bool]]) -> tuple[list[tuple[float, int, float, float]], float]:
    """Of confidences, each with whether it was right: a row for each tenth, and the calibration error.

    A row is (from, how many, mean confidence, share right).

    The expected calibration error is the mean distance of confidence from the share that is right, over ten
    equal bins weighed by what is in them (Naeini, Cooper and Hauskrecht 2015).
    """
    rows, error = [], 0.0
    for number in range(BINS):
        own = [(c, r) for c, r in told if min(int(c * BINS), BINS - 1) == number]
        if own:
            mean, share = sum(c for c, _ in own) / len(own), sum(r for _, r in own) / len(own)
            rows.append((number / BINS, len(own), mean, share))
            error += abs(mean - share) * len(own) / len(told)
    return rows, error


def print_tables(values: Iterable[Judged]) -> dict[str, float]:
    """Prints the tables of the half that nothing was fitted on; gives the errors by what was judged."""
    held = [v for v in values if v.held_back]
    errors: dict[str, float] = {}
    for what, own in (
        ("killed", [v for v in held if v.who is None]),
        ("perpetrators", [v for v in held if v.who is not None]),
    ):
        if not own:
            continue
        rows, errors[what] = table([(v.confidence, v.right) for v in own if v.confidence is not None])
        print(f"confidence of {what}, held-back half: {len(own)} values, calibration error {errors[what]:.4f}")
        for start, number, mean, share in rows:
            print(f"  {start:.1f} to {start + 1 / BINS:.1f}  {number:6}  said {mean:.3f}  right {share:.3f}")
        for name in dict.fromkeys(v.set for v in own):
            mine = [v for v in own if v.set == name]
            said = sum(v.confidence or 0.0 for v in mine) / len(mine)
            print(f"  {name:<10}  {len(mine):6}  said {said:.3f}  right {sum(v.right for v in mine) / len(mine):.3f}")
    return errors


Verdict = tuple[Account, Perpetrator | None, bool]


def _judge_of(name: str, data: Path) -> Callable[[Reading], Iterator[Verdict]]:
    if name in (*MUC, MUC_TO_LEARN):
        keys = _muc_perpetrators(data)
        return lambda reading: _perpetrators(reading.accounts, keys.get(reading.report.id))
    gold = {str(line["id"]): line for line in _lines(data / name / "gold.jsonl")}
    if name in TOLLS:
        return lambda reading: _of_coded_toll(reading, gold[reading.report.id])
    return lambda reading: _of_labelled_page(reading, gold[reading.report.id])


def _of_coded_toll(reading: Reading, line: Json) -> Iterator[Verdict]:
    if line.get("contested") or line.get("range"):
        return
    own = _first_incident(reading)
    yield from _killed(own, {line["killed"]}, none_is_right=line["killed"] == 0)
    named = [p for p in line.get("perpetrators") or [] if p not in ("Yes", "Unknown")]
    yield from _perpetrators(own, named or None)


def _of_labelled_page(reading: Reading, line: Json) -> Iterator[Verdict]:
    if not line.get("sure", True):
        return
    if line["about"] != "incident":
        told = [a for a in reading.accounts if not a.background]
        yield from ((account, None, False) for account in told)
        yield from ((account, who, False) for account in told for who in account.perpetrators)
        return
    toll = line["incident"]["killed"]
    best = toll["best"] if toll["best"] is not None else toll["low"]
    attackers = line["incident"]["killed_by_category"].get("attacker") or 0
    may = {best, best - attackers if best is not None else None, *(a["killed"] for a in line["accounts"])}
    own = _first_incident(reading)
    yield from _killed(own, may - {None}, none_is_right=best in (None, 0))
    yield from _perpetrators(own, [p["name"] for p in line["incident"]["perpetrators"]])


def _killed(accounts: Sequence[Account], may: set[Any], *, none_is_right: bool) -> Iterator[Verdict]:
    figures = [_killed_of(account) for account in accounts]
    for account, told in zip(accounts, figures, strict=True):
        if told is not None:
            yield account, None, told in may
        else:
            yield account, None, none_is_right or any(f is not None for f in figures)


def _perpetrators(accounts: Sequence[Account], named: Sequence[str] | None) -> Iterator[Verdict]:
    """Nothing where the coder doesn't say whom they would name."""
    for account in accounts if named is not None else ():
        for who in account.perpetrators:
            yield account, who, any(same_name(who.name, name) for name in named or ())


def _first_incident(reading: Reading) -> list[Account]:
    if not reading.incidents:
        return []
    members = set(reading.incidents[0].accounts)
    return [a for a in reading.accounts if a.id in members]


def _killed_of(account: Account) -> int | None:
    """The killed that one account gives: groups that are no part of another, low figures."""
    told = figure(account, "killed", some=True)
    return told.low if told else None


def _muc_perpetrators(data: Path) -> dict[str, list[str]]:
    """Whom the keys name, individuals and organizations, by message; messages without a template are left out."""
    sys.path.insert(0, str(data.parent / "tools"))  # the scorers read the keys of 1992
    muc = importlib.import_module("muc")
    scoring = importlib.import_module("scoring")
    named: dict[str, list[str]] = {}
    for path in sorted((data / "muc").glob("key-*")):
        for template in muc.parse_templates(scoring.read_text(path)):
            fills = [*template.fills.get(9, ()), *template.fills.get(10, ())]
            named.setdefault(template.message, []).extend(value for fill in fills for value in fill.values)
    return named


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names share half of the words of the shorter, words of one or two letters aside."""
    left, right = ({w for w in re.findall(r"\w+", fold(name or "")) if len(w) > 2} for name in (one, other))
    return bool(left and right) and 2 * len(left & right) >= min(len(left), len(right))


def _held_back(name: str, report_id: str) -> bool:
    """Half of the articles; those on one incident of gva stay together."""
    if name in (*MUC, MUC_TO_LEARN):
        return name in MUC
    group = report_id.rsplit("-", 1)[0] if name == "gva" else report_id
    return hashlib.sha256(group.encode()).digest()[0] % 2 == 1


def _lines(path: Path) -> Iterator[Json]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)
