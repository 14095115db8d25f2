"""Fits the confidence of killed counts and of perpetrators on one half of the development sets.

    make train      or: PYTHONPATH=benchmarks python training/confidence.py [--data FOLDER]

Takes the readings that `make gate` left in build/gate/, so run that first. Prints, for the other half, the
reliability tables and how well confidence parts right from wrong (the area under the curve).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import muc_held_back
from calibration import MUC_TO_LEARN, SETS, Judged, judged, table
from fitting import Example, fit, save
from sklearn.metrics import roc_auc_score

from reportedly.reading.confidence import KILLED, PERPETRATOR, signs_of_killed, signs_of_perpetrator

STRENGTH, SEEN = 0.1, 5  # scikit-learn's C, and how often a sign must be seen: chosen by cross-validation
ROOT = Path(__file__).parents[1]


def main() -> None:
    """Fits both models, writes them, and says how they do on what they have not seen."""
    parser = argparse.ArgumentParser(description="Fits confidence.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data = parser.parse_args().data
    readings = {name: ROOT / "build" / "gate" / f"{name}.jsonl" for name in SETS}
    readings[MUC_TO_LEARN] = read_muc(data)
    values = [value for name, path in readings.items() for value in judged(name, path, data)]
    train(KILLED, [v for v in values if v.who is None])
    train(PERPETRATOR, [v for v in values if v.who is not None])


def read_muc(data: Path) -> Path:
    """Readings of the texts of muc that the gate doesn't read."""
    folder = ROOT / "build" / "training"
    pages, _ = muc_held_back.write(data / "muc", folder, held_back=False)
    with (readings := folder / f"{MUC_TO_LEARN}.jsonl").open("wb") as out:
        command = [sys.executable, "-m", "reportedly.cli", "read", str(pages)]
        subprocess.run(command, stdout=out, stderr=subprocess.DEVNULL, check=True)  # noqa: S603 - our own program
    return readings


def train(name: str, values: Sequence[Judged]) -> None:
    """Fits on the half for fitting, writes the weights, and prints what they do on the other half."""
    model = fit([example(value) for value in values if not value.held_back], strength=STRENGTH, seen=SEEN)
    path = save(model, name)
    held = [example(value) for value in values if value.held_back]
    told = [(model.chance(signs), right) for signs, right in held]
    rows, error = table(told)
    area = roc_auc_score([right for _, right in told], [chance for chance, _ in told])
    print(f"{name}: {len(values) - len(held)} to fit, {len(held)} held back, {path.stat().st_size} bytes")
    print(f"  held back: calibration error {error:.4f}, area under the curve {area:.3f}")
    for start, number, mean, share in rows:
        print(f"  {start:.1f}  {number:5}  said {mean:.3f}  right {share:.3f}")


def example(value: Judged) -> Example:
    """What spoke for and against the value, and whether it was right."""
    account, accounts, report = value.account, value.reading.accounts, value.reading.report
    if value.who is None:
        return frozenset(signs_of_killed(account, accounts, report)), value.right
    return frozenset(signs_of_perpetrator(value.who, account, accounts, report)), value.right


if __name__ == "__main__":
    main()
