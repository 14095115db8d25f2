"""Why two tellings are, or aren't, taken for one incident: the answers of the model, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from reportedly.linking.comparing import QUESTIONS
from reportedly.linking.evidence import Evidence
from reportedly.linking.scoring import UNASKED, Pair, models
from reportedly.model import Link

_SAYS_NOTHING = 0.15  # an answer that weighs less, in natural logarithms, isn't told
_MOST_NAMES = 3
_LISTS = ("actors", "hours", "struck", "sides", "roles")  # fields of evidence that questions name


def link_of(a: Evidence, b: Evidence, pair: Pair) -> Link:
    """The link of a scored pair, `a` and `b` in the order of its ids, with what spoke for it and against."""
    weights = models()[_model_of(a, b)].weights
    known = _known(a, b)
    told: list[tuple[float, str]] = []
    for question, answer in zip(QUESTIONS, pair.answers, strict=True):
        if answer != UNASKED:
            given = question.answers[answer]
            told.append((weights.get(question.name, {}).get(given.name, 0.0), given.words.format_map(known)))
    told.sort(key=lambda words: (-abs(words[0]), words[1]))
    return Link(
        between=(a.id, b.id),
        probability=pair.probability,
        agreed=tuple(words for weight, words in told if weight >= _SAYS_NOTHING),
        differed=tuple(words for weight, words in told if weight <= -_SAYS_NOTHING),
    )


def _model_of(a: Evidence, b: Evidence) -> str:
    """The name of the model that scores a pair: `scoring.WHICH` says the same in SQL."""
    if a.language is None or a.language != b.language:
        return "across languages"
    return "one language" if a.proper and b.proper else "no capitals"


def _known(a: Evidence, b: Evidence) -> dict[str, str]:
    """What fills the braces of an answer's words."""
    names = sorted(set(a.names) & set(b.names))[:_MOST_NAMES]
    known = {"names": f" ({', '.join(name.title() for name in names)})" if names else ""}
    known |= {each: _listed(set(getattr(a, each)) & set(getattr(b, each))) for each in _LISTS}
    for side, each in (("a", a), ("b", b)):
        known |= {
            f"day_{side}": _days(each),
            f"place_{side}": each.place_name or each.country or "no place",
            f"killed_{side}": str(each.killed[1]),
            f"injured_{side}": str(each.injured[1]),
            f"taken_{side}": "none" if each.taken is None else str(each.taken),
            f"kind_{side}": each.sub_type or "none",
        }
        known |= {f"{name}_{side}": _listed(getattr(each, name)) for name in _LISTS}
    return known


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)).replace("_", " ") if names else "none"


def _days(evidence: Evidence) -> str:
    if evidence.first is None or evidence.last is None:
        return "no day"
    first, last = (datetime.date.fromordinal(day).isoformat() for day in (evidence.first, evidence.last))
    return first if first == last else f"{first} to {last}"
