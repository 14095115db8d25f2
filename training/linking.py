"""Fits what each answer weighs in `reportedly.linking`: the three models of `scoring.py`.

    make train      or: python training/linking.py [--data FOLDER]

Learned from are pairs of tellings of two sets: American local news, of which is known which articles tell of one
incident (their first tellings only: nobody labelled what else they tell), and four days of Arabic news of wars,
attacks and crime, whose tellings we judged one by one (`judged/links-ar.tsv`: the line of the stream, the incident's
place on its page, its dead as read, and a number that the tellings of one incident share). Wars are told in many
languages, and of no real pages is known which tell of one there: so the invented stories are learned from as well
(`tests/linking/stories`, those before `UNLEARNED`; the others are kept for measuring).

Logistic regression over the answers that a model asks for, each weight held to the side on which its answer may speak;
an answer that can't be asked counts nothing. The model of one language with capitals learns from the American pages
alone: with the Arabic ones, which have none, it does worse on them by .015. That for scripts without capitals learns
from the American pages in small letters too, that across languages from both with nothing asked of words; who did it
and how from the Arabic pages alone.

Prints pairwise F and B³ by five-fold cross-validation, incidents kept together; writes the fit on everything.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from scipy.optimize import minimize

from reportedly.linking import Evidence, Pair, clusters, evidence_of
from reportedly.linking.comparing import OF_PAIR, QUESTIONS, Question, to_run
from reportedly.linking.scoring import LEAST, WEIGHTS, WHICH
from reportedly.linking.table import COLUMNS, opened
from reportedly.model import Reading, Telling, tellings_of

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.linking.story import chosen, read, stories

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "training"
JUDGED = Path(__file__).parent / "judged" / "links-ar.tsv"
UNLEARNED = "71"  # the first story that isn't learned from
# Each pair of a story counts like so many others. Of 24 stories not learned from (257 pairs that should be together or
# apart) 47 were wrong without them, 40 with 4, 34 with 10, by which time both real sets across languages lose .02
STORIES_COUNT = 4.0
EVENED = 0.25  # power of the number of tellings of an incident by which each pair of one counts less; 0: all alike
STRENGTH, FOLDS = 0.5, 5  # scikit-learn's C
LEFT_OUT: dict[str, tuple[str, ...]] = {
    "one language": ("meaning",),
    "no capitals": ("meaning", "proper", "names"),
    "across languages": ("words", "proper", "names", "lead"),
}
HARDLY_SAID = ("actors", "kind", "sides")  # on the American pages
# A report's own story is the likelier to be another's; the American pages can't tell, the Arabic ones are few
STANDING = {"standing": {"one aside": -0.6, "both aside": -1.0}}
# Of the American pages whoever gives a figure at all mostly tells of the same: figures that differ speak against it
# nevertheless. Of who did it and how they hardly speak: about what the Arabic pages give.
UNSAID: dict[str, dict[str, float]] = {
    "killed": {"some apart": 0.0, "far apart": -0.4, "worlds apart": -1.5},
    "injured": {"some apart": 0.0, "far apart": -0.4},
    "actors": {"shared": 0.8, "others": -1.5},
    "kind": {"same": 0.2, "other": -1.0},
    "sides": {"shared": 0.0, "others": -0.8},
}
# Towns near each other are told of as one another: such pairs are too few to tell. Another country is another incident,
# unless the country was misread, as it is on one American page in twenty.
PLACES = {"place": {"near": 0.3, "abroad": -2.0}}
# Villages that the gazetteer doesn't know, in letters that can't be compared: no pair of these sets is of two scripts.
# To be in one country says little of American pages; most countries are smaller.
ABROAD = {"other letters": -0.5, "country": -1.0}
# What a person takes for agreement never speaks against a link, nor the other way about. Without this the weights of
# answers that come together share out what they say as it happens: "the same kind" would be told as a difference.
NEVER_AGAINST = frozenset((
    "same", "same day", "same many", "same some", "same few", "near many", "shared", "both", "after", "found dead",
    "seldom told of", "told of", "often told of", "a third", "many", "most", "copy", "two", "four",
))  # fmt: skip
NEVER_FOR = frozenset((
    "month", "far", "abroad", "elsewhere", "other division", "neither", "before", "others", "other", "some apart",
    "far apart", "worlds apart", "none", "taken by one", "injured alone", "in one",
))  # fmt: skip
# One bombing of the Arabic days is told of several hours, and an American page names that at which police spoke
HOURS = {"hours": {"shared": 0.2, "others": -0.6}}
# Three to nine dead are many on American pages and not in a war: the Arabic pages alone would give about this
WARS = {"killed": {"same some": 2.8}}
# Abducted people are in hardly any page of both sets
TAKEN = {"taken": {"same": 1.5, "found dead": 1.0, "other": -0.5, "taken by one": -1.0}}
BY_HAND = {
    "one language": {**STANDING, **TAKEN, **UNSAID, "place": {"abroad": -1.5}},
    "no capitals": {**STANDING, **TAKEN, **HOURS, **WARS, **PLACES},
    "across languages": {**STANDING, **TAKEN, **WARS, "place": {**PLACES["place"], **ABROAD}},
}


class Labelled(NamedTuple):
    """Tellings with the incident of each, None where nobody knows; and the questions that aren't learned from them.

    `untold` are the incidents of pages on which no incident was read: their links are missed. `uneven`: some incident
    is told by very many, and would be most of what is learned. `as_spoken`: a model learns from the pairs that it is
    for, and not from all as if they were such.
    """

    name: str
    evidence: list[Evidence]
    incidents: list[str | None]
    untold: list[str]
    unlearned: tuple[str, ...]
    uneven: bool = False
    as_spoken: bool = False


class Compared(NamedTuple):
    """The candidate pairs of a set."""

    sides: Any  # of numpy, pairs × 2: the index of each side's telling
    answers: Any  # pairs × questions: the number of the answer, -1 where it can't be asked
    same: Any  # pairs: whether both are of one incident
    known: Any  # pairs: whether that is known
    counts: Any  # pairs: how much each counts in learning
    fold: Any  # pairs


def main() -> None:
    """Fits the three models and writes them."""
    parser = argparse.ArgumentParser(description="Fits the weights of linking.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data = parser.parse_args().data
    _read(data)
    models = {}
    for name in WHICH:
        sets = [_american(data, small=name == "no capitals")]
        models[name] = _model(name, [*sets, *([] if name == "one language" else [_arabic()]), _invented()])
    WEIGHTS.write_bytes(msgspec.json.format(msgspec.json.encode(models), indent=1) + b"\n")


def _read(data: Path) -> None:
    """Reads the pages of both sets into `build/training`."""
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("gva", "stream-ar"):
        command = [sys.executable, "-m", "reportedly.cli", "read", "--jobs", "2", str(data / name / "input.jsonl.gz")]
        with (WORK / f"{name}.jsonl").open("wb") as out:
            subprocess.run(command, stdout=out, stderr=subprocess.DEVNULL, check=False)  # noqa: S603 - our own program


def _american(data: Path, *, small: bool) -> Labelled:
    gold = (data / "gva" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    incident = {line["id"]: line["incident"] for line in map(json.loads, gold)}
    told = [telling for _, telling in _tellings("gva")]
    evidence = [evidence_of(_in_small_letters(telling) if small else telling) for telling in told]
    incidents = [None if e.aside else incident.get(e.report) for e in evidence]
    untold = [of for page, of in incident.items() if page not in {e.report for e in evidence}]
    return Labelled("local news", evidence, incidents, untold, HARDLY_SAID)


def _arabic() -> Labelled:
    rows = [line.split("\t") for line in JUDGED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    judged = {(int(line), int(position)): (killed, incident) for line, position, killed, incident in rows}
    evidence, incidents = [], []
    for line, telling in _tellings("stream-ar"):
        killed, incident = judged.get((line, telling.position), ("", ""))
        best = telling.incident.killed.best
        evidence.append(evidence_of(telling))
        incidents.append(incident if killed == ("-" if best is None else str(best)) else None)  # as it was judged
    return Labelled("Arabic news", evidence, incidents, [], (), uneven=True)


def _invented() -> Labelled:
    evidence, incidents = [], []
    for story in stories():
        if story.name >= UNLEARNED:
            continue
        readings = read(story)
        members = {telling.id: member for member, telling in chosen(story, readings).of.items()}
        turns = {member: turn for turn, (_, listed) in enumerate(story.incidents()) for member in listed}
        for telling in chain.from_iterable(map(tellings_of, readings)):
            evidence.append(evidence_of(telling))
            incidents.append(f"{story.name} {turns[members[telling.id]]}" if telling.id in members else None)
    return Labelled("invented stories", evidence, incidents, [], (), as_spoken=True)


def _tellings(name: str) -> Iterator[tuple[int, Telling]]:
    """The tellings of a set's pages, each with the line of its page; `main` has them read."""
    readings = WORK / f"{name}.jsonl"
    decoder = msgspec.json.Decoder(Reading)
    with readings.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if b'"accounts"' in line:  # not a failure
                yield from ((number, telling) for telling in tellings_of(decoder.decode(line)))


def _in_small_letters(telling: Telling) -> Telling:
    """The same in a script without capitals: as long as before, so that quotes stay where they are."""
    text = "".join(c.lower() if len(c.lower()) == 1 else c for c in telling.report.text)
    return msgspec.structs.replace(telling, report=msgspec.structs.replace(telling.report, text=text))


def _model(name: str, sets: Sequence[Labelled]) -> dict[str, Any]:
    compared = [_compared(labelled, name) for labelled in sets]
    asked = [question for question in QUESTIONS if question.name not in (*LEFT_OUT[name], *STANDING, *TAKEN)]
    print(name)
    by_fold = [_with_hand(name, _fitted(compared, asked, held)) for held in range(FOLDS)]
    for labelled, pairs in zip(sets, compared, strict=True):
        chances = np.zeros(len(pairs.same))
        for held, model in enumerate(by_fold):
            ours = pairs.fold == held
            chances[ours] = _chances(model, pairs.answers[ours])
        together = int(pairs.same[pairs.known].sum())
        print(f"  {labelled.name}: {len(pairs.same)} candidate pairs, {together} known to belong together")
        print("    by cross-validation: " + _scores(labelled, pairs, chances))
    return _with_hand(name, _fitted(compared, asked, None))


def _compared(labelled: Labelled, model: str) -> Compared:
    """The answers of every candidate pair, by DuckDB alone; across languages as if no two were in the same."""
    evidence, incidents = labelled.evidence, np.array(labelled.incidents, dtype=object)
    if model == "across languages" and not labelled.as_spoken:
        evidence = [_foreign(each, n) for n, each in enumerate(evidence)]
    table = opened(evidence, ())
    table.block("candidates", 0, sys.maxsize)
    sides = ", ".join(f"l.{name} as {name}_l, r.{name} as {name}_r" for name in COLUMNS)
    cases = ", ".join(_case(question) for question in QUESTIONS)
    both = "join tellings l on l.n = join_key_l join tellings r on r.n = join_key_r"
    which = f"where {WHICH[model]}" if labelled.as_spoken else ""
    for side in "LR":
        which = which.replace(f"{side}.language", f"language_{side}").replace(f"{side}.capitals", f"capitals_{side}")
    sought = f"select {sides}, {OF_PAIR} from blocked {both}"  # noqa: S608
    query = f"select n_l, n_r, {cases} from ({sought}) {which} order by n_l, n_r"  # noqa: S608
    rows = np.array(table.connection.execute(to_run(query)).fetchall())
    pairs, answers = rows[:, :2], rows[:, 2:]
    for n, question in enumerate(QUESTIONS):
        if question.name in labelled.unlearned:
            answers[:, n] = -1
    left, right = incidents[pairs[:, 0]], incidents[pairs[:, 1]]
    known = np.array([a is not None and b is not None for a, b in zip(left, right, strict=True)])
    fold = np.array([int(hashlib.md5(str(a).encode()).hexdigest(), 16) % FOLDS for a in left])  # noqa: S324
    told = Counter(incidents) if labelled.uneven else Counter()
    counts = (STORIES_COUNT if labelled.as_spoken else 1) * np.array(
        [(max(told[a], 1) * max(told[b], 1)) ** -EVENED for a, b in zip(left, right, strict=True)]
    )
    return Compared(pairs, answers, known & (left == right), known, counts, fold)


def _foreign(evidence: Evidence, n: int) -> Evidence:
    return msgspec.structs.replace(evidence, language=f"{evidence.language}-{n}")


def _case(question: Question) -> str:
    whens = " ".join(f"when {answer.holds} then {n}" for n, answer in enumerate(question.answers))
    return f"case when {question.unasked} then -1 {whens} else {len(question.answers) - 1} end"


def _fitted(compared: Sequence[Compared], asked: Sequence[Question], held: int | None) -> dict[str, Any]:
    """The model of all known pairs but those of the fold that is held back."""
    learned = [pairs.known & (pairs.fold != held) for pairs in compared]
    features = np.vstack([_features(p.answers[used], asked) for p, used in zip(compared, learned, strict=True)])
    same = np.concatenate([p.same[used] for p, used in zip(compared, learned, strict=True)])
    counts = np.concatenate([p.counts[used] for p, used in zip(compared, learned, strict=True)])
    for which in (same, ~same):  # as many of either as without `counts`: else the prior would move
        counts[which] *= which.sum() / counts[which].sum()
    names = [(question.name, answer.name) for question in asked for answer in question.answers]
    prior, *fitted = _weights(features, same, counts, [_bounds(answer) for _, answer in names])
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for (question, answer), weight in zip(names, fitted, strict=True):
        weights[question][answer] = round(float(weight), 2)
    return {"prior": round(float(prior), 2), "weights": dict(weights)}


def _weights(features: Any, same: Any, counts: Any, bounds: Sequence[tuple[float | None, float | None]]) -> Any:
    """Logistic regression, L2 regularised, each weight within its bounds: the prior and a weight for each feature."""
    signs = np.where(same, 1.0, -1.0)

    def loss(weights: Any) -> tuple[float, Any]:
        odds = signs * (weights[0] + features @ weights[1:])
        pull = -signs * counts / (1 + np.exp(odds))
        own = np.concatenate([[0.0], weights[1:]]) / STRENGTH
        gradient = np.concatenate([[pull.sum()], features.T @ pull]) + own
        return float((counts * np.logaddexp(0, -odds)).sum() + own @ weights / 2), gradient

    start = np.zeros(features.shape[1] + 1)
    return minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=[(None, None), *bounds], options={"maxiter": 2000}
    ).x


def _bounds(answer: str) -> tuple[float | None, float | None]:
    """The least and the most that an answer may weigh."""
    return (0.0 if answer in NEVER_AGAINST else None, 0.0 if answer in NEVER_FOR else None)


def _with_hand(name: str, model: dict[str, Any]) -> dict[str, Any]:
    """The model with the weights that are set by hand."""
    weights = model["weights"]
    return {**model, "weights": {**weights, **{q: {**weights.get(q, {}), **own} for q, own in BY_HAND[name].items()}}}


def _features(answers: Any, asked: Sequence[Question]) -> Any:
    columns = []
    for n, question in enumerate(QUESTIONS):
        if question in asked:
            columns += [answers[:, n] == answer for answer in range(len(question.answers))]
    return np.array(columns, dtype=np.float32).T


def _chances(model: Mapping[str, Any], answers: Any) -> Any:
    odds = np.full(len(answers), model["prior"])
    for n, question in enumerate(QUESTIONS):
        weights = [model["weights"].get(question.name, {}).get(answer.name, 0.0) for answer in question.answers]
        odds += np.array([*weights, 0.0])[answers[:, n]]  # -1, unasked, is the last
    return 1 / (1 + np.exp(-odds))


def _scores(labelled: Labelled, compared: Compared, chances: Any) -> str:
    """Pairwise F and B³ of the tellings whose incident is known, and of the pages that tell of none."""
    ids = [evidence.id for evidence in labelled.evidence]
    pairs = [
        Pair(min(ids[a], ids[b]), max(ids[a], ids[b]), round(float(chance), 4), tuple(map(int, answers)))
        for (a, b), chance, answers in zip(compared.sides, chances, compared.answers, strict=True)
        if chance >= LEAST
    ]
    cluster = {each: n for n, members in enumerate(clusters(ids, pairs)) for each in members}
    told = [(cluster[each], wanted) for each, wanted in zip(ids, labelled.incidents, strict=True) if wanted is not None]
    told += [(-n, wanted) for n, wanted in enumerate(labelled.untold, 1)]
    both, given, wanted = Counter(told), Counter(c for c, _ in told), Counter(w for _, w in told)
    right, linked, gold = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, given, wanted))
    precision, recall = right / max(linked, 1), right / max(gold, 1)
    exact = sum(both[c, w] / given[c] for c, w in told) / len(told)
    whole = sum(both[c, w] / wanted[w] for c, w in told) / len(told)
    return (
        f"pairwise F {2 * precision * recall / (precision + recall):.4f} (P {precision:.3f}, R {recall:.3f}), "
        f"B³ F {2 * exact * whole / (exact + whole):.4f}"
    )


if __name__ == "__main__":
    main()
