"""The quality floor: reads the development sets, scores the readings, and fails below the pinned figures.

    python benchmarks/gate.py [--only NAME ...] [--jobs N] [--data FOLDER] [--pin | --lower]

The sets and their scorers live beside the checkout, in `../shared`, and are no part of the project; a
set that isn't there is skipped with a message. `floor.json` has each set's figures and the hash of its
files: figures of other files aren't compared. The floor only goes up: `--pin` writes the figures that
rose, `--lower` also those that fell, which is a decision to explain in the commit.

Readings stay in `build/gate/`, one file a set. Of them come the reliability tables of `confidence`
(`calibration.py`), whose calibration error may not pass a bound.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import calibration
import muc_held_back

HERE = Path(__file__).parent
FLOOR = HERE / "floor.json"
WORK = HERE.parent / "build" / "gate"
SLACK = 0.00005  # the scorers round to four digits

Figures = dict[str, float]


@dataclass(frozen=True)
class Set:
    """A development set: what is read, what scores it, and the figures of the scorer that are held."""

    name: str
    inputs: tuple[str, ...]
    scorer: str
    gold: tuple[str, ...]
    held: tuple[str, ...]
    gold_option: str = "--gold"
    more: tuple[str, ...] = ()
    folder: str = ""  # where it isn't the set's name
    part: Callable[[Path, Path], tuple[Path, Path]] | None = None  # writes input and key of a part of the folder
    fitted: str = ""  # the model whose weights were fitted on this very set

    def files(self, data: Path) -> list[Path]:
        """Everything that the figures depend on, but for the program."""
        return [data / (self.folder or self.name) / name for name in (*self.inputs, *self.gold)]

    def pages_and_keys(self, data: Path) -> tuple[Path, list[Path]]:
        """The one file that is read, and what it is scored against."""
        folder = data / (self.folder or self.name)
        if self.part is not None:
            pages, key = self.part(folder, WORK / self.name)
            return pages, [key]
        inputs = [folder / name for name in self.inputs]
        pages = inputs[0] if len(inputs) == 1 else _joined(inputs, WORK / f"{self.name}.input.jsonl")
        return pages, [folder / name for name in self.gold]

    def measure(self, data: Path, jobs: int) -> Figures:
        """Reads the set, checks the readings against the contract and scores them."""
        WORK.mkdir(parents=True, exist_ok=True)
        pages, keys = self.pages_and_keys(data)
        readings = WORK / f"{self.name}.jsonl"
        tools = data.parent / "tools"
        read_and_check(self.name, pages, readings, tools / "check_reading.py", jobs)
        gold = [part for key in keys for part in (self.gold_option, str(key))]
        if self.fitted:
            print(f"  {self.fitted} was fitted on this set: docs/why/learned.md has the figure by cross-validation")
        scorer = [str(tools / self.scorer), *gold, *self.more, "--input", str(pages), str(readings)]
        return dict(_held(_last_line(scorer), self.held))


@dataclass(frozen=True)
class Stage:
    """A stage of reading alone, measured by a script beside this one."""

    name: str
    inputs: tuple[str, ...]
    script: str
    held: tuple[str, ...]

    def files(self, data: Path) -> list[Path]:
        """Everything that the figures depend on, but for the program."""
        return [data / self.name / name for name in self.inputs]

    def measure(self, data: Path, _jobs: int) -> Figures:
        """Runs the script."""
        figures = dict(_held(_last_line([str(HERE / self.script), "--data", str(data)]), self.held))
        print(f"{self.name}: measured by {self.script}")
        return figures


@dataclass(frozen=True)
class Links:
    """A set of which is known which articles tell of one incident: its readings linked, and their figures fused."""

    name: str
    of: Set
    held: tuple[str, ...]

    def files(self, data: Path) -> list[Path]:
        """Everything that the figures depend on, but for the program."""
        return self.of.files(data)

    def measure(self, data: Path, jobs: int) -> Figures:
        """Links the readings of the set, which are read first where they aren't there yet, and scores the links."""
        pages, (gold,) = self.of.pages_and_keys(data)
        readings, linked = WORK / f"{self.of.name}.jsonl", WORK / f"{self.name}.jsonl"
        if not readings.exists():
            self.of.measure(data, jobs)
        start = time.perf_counter()
        command = [sys.executable, "-m", "reportedly.cli", "link", str(readings)]
        with linked.open("wb") as out:
            if status := _run(command, stdout=out).returncode:
                raise subprocess.CalledProcessError(status, command)
        print(f"{self.name}: linked in {time.perf_counter() - start:.1f} s")
        print("  the model was fitted on this set: docs/why/linking.md has the figures by cross-validation")
        scorer = [str(data.parent / "tools" / "score_links.py"), "--gold", str(gold), "--input", str(pages)]
        return dict(_held(_last_line([*scorer, "--readings", str(readings), str(linked)]), self.held))


COUNTS = ("killed.exact", "killed.within_1", "injured.exact", "disagreement.f1")
PAGES = (
    "found.f1", "killed.right", "killed.stated", "injured.right", "country", "place", "day", "event",
    "perpetrators.f1", "speakers.f1", "accounts.f1",
)  # fmt: skip
MUC_SLOTS = ("reading_slots.f1", "all_slots.f1", "templates.f1")
GVA = Set("gva", ("input.jsonl.gz",), "score_counts.py", ("gold.jsonl",), ("killed.exact", "injured.exact"))
LINKS = ("pairwise.f1", "b3.f1", "ceaf_e.f1", "fused.killed_exact", "fused.injured_exact")
SETS: tuple[Set | Stage | Links, ...] = (
    Set("pages-fr", ("input.jsonl.gz",), "score_pages.py", ("gold.jsonl",), PAGES),
    Set("pages-ar", ("input.jsonl.gz",), "score_pages.py", ("gold.jsonl",), PAGES),
    Set("wad", ("input.jsonl",), "score_counts.py", ("gold.jsonl",), (*COUNTS, "killed_single.exact")),
    GVA,
    Links("gva-links", GVA, LINKS),
    Set(
        "event-types", ("input.jsonl",), "score_events.py", ("gold.jsonl",), ("weighted_f1", "macro_f1", "accuracy"),
        fitted="extracts",
    ),
    Set(
        "arabic-assault", ("input.jsonl",), "score_sentences.py", ("gold.jsonl",), ("precision", "recall", "f1"),
        more=("--about", "assault"), fitted="told-ar",
    ),
    Set(
        "police-kill", ("input.jsonl.gz",), "score_sentences.py", ("gold.jsonl.gz",), ("precision", "recall", "f1"),
        more=("--about", "police_kill"),
    ),
    Set(
        "muc", ("tst1.input.jsonl", "tst2.input.jsonl"), "score_muc.py", ("key-tst1.txt", "key-tst2.txt"),
        MUC_SLOTS, gold_option="--key",
    ),
    Set(
        "muc-held-back", ("dev.input.jsonl.gz",), "score_muc.py", ("key-dev.txt.gz",), MUC_SLOTS, gold_option="--key",
        folder="muc", part=muc_held_back.write,
    ),
    Stage("attribution", ("attributions.jsonl",), "attribution.py", ("source.f1", "cue.f1", "content.f1")),
)  # fmt: skip


def main() -> int:
    """The exit status: 1 where a figure is below the floor or a set can't be scored."""
    options = _options()
    floor: dict[str, Any] = json.loads(FLOOR.read_text()) if FLOOR.exists() else {}
    failed = False
    read: list[str] = []
    for chosen in SETS:
        if options.only and chosen.name not in options.only:
            continue
        missing = [str(path) for path in chosen.files(options.data) if not path.exists()]
        if missing:
            print(f"{chosen.name}: skipped, there is no {missing[0]}")
            continue
        try:
            figures = chosen.measure(options.data, options.jobs)
        except subprocess.CalledProcessError as error:
            print(f"{chosen.name}: FAILED, {Path(error.cmd[1]).name} gave status {error.returncode}")
            failed = True
            continue
        corpus = corpus_hash(chosen.files(options.data))
        pinned = floor.get(chosen.name, {})
        if pinned and pinned["corpus"] != corpus:
            print(f"{chosen.name}: the floor is of other files; it doesn't hold here (--pin pins these)")
        low = list(compare(chosen.name, figures, pinned if pinned.get("corpus") == corpus else {}))
        failed |= bool(low) and not options.lower
        if options.pin or options.lower:
            floor[chosen.name] = {"corpus": corpus, "figures": pin(figures, pinned, corpus, lower=options.lower)}
            FLOOR.write_text(json.dumps(floor, indent=2, sort_keys=True) + "\n")
        read.append(chosen.name)
    return int(failed | (not calibrated(read, options.data)))


def calibrated(read: Sequence[str], data: Path) -> bool:
    """Prints how reliable confidence is; whether the errors are within their bound. A few sets say too little."""
    if not set(read) >= set(calibration.SETS):
        print(f"confidence: not measured, that needs all of {', '.join(calibration.SETS)}")
        return True
    readings = {name: calibration.readings_in(WORK / f"{name}.jsonl") for name in calibration.SETS}
    values = [v for name, own in readings.items() for v in calibration.judged(name, own, data)]
    errors = calibration.print_tables(values)
    return all(error <= calibration.MOST_ERROR for error in errors.values())


def read_and_check(name: str, pages: Path, readings: Path, checker: Path, jobs: int) -> None:
    """Reads the pages into a file; raises `CalledProcessError` where a reading breaks the contract."""
    start = time.perf_counter()
    with readings.open("wb") as out:
        command = [sys.executable, "-m", "reportedly.cli", "read", "--jobs", str(jobs), str(pages)]
        status = _run(command, stdout=out, stderr=subprocess.DEVNULL).returncode
    seconds = time.perf_counter() - start
    if status not in (0, 1):
        raise subprocess.CalledProcessError(status, command)
    checked = _run([sys.executable, str(checker), str(readings)])
    said = checked.stdout.strip().splitlines() or ["?"]
    print(f"{name}: read in {seconds:.1f} s; {said[-1]}")
    if checked.returncode:
        print("\n".join(said[:10]), checked.stderr, file=sys.stderr)
        raise subprocess.CalledProcessError(checked.returncode, checked.args)


def _last_line(command: Sequence[str]) -> dict[str, Any]:
    """What a scorer ends with: its figures."""
    result = _run([sys.executable, *command])
    if result.returncode:
        print(result.stdout + result.stderr, file=sys.stderr)
        raise subprocess.CalledProcessError(result.returncode, [sys.executable, *command])
    figures: dict[str, Any] = json.loads(result.stdout.strip().splitlines()[-1])
    return figures


def _run(command: Sequence[str], stdout: Any = subprocess.PIPE, stderr: Any = subprocess.PIPE) -> Any:
    return subprocess.run(command, stdout=stdout, stderr=stderr, text=True, check=False)  # noqa: S603 - our own tools


def compare(name: str, figures: Figures, pinned: dict[str, Any]) -> Iterator[str]:
    """Prints the set's table; yields the figures that are below the floor."""
    held: Figures = pinned.get("figures", {})
    for figure, value in figures.items():
        floor = held.get(figure)
        mark = ""
        if floor is not None and value < floor - SLACK:
            mark = "BELOW"
            yield figure
        elif floor is not None and value > floor + SLACK:
            mark = "above: --pin it"
        print(f"  {name:<15} {figure:<22} {value:7.4f}  floor {'none' if floor is None else f'{floor:.4f}'}  {mark}")


def pin(figures: Figures, pinned: dict[str, Any], corpus: str, *, lower: bool) -> Figures:
    """The new floor of a set: the higher of both figures, or what was measured where `lower`."""
    if lower or pinned.get("corpus") != corpus:
        return figures
    held: Figures = pinned["figures"]
    return {figure: max(value, held.get(figure, value)) for figure, value in figures.items()}


def corpus_hash(files: Sequence[Path]) -> str:
    """The SHA-256 of these files, one after the other."""
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _held(figures: dict[str, Any], names: Sequence[str]) -> Iterator[tuple[str, float]]:
    for name in names:
        value: Any = figures
        for key in name.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, dict):  # a share: {"right": .8, "of": 40}
            value = value.get("right")
        if isinstance(value, int | float):
            yield name, float(value)


def _joined(inputs: Sequence[Path], target: Path) -> Path:
    target.write_bytes(b"".join(path.read_bytes() for path in inputs))
    return target


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Scores the development sets and holds the floor.")
    parser.add_argument("--only", action="append", choices=[chosen.name for chosen in SETS], help="this set alone")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--pin", action="store_true", help="write the figures that rose into floor.json")
    change.add_argument("--lower", action="store_true", help="write the figures as they are, lower ones too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
