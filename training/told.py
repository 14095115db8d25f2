"""Fits what tells news of violence from mere mention, in single sentences of newspapers that people have judged.

    make train      or: python training/told.py [--data FOLDER] [--language ar]

Two sets of sentences: one of news that annotators judged, and one of our own (`judged/told-xx.tsv`), which
holds where a sentence stands in a stream of pages, a hash of it, and in tenths how likely the annotators of the
first set would have called it an assault. Where the stream isn't there, the first is learned from alone.

Prints how the model does on the first by five-fold cross-validation, articles kept together, over several ways
of cutting the folds: precision, recall and F1 of "this sentence tells of an assault", at each threshold. The
fit on all sentences is written.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import gzip
import hashlib
import json
import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from fitting import Example, fit, folds, save

from reportedly.model import Report
from reportedly.reading.learned import Linear
from reportedly.reading.lexis import language_of
from reportedly.reading.page import parse
from reportedly.reading.told import NEWS, WORD, signs

# scikit-learn's C, how often a sign must be seen, what an annotated sentence counts (where annotators disagreed
# the votes fall either way), what one of ours counts: by cross-validation, in which none of them matters much.
STRENGTH, SEEN, ANNOTATED, OWN = 0.05, 8, 0.5, 1.0
COMMON = 3  # a word is a sign where both sets have it as often: news, not one story's names
CUTS = ("", "1", "2")  # ways of cutting the folds; more take time and say the same
_SURE = (0.01, 0.95)  # the least and most likely that one of us can say for several annotators
ROOT = Path(__file__).parents[1]


class Told(NamedTuple):
    """A sentence: the article that it is of, its signs (None: nothing in it speaks of violence), how likely news."""

    article: str
    signs: frozenset[str] | None
    news: float


def main() -> None:
    """Cross-validates, then fits on everything and writes the weights."""
    parser = argparse.ArgumentParser(description="Fits news and mere mention.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--language", default="ar")
    options = parser.parse_args()
    folder = options.data / "arabic-assault"
    if not folder.is_dir():
        print(f"left as it is: no {folder}", file=sys.stderr)
        return
    told = list(annotated(folder, options.language))
    ours = list(judged(options.data / f"stream-{options.language}" / "input.jsonl.gz", options.language))
    print(f"{len(told)} annotated sentences, {len(ours)} of our own")
    cross_validate(told, ours)
    path = save(model := learn(told, ours), f"told-{options.language}")
    print(f"{len(model.weights)} weights, {path.stat().st_size} bytes")


def annotated(folder: Path, language: str) -> Iterator[Told]:
    """The sentences that annotators have judged, each read as an extract."""
    truth = {line["id"]: bool(line["label"]) for line in lines(folder / "gold.jsonl")}
    for line in lines(folder / "input.jsonl"):
        article = line["id"].rsplit("-", 1)[0]
        yield Told(article, signs_of(line["text"].strip(), line["published"], language), truth[line["id"]])


def judged(stream: Path, language: str) -> Iterator[Told]:
    """The sentences of our own, where the pages that they are from are there and are as they were."""
    path = Path(__file__).parent / "judged" / f"told-{language}.tsv"
    if not (path.exists() and stream.exists()):
        print(f"without sentences of our own: no {path.name if stream.exists() else stream}", file=sys.stderr)
        return
    with path.open(encoding="utf-8", newline="") as rows:
        by_page: dict[str, list[dict[str, str]]] = {}
        for row in csv.DictReader(rows, delimiter="\t"):
            by_page.setdefault(row["page"], []).append(row)
    with gzip.open(stream, "rt", encoding="utf-8") as pages:
        for page in map(json.loads, pages):
            yield from (told for row in by_page.get(page["id"], ()) if (told := one_judged(page, row, language)))


def one_judged(page: Mapping[str, str], row: Mapping[str, str], language: str) -> Told | None:
    """A sentence of our own; None where the page has other words there."""
    text = page["text"][int(row["start"]) : int(row["end"])]
    if not hashlib.sha256(text.encode()).hexdigest().startswith(row["sha256"]):
        return None
    likely = min(max(int(row["tenths"]) / 10, _SURE[0]), _SURE[1])
    return Told(page["id"], signs_of(text, page["published"], language), likely)


def lines(path: Path) -> list[dict[str, str]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def signs_of(text: str, published: str, language: str) -> frozenset[str] | None:
    """A sentence's signs, read as an extract; those of all its parts where the page's end marks split it."""
    report = Report(id="s", text=text, language=language, published=datetime.date.fromisoformat(published))
    parsed = parse(report)
    clitics = language_of(language).lexicon.clitics
    found = [
        signs(part, own, report.text, clitics)
        for part in parsed.sentences
        if (own := [m for m in parsed.mentions if m.sentence == part.index])
    ]
    return frozenset().union(*found) if found else None


def learn(told: Sequence[Told], ours: Sequence[Told]) -> Linear:
    """The model of the sentences that speak of violence; those that may be either come with both answers."""
    examples: list[Example] = []
    weights: list[float] = []
    strange = rare_words(told, ours)
    for count, sentences in ((ANNOTATED, told), (OWN, ours)):
        for each in sentences:
            for answer, likely in ((True, each.news), (False, 1 - each.news)):
                if each.signs is not None and likely:
                    examples.append((each.signs - strange, answer))
                    weights.append(count * likely)
    return fit(examples, weights=weights, strength=STRENGTH, seen=SEEN)


def rare_words(*sets: Sequence[Told]) -> set[str]:
    """The words that some set hardly has: names and things of single stories. An empty set says nothing."""
    counted = [Counter(s for each in told for s in each.signs or () if s.startswith(WORD)) for told in sets if told]
    return {word for words in counted for word in words if any(each[word] < COMMON for each in counted)}


def cross_validate(told: Sequence[Told], ours: Sequence[Told]) -> None:
    """Prints precision, recall and F1 at thresholds around the one in use, each article judged by the others."""
    chances: list[dict[int, float]] = []
    for cut in CUTS:
        chances.append({})
        for train, test in folds([each.article for each in told], cut=cut):
            model = learn([told[n] for n in train], ours)
            chances[-1] |= {n: model.chance(found) for n in test if (found := told[n].signs) is not None}
    for percent in sorted({*range(30, 48, 2), round(100 * NEWS)}):
        figures = [figures_of(told, each, percent / 100) for each in chances]
        means = [statistics.mean(each) for each in zip(*figures, strict=True)]
        spread = statistics.pstdev(score for *_, score in figures)
        print(
            f"  {percent / 100:.2f}  precision {means[0]:.3f}  recall {means[1]:.3f}  F1 {means[2]:.3f} ± {spread:.3f}"
        )


def figures_of(told: Sequence[Told], chances: Mapping[int, float], threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of what is likelier than the threshold."""
    yes = sum(bool(each.news) for each in told)
    said = [n for n, chance in chances.items() if chance >= threshold]
    right = sum(bool(told[n].news) for n in said)
    return right / max(len(said), 1), right / yes, 2 * right / (len(said) + yes)


if __name__ == "__main__":
    main()
