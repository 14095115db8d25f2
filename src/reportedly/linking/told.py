"""Why two tellings are, or aren't, taken for one incident: the answers of the model, in words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from reportedly.languages.scenery import HOURS, STRUCK
from reportedly.linking.comparing import QUESTIONS
from reportedly.linking.evidence import Evidence
from reportedly.linking.scenes import FORCES
from reportedly.linking.scoring import UNASKED, Pair, models
from reportedly.model import Link
from reportedly.model.vocabulary import CATEGORIES, ROLES, TYPE_OF_SUB_TYPE
from reportedly.saying import Sentence
from reportedly.saying.slots import BRACKETED, COUNTED, DAYS, NO_PLACE, NUMBER, PLACE, Listing, Slot, Word

_SAYS_NOTHING = 0.15  # an answer that weighs less, in natural logarithms, isn't told
_MOST_NAMES = 3
_NONE = "none"
_LISTS: Mapping[str, Slot[Any]] = {
    "actors": Listing(), "hours": Listing(HOURS), "struck": Listing(STRUCK),
    "sides": Listing((*CATEGORIES, FORCES)), "roles": Listing(ROLES),
}  # fmt: skip
"""Fields of evidence that questions name, and what they hold."""

_OF_A_SIDE: Mapping[str, Slot[Any]] = {
    "day": DAYS, "place": PLACE, "killed": NUMBER, "injured": NUMBER, "taken": COUNTED,
    "kind": Word((*TYPE_OF_SUB_TYPE, _NONE)), **_LISTS,
}  # fmt: skip
_SLOTS: Mapping[str, Any] = {
    "names": BRACKETED, **_LISTS,
    **{f"{name}_{side}": slot for name, slot in _OF_A_SIDE.items() for side in "ab"},
}  # fmt: skip
_NAMED = re.compile(r"\{(\w+)\}")


def _sentence(words: str) -> Sentence:
    return Sentence(words, **{name: _SLOTS[name] for name in _NAMED.findall(words)})


_BY_WORDS = {answer.words: _sentence(answer.words) for question in QUESTIONS for answer in question.answers}
SENTENCES = tuple({_NAMED.sub("{}", words): _BY_WORDS[words] for words in reversed(_BY_WORDS)}.values())
"""What every answer says, each once: of an actor whom both name nobody can tell that it is no place."""


def link_of(a: Evidence, b: Evidence, pair: Pair) -> Link:
    """The link of a scored pair, `a` and `b` in the order of its ids, with what spoke for it and against."""
    weights = models()[_model_of(a, b)].weights
    known = _known(a, b)
    told: list[tuple[float, str]] = []
    for question, answer in zip(QUESTIONS, pair.answers, strict=True):
        if answer != UNASKED:
            given = question.answers[answer]
            told.append((weights.get(question.name, {}).get(given.name, 0.0), _BY_WORDS[given.words].filled(known)))
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


def _known(a: Evidence, b: Evidence) -> dict[str, Any]:
    """What fills the slots of an answer's words."""
    names = sorted(set(a.names) & set(b.names))[:_MOST_NAMES]
    known: dict[str, Any] = {"names": [name.title() for name in names]}
    known |= {each: sorted(set(getattr(a, each)) & set(getattr(b, each))) for each in _LISTS}
    for side, each in (("a", a), ("b", b)):
        known |= {
            f"day_{side}": _days(each),
            f"place_{side}": each.place_name or each.country or NO_PLACE,
            f"killed_{side}": each.killed[1],
            f"injured_{side}": each.injured[1],
            f"taken_{side}": each.taken,
            f"kind_{side}": each.sub_type or _NONE,
        }
        known |= {f"{name}_{side}": sorted(getattr(each, name)) for name in _LISTS}
    return known


def _days(evidence: Evidence) -> tuple[datetime.date, datetime.date] | None:
    if evidence.first is None or evidence.last is None:
        return None
    return datetime.date.fromordinal(evidence.first), datetime.date.fromordinal(evidence.last)
