"""Fits what each answer weighs in `reportedly.linking`: the three models of `scoring.py`.

    make train      or: python training/linking.py READINGS.jsonl GOLD.jsonl

READINGS are `reportedly read`'s of the articles of which GOLD says, one a line, which incident they tell of. Learned
from are the first tellings of the articles: GOLD doesn't know what else they tell. Logistic regression over all
answers of a model, an answer that can't be asked counting nothing; what no capitals and other languages leave unasked
is left out: a language without capitals is had by writing everything small, another language by asking nothing of
words. Weights that the set can't tell (it has one country, few kinds and no known actors) are set in `BY_HAND`.

Prints pairwise F and B³ by five-fold cross-validation, incidents kept together; writes the fit on everything.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression

from reportedly.linking import Evidence, Pair, clusters, evidence_of
from reportedly.linking.comparing import QUESTIONS, Question
from reportedly.linking.scoring import WEIGHTS, WHICH
from reportedly.linking.table import COLUMNS, opened
from reportedly.model import Reading, Report, Telling, tellings_of

STRENGTH, FOLDS = 0.5, 5  # scikit-learn's C
LEFT_OUT: dict[str, tuple[str, ...]] = {
    "one language": ("meaning",),
    "no capitals": ("meaning", "proper", "names"),
    "across languages": ("words", "proper", "names", "lead"),
}
BY_HAND: dict[str, dict[str, float]] = {
    # who is named as perpetrator, and how it was done, where reports say so at all
    "actors": {"shared": 0.9, "others": -0.6},
    "kind": {"same": 0.7, "other": -0.7},
    # figures that differ speak against: in the set whoever gives one at all mostly tells of the same
    "killed": {"some apart": -0.3, "far apart": -0.8},
    "injured": {"some apart": -0.3, "far apart": -0.6},
    # a report's own story is the likelier to be another's; the set can't tell, since it knows one story a report
    "standing": {"one aside": -0.6, "both aside": -1.0},
}


NOT_FITTED = ("actors", "kind", "standing")


class Compared(NamedTuple):
    """Candidate pairs: the index of each side's evidence, and the number of the answer to each question."""

    sides: Any  # of numpy: pairs × 2
    answers: Any  # pairs × questions


def main() -> None:
    """Fits the three models and writes them."""
    readings, gold = Path(sys.argv[1]), Path(sys.argv[2])
    incident = {line["id"]: line["incident"] for line in map(json.loads, gold.read_text(encoding="utf-8").splitlines())}
    told = [telling for telling in _tellings(readings) if telling.report.id in incident]
    models = {}
    for name in WHICH:
        evidence = [evidence_of(_small(telling) if name == "no capitals" else telling) for telling in told]
        models[name] = _model(name, evidence, incident)
    WEIGHTS.write_bytes(msgspec.json.format(msgspec.json.encode(models), indent=1) + b"\n")


def _tellings(path: Path) -> Iterator[Telling]:
    decoder = msgspec.json.Decoder(Reading)
    with path.open("rb") as lines:
        for line in lines:
            yield from tellings_of(decoder.decode(line))


def _small(telling: Telling) -> Telling:
    """The same in a script without capitals: as long as before, so that quotes stay where they are."""
    text = "".join(c.lower() if len(c.lower()) == 1 else c for c in telling.report.text)
    report: Report = msgspec.structs.replace(telling.report, text=text)
    return msgspec.structs.replace(telling, report=report)


def _model(name: str, evidence: Sequence[Evidence], incident: Mapping[str, str]) -> dict[str, Any]:
    compared = _compared(evidence, ask_meaning=name == "across languages")
    asked = [q for q in QUESTIONS if q.name not in (*LEFT_OUT[name], *NOT_FITTED)]
    first = np.array([not e.aside for e in evidence])
    belongs = [incident[e.report] for e in evidence]
    left, right = compared.sides.T
    same = np.array([belongs[a] == belongs[b] for a, b in compared.sides])
    main = first[left] & first[right]
    fold = np.array([int(hashlib.md5(b.encode()).hexdigest(), 16) % FOLDS for b in belongs])  # noqa: S324
    features = _features(compared, asked)
    chances = np.zeros(len(same))
    for held in range(FOLDS):
        learned = main & (fold[left] != held)
        fitted = LogisticRegression(C=STRENGTH, max_iter=2000).fit(features[learned], same[learned])
        ours = fold[left] == held
        chances[ours] = _chances(_named(fitted, asked), compared, ours)
    print(f"{name}: {len(same)} candidate pairs, {int(same[main].sum())} of {_pairs_of(incident)} that belong together")
    print("  by cross-validation: " + _scores(evidence, compared, chances, incident))
    return _named(LogisticRegression(C=STRENGTH, max_iter=2000).fit(features[main], same[main]), asked)


def _compared(evidence: Sequence[Evidence], *, ask_meaning: bool) -> Compared:
    """The answers of every candidate pair, by DuckDB alone; `ask_meaning` as if each side were in another language."""
    connection = opened(evidence if not ask_meaning else [_foreign(e, n) for n, e in enumerate(evidence)], ())
    sides = ", ".join(f"l.{name} as {name}_l, r.{name} as {name}_r" for name in COLUMNS if name not in ("n", "fresh"))
    cases = ", ".join(_case(question) for question in QUESTIONS)
    query = f"select c.l, c.r, {sides} from candidates c join compared l on l.n = c.l join compared r on r.n = c.r"  # noqa: S608
    rows = connection.execute(f"select l, r, {cases} from ({query}) order by l, r").fetchall()  # noqa: S608
    table = np.array(rows)
    return Compared(table[:, :2], table[:, 2:])


def _foreign(evidence: Evidence, n: int) -> Evidence:
    return msgspec.structs.replace(evidence, language=f"{evidence.language}{n}")


def _case(question: Question) -> str:
    whens = " ".join(f"when {answer.holds} then {n}" for n, answer in enumerate(question.answers))
    return f"case when {question.unasked} then -1 {whens} else {len(question.answers) - 1} end"


def _features(compared: Compared, asked: Sequence[Question]) -> Any:
    columns = []
    for n, question in enumerate(QUESTIONS):
        if question in asked:
            columns += [compared.answers[:, n] == answer for answer in range(len(question.answers))]
    return np.array(columns, dtype=np.float32).T


def _named(fitted: LogisticRegression, asked: Sequence[Question]) -> dict[str, Any]:
    names = [(question.name, answer.name) for question in asked for answer in question.answers]
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for (question, answer), weight in zip(names, fitted.coef_[0], strict=True):
        weights[question][answer] = round(float(weight), 2)
    return {
        "prior": round(float(fitted.intercept_[0]), 2),
        "weights": {q.name: {**weights[q.name], **BY_HAND.get(q.name, {})} for q in QUESTIONS},
    }


def _chances(model: Mapping[str, Any], compared: Compared, which: Any) -> Any:
    odds = np.full(int(which.sum()), model["prior"])
    for n, question in enumerate(QUESTIONS):
        weights = [model["weights"].get(question.name, {}).get(answer.name, 0.0) for answer in question.answers]
        odds += np.array([*weights, 0.0])[compared.answers[which, n]]  # -1, unasked, is the last
    return 1 / (1 + np.exp(-odds))


def _pairs_of(incident: Mapping[str, str]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(incident.values()).values())


def _scores(evidence: Sequence[Evidence], compared: Compared, chances: Any, incident: Mapping[str, str]) -> str:
    """Pairwise F and B³ of the articles, each where its first telling is."""
    ids = [e.id for e in evidence]
    pairs = [
        Pair(min(ids[a], ids[b]), max(ids[a], ids[b]), round(float(chance), 4), tuple(map(int, answers)))
        for (a, b), chance, answers in zip(compared.sides, chances, compared.answers, strict=True)
    ]
    cluster = {each: n for n, members in enumerate(clusters(ids, pairs)) for each in members}
    found: dict[str, Any] = {report: report for report in incident}
    for e in reversed(evidence):
        if not e.aside:
            found[e.report] = cluster[e.id]
    both = Counter((found[r], incident[r]) for r in incident)
    given, wanted = Counter(found.values()), Counter(incident.values())
    right, told, gold = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, given, wanted))
    precision, recall = right / max(told, 1), right / gold
    exact = sum(both[found[r], incident[r]] / given[found[r]] for r in incident) / len(incident)
    whole = sum(both[found[r], incident[r]] / wanted[incident[r]] for r in incident) / len(incident)
    return (
        f"pairwise F {2 * precision * recall / (precision + recall):.4f} (P {precision:.3f}, R {recall:.3f}), "
        f"B³ F {2 * exact * whole / (exact + whole):.4f}"
    )


if __name__ == "__main__":
    main()
