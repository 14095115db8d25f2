"""Fits the confidence of killed counts and of perpetrators on one half of the development sets.

    make train      or: PYTHONPATH=benchmarks python training/confidence.py [--data FOLDER]

Reads the sets anew, some minutes. Prints, for the other half, the reliability tables and how well confidence
parts right from wrong (the area under the curve).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import muc_held_back
from calibration import MUC, MUC_TO_LEARN, Judged, judged, table
from fitting import Example, fit, save
from sklearn.metrics import roc_auc_score

from reportedly.gathering import Article, Defaults, articles, to_report
from reportedly.model import Failure, Reading
from reportedly.model.errors import InputError
from reportedly.reading import parse
from reportedly.reading.confidence import KILLED, PERPETRATOR, signs_of_killed, signs_of_perpetrator
from reportedly.reconciling import page_incidents

# scikit-learn's C, by calibration in cross-validation on the half to fit, and how often a sign must be seen
STRENGTH, SEEN = {KILLED: 0.1, PERPETRATOR: 0.05}, 5
ROOT = Path(__file__).parents[1]
FILES = {
    "wad": "wad/input.jsonl", "gva": "gva/input.jsonl.gz", "pages-fr": "pages-fr/input.jsonl.gz",
    "pages-ar": "pages-ar/input.jsonl.gz",
}  # fmt: skip


def main() -> None:
    """Fits both models, writes them, and says how they do on what they have not seen."""
    parser = argparse.ArgumentParser(description="Fits confidence.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data = parser.parse_args().data
    build = ROOT / "build" / "training"
    paths = {name: data / file for name, file in FILES.items()}
    paths[MUC_TO_LEARN], _ = muc_held_back.write(data / "muc", build / MUC_TO_LEARN, held_back=False)
    for name in MUC:
        paths[name] = _muc_of_the_gate(name, data / "muc", build / name)
    values = [value for name, path in paths.items() for value in judged(name, readings_of(path), data)]
    train(KILLED, [v for v in values if v.who is None])
    train(PERPETRATOR, [v for v in values if v.who is not None])


def _muc_of_the_gate(name: str, folder: Path, out: Path) -> Path:
    """The texts of muc that nothing is fitted on: the two tests, or what is held back."""
    if name != "muc":
        return muc_held_back.write(folder, out, held_back=True)[0]
    out.mkdir(parents=True, exist_ok=True)
    (whole := out / "input.jsonl").write_bytes(
        b"".join((folder / f"{test}.input.jsonl").read_bytes() for test in ("tst1", "tst2"))
    )
    return whole


def readings_of(path: Path) -> Iterator[Reading]:
    """The pages of a file, read with every perpetrator kept, also those whose chance was too low to be named."""
    articles_of = (article for article in articles([str(path)]) if not isinstance(article, Failure))
    with ProcessPoolExecutor() as workers:
        yield from (reading for reading in workers.map(read_whole, articles_of, chunksize=16) if reading)


def read_whole(article: Article) -> Reading | None:
    """One article; None where it can't be read."""
    try:
        report = to_report(article, Defaults())
        accounts = tuple(parse(report).accounts)
    except InputError:
        return None
    return Reading(report=report, accounts=accounts, incidents=page_incidents(accounts))


def train(name: str, values: Sequence[Judged]) -> None:
    """Fits on the half for fitting, writes the weights, and prints what they do on the other half."""
    model = fit([example(value) for value in values if not value.held_back], strength=STRENGTH[name], seen=SEEN)
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
