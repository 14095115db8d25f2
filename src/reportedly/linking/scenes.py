"""The hour, what was hit, who was harmed: what tells two attacks in one town on one day apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from reportedly.languages.scenery import HOURS, SceneWords, scene_words, words_in
from reportedly.model import Account, Telling
from reportedly.model.quote import Quote

_ENDS = re.compile(r"[.!?؟…]\s+|\n")
_HARMED = ("killed", "injured", "abducted", "missing")
FORCES = "forces"
"""The side of all who fight for a state."""

_FORCES = ("military", "police", "security_forces")
_MOST_LETTERS = 600  # code points of a sentence that are looked at


def hours_and_struck(telling: Telling) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Members of `HOURS` and `STRUCK` that are named in its sentences, sorted; none in a language without words."""
    words = scene_words(telling.report.language or "")
    if words is None:
        return (), ()
    found = {kind for sentence in _sentences(telling) for kind in _kinds_in(sentence, words)}
    return tuple(sorted(found & set(HOURS))), tuple(sorted(found - set(HOURS)))


def harmed(accounts: tuple[Account, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """On which sides those harmed are (civilian, forces, armed_group), and their roles (child, official); sorted."""
    victims = [victim for account in accounts for victim in account.victims if victim.outcome in _HARMED]
    sides = {FORCES if v.category in _FORCES else v.category for v in victims} - {"unknown"}
    return tuple(sorted(sides)), tuple(sorted({role for victim in victims for role in victim.roles}))


def taken(accounts: tuple[Account, ...]) -> int | None:
    """How many were abducted or are missing, the highest that an account counts; None where none counts any."""
    counted = (
        sum(group.count.low or 0 for group in account.tops(outcome))
        for account in accounts
        for outcome in ("abducted", "missing")
    )
    return max(counted, default=0) or None


def _sentences(telling: Telling) -> Iterator[str]:
    """The sentences that its accounts quote, and the headline of what the report is about."""
    text = telling.report.text
    starts = [0, *(match.end() for match in _ENDS.finditer(text))]
    said = {
        bisect_right(starts, quote.start) - 1 for account in telling.accounts for quote in _quotes(telling, account)
    }
    for n in sorted(said | {0} if telling.position == 0 else said):
        yield text[starts[n] : min(starts[n] + _MOST_LETTERS, *starts[n + 1 : n + 2] or [len(text)])]


def _quotes(telling: Telling, account: Account) -> Iterator[Quote]:
    """Those of what happened, not of who says so; what is told beside a report's own story has mostly its place."""
    where = account.where if telling.position == 0 else None
    for value in (account.event, account.when, where, *account.victims, *account.weapons):
        if value is not None and value.quote is not None:
            yield value.quote


def _kinds_in(sentence: str, known: SceneWords) -> Iterator[str]:
    words = words_in(sentence)
    if known.keys().isdisjoint(words):  # as of most sentences
        return
    for n, word in enumerate(words):
        for meant in known.get(word, ()):
            if tuple(words[n + 1 : n + 1 + len(meant.rest)]) == meant.rest:
                yield meant.kind
