"""Fits which cues and sources `reportedly.reading.citing` keeps, on one half of the annotated English texts.

    PYTHONPATH=benchmarks:src python training/citing.py [--data FOLDER]

A candidate is right where its source and its cue both overlap those of one annotation. Prints how five folds
of that half do by threshold; the half held back is measured by `benchmarks/attribution.py` alone.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

from attribution import DATA, Text, texts, touch
from fitting import Example, fit, folds, save

from reportedly.reading.citing import rows_of
from reportedly.reading.cues import Candidate, Row, candidates
from reportedly.reading.learned import UNIT, Linear

STRENGTH, SEEN = 0.3, 3  # scikit-learn's C, how often a feature must be seen: by folds over all the texts
LEAST = 30  # thousandths of log-odds; lighter weights change no decision and would be half of the file
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5)


def main() -> None:
    """Fits, says how well, and writes the weights."""
    parser = argparse.ArgumentParser(description="Fits who says what.")
    parser.add_argument("--data", type=Path, default=DATA)
    chosen = [text for text in texts(parser.parse_args().data) if not text.held_back]
    examples = [[e for row in rows_of(text.text, "en") for e in _examples(row, text)] for text in chosen]
    for threshold, rates in _cross_validated(chosen, examples).items():
        print(f"five folds, candidates from {threshold:.2f} on: precision {rates[0]:.3f}, recall {rates[1]:.3f}")
    model = fit([e for each in examples for e in each], strength=STRENGTH, seen=SEEN)
    kept = Linear({f: w for f, w in model.weights.items() if abs(w) >= LEAST})
    path = save(kept, "citing-en")
    print(f"{path}: {len(kept.weights)} weights, {path.stat().st_size:,} bytes")


def _examples(row: Row, text: Text) -> list[Example]:
    return [(each.features, _right(row, each, text)) for each in candidates(row)]


def _right(row: Row, candidate: Candidate, text: Text) -> bool:
    word = candidate.cue if candidate.way == "according" else (candidate.cue[1] - 1, candidate.cue[1])
    source, cue = (((row.tokens[a].start, row.tokens[b - 1].end),) for a, b in (candidate.source, word))
    return any(touch(source, told["source"]) and touch(cue, told["cue"]) for told in text.attributions)


def _cross_validated(chosen: Sequence[Text], examples: Sequence[list[Example]]) -> dict[float, tuple[float, float]]:
    """Precision and recall of candidates, by threshold, each text judged by a model that hasn't seen it."""
    judged: list[tuple[float, bool]] = []
    for train, test in folds([text.text[:200] for text in chosen]):
        model = fit([e for n in train for e in examples[n]], strength=STRENGTH, seen=SEEN)
        judged += [(model.odds(features) / UNIT, right) for n in test for features, right in examples[n]]
    rates = {}
    for threshold in THRESHOLDS:
        kept = [right for odds, right in judged if odds >= _odds(threshold)]
        rates[threshold] = sum(kept) / max(len(kept), 1), sum(kept) / max(sum(right for _, right in judged), 1)
    return rates


def _odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


if __name__ == "__main__":
    main()
