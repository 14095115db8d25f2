"""Which of the figures that count is the best, and the range of those that count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportedly.model import Estimate
from reportedly.model.vocabulary import Outcome
from reportedly.reconciling import sentences, tolls
from reportedly.reconciling.rules import Rule, table
from reportedly.reconciling.standings import Asked, Verdict, of_account
from reportedly.reconciling.voices import Voice, counts_bodies, number_of

_ENDS: Mapping[Outcome, tuple[str, str]] = {"killed": ("higher", "highest"), "injured": ("lower", "lowest")}


class Counted(NamedTuple):
    """What counts for one outcome: the voices with a figure that counts, and how the range of figures runs."""

    voices: tuple[Voice, ...]
    figures: tuple[tolls.Figure, ...]


def counted(voices: Sequence[Voice], asked: Asked, verdicts: Mapping[str, Verdict]) -> Counted:
    """The voices and the accounts' figures that count."""
    kept = [v for v in voices if verdicts[v.id].standing == "counted" and v.number(asked.outcome) is not None]
    figures = [
        told for voice in kept for account, told in voice.figures(asked.outcome)
        if of_account(voice, account, told, asked, verdicts[voice.id]).standing == "counted"
    ]  # fmt: skip
    return Counted(tuple(kept), tuple(figures))


def estimate(given: Counted, asked: Asked) -> Estimate:
    """Low, best and high over what counts, with the reason for best in words."""
    if not given.voices:
        return Estimate()
    if len(given.voices) == 1:
        return given.voices[0].estimate(asked.outcome)
    best, near = _best(given.voices, asked)
    reason = _reason(given.voices, asked.outcome, best, near)
    if asked.outcome == "killed" and (attackers := _attackers_besides(given.voices, best)):
        best, reason = best + attackers, sentences.MORE_ATTACKERS.of(reason=reason, n=attackers)
    low, high = _range(given, asked.outcome, best)
    return Estimate(low, best, high, reason)


def _best(voices: Sequence[Voice], asked: Asked) -> tuple[int, int]:
    """The best figure, and how many weigh about as much as the heaviest, it included."""
    rule = table()["injured-beside-the-dead" if asked.outcome == "injured" else "best-supported"]
    if asked.outcome == "injured":
        voices = [v for v in voices if (v.number("killed") or 0) == (asked.dead or 0)] or voices
    weights = _weights([v for v in voices if v.vague(asked.outcome) is None], asked, rule)
    for voice in voices:
        if (bounds := voice.vague(asked.outcome)) is not None:
            inside = [n for n in weights if bounds[0] <= n <= bounds[1]]
            number = max(inside, key=lambda n: (weights[n], n), default=bounds[0])
            weights[number] += weight(voice, asked.outcome)
    near = [n for n, sum_ in weights.items() if sum_ >= max(weights.values()) * (1 - rule.number("tie"))]
    return min(near) if asked.outcome == "injured" else max(near), len(near)


def _attackers_besides(voices: Sequence[Voice], best: int) -> int:
    """How many attackers died besides those whom the `best` figure counts, by a voice that counts as many and them."""
    fuller = {
        v.attackers for v in voices if not v.telling.incident.background and v.number("killed") == best + v.attackers
    }
    told = any(v.attackers for v in voices if v.number("killed") == best)
    return 0 if told else max(fuller, default=0)


def _weights(voices: Sequence[Voice], asked: Asked, rule: Rule) -> defaultdict[int, float]:
    """What speaks for each number: one vote for each origin, which its texts share."""
    weights: defaultdict[int, float] = defaultdict(float)
    for given in by_origin(voices).values():
        votes: defaultdict[int, float] = defaultdict(float)
        for voice in given:
            own = voice.number(asked.outcome) or 0
            votes[own] = max(votes[own], weight(voice, asked.outcome))
            for other in _besides(voice, asked.outcome) - {own}:
                votes[other] = max(votes[other], rule.number("besides") * weight(voice, asked.outcome))
        for number, vote in votes.items():
            weights[number] += vote / len({v.number(asked.outcome) for v in given})
    return weights


def _besides(voice: Voice, outcome: Outcome) -> set[int]:
    """The numbers that support besides the voice's own: of the dead, those of people who count bodies."""
    told = [(account, number_of(figure)) for account, figure in voice.figures(outcome) if account.act != "denial"]
    return {number for account, number in told if outcome != "killed" or counts_bodies(account)}


def by_origin(voices: Sequence[Voice]) -> dict[str, list[Voice]]:
    """The voices of each origin: its texts share one vote."""
    found: dict[str, list[Voice]] = {}
    for voice in voices:
        found.setdefault(voice.origin, []).append(voice)
    return found


def weight(voice: Voice, outcome: Outcome) -> float:
    """What a voice's figure weighs: as sure as it was read, less of the past or where only a party is cited."""
    rule = table()["best-supported"]
    background = rule.number("background") if voice.telling.incident.background else 1.0
    party = rule.number("party") if _by_a_party(voice, outcome) else 1.0
    return background * party * (voice.sure if outcome == "killed" else 1.0)


def _by_a_party(voice: Voice, outcome: Outcome) -> bool:
    """Whether those whom the report cites for its figure are all of them fighting."""
    cited = [
        a.speaker.type for a, told in voice.figures(outcome) if a.speaker and number_of(told) == voice.number(outcome)
    ]
    return bool(cited) and all(kind in ("military", "armed_group") for kind in cited)


def _range(given: Counted, outcome: Outcome, best: int) -> tuple[int, int | None]:
    """From the lowest to the highest figure; open where "at least" is above all others."""
    low, high = tolls.bounds(given.figures) if given.figures else (best, best)
    numbers = [v.number(outcome) or 0 for v in given.voices]
    return min(low if low is not None else best, *numbers), None if high is None else max(high, *numbers)


def _reason(voices: Sequence[Voice], outcome: Outcome, best: int, near: int) -> str:
    groups = by_origin(voices).values()
    said = sum(any(v.number(outcome) == best for v in given) for given in groups)
    if said == len(groups) > 1 and all(v.number(outcome) == best for v in voices):
        return sentences.ORIGINS_AGREE.of(n=said)
    if len(groups) == 1:
        return sentences.ONE_ORIGIN.of(n=len(voices), best=best)
    which = sentences.WEIGHS_MOST if near == 1 else sentences.ENDS[_ENDS[outcome][near > 2]]
    return sentences.BEST_OF.of(n=said, all=len(groups), best=best, which=which.of(n=near))
