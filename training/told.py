"""Fits what tells news of violence from mere mention, in single sentences of newspapers that people have judged.

    make train      or: python training/told.py [--data FOLDER] [--language ar]

Prints how the reading does on the sentences by five-fold cross-validation, articles kept together: precision,
recall and F1 of "this sentence tells of an assault", at each threshold. The fit on all of them is written.
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from fitting import Example, fit, folds, save

from reportedly.model import Report
from reportedly.reading.page import parse
from reportedly.reading.told import NEWS, signs

STRENGTH, SEEN = 0.1, 3  # scikit-learn's C, and how often a sign must be seen: chosen by cross-validation
ROOT = Path(__file__).parents[1]


class Told(NamedTuple):
    """A sentence: the article that it is of, its signs (None: nothing in it speaks of violence), the judgement."""

    article: str
    signs: frozenset[str] | None
    news: bool


def main() -> None:
    """Cross-validates, then fits on everything and writes the weights."""
    parser = argparse.ArgumentParser(description="Fits news and mere mention.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--language", default="ar")
    options = parser.parse_args()
    told = list(sentences(options.data / "arabic-assault", options.language))
    cross_validate(told)
    path = save(model := fit(examples(told), strength=STRENGTH, seen=SEEN), f"told-{options.language}")
    print(f"{len(model.weights)} weights, {path.stat().st_size} bytes")


def sentences(folder: Path, language: str) -> list[Told]:
    """The sentences of a set that people have judged, each read as an extract."""
    judged = {line["id"]: bool(line["label"]) for line in lines(folder / "gold.jsonl")}
    return [sentence(line, judged[line["id"]], language) for line in lines(folder / "input.jsonl")]


def lines(path: Path) -> list[dict[str, str]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sentence(line: dict[str, str], news: bool, language: str) -> Told:
    """One sentence with its signs; those of all its parts where the page's end marks split it."""
    published = datetime.date.fromisoformat(line["published"])
    report = Report(id=line["id"], text=line["text"].strip(), language=language, published=published)
    parsed = parse(report)
    found = [
        signs(part, own, report.text)
        for part in parsed.sentences
        if (own := [m for m in parsed.mentions if m.sentence == part.index])
    ]
    return Told(line["id"].rsplit("-", 1)[0], frozenset().union(*found) if found else None, news)


def examples(told: Sequence[Told]) -> list[Example]:
    """Those that speak of violence, to learn from."""
    return [(each.signs, each.news) for each in told if each.signs is not None]


def cross_validate(told: Sequence[Told]) -> None:
    """Prints precision, recall and F1 at thresholds around the one in use, each article judged by the others."""
    chances: dict[int, float] = {}
    for train, test in folds([each.article for each in told]):
        model = fit(examples([told[n] for n in train]), strength=STRENGTH, seen=SEEN)
        chances |= {n: model.chance(found) for n in test if (found := told[n].signs) is not None}
    yes = sum(each.news for each in told)
    for percent in sorted({*range(15, 50, 5), round(100 * NEWS)}):
        said = [n for n, chance in chances.items() if chance >= percent / 100]
        right = sum(told[n].news for n in said)
        score = 2 * right / (len(said) + yes)
        print(f"  {percent / 100:.2f}  precision {right / len(said):.3f}  recall {right / yes:.3f}  F1 {score:.3f}")


if __name__ == "__main__":
    main()
