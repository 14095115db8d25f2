"""Fits which event an extract reports (`reading/extracts.py`); prints figures of cross-validation.

    make train      or: python training/extracts.py [--data FOLDER]

Input lines are {id, text, language}, gold lines {id, label}: ACLED's sub-event type, or null.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from fitting import fit_choice, folds, save

from reportedly.model import Report
from reportedly.reading import parse
from reportedly.reading.extracts import CODE_OF_SUB_TYPE, MODEL, NONE, Candidate
from reportedly.reading.learned import Linear

_PENALTY = 1.0  # of .5, 1, 2 and 4 the best in cross-validation


ROOT = Path(__file__).parents[1]


def main() -> None:
    """Cross-validates, then fits on everything and writes the weights."""
    parser = argparse.ArgumentParser(description="Fits which event an extract reports.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    folder = parser.parse_args().data / "event-types"
    labels = {line["id"]: line["label"] for line in _lines(folder / "gold.jsonl") if line.get("code") != "ATTRIB"}
    texts = [line for line in _lines(folder / "input.jsonl") if line["id"] in labels]
    wanted = [CODE_OF_SUB_TYPE.get(labels[line["id"]], NONE) for line in texts]
    told = [_candidates(line) for line in texts]
    reach = sum(code in {c.code for c in each} for code, each in zip(wanted, told, strict=True))
    print(f"{len(texts)} texts; the right answer is among the candidates in {reach}")
    for penalty in (0.5, 1.0, 2.0, 4.0):
        answers = [NONE] * len(texts)
        for learn, test in folds([line["id"] for line in texts]):
            model = _fit([told[n] for n in learn], [wanted[n] for n in learn], penalty)
            for n in test:
                answers[n] = max(told[n], key=lambda c: model.odds(c.features)).code
        right = sum(a == w for a, w in zip(answers, wanted, strict=True))
        print(f"penalty {penalty}: accuracy {right / len(texts):.4f}, weighted F1 {_weighted_f1(wanted, answers):.4f}")
    print(save(_fit(told, wanted, _PENALTY), MODEL))


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _candidates(line: dict[str, str]) -> list[Candidate]:
    report = Report(id=line["id"], text=line["text"], language=line["language"])
    return parse(report).options or [Candidate(NONE, None, frozenset({NONE}))]


def _fit(told: Sequence[Sequence[Candidate]], wanted: Sequence[str], penalty: float) -> Linear:
    """Fits on the texts whose right answer is among their candidates."""
    examples = []
    for each, code in zip(told, wanted, strict=True):
        codes = [c.code for c in each]
        if code in codes:
            examples.append(([c.features for c in each], codes.index(code)))
    return fit_choice(examples, penalty=penalty)


def _weighted_f1(wanted: Sequence[str], answers: Sequence[str]) -> float:
    want, gave = Counter(wanted), Counter(answers)
    right = Counter(w for w, a in zip(wanted, answers, strict=True) if w == a)
    return sum(2 * right[c] / (want[c] + gave[c]) * n for c, n in want.items()) / len(wanted)


if __name__ == "__main__":
    main()
