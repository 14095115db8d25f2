"""Fits which incidents of a text without a headline are its news, on old agency texts with incident templates.

    make train      or: PYTHONPATH=benchmarks python training/news.py [--data FOLDER]

An incident that was read is news where a template of the key pairs with it, by the rules of 1992, whatever
our own rules say of it; incidents that can't be paired for their country or kind count too. Only texts that
`benchmarks/muc_held_back.py` leaves to learn from are read. Prints the figures of the whole reading by
five-fold cross-validation, at each threshold; the fit on all of them is written.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import muc_held_back
from fitting import Example, fit, folds, save

from reportedly.gathering import Article, Defaults, articles, to_report
from reportedly.model import Account, Failure, Reading, Report
from reportedly.reading.news import LANGUAGE, NEWS, signs
from reportedly.reading.page import parse
from reportedly.reconciling import page_incidents

STRENGTH, SEEN = 0.1, 3  # scikit-learn's C, and how often a sign must be seen: chosen by cross-validation
ROOT = Path(__file__).parents[1]
Template = Any  # of the scorers


class Incident(NamedTuple):
    """One that was read: the text that it is of, its signs, its template (None: of no kind that the key has)."""

    message: str
    signs: frozenset[str]
    template: Template
    belongs: bool
    news: bool


def main() -> None:
    """Cross-validates, then fits on everything and writes the weights."""
    parser = argparse.ArgumentParser(description="Fits which incidents are news.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data = parser.parse_args().data
    sys.path.insert(0, str(data.parent / "tools"))  # the scorers read the keys of 1992
    pages, path = muc_held_back.write(data / "muc", ROOT / "build" / "training" / "news", held_back=False)
    muc = importlib.import_module("muc")
    keys = muc.parse_templates(path.read_text("latin1"))
    told = [incident for message, report in reports(pages) for incident in incidents(message, report, keys)]
    print(f"{len(told)} incidents read, {sum(i.news for i in told)} of them news")
    cross_validate(told, keys)
    saved = save(model := fit(examples(told), strength=STRENGTH, seen=SEEN), f"news-{LANGUAGE}")
    print(f"{len(model.weights)} weights, {saved.stat().st_size} bytes")


def reports(path: Path) -> Iterator[tuple[str, Report]]:
    """The texts of a file of JSON lines, each with its name in the key."""
    names = [json.loads(line)["id"].upper() for line in path.read_text("utf-8").splitlines()]
    for name, article in zip(names, articles([str(path)]), strict=True):
        if isinstance(article, Article) and not isinstance(article, Failure):
            yield name, to_report(article, Defaults())


def incidents(message: str, report: Report, keys: Sequence[Template]) -> list[Incident]:
    """What was read of one text, each incident as if it were news."""
    score, muc = importlib.import_module("score_muc"), importlib.import_module("muc")
    parsed = parse(report)
    accounts = tuple(msgspec.structs.replace(a, background=False) for a in parsed.accounts)
    reading = json.loads(
        msgspec.json.encode(Reading(report=report, accounts=accounts, incidents=page_incidents(accounts)))
    )
    by_id = {account["id"]: account for account in reading["accounts"]}
    found = []
    for incident in reading["incidents"]:
        own = [by_id[name] for name in incident["accounts"]]
        cluster = parsed.clusters[_number(accounts, own[0]["id"])]
        belongs = score.belongs(incident, own, report.published)
        template = score.template_of(incident, [a for a in own if a["act"] != "denial"], message, report.published)
        marks = signs(cluster, len(parsed.sentences), report.published)
        found.append(Incident(message, marks, template, belongs, news=False))
    paired = _paired(muc, [key for key in keys if key.message == message], [i.template for i in found])
    return [incident._replace(news=n in paired) for n, incident in enumerate(found)]


def _number(accounts: Sequence[Account], name: str) -> int:
    """Which of the page's clusters an account is of."""
    return next(int(account.incident[1:]) for account in accounts if account.id == name) - 1


def _paired(muc: Any, keys: Sequence[Template], found: Sequence[Template]) -> set[int]:
    """Those of the found templates that pair with one of the key, all pairs together being worth most."""
    slots = muc.READING_SLOTS
    worth = [[_worth(muc.compare_templates(k, f, slots)) if muc.may_pair(k, f) else 0.0 for f in found] for k in keys]
    return {column for _, column in importlib.import_module("scoring").assign(worth)}


def _worth(tallies: dict[int, Any]) -> float:
    return float(0.01 + sum(tally.credit for tally in tallies.values()))


def examples(told: Sequence[Incident]) -> list[Example]:
    """What the weights are fitted on."""
    return [(incident.signs, incident.news) for incident in told]


def cross_validate(told: Sequence[Incident], keys: Sequence[Template]) -> None:
    """Prints how the reading does where the texts of each fold are judged by the others'."""
    score = importlib.import_module("score_muc")
    chances = [0.0] * len(told)
    for learn, test in folds([incident.message for incident in told]):
        model = fit(examples([told[n] for n in learn]), strength=STRENGTH, seen=SEEN)
        for n in test:
            chances[n] = model.chance(told[n].signs)
    for least in (0.0, 0.15, 0.2, NEWS, 0.3, 0.35):
        kept = [i.template for i, chance in zip(told, chances, strict=True) if i.belongs and chance >= least]
        figures = score.score(keys, kept)
        templates, slots = figures["templates"], figures["reading_slots"]
        print(
            f"from {least:.2f}: templates {templates['f1']:.4f} ({templates['recall']:.3f} / "
            f"{templates['precision']:.3f}), reading slots {slots['f1']:.4f}"
        )


if __name__ == "__main__":
    main()
